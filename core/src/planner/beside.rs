//! Search on one thread, prices on the others: side by side, so that neither waits for the other.
//!
//! Only where a time limit ends both: which plans the prices see depends on the clock. Where work
//! counts, one comes after the other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::price::{self, Effort};
use super::run::{Run, lock};
use super::search::{self, SEARCHES, Task, pool};
use crate::candidates::Candidates;
use crate::solver::bound::{Dive, Spare};
use crate::solver::progress::Phase;
use crate::solver::{CancelToken, SolveOptions};

/// Steps of the prices at most, with one price for all and with prices for single classes.
const STEPS: (u64, u64) = (1_000, 100_000);
/// A search that has found nothing better for this share of the time limit leaves its thread to the prices.
const PATIENCE: f64 = 0.5;

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
    let of = |threads| pool(&SolveOptions { threads: Some(threads), ..options.clone() });
    let (first, others, all) = (of(1)?, of(threads(options) - 1)?, of(threads(options))?);
    run.enter(Phase::Prices);
    let deadline = run.deadline();
    let cancel = CancelToken::default();
    let anew = Task {
        steps: super::steps(run.problem()),
        deadline,
        cancel: &cancel,
        patience: None,
        guide,
        anew: guide.is_some(),
    };
    let patience = options.time_limit.map(|limit| limit.mul_f64(PATIENCE));
    let on = Task { steps: u64::MAX, patience, anew: false, ..anew };
    let last = Task { cancel: &options.cancel, patience: None, ..on };
    let run = Mutex::new(run);
    let search = |task: &Task<'_>, numbers| {
        search::improve_beside(&run, candidates, options, task, numbers);
    };
    let is_searching = AtomicBool::new(true);
    let spare = Some(Spare { pool: &all, is_used: &is_searching });
    let effort = Effort { steps: STEPS, branches: true, deadline, spare, ..Effort::default() };
    thread::scope(|scope| {
        scope.spawn(|| {
            first.install(|| {
                for task in [&anew, &on] {
                    if !cancel.is_cancelled() {
                        search(task, 0..1);
                    }
                }
            });
            is_searching.store(false, Ordering::Release);
        });
        others.install(|| price::bound_beside(&run, candidates, level, &effort, options.seed));
        let is_over = {
            let run = lock(&run);
            let left = run.time_left().is_none_or(|left| left >= needed);
            left || run.is_over() || run.is_good_enough(level)
        };
        if !is_over {
            lock(&run).enter(Phase::Search);
            if is_searching.load(Ordering::Acquire) {
                others.install(|| search(&last, 1..SEARCHES));
            } else {
                all.install(|| search(&last, 0..SEARCHES));
            }
        }
        cancel.cancel();
    });
    Some(level)
}
