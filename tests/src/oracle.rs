//! The best plan of a tiny programme, by trying them all.
//!
//! What is a plan is decided by [`check`] alone, what it is worth by [`Score`] alone. Of the
//! planner it uses nothing. It leaves out only what can't be better:
//!
//! - Slots with nobody in them, other than those given by hand: to close one breaks no rule, since
//!   rules bind what is open, and makes no term larger.
//! - Places of movable maintenance other than the best around the slots that are open: nothing else
//!   depends on them. Of these it tries all combinations.
//! - Plans that grow out of one that breaks a rule which growing can't mend. Those rules are what
//!   `Relaxed` keeps; so `check` is asked about parts of plans as well.
//! - Plans that grow out of one that is no better than the best so far, even if each participant
//!   still to come took its cheapest way of those that the open slots allow. What participants cost
//!   adds up, what slots cost only grows, what depends on loads is at least nothing, and values of
//!   all levels in order are compared like numbers.

mod itinerary;
mod relaxed;

use std::cell::RefCell;
use std::collections::HashMap;

use slotwise::check::check;
use slotwise::plan::{Assignment, PlacedMaintenance, PlanSlot, Visit};
use slotwise::{Plan, Problem, Score};

use crate::plans::with_maintenance;
use itinerary::{Itinerary, itineraries};
use relaxed::Relaxed;

/// The best that there is.
#[derive(Clone, Debug)]
pub struct Best {
    /// By level, in millionths.
    pub values: Vec<i64>,
    /// A plan with these values.
    pub plan: Plan,
    /// How many parts of plans were looked at.
    pub tried: usize,
}

/// The best plan, or `None` if no plan keeps the rules (of slots given by hand, then).
pub fn best(problem: &Problem) -> Option<Best> {
    let relaxed = Relaxed::new(problem);
    let universe = Universe::new(problem, &relaxed)?;
    let mut people: Vec<Person> = (0..problem.participants.len())
        .map(|place| Person::new(problem, &relaxed, &universe, place))
        .collect();
    // Whoever has the fewest ways first: there is less to undo.
    people.sort_by_key(|person| (person.ways.len(), person.place));
    let unplaced = sum(people.iter().map(|person| &person.unplaced), problem.levels.len());
    let mut search = Search {
        problem,
        relaxed: &relaxed,
        universe: &universe,
        people: &people,
        unplaced,
        slot_costs: HashMap::new(),
        chosen: Vec::new(),
        best: None,
        tried: 0,
    };
    let nothing = vec![0; problem.levels.len()];
    search.grow(universe.by_hand, 0, &nothing);
    let tried = search.tried;
    search.best.map(|(values, plan)| Best { values, plan, tried })
}

/// Sets of slots of the universe.
pub(crate) type Slots = u128;

/// All slots that could be open.
pub(crate) struct Universe {
    pub slots: Vec<PlanSlot>,
    /// Those given by hand: always open.
    pub by_hand: Slots,
    /// By slot: those that can't be open beside it.
    pub conflicts: Vec<Slots>,
    problem: Problem,
    /// By open slots: where movable maintenance is best put.
    places: RefCell<HashMap<Slots, Vec<PlacedMaintenance>>>,
}

impl Universe {
    /// `None` if the slots given by hand break a rule.
    fn new(problem: &Problem, relaxed: &Relaxed) -> Option<Self> {
        let by_hand = crate::plans::only_by_hand(problem).slots;
        let breaks = |more: &[PlanSlot]| {
            let slots = by_hand.iter().chain(more).copied().collect();
            !check(&relaxed.whole, &with_maintenance(problem, slots)).is_empty()
        };
        if breaks(&[]) {
            return None;
        }
        let mut slots = by_hand.clone();
        slots.extend(crate::plans::every_slot(problem).filter(|slot| !breaks(&[*slot])));
        assert!(slots.len() <= 128, "{} slots are too many for the oracle", slots.len());
        let count = by_hand.len();
        let mut conflicts = vec![0; slots.len()];
        for a in count..slots.len() {
            for b in count..a {
                if breaks(&[slots[a], slots[b]]) {
                    conflicts[a] |= 1 << b;
                    conflicts[b] |= 1 << a;
                }
            }
        }
        Some(Self {
            slots,
            by_hand: (1_u128 << count) - 1,
            conflicts,
            problem: problem.clone(),
            places: RefCell::default(),
        })
    }

    /// The plan in which these are open, with these participants placed.
    pub fn plan(&self, open: Slots, chosen: &[(usize, &Itinerary)]) -> Plan {
        let mut place = vec![0; self.slots.len()];
        let mut slots = Vec::new();
        for (position, slot) in self.slots.iter().enumerate() {
            if open >> position & 1 == 1 {
                place[position] = slots.len() as u32;
                slots.push(*slot);
            }
        }
        let mut assignments: Vec<Assignment> = (chosen.iter())
            .map(|(participant, way)| Assignment {
                participant: slotwise::model::ParticipantId::new(*participant),
                route: way.route,
                visits: (way.visits.iter())
                    .map(|(step, slot)| Visit { step: *step, slot: place[*slot] })
                    .collect(),
            })
            .collect();
        assignments.sort_by_key(|assignment| assignment.participant);
        let maintenance = self.maintenance(open, &slots);
        Plan { slots, assignments, maintenance }
    }

    /// Where movable maintenance is best put around open slots.
    fn maintenance(&self, open: Slots, slots: &[PlanSlot]) -> Vec<PlacedMaintenance> {
        if self.problem.maintenance.is_empty() {
            return Vec::new();
        }
        let known = self.places.borrow().get(&open).cloned();
        known.unwrap_or_else(|| {
            let best = with_maintenance(&self.problem, slots.to_vec()).maintenance;
            self.places.borrow_mut().insert(open, best.clone());
            best
        })
    }
}

/// A participant and the ways to place it.
struct Person {
    place: usize,
    /// By what they cost.
    ways: Vec<Itinerary>,
    /// What it costs to go without, by level.
    unplaced: Vec<i64>,
}

impl Person {
    fn new(problem: &Problem, relaxed: &Relaxed, universe: &Universe, place: usize) -> Self {
        let mut ways = itineraries(problem, relaxed, universe, place);
        ways.sort_by(|a, b| (&a.own, a.route, &a.visits).cmp(&(&b.own, b.route, &b.visits)));
        let unplaced = itinerary::own_values(problem, &Plan::default(), place, None);
        Self { place, ways, unplaced }
    }

    /// The least that it costs if these slots can't be used.
    fn least(&self, forbidden: Slots) -> &Vec<i64> {
        let way = self.ways.iter().find(|way| way.slots & forbidden == 0);
        way.map_or(&self.unplaced, |way| (&way.own).min(&self.unplaced))
    }
}

struct Search<'a> {
    problem: &'a Problem,
    relaxed: &'a Relaxed,
    universe: &'a Universe,
    people: &'a [Person],
    /// What it costs to place nobody, slots aside.
    unplaced: Vec<i64>,
    /// What open slots cost, by level.
    slot_costs: HashMap<Slots, Vec<i64>>,
    chosen: Vec<(usize, &'a Itinerary)>,
    best: Option<(Vec<i64>, Plan)>,
    tried: usize,
}

impl<'a> Search<'a> {
    /// Tries all ways for the participants from `next` on.
    fn grow(&mut self, open: Slots, next: usize, own: &[i64]) {
        self.tried += 1;
        let forbidden = self.forbidden(open);
        let levels = self.problem.levels.len();
        let ahead = self.people.get(next + 1..).unwrap_or_default();
        let still = sum(ahead.iter().map(|person| person.least(forbidden)), levels);
        let slots = self.slot_cost(open);
        let Some(person) = self.people.get(next) else {
            return self.judge(open, &add(own, &slots));
        };
        let spent = add(own, &slots);
        let hopeless = |search: &Self, cost: &[i64]| {
            let least = add(&add(&spent, cost), &still);
            search.best.as_ref().is_some_and(|(values, _)| least >= *values)
        };
        let mut without = false;
        for way in person.ways.iter().filter(|way| way.slots & forbidden == 0) {
            if !without && person.unplaced <= way.own {
                without = true;
                if !hopeless(self, &person.unplaced) {
                    self.grow(open, next + 1, &add(own, &person.unplaced));
                }
            }
            // All ways to come cost as much.
            if hopeless(self, &way.own) {
                break;
            }
            self.place(open | way.slots, next, own, way);
        }
        if !without && !hopeless(self, &person.unplaced) {
            self.grow(open, next + 1, &add(own, &person.unplaced));
        }
    }

    fn place(&mut self, open: Slots, next: usize, own: &[i64], way: &'a Itinerary) {
        let own = add(own, &way.own);
        let forbidden = self.forbidden(open);
        let ahead = &self.people[next + 1..];
        let still = sum(ahead.iter().map(|person| person.least(forbidden)), own.len());
        let least = add(&add(&own, &self.slot_cost(open)), &still);
        if self.best.as_ref().is_some_and(|(values, _)| least >= *values) {
            return;
        }
        self.chosen.push((self.people[next].place, way));
        let part = self.universe.plan(open, &self.chosen);
        if check(&self.relaxed.whole, &part).is_empty() {
            self.grow(open, next + 1, &own);
        }
        self.chosen.pop();
    }

    fn judge(&mut self, open: Slots, cost: &[i64]) {
        if self.best.as_ref().is_some_and(|(values, _)| cost >= values.as_slice()) {
            return;
        }
        let plan = self.universe.plan(open, &self.chosen);
        if check(self.problem, &plan).is_empty() {
            let values = Score::of(self.problem, &plan).values();
            let known = Score::of(&self.relaxed.whole, &plan).values();
            assert_eq!(known, cost, "what participants and slots cost adds up to the score");
            if self.best.as_ref().is_none_or(|(best, _)| values < *best) {
                self.best = Some((values, plan));
            }
        }
    }

    fn forbidden(&self, open: Slots) -> Slots {
        let conflicts = self.universe.conflicts.iter().enumerate();
        conflicts.filter(|(slot, _)| open >> slot & 1 == 1).fold(0, |all, (_, c)| all | c)
    }

    fn slot_cost(&mut self, open: Slots) -> Vec<i64> {
        // Terms of loads aside: they are counted once all are placed.
        let (problem, universe, unplaced) = (&self.relaxed.whole, self.universe, &self.unplaced);
        self.slot_costs
            .entry(open)
            .or_insert_with(|| {
                let values = Score::of(problem, &universe.plan(open, &[])).values();
                values.iter().zip(unplaced).map(|(all, unplaced)| all - unplaced).collect()
            })
            .clone()
    }
}

fn add(a: &[i64], b: &[i64]) -> Vec<i64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn sum<'a>(all: impl Iterator<Item = &'a Vec<i64>>, levels: usize) -> Vec<i64> {
    all.fold(vec![0; levels], |sum, values| add(&sum, values))
}
