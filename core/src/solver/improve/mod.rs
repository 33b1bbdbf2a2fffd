//! Good plans without proof: built one participant at a time, then taken apart and put together
//! again, better or, by chance, a little worse.
//!
//! A plan in the making is a set of open slots and, for each placed participant, a chain of them.
//! A participant is placed by a dynamic program over the steps of its variants and all slots that
//! are open with room or that could be opened. Rules that bind slots or participants to one another
//! are kept at every insertion, least loads after each step; so every plan on the way is valid.

mod anneal;
mod company;
mod coupling;
mod gate;
mod insert;
mod least;
mod legal;
mod load;
mod menu;
mod prices;
pub(super) mod random;
mod recreate;
mod reliance;
mod resource;
mod retest;
mod rounds;
mod ruin;
mod snapshot;
mod start;
mod state;
mod tables;
mod upkeep;

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::CancelToken;
use super::bound::Dive;
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::plan::{Plan, Score};
use anneal::{Annealer, order};
use insert::{Inserter, Mood};
use random::Random;
use rounds::Rounds;
use snapshot::Snapshot;
use state::State;
use tables::Tables;

/// How long to search.
#[derive(Clone, Debug, Default)]
pub struct SearchBudget {
    /// Steps to take, and what the observer's work counts as: the result depends on their number and on
    /// nothing else, unless time or the token ends the search early.
    pub steps: u64,
    /// End at this moment with the best plan so far.
    pub deadline: Option<Instant>,
    /// Ends the search from another thread.
    pub cancel: CancelToken,
    /// Another seed takes another way.
    pub seed: u64,
    /// Ends the search once it has found nothing better for so long, or sooner if the best plan was found
    /// soon.
    pub patience: Option<Duration>,
    /// What room in slots is worth and, without a plan to start from, calendars to start with.
    pub guide: Option<Arc<Dive>>,
}

impl SearchBudget {
    /// Whether it is time to end.
    pub fn is_over(&self) -> bool {
        self.cancel.is_cancelled() || self.deadline.is_some_and(|end| Instant::now() >= end)
    }
}

/// Who looks on while a search runs.
pub trait Observer {
    /// Hears of better plans, the first as soon as there is one; not of every one, since plans are large.
    fn hear(&mut self, plan: &Plan, score: &Score);

    /// Whether it can put people into slots better than the search does.
    fn assigns(&self) -> bool {
        false
    }

    /// A plan that is better than the best so far, if the observer knows one: with about the slots of
    /// `plan`, perhaps, where a round has ended.
    fn assign(&mut self, _plan: &Plan, _best: &Plan) -> Option<Plan> {
        None
    }

    /// What its work comes to so far, in steps of the search.
    fn work(&self) -> u64 {
        0
    }

    /// A plan with a part of the calendars decided anew, in which whoever lost a slot is left out.
    fn recast(&mut self, _plan: &Plan) -> Option<Plan> {
        None
    }

    /// The same with other calendars, if it knows any.
    fn anew(&mut self, _plan: &Plan) -> Option<Plan> {
        None
    }
}

impl<F: FnMut(&Plan, &Score)> Observer for F {
    fn hear(&mut self, plan: &Plan, score: &Score) {
        self(plan, score);
    }
}

/// A search waits for a better plan as many times as long as it took to find the best one, but no less than
/// this share of its patience.
const AS_LONG: u32 = 3;
const SOON: f64 = 0.6;

/// Looks for a plan that keeps every rule and is good at every level of the objective, the first
/// level first.
///
/// What can be kept of `start` is where the search starts.
pub fn search(
    problem: &Problem,
    candidates: &Candidates,
    start: Option<&Plan>,
    budget: &SearchBudget,
    observer: &mut dyn Observer,
) -> Plan {
    let tables = Tables::new(problem, candidates);
    let mut state = State::new(&tables);
    let mut random = Random::new(budget.seed);
    let mut inserter = Inserter::default();
    if let Some(guide) = &budget.guide {
        let scale = tables.prices.levels.get(guide.level).copied().unwrap_or(0.0);
        inserter.room = guide.prices.iter().map(|price| price * scale).collect();
    }
    construct(&mut state, &mut inserter, start, budget, &mut random);
    let tell = |best: &Snapshot, observer: &mut dyn Observer| {
        let plan = best.plan(&tables);
        observer.hear(&plan, &Score::of(problem, &plan));
    };
    let mut annealer = Annealer::new(&mut state, random, inserter);
    tell(&annealer.best, observer);
    let assign = |annealer: &mut Annealer<'_, '_>, observer: &mut dyn Observer| {
        // Where the round has ended, cold: calendars may be better than the best plan's, though people
        // are put into them one by one.
        let plan = Snapshot::of(annealer.state).plan(&tables);
        let found = observer.assign(&plan, &annealer.best.plan(&tables));
        let is_better = found.is_some_and(|plan| annealer.take_over(&plan));
        if is_better {
            tell(&annealer.best, observer);
        }
        is_better
    };
    // When it found the best plan.
    let started = Instant::now();
    let mut found = started;
    let goes_on = start.is_some() && observer.assigns();
    let mut rounds = Rounds::new(&tables, budget.guide.is_some(), goes_on);
    // Time that the last assignment took, which the next will take too.
    let mut pause = Duration::ZERO;
    let mut began = Instant::now();
    let mut done = 0;
    'rounds: loop {
        let left = budget.steps.saturating_sub(done).saturating_sub(observer.work());
        let is_vain = budget.patience.is_some_and(|most| {
            let some = most.mul_f64(SOON).max((found - started) * AS_LONG);
            found.elapsed() > most.min(some)
        });
        if left == 0 || is_vain {
            break;
        }
        // Once there is no time for another assignment, all that is left.
        let now = Instant::now();
        let soon = budget
            .deadline
            .map(|end| end.checked_sub(pause).filter(|before| *before > now).unwrap_or(end));
        let calendars = match (rounds.is_recast, rounds.is_anew) {
            (true, _) => observer.recast(&annealer.best.plan(&tables)),
            (_, true) => observer.anew(&annealer.best.plan(&tables)),
            _ => None,
        };
        if let Some(plan) = calendars {
            annealer.go_on_from(&plan);
        }
        let steps = last_round(rounds.steps, left, soon, (began, done));
        let mut unreported = false;
        for step in 0..steps {
            if budget.is_over() {
                break 'rounds;
            }
            if annealer.step(rounds.temperature(step as f64 / steps as f64)) {
                unreported = true;
                found = Instant::now();
            }
            if unreported && step % 256 == 255 {
                unreported = false;
                tell(&annealer.best, observer);
            }
        }
        if unreported {
            tell(&annealer.best, observer);
        }
        if steps >= rounds.long && observer.assigns() && !budget.is_over() {
            let asked = Instant::now();
            let is_better = assign(&mut annealer, observer);
            pause = pause.max(asked.elapsed());
            began += asked.elapsed();
            if is_better {
                found = Instant::now();
            }
            rounds.assigned(is_better);
        } else {
            rounds.grow();
        }
        annealer.return_to_best();
        done += steps;
    }
    annealer.best.plan(&tables)
}

/// Steps of the next round: `round`, or all that are left if there would not be another one of
/// this length. What is left until a deadline is guessed from the speed so far; a search that ends
/// by its steps alone never looks at the clock.
fn last_round(
    round: u64,
    left: u64,
    deadline: Option<Instant>,
    (began, done): (Instant, u64),
) -> u64 {
    let mut left = left;
    if let Some(end) = deadline.filter(|_| done > 0) {
        let now = Instant::now();
        let speed = done as f64 / now.saturating_duration_since(began).as_secs_f64().max(1e-6);
        let soon = end.saturating_duration_since(now).as_secs_f64() * speed;
        left = left.min((soon as u64).max(1));
    }
    if left / 2 <= round { left } else { round }
}

/// A first plan: what can be kept of the given one, then whoever fits; the best of several orders.
fn construct(
    state: &mut State,
    inserter: &mut Inserter,
    start: Option<&Plan>,
    budget: &SearchBudget,
    random: &mut Random,
) {
    const ORDERS: usize = 4;
    const CHARGES: [f64; ORDERS] = [1.0, 0.9, 0.7, 1.0];
    let mut best = Snapshot::default();
    state.commit();
    if let Some(guide) = budget.guide.as_ref().filter(|_| start.is_none()) {
        for (number, charge) in CHARGES.into_iter().enumerate() {
            let mark = state.mark();
            gate::try_openings(state, number, ORDERS);
            for &slot in &guide.slots {
                if state.is_free(slot) && !state.is_open(slot) && state.leaves_places([slot].iter())
                {
                    state.open(slot);
                }
            }
            let mood = Mood { charge, ..Mood::PLAIN };
            attempt(state, inserter, &mood, random, &mut best);
            state.undo(mark);
            if budget.is_over() {
                break;
            }
        }
    }
    if let Some(plan) = start {
        start::take_over(state, plan);
        start::drop_broken(state);
    }
    state.commit();
    let is_guided = !best.values.is_empty();
    if !is_guided {
        best.take(state);
    }
    for (number, opening) in [1.0, 0.3, 0.1, 1.0].into_iter().enumerate() {
        if is_guided {
            break;
        }
        let mark = state.mark();
        gate::try_openings(state, number, ORDERS);
        let mood = Mood { opening, ..Mood::PLAIN };
        let nobody = attempt(state, inserter, &mood, random, &mut best);
        state.undo(mark);
        if budget.is_over() || nobody {
            break;
        }
    }
    best.restore(state);
}

/// Places whoever fits, in some order, and keeps the plan if it is the best so far; whether there
/// was nobody to place.
fn attempt(
    state: &mut State,
    inserter: &mut Inserter,
    mood: &Mood,
    random: &mut Random,
    best: &mut Snapshot,
) -> bool {
    let mut people = state.unplaced.clone();
    people.sort_unstable();
    order(state, random, &mut people);
    recreate::recreate(state, inserter, &people, mood, random);
    recreate::close_empty(state);
    if best.values.is_empty() || state.values().lt(best.values.iter().copied()) {
        best.take(state);
    }
    people.is_empty()
}
