//! The search for good plans, on several threads, with the same result on any number of them.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::run::Run;
use crate::candidates::Candidates;
use crate::plan::Plan;
use crate::solver::SolveOptions;
use crate::solver::bound::Dive;
use crate::solver::improve::{SearchBudget, search};

/// Searches that run side by side, each with a seed of its own: as many whatever the threads, so
/// that the result does not depend on them.
const SEARCHES: u64 = 2;

/// Searches so many steps each, until `deadline` at most; from the run's plan on or, `anew`, from
/// the guide's calendars.
pub fn improve(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    steps: u64,
    deadline: Option<Instant>,
    guide: Option<&Arc<Dive>>,
    anew: bool,
) {
    let steps = run.work_left().map_or(steps, |left| steps.min(left.div_ceil(SEARCHES)));
    let problem = run.problem();
    let start = (!anew).then(|| run.plan().clone());
    let plans: Vec<Plan> = {
        let run = Mutex::new(&mut *run);
        let one = |number: u64| {
            let budget = SearchBudget {
                steps,
                deadline,
                cancel: options.cancel.clone(),
                seed: options.seed.wrapping_mul(SEARCHES).wrapping_add(number),
                guide: guide.cloned(),
            };
            search(problem, candidates, start.as_ref(), &budget, &mut |_, score| {
                if let Ok(mut run) = run.lock() {
                    run.hear(score);
                }
            })
        };
        let all = || (0..SEARCHES).into_par_iter().map(one).collect();
        match pool(options) {
            Some(pool) => pool.install(all),
            // No threads to be had: one after the other is as good.
            None => (0..SEARCHES).map(one).collect(),
        }
    };
    run.work(steps.saturating_mul(SEARCHES));
    // In the order of their seeds, whichever came first.
    for plan in plans {
        run.offer(plan);
    }
    run.heard_out();
}

/// As many threads as asked for; `None` if there are none to be had.
pub fn pool(options: &SolveOptions) -> Option<rayon::ThreadPool> {
    let threads = options.threads.map_or(0, |threads| threads.max(1) as usize);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()
}
