//! Bounds by prices, and calendars from them.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::run::{Run, lock};
use super::search::pool;
use crate::candidates::Candidates;
use crate::solver::SolveOptions;
use crate::solver::bound::{
    Dive, DiveBudget, Market, Pace, Spare, TreeBudget, Volume, branch, calendars,
};

/// How far to go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort<'s> {
    /// Steps at most with one price for all, and with a price for each class.
    pub steps: (u64, u64),
    /// Whether to look for calendars.
    pub dives: bool,
    /// Whether to branch once prices for each class have settled.
    pub branches: bool,
    /// When to end.
    pub deadline: Option<Instant>,
    /// Threads for branching, once they are free.
    pub spare: Option<Spare<'s>>,
}

/// Entries from which on prices for single classes take too much memory and time.
const LARGEST_APART: usize = 8_000_000;
/// Share of the time limit after which calendars are looked for no more, and steps before.
const GUIDE: f64 = 0.15;
const GUIDE_STEPS: u64 = 3_000;
/// How often a part of calendars is decided anew at most: once for so many participants, up to so
/// often. Small problems need the time for other work.
const DIVES: (u64, u64) = (5, 1_000);
/// Dives of which the best is gone on from, up to so many itinerary entries, and beyond.
const FIRST_DIVES: (usize, usize) = (6, 2);
const MANY: usize = 400_000;
/// Share of the time limit after which bounds without an integer program are raised no more, and
/// steps before.
const RAISE: f64 = 0.7;
const RAISE_STEPS: (u64, u64) = (1_000, 6_000);
/// Count rows of each stage that are added at a time, rounds for which they are kept without a price, and
/// steps in between.
const COUNTS: usize = 30;
const IDLE: u32 = 3;
const ROUND: u64 = 300;
const COUNTED: Pace = Pace { first: 0.01, patience: 50, last: 1e-5 };
/// Steps before classes walk, and before count rows come.
const FEES: u64 = 1_500;
const WALKS: u64 = 1_000;
const APART: Pace = Pace { first: 0.1, patience: 50, last: 2e-4 };
/// Tolls from which on walks take too much memory and time.
const LARGEST_WALKS: usize = 1_000_000;

/// Branching that raises the bound by less of what is missing at first would not get far.
const LEAST_RISE: f64 = 0.01;

/// Raises a level's bound by prices; gives calendars if asked to, and if the level is not proven
/// by then.
pub fn bound(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    level: usize,
    effort: &Effort<'_>,
) -> Option<Arc<Dive>> {
    let run = Mutex::new(run);
    match pool(options) {
        Some(pool) => pool.install(|| bound_beside(&run, candidates, level, effort, options.seed)),
        None => bound_beside(&run, candidates, level, effort, options.seed),
    }
}

/// Bounds level after level, up to the first that is not proven so; calendars for that one.
pub fn guide(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
) -> Option<Arc<Dive>> {
    let deadline = run.share_of_time(GUIDE);
    for level in 0..run.problem().levels.len() {
        if !run.is_good_enough(level) {
            let steps = (GUIDE_STEPS, 0);
            let effort = Effort { steps, dives: true, deadline, ..Effort::default() };
            let found = bound(run, candidates, options, level, &effort);
            if !run.is_good_enough(level) {
                return found;
            }
        }
    }
    None
}

/// Raises the bound of the first level that is not proven, as far as prices alone reach.
pub fn raise(run: &mut Run<'_>, candidates: &Candidates, options: &SolveOptions) {
    let deadline = run.share_of_time(RAISE);
    if let Some(level) = run.open_level() {
        let effort = Effort { steps: RAISE_STEPS, deadline, ..Effort::default() };
        bound(run, candidates, options, level, &effort);
    }
}

/// As [`bound`], while others use the run too.
pub fn bound_beside(
    run: &Mutex<&mut Run<'_>>,
    candidates: &Candidates,
    level: usize,
    effort: &Effort<'_>,
    seed: u64,
) -> Option<Arc<Dive>> {
    let (problem, earlier, value) = {
        let run = lock(run);
        (run.problem(), run.values_before(level), run.value(level) as f64)
    };
    let market = Market::new(problem, candidates, &earlier);
    let stop = || {
        let run = lock(run);
        run.is_over()
            || effort.deadline.is_some_and(|end| Instant::now() >= end)
            || run.is_good_enough(level)
    };
    let mut news = |bound: f64| lock(run).raise(level, market.whole(bound));
    let mut climb = |volume: &mut Volume<'_, '_>, most: u64| {
        let most = lock(run).work_left().map_or(most, |left| most.min(left / 4));
        let steps = volume.run(most, value, &stop, &mut news);
        lock(run).work(steps);
        steps
    };
    let mut volume = Volume::new(&market, false);
    volume.set_pace(Pace::STEADY);
    climb(&mut volume, effort.steps.0);
    let mut found = None;
    if effort.dives && !stop() {
        let rounds = (problem.participants.len() as u64 / DIVES.0).min(DIVES.1);
        let steps = lock(run).work_left().map_or(u64::MAX, |left| left / 4);
        let dives = if market.size() <= MANY { FIRST_DIVES.0 } else { FIRST_DIVES.1 };
        let budget = DiveBudget { dives, rounds, steps, seed, value };
        let (calendars, steps) = calendars(&volume, &budget, &stop);
        lock(run).work(steps);
        found = Some(Arc::new(calendars));
    }
    if effort.steps.1 > 0 && market.size() <= LARGEST_APART && !stop() {
        let mut left = effort.steps.1;
        let mut apart = volume.with_fees();
        drop(volume);
        apart.set_pace(APART);
        left -= climb(&mut apart, left.min(FEES));
        if apart.walk(LARGEST_WALKS) {
            apart.set_pace(APART);
            left -= climb(&mut apart, left.min(WALKS));
        } else {
            left -= climb(&mut apart, left);
        }
        apart.set_pace(COUNTED);
        // Rows come in rounds; the pace goes on from one to the next, and ends.
        while left > 0 && !stop() && apart.count(COUNTS, IDLE) > 0 {
            let steps = climb(&mut apart, left.min(ROUND));
            if steps == 0 {
                break;
            }
            left -= steps;
        }
        if effort.branches {
            // What comes after needs work too.
            let steps = lock(run).work_left().map_or(u64::MAX, |left| left / 2);
            let budget = TreeBudget { steps, spare: effort.spare, least_rise: LEAST_RISE };
            let value = || lock(run).value(level);
            let mut news = |bound: i64| lock(run).raise(level, bound);
            let steps = branch(&apart, &budget, &value, &stop, &mut news);
            lock(run).work(steps);
        }
    }
    found
}
