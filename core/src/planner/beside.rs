//! Prices on one thread, search on the others: side by side, so that neither waits for the other.
//!
//! Only where a time limit ends both: which plans the prices see depends on the clock. Where work
//! counts, one comes after the other.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::price::{self, Effort};
use super::run::{Run, lock};
use super::search::{self, SEARCHES, Task, pool};
use crate::candidates::Candidates;
use crate::solver::bound::Dive;
use crate::solver::progress::Phase;
use crate::solver::{CancelToken, SolveOptions};

/// Steps of the prices at most, with one price for all and with prices for single classes.
const STEPS: (u64, u64) = (1_000, 100_000);

/// Whether both may run at once: no level is to be bounded after.
pub fn suits(run: &Run<'_>, options: &SolveOptions) -> bool {
    let is_last = run.open_level().is_none_or(|level| level + 1 == run.problem().levels.len());
    let by_time = options.time_limit.is_some() && options.work_limit.is_none();
    is_last && by_time && threads(options) > 1
}

fn threads(options: &SolveOptions) -> u32 {
    let available = || thread::available_parallelism().map_or(1, |count| count.get() as u32);
    options.threads.unwrap_or_else(available)
}

/// Raises the bound of the first level that is not proven as far as prices reach, and searches from
/// the guide's calendars, then on. If as much time as `needed` is left when the prices are done,
/// that is all; if not, everybody searches to the end. Gives the level.
pub fn improve(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    guide: Option<&Arc<Dive>>,
    needed: Duration,
) -> Option<usize> {
    let level = run.open_level()?;
    run.enter(Phase::Prices);
    let deadline = run.deadline();
    let effort = Effort { steps: STEPS, dives: false, branches: true, deadline };
    let cancel = CancelToken::default();
    let first = Task {
        steps: super::steps(run.problem()),
        deadline,
        cancel: &cancel,
        guide,
        anew: guide.is_some(),
    };
    let of = |threads| SolveOptions { threads: Some(threads), ..options.clone() };
    let half = threads(options) / 2;
    let (prices, searches) = (pool(&of(half))?, pool(&of(threads(options) - half))?);
    let run = Mutex::new(run);
    let search = |task: &Task<'_>, numbers: Range<u64>| {
        if !cancel.is_cancelled() {
            search::improve_beside(&run, candidates, options, task, numbers);
        }
    };
    let then = Task { steps: u64::MAX, ..first };
    thread::scope(|scope| {
        scope.spawn(|| {
            searches.install(|| {
                search(&first, 0..1);
                search(&Task { anew: false, ..then }, 0..1);
            });
        });
        prices.install(|| {
            price::bound_beside(&run, candidates, level, &effort, options.seed);
            let is_over = {
                let run = lock(&run);
                let left = run.time_left().is_none_or(|left| left >= needed);
                left || run.is_over() || run.is_good_enough(level)
            };
            if !is_over {
                lock(&run).enter(Phase::Search);
                search(&Task { cancel: &options.cancel, ..then }, 1..SEARCHES);
            }
            cancel.cancel();
        });
    });
    Some(level)
}
