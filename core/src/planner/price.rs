//! Bounds by prices, and calendars from them.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use super::run::Run;
use super::search::pool;
use crate::candidates::Candidates;
use crate::solver::SolveOptions;
use crate::solver::bound::{Dive, Market, Pace, Volume, dive};

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Steps at most with one price for all, and with a price for each class.
    pub steps: (u64, u64),
    /// Whether to look for calendars.
    pub dives: bool,
    /// When to end.
    pub deadline: Option<Instant>,
}

/// Entries from which on prices for single classes take too much memory and time.
const LARGEST_APART: usize = 8_000_000;
/// Share of the time limit after which calendars are looked for no more, and steps before.
const GUIDE: f64 = 0.3;
const GUIDE_STEPS: u64 = 3_000;
/// Share of the time limit after which bounds without an integer program are raised no more, and
/// steps before.
const RAISE: f64 = 0.8;
const RAISE_STEPS: (u64, u64) = (1_000, 6_000);
/// Count rows of each stage that are added at a time, and steps in between.
const COUNTS: usize = 30;
const ROUND: u64 = 150;
const COUNTED: Pace = Pace { first: 0.02, patience: 20, last: 1e-5 };
/// Share of the fractional slots that a dive opens at once, and steps in between.
const DIVE: (f64, u64) = (0.05, 10);

/// Raises a level's bound by prices; gives calendars if asked to, and if the level is not proven
/// by then.
pub fn bound(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    level: usize,
    effort: &Effort,
) -> Option<Arc<Dive>> {
    match pool(options) {
        Some(pool) => pool.install(|| bound_here(run, candidates, level, effort)),
        None => bound_here(run, candidates, level, effort),
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
            let effort = Effort { steps: (GUIDE_STEPS, 0), dives: true, deadline };
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
    if let Some(level) = (0..run.problem().levels.len()).find(|level| !run.is_good_enough(*level)) {
        let effort = Effort { steps: RAISE_STEPS, dives: false, deadline };
        bound(run, candidates, options, level, &effort);
    }
}

fn bound_here(
    run: &mut Run<'_>,
    candidates: &Candidates,
    level: usize,
    effort: &Effort,
) -> Option<Arc<Dive>> {
    let earlier: Vec<i64> = (0..level).map(|before| run.value(before)).collect();
    let market = Market::new(run.problem(), candidates, &earlier);
    let value = run.value(level) as f64;
    let run = RefCell::new(run);
    let stop = || {
        let run = run.borrow();
        run.is_over()
            || effort.deadline.is_some_and(|end| Instant::now() >= end)
            || run.is_good_enough(level)
    };
    let mut news = |bound: f64| run.borrow_mut().raise(level, market.whole(bound));
    let mut volume = Volume::new(&market, false);
    volume.set_pace(Pace::STEADY);
    let allowed = |steps: u64| run.borrow().work_left().map_or(steps, |left| steps.min(left / 4));
    let steps = volume.run(allowed(effort.steps.0), value, &stop, &mut news);
    run.borrow_mut().work(steps);
    let mut found = None;
    if effort.dives && !stop() {
        // A copy, since a dive leaves its calendars decided.
        let mut diver = volume.clone();
        let (calendars, steps) = dive(&mut diver, DIVE.0, DIVE.1, value, &stop);
        run.borrow_mut().work(steps);
        found = Some(Arc::new(calendars));
    }
    if effort.steps.1 > 0 && market.size() <= LARGEST_APART && !stop() {
        let mut apart = volume.with_fees();
        drop(volume);
        apart.set_pace(Pace::STEADY);
        let steps = apart.run(allowed(effort.steps.1), value, &stop, &mut news);
        run.borrow_mut().work(steps);
        let mut left = effort.steps.1.saturating_sub(steps);
        apart.set_pace(COUNTED);
        // Rows come in rounds; the pace goes on from one to the next, and ends.
        while left > 0 && !stop() && apart.count(COUNTS) > 0 {
            let steps = apart.run(allowed(left.min(ROUND)), value, &stop, &mut news);
            run.borrow_mut().work(steps);
            if steps == 0 {
                break;
            }
            left = left.saturating_sub(steps);
        }
    }
    found
}
