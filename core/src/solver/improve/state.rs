//! A plan in the making: open slots and who is in them. Every change is logged, so that it can be
//! taken back.

use fixedbitset::FixedBitSet;

use super::gate::Gates;
use super::load::{Loads, lack};
use super::resource::Usage;
use super::tables::{NONE, Slot, Tables};
use super::upkeep::Upkeep;
use crate::formulation::gone_without;
use crate::model::{EnvironmentId, StageId, Term};

pub struct State<'a> {
    pub tables: &'a Tables<'a>,
    /// By slot candidate: the open slot that it is, or [`NONE`].
    open: Vec<u32>,
    slots: Vec<OpenSlot>,
    free: Vec<u32>,
    /// By slot candidate: how many open slots stand in its way.
    blocked: Vec<u32>,
    /// By stage, then place among its slots: those that are open with room left or could be opened.
    pub offered: Vec<FixedBitSet>,
    /// By environment: its open slots by span, then stage.
    pub lanes: Vec<Vec<Slot>>,
    /// By environment with a limit, then period: sizes of the participants in it.
    crowd: Vec<Vec<u32>>,
    /// What open slots and those in them take of resources.
    pub usage: Usage,
    /// How full environments are.
    pub loads: Loads,
    /// When stages open, and who has been through others by then.
    pub gates: Gates,
    /// By participant: the variant of its class that it takes, or [`NONE`].
    variant: Vec<u32>,
    /// Slots of each participant's visits, from `first_visit` on.
    visits: Vec<Slot>,
    first_visit: Vec<usize>,
    /// Who is not placed but could be, in no order, and where in the list.
    pub unplaced: Vec<u32>,
    place_in_unplaced: Vec<u32>,
    /// By term, in thousandths.
    pub amounts: [i64; Term::ALL.len()],
    pub upkeep: Upkeep,
    /// By period: how many open slots end then.
    ends: Vec<u32>,
    pub latest: u32,
    log: Vec<Change>,
    /// Variants and visits of the participants removed, for the log.
    trail: Vec<u32>,
}

struct OpenSlot {
    load: u32,
    members: Vec<u32>,
}

enum Change {
    Opened(Slot),
    Closed(Slot),
    Placed(u32),
    Removed(u32),
    /// The opening of a gate, with the one before.
    Opening(u32, u32),
}

impl<'a> State<'a> {
    /// With the slots given by hand alone.
    pub fn new(tables: &'a Tables<'a>) -> Self {
        let problem = tables.problem;
        let candidates = tables.candidates;
        let mut first_visit = Vec::with_capacity(problem.participants.len() + 1);
        let mut visits = 0;
        for class in &candidates.class_of {
            first_visit.push(visits);
            let variants = &candidates.classes[*class].variants;
            visits += variants.iter().map(|v| v.steps.len()).max().unwrap_or(0);
        }
        let offered = (candidates.of_stage.iter())
            .map(|range| {
                let mut set = FixedBitSet::with_capacity(range.len());
                set.insert_range(..);
                set
            })
            .collect();
        let crowd = (problem.environments.iter())
            .map(|e| vec![0; e.max_participants.map_or(0, |_| tables.horizon as usize)])
            .collect();
        let upkeep = Upkeep::new(tables);
        let mut state = Self {
            tables,
            open: vec![NONE; candidates.slots.len()],
            slots: Vec::new(),
            free: Vec::new(),
            blocked: vec![0; candidates.slots.len()],
            offered,
            lanes: vec![Vec::new(); problem.environments.len()],
            crowd,
            usage: Usage::new(tables),
            loads: Loads::new(tables),
            gates: Gates::new(tables),
            variant: vec![NONE; problem.participants.len()],
            visits: vec![NONE; visits],
            first_visit,
            unplaced: Vec::new(),
            place_in_unplaced: vec![NONE; problem.participants.len()],
            amounts: upkeep.amounts(tables),
            upkeep,
            ends: vec![0; tables.horizon as usize + 1],
            latest: 0,
            log: Vec::new(),
            trail: Vec::new(),
        };
        for person in 0..problem.participants.len() as u32 {
            if tables.placeable[person as usize] {
                state.list_unplaced(person);
            }
            state.count_unplaced(person, 1);
        }
        for slot in 0..candidates.slots.len() {
            if tables.by_hand[slot] {
                state.do_open(slot as Slot);
            }
        }
        state
    }

    /// The value of each level, in millionths.
    pub fn values(&self) -> impl Iterator<Item = i64> + '_ {
        self.tables
            .problem
            .levels
            .iter()
            .map(|level| level.terms.iter().map(|t| t.weight * self.amounts[t.term as usize]).sum())
    }

    pub fn is_open(&self, slot: Slot) -> bool {
        self.open[slot as usize] != NONE
    }

    /// Whether nothing that is open stands in the slot's way.
    pub fn is_free(&self, slot: Slot) -> bool {
        self.blocked[slot as usize] == 0
    }

    /// Sizes of those in the slot; 0 if it is not open.
    pub fn load(&self, slot: Slot) -> u32 {
        match self.open[slot as usize] {
            NONE => 0,
            place => self.slots[place as usize].load,
        }
    }

    pub fn members(&self, slot: Slot) -> &[u32] {
        match self.open[slot as usize] {
            NONE => &[],
            place => &self.slots[place as usize].members,
        }
    }

    /// Most sizes in the environment at any period of the slot.
    pub fn crowd_over(&self, slot: Slot) -> u32 {
        let slot = slot as usize;
        let crowd = &self.crowd[self.tables.environment[slot] as usize];
        let span = self.tables.start[slot] as usize..self.tables.end[slot] as usize;
        crowd.get(span).and_then(|periods| periods.iter().copied().max()).unwrap_or(0)
    }

    /// The variant that the participant takes, if it is placed.
    pub fn variant(&self, person: u32) -> Option<usize> {
        let variant = self.variant[person as usize];
        (variant != NONE).then_some(variant as usize)
    }

    /// The slots of a placed participant, in the order of its variant's steps.
    pub fn visits(&self, person: u32) -> &[Slot] {
        let Some(variant) = self.variant(person) else { return &[] };
        let class = self.tables.candidates.class_of[person as usize];
        let steps = self.tables.candidates.classes[class].variants[variant].steps.len();
        let first = self.first_visit[person as usize];
        &self.visits[first..first + steps]
    }

    /// Opens a slot that is free.
    pub fn open(&mut self, slot: Slot) {
        debug_assert!(self.is_free(slot) && !self.is_open(slot));
        self.do_open(slot);
        self.log.push(Change::Opened(slot));
    }

    /// Closes a slot that nobody is in, unless it is given by hand.
    pub fn close(&mut self, slot: Slot) {
        if self.is_open(slot)
            && !self.tables.by_hand[slot as usize]
            && self.members(slot).is_empty()
        {
            self.do_close(slot);
            self.log.push(Change::Closed(slot));
        }
    }

    /// Places a participant that is not, in slots that allow it, opening those that are not open.
    pub fn place(&mut self, person: u32, variant: usize, chain: &[Slot]) {
        for &slot in chain {
            if !self.is_open(slot) {
                self.open(slot);
            }
        }
        self.do_place(person, variant as u32, chain);
        self.log.push(Change::Placed(person));
    }

    /// Removes a placed participant; its slots stay open.
    pub fn remove(&mut self, person: u32) {
        let variant = self.variant[person as usize];
        if variant == NONE {
            return;
        }
        let first = self.first_visit[person as usize];
        let steps = self.visits(person).len();
        self.trail.extend_from_slice(&self.visits[first..first + steps]);
        self.trail.push(variant);
        self.do_remove(person);
        self.log.push(Change::Removed(person));
    }

    /// Sets when a gate opens: nobody may be in an earlier slot that it binds.
    pub fn set_opening(&mut self, gate: usize, period: u32) {
        let before = self.gates.opening(gate);
        self.do_set_opening(gate, period);
        self.log.push(Change::Opening(gate as u32, before));
    }

    fn do_set_opening(&mut self, gate: usize, period: u32) {
        let mut gates = std::mem::take(&mut self.gates);
        gates.set_opening(self, gate, period);
        self.gates = gates;
    }

    /// How far the log goes.
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    /// Forgets how to take back what was done.
    pub fn commit(&mut self) {
        self.log.clear();
        self.trail.clear();
    }

    /// Takes back everything since the mark.
    pub fn undo(&mut self, mark: usize) {
        while self.log.len() > mark {
            match self.log.pop() {
                Some(Change::Opened(slot)) => self.do_close(slot),
                Some(Change::Closed(slot)) => self.do_open(slot),
                Some(Change::Opening(gate, before)) => self.do_set_opening(gate as usize, before),
                Some(Change::Placed(person)) => self.do_remove(person),
                Some(Change::Removed(person)) => {
                    let variant = self.trail.pop().unwrap_or(NONE);
                    let class = self.tables.candidates.class_of[person as usize];
                    let steps = self.tables.candidates.classes[class].variants[variant as usize]
                        .steps
                        .len();
                    let chain = self.trail.split_off(self.trail.len() - steps);
                    self.do_place(person, variant, &chain);
                }
                None => break,
            }
        }
    }

    fn do_open(&mut self, slot: Slot) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.slots.push(OpenSlot { load: 0, members: Vec::new() });
            self.slots.len() as u32 - 1
        });
        self.open[slot as usize] = place;
        self.offer(slot);
        self.block::<true>(slot);
        let environment = self.tables.environment[slot as usize];
        let lane = &mut self.lanes[environment as usize];
        let key = |slot: Slot| key(self.tables, slot);
        let at = lane.partition_point(|other| key(*other) < key(slot));
        lane.insert(at, slot);
        self.count_lane(environment, at, 1);
        self.count_end(self.tables.end[slot as usize], true);
        self.upkeep.note(self.tables, slot, true, &mut self.amounts);
        self.usage.open::<true>(self.tables, slot);
        self.count(Term::UnderTarget, 1000 * lack(self.tables, slot, 0));
    }

    fn do_close(&mut self, slot: Slot) {
        let environment = self.tables.environment[slot as usize];
        let key = |slot: Slot| key(self.tables, slot);
        let at = self.lanes[environment as usize].partition_point(|other| key(*other) < key(slot));
        self.count_lane(environment, at, -1);
        self.lanes[environment as usize].remove(at);
        let place = std::mem::replace(&mut self.open[slot as usize], NONE);
        self.free.push(place);
        self.block::<false>(slot);
        self.offer(slot);
        self.count_end(self.tables.end[slot as usize], false);
        self.upkeep.note(self.tables, slot, false, &mut self.amounts);
        self.usage.open::<false>(self.tables, slot);
        self.count(Term::UnderTarget, -1000 * lack(self.tables, slot, 0));
    }

    /// Counts the slot with, or no longer with, what stands in the way of others.
    fn block<const ON: bool>(&mut self, slot: Slot) {
        let tables = self.tables;
        let environment = EnvironmentId(tables.environment[slot as usize]);
        let stage = StageId(tables.stage[slot as usize]);
        for &row in &tables.rows_in[environment.index()] {
            let other = StageId(tables.rows[row as usize].stage);
            if tables.problem.excludes(environment, stage, other) {
                self.block_row::<ON>(slot, row as usize, true);
            }
        }
        for &group in &tables.stages[stage.index()].groups {
            for member in &tables.problem.groups[group as usize] {
                for row in tables.stages[member.index()].rows.clone() {
                    self.block_row::<ON>(slot, row, false);
                }
            }
        }
    }

    fn block_row<const ON: bool>(&mut self, slot: Slot, row: usize, changeover: bool) {
        let row = &self.tables.rows[row];
        let range = self.tables.beside(slot, row, changeover);
        let first = self.tables.stages[row.stage as usize].first as usize;
        let offered = &mut self.offered[row.stage as usize];
        for place in range {
            if ON {
                self.blocked[place] += 1;
                if self.blocked[place] == 1 && self.open[place] == NONE {
                    offered.set(place - first, false);
                }
            } else {
                self.blocked[place] -= 1;
                if self.blocked[place] == 0 && self.open[place] == NONE {
                    offered.set(place - first, true);
                }
            }
        }
    }

    /// Notes whether the slot is one to offer.
    fn offer(&mut self, slot: Slot) {
        let stage = self.tables.stage[slot as usize] as usize;
        let offered = match self.open[slot as usize] {
            NONE => self.blocked[slot as usize] == 0,
            place => self.slots[place as usize].load < self.tables.most[slot as usize],
        };
        self.offered[stage].set((slot - self.tables.stages[stage].first) as usize, offered);
    }

    fn do_place(&mut self, person: u32, variant: u32, chain: &[Slot]) {
        self.count_unplaced(person, -1);
        self.unlist_unplaced(person);
        self.variant[person as usize] = variant;
        let first = self.first_visit[person as usize];
        self.visits[first..first + chain.len()].copy_from_slice(chain);
        let size = self.tables.problem.participants[person as usize].size;
        for &slot in chain {
            let open = &mut self.slots[self.open[slot as usize] as usize];
            open.members.push(person);
            open.load += size;
            self.offer(slot);
            for crowd in self.crowd_of(slot) {
                *crowd += size;
            }
            self.usage.enter::<true>(self.tables, slot);
            self.count_load(slot, size, 1);
            self.gates.enter(self.tables, person, slot, 1);
        }
        self.count_placed(person, 1);
    }

    fn do_remove(&mut self, person: u32) {
        self.count_placed(person, -1);
        let size = self.tables.problem.participants[person as usize].size;
        let first = self.first_visit[person as usize];
        for visit in first..first + self.visits(person).len() {
            let slot = self.visits[visit];
            let open = &mut self.slots[self.open[slot as usize] as usize];
            if let Some(at) = open.members.iter().position(|member| *member == person) {
                open.members.swap_remove(at);
            }
            open.load -= size;
            self.offer(slot);
            for crowd in self.crowd_of(slot) {
                *crowd -= size;
            }
            self.usage.enter::<false>(self.tables, slot);
            self.count_load(slot, size, -1);
            self.gates.enter(self.tables, person, slot, -1);
        }
        self.variant[person as usize] = NONE;
        self.count_unplaced(person, 1);
        self.list_unplaced(person);
    }

    fn crowd_of(&mut self, slot: Slot) -> &mut [u32] {
        let slot = slot as usize;
        let crowd = &mut self.crowd[self.tables.environment[slot] as usize];
        let span = self.tables.start[slot] as usize..self.tables.end[slot] as usize;
        crowd.get_mut(span).unwrap_or_default()
    }

    fn list_unplaced(&mut self, person: u32) {
        self.place_in_unplaced[person as usize] = self.unplaced.len() as u32;
        self.unplaced.push(person);
    }

    fn unlist_unplaced(&mut self, person: u32) {
        let place = self.place_in_unplaced[person as usize] as usize;
        self.unplaced.swap_remove(place);
        if let Some(&moved) = self.unplaced.get(place) {
            self.place_in_unplaced[moved as usize] = place as u32;
        }
    }

    fn count(&mut self, term: Term, amount: i64) {
        self.amounts[term as usize] += amount;
    }

    fn count_unplaced(&mut self, person: u32, sign: i64) {
        let tables = self.tables;
        let participant = &tables.problem.participants[person as usize];
        self.count(Term::UnplacedMandatory, sign * participant.weight);
        if tables.counts(Term::UnplacedOptional) {
            let optional = participant.most_optional();
            self.count(Term::UnplacedOptional, sign * participant.weight * optional);
        }
        if tables.moves {
            for term in Term::MOVES {
                self.count(term, sign * participant.all_gone(term));
            }
        }
    }

    fn count_placed(&mut self, person: u32, sign: i64) {
        let tables = self.tables;
        let participant = &tables.problem.participants[person as usize];
        let class = &tables.candidates.classes[tables.candidates.class_of[person as usize]];
        let variant = &class.variants[self.variant[person as usize] as usize];
        let visits = self.visits(person);
        let completion = visits.last().map_or(0, |slot| tables.end[*slot as usize]);
        let late = participant.due.map_or(0, |due| completion.saturating_sub(due));
        if tables.moves {
            let visits = self.visits(person);
            let counts = Term::MOVES.map(|term| {
                let gone = gone_without(participant, variant, term);
                gone + visits.iter().map(|s| tables.elsewhere(person, *s, term)).sum::<i64>()
            });
            for (term, count) in Term::MOVES.into_iter().zip(counts) {
                self.count(term, sign * count);
            }
        }
        let visits = self.visits(person);
        let mut penalty = variant.penalty;
        if !participant.preferences.is_empty() && tables.counts(Term::Preferences) {
            penalty += visits.iter().map(|slot| tables.penalty(person, *slot)).sum::<i64>();
        }
        self.count(Term::UnplacedOptional, sign * participant.weight * i64::from(variant.skipped));
        self.count(Term::Lateness, sign * participant.weight * i64::from(late));
        self.count(Term::Completion, sign * participant.weight * i64::from(completion));
        self.count(Term::Preferences, sign * penalty);
    }

    /// Counts the slot at a place of a lane, with (1) or no longer (-1).
    fn count_lane(&mut self, environment: u32, at: usize, sign: i64) {
        self.count(Term::SlotsOpened, sign * 1000);
        let lane = &self.lanes[environment as usize];
        if lane.len() == 1 {
            let cost = self.tables.problem.environments[environment as usize].cost;
            self.count(Term::EnvironmentCost, sign * cost);
        }
        let before = at.checked_sub(1).map(|before| self.lanes[environment as usize][before]);
        let after = self.lanes[environment as usize].get(at + 1).copied();
        let slot = self.lanes[environment as usize][at];
        let changes = self.changes(environment, before, slot, after);
        self.count(Term::Changeovers, sign * changes * 1000);
    }

    /// How many more changes of stage there are in an environment with a slot between two others.
    fn changes(
        &self,
        environment: u32,
        before: Option<Slot>,
        slot: Slot,
        after: Option<Slot>,
    ) -> i64 {
        if !self.tables.counts_changes(environment) {
            return 0;
        }
        let stage = |slot: Slot| self.tables.stage[slot as usize];
        let differ = |a: Option<Slot>, b: Option<Slot>| match (a, b) {
            (Some(a), Some(b)) => i64::from(stage(a) != stage(b)),
            _ => 0,
        };
        differ(before, Some(slot)) + differ(Some(slot), after) - differ(before, after)
    }

    /// How many more changes of stage there would be with the slot open.
    pub fn more_changes(&self, slot: Slot) -> i64 {
        let environment = self.tables.environment[slot as usize];
        let lane = &self.lanes[environment as usize];
        let of = |slot: Slot| key(self.tables, slot);
        let at = lane.partition_point(|other| of(*other) < of(slot));
        let before = at.checked_sub(1).map(|before| lane[before]);
        self.changes(environment, before, slot, lane.get(at).copied())
    }

    /// Counts somebody of a size who has joined a slot (1) or left it (-1).
    fn count_load(&mut self, slot: Slot, size: u32, sign: i64) {
        let load = self.load(slot);
        let fuller = if sign > 0 { load } else { load + size };
        let (less, more) =
            (lack(self.tables, slot, fuller), lack(self.tables, slot, fuller - size));
        self.count(Term::UnderTarget, sign * 1000 * (less - more));
        let environment = self.tables.environment[slot as usize];
        let growth = self.loads.add(environment, sign * i64::from(size));
        self.count(Term::Balance, 1000 * growth);
    }

    fn count_end(&mut self, end: u32, opened: bool) {
        let before = self.latest;
        if opened {
            self.ends[end as usize] += 1;
            self.latest = self.latest.max(end);
        } else {
            self.ends[end as usize] -= 1;
            while self.latest > 0 && self.ends[self.latest as usize] == 0 {
                self.latest -= 1;
            }
        }
        self.count(Term::Makespan, (i64::from(self.latest) - i64::from(before)) * 1000);
    }
}

/// The order of slots in an environment.
fn key(tables: &Tables, slot: Slot) -> (u32, u32, u32, Slot) {
    let place = slot as usize;
    (tables.start[place], tables.end[place], tables.stage[place], slot)
}

impl Tables<'_> {
    /// What being in a slot counts of a term of moves, in thousandths.
    pub fn elsewhere(&self, person: u32, slot: Slot, term: Term) -> i64 {
        let slot = slot as usize;
        let (stage, environment) =
            (StageId(self.stage[slot]), EnvironmentId(self.environment[slot]));
        let participant = &self.problem.participants[person as usize];
        participant.elsewhere(term, stage, environment, self.start[slot])
    }

    /// What being in a slot costs by the terms of moves.
    pub fn move_price(&self, person: u32, slot: Slot) -> f64 {
        let terms = Term::MOVES.iter();
        terms.map(|term| self.prices.of(*term) * self.elsewhere(person, slot, *term) as f64).sum()
    }

    /// Penalties of the participant's preferences that the slot matches, in thousandths.
    pub fn penalty(&self, person: u32, slot: Slot) -> i64 {
        let slot = slot as usize;
        (self.problem.participants[person as usize].preferences.iter())
            .filter(|p| {
                p.stage.is_none_or(|stage| stage.0 == self.stage[slot])
                    && p.environment.is_none_or(|e| e.0 == self.environment[slot])
                    && p.starts.holds(self.start[slot])
            })
            .map(|p| p.penalty)
            .sum()
    }
}
