//! What never changes during a search, laid out for its inner loops.

use std::ops::Range;

use super::prices::Prices;
use super::reliance::Followers;
use crate::calendar::{MaintenanceData, Problem};
use crate::candidates::Candidates;
use crate::model::{EnvironmentId, Exclusivity, StageId, Term};
use crate::plan::maintenance::ranking;

/// A place in [`Candidates::slots`].
pub type Slot = u32;

/// No slot, no participant.
pub const NONE: u32 = u32::MAX;

pub struct Tables<'a> {
    pub problem: &'a Problem,
    pub candidates: &'a Candidates,
    /// No slot ends after.
    pub horizon: u32,
    // By slot candidate.
    pub start: Vec<u32>,
    pub end: Vec<u32>,
    pub environment: Vec<u32>,
    pub stage: Vec<u32>,
    pub least: Vec<u32>,
    pub most: Vec<u32>,
    /// What it should have if it is open, in sizes.
    pub target: Vec<u32>,
    /// Place of the slot's start among the starts of its stage.
    pub rank: Vec<u32>,
    /// The row that the slot is in.
    pub row: Vec<u32>,
    pub by_hand: Vec<bool>,
    // By stage.
    pub stages: Vec<StageTable>,
    /// Slots of one stage in one environment, by stage, then environment.
    pub rows: Vec<Row>,
    /// By environment: the rows in it.
    pub rows_in: Vec<Vec<u32>>,
    /// By class, then variant.
    pub variants: Vec<Vec<VariantTable>>,
    /// By participant: its rules of company.
    pub rules_of: Vec<Vec<u32>>,
    /// Who relies on whose stages.
    pub followers: Followers,
    /// By participant: whether anybody could place it.
    pub placeable: Vec<bool>,
    /// Whether any slot has a least load above 1.
    pub has_least: bool,
    /// Whether slots ask for nothing but room: no resources, gates, maintenance to keep places for,
    /// limits of environments, least or target loads, places kept or places had before.
    pub asks_room_only: bool,
    pub prices: Prices,
    /// By environment: the movable maintenance on it.
    pub maintenance_in: Vec<Vec<u32>>,
    /// By movable maintenance: its places, best first.
    pub ranked: Vec<Vec<u32>>,
    /// Whether moves against a baseline count.
    pub moves: bool,
    /// Terms that count at any level.
    pub counts: [bool; Term::ALL.len()],
}

pub struct StageTable {
    /// The stage's first slot candidate.
    pub first: u32,
    /// How many different starts its slots have.
    pub starts: u32,
    /// By period, up to the horizon: the first of the starts that is not before.
    pub from: Vec<u32>,
    pub rows: Range<usize>,
    pub groups: Vec<u32>,
}

pub struct Row {
    pub stage: u32,
    pub environment: u32,
    pub slots: Range<usize>,
    /// Whether a slot given by hand is among them, so that ends may not follow starts.
    pub by_hand: bool,
}

pub struct VariantTable {
    /// By step, the place of its stage in the class's `allowed`.
    pub offers: Vec<usize>,
    /// Whether no two slots of a chain can stand in each other's way: the best chain by steps is
    /// the best chain.
    pub simple: bool,
}

impl<'a> Tables<'a> {
    pub fn new(problem: &'a Problem, candidates: &'a Candidates) -> Self {
        let slots = &candidates.slots;
        let last_end = slots.iter().map(|slot| slot.span.end).max().unwrap_or(0);
        let horizon = problem.horizon().max(last_end);
        let mut rank = vec![0; slots.len()];
        let mut row = vec![0; slots.len()];
        let mut rows: Vec<Row> = Vec::new();
        let mut rows_in = vec![Vec::new(); problem.environments.len()];
        let mut stages = Vec::with_capacity(problem.stages.len());
        for (stage, range) in candidates.of_stage.iter().enumerate() {
            let mut starts: Vec<u32> = slots[range.clone()].iter().map(|s| s.span.start).collect();
            starts.sort_unstable();
            starts.dedup();
            let mut from = Vec::with_capacity(horizon as usize + 1);
            let mut next = 0;
            for period in 0..=horizon {
                while starts.get(next).is_some_and(|start| *start < period) {
                    next += 1;
                }
                from.push(next as u32);
            }
            let first_row = rows.len();
            for place in range.clone() {
                rank[place] = from[slots[place].span.start.min(horizon) as usize];
                let environment = slots[place].environment.0;
                if rows.len() == first_row || rows[rows.len() - 1].environment != environment {
                    rows_in[environment as usize].push(rows.len() as u32);
                    rows.push(Row {
                        stage: stage as u32,
                        environment,
                        slots: place..place,
                        by_hand: false,
                    });
                }
                row[place] = rows.len() as u32 - 1;
                let last = rows.len() - 1;
                rows[last].slots.end = place + 1;
                rows[last].by_hand |= slots[place].by_hand.is_some();
            }
            let id = StageId::new(stage);
            stages.push(StageTable {
                first: range.start as u32,
                starts: starts.len() as u32,
                from,
                rows: first_row..rows.len(),
                groups: (problem.groups.iter().enumerate())
                    .filter(|(_, members)| members.contains(&id))
                    .map(|(group, _)| group as u32)
                    .collect(),
            });
        }
        let counts = Term::ALL.map(|term| problem.levels.iter().any(|l| l.weight(term) != 0));
        let mut rules_of = vec![Vec::new(); problem.participants.len()];
        for (rule, data) in problem.rules.iter().enumerate() {
            for participant in &data.participants {
                rules_of[participant.index()].push(rule as u32);
            }
        }
        let variants = (candidates.classes.iter())
            .map(|class| {
                let stage_place = |stage| class.allowed.iter().position(|a| a.stage == stage);
                (class.variants.iter())
                    .map(|variant| VariantTable {
                        offers: (variant.steps.iter())
                            .map(|step| stage_place(step.stage).unwrap_or(0))
                            .collect(),
                        simple: simple(problem, variant),
                    })
                    .collect()
            })
            .collect();
        let placeable = (candidates.class_of.iter())
            .map(|class| !candidates.classes[*class].variants.is_empty())
            .collect();
        let asks_room_only = problem.resources.is_empty()
            && problem.gates.is_empty()
            && problem.maintenance.is_empty()
            && problem.environments.iter().all(|e| e.max_participants.is_none())
            && slots.iter().all(|slot| slot.capacity_min <= 1 && slot.reserved == 0)
            && !problem.has_baseline()
            && !counts[Term::UnderTarget as usize]
            && !counts[Term::Balance as usize];
        Self {
            problem,
            candidates,
            horizon,
            asks_room_only,
            start: slots.iter().map(|slot| slot.span.start).collect(),
            end: slots.iter().map(|slot| slot.span.end).collect(),
            environment: slots.iter().map(|slot| slot.environment.0).collect(),
            stage: slots.iter().map(|slot| slot.stage.0).collect(),
            least: slots.iter().map(|slot| slot.capacity_min).collect(),
            most: slots.iter().map(|slot| slot.capacity_max).collect(),
            target: slots.iter().map(|slot| problem.target(slot.stage, slot.by_hand)).collect(),
            rank,
            row,
            by_hand: slots.iter().map(|slot| slot.by_hand.is_some()).collect(),
            stages,
            rows,
            rows_in,
            variants,
            rules_of,
            followers: Followers::new(problem),
            placeable,
            has_least: slots.iter().any(|slot| slot.capacity_min > 1),
            prices: Prices::new(problem),
            maintenance_in: (0..problem.environments.len())
                .map(|place| {
                    let on = |one: &MaintenanceData| one.is_on(EnvironmentId::new(place));
                    let all = problem.maintenance.iter().enumerate();
                    all.filter(|(_, one)| on(one)).map(|(number, _)| number as u32).collect()
                })
                .collect(),
            ranked: ranking(problem),
            moves: problem.has_baseline() && Term::MOVES.iter().any(|term| counts[*term as usize]),
            counts,
        }
    }

    pub fn participants(&self) -> usize {
        self.problem.participants.len()
    }

    pub fn counts(&self, term: Term) -> bool {
        self.counts[term as usize]
    }

    /// The slots of a row that may not be open beside the slot, if the row's stage excludes the
    /// slot's: those that overlap it or leave too little time for the changeover.
    pub fn beside(&self, slot: Slot, row: &Row, changeover: bool) -> Range<usize> {
        let slot = slot as usize;
        let (mut after, mut before) = (0, 0);
        if changeover {
            let table = &self.problem.environments[row.environment as usize].changeover;
            let (a, b) = (self.stage[slot] as usize, row.stage as usize);
            (after, before) = (table[a][b], table[b][a]);
        }
        let (start, end) = (self.start[slot], self.end[slot].saturating_add(after));
        let range = row.slots.clone();
        let last = range.start + self.start[range.clone()].partition_point(|s| *s < end);
        let clear = |place: usize| self.end[place].saturating_add(before) <= start;
        let mut first = last;
        if row.by_hand {
            while first > range.start && (self.by_hand[first - 1] || !clear(first - 1)) {
                first -= 1;
            }
        } else {
            first = range.start
                + self.end[range.start..last]
                    .partition_point(|e| e.saturating_add(before) <= start);
        }
        first..last
    }

    /// Whether two slots may not both be open.
    pub fn exclude(&self, a: Slot, b: Slot) -> bool {
        let (a, b) = (a as usize, b as usize);
        let overlap = self.start[a] < self.end[b] && self.start[b] < self.end[a];
        if overlap {
            let groups = &self.stages[self.stage[a] as usize].groups;
            let others = &self.stages[self.stage[b] as usize].groups;
            if groups.iter().any(|group| others.contains(group)) {
                return true;
            }
        }
        if self.environment[a] != self.environment[b] {
            return false;
        }
        let environment = EnvironmentId(self.environment[a]);
        let (stage_a, stage_b) = (StageId(self.stage[a]), StageId(self.stage[b]));
        if !self.problem.excludes(environment, stage_a, stage_b) {
            return false;
        }
        let table = &self.problem.environments[environment.index()].changeover;
        let after = table[stage_a.index()][stage_b.index()];
        let before = table[stage_b.index()][stage_a.index()];
        overlap
            || (self.start[a] <= self.start[b] && self.start[b] < self.end[a] + after)
            || (self.start[b] <= self.start[a] && self.start[a] < self.end[b] + before)
    }

    /// Whether changes between stages are counted in the environment.
    pub fn counts_changes(&self, environment: u32) -> bool {
        matches!(
            self.problem.environments[environment as usize].exclusivity,
            Exclusivity::OneSlot | Exclusivity::OneStage
        )
    }
}

fn simple(problem: &Problem, variant: &crate::candidates::Variant) -> bool {
    let apart = !variant.may_overlap() && variant.steps.iter().all(|step| step.after.is_empty());
    let changeover = |a: StageId, b: StageId| {
        problem.environments.iter().any(|e| e.changeover[a.index()][b.index()] > 0)
    };
    // Slots that leave a place each may leave none together.
    apart
        && problem.maintenance.is_empty()
        && !(variant.steps.iter())
            .any(|a| variant.steps.iter().any(|b| changeover(a.stage, b.stage)))
}
