//! The search for good plans, on several threads, with the same result on any number of them.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::helper::{Helper, Pricing};
use super::run::{Run, lock};
use crate::candidates::Candidates;
use crate::plan::Plan;
use crate::solver::assign;
use crate::solver::bound::{Dive, Market};
use crate::solver::improve::{SearchBudget, search};
use crate::solver::{CancelToken, SolveOptions};

/// Searches that run side by side, each with a seed of its own: as many whatever the threads, so
/// that the result does not depend on them.
pub const SEARCHES: u64 = 2;

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
    let task = Task { steps, deadline, cancel: &options.cancel, patience: None, guide, anew };
    let run = Mutex::new(run);
    let all = || improve_beside(&run, candidates, options, &task, 0..SEARCHES);
    match pool(options) {
        Some(pool) => pool.install(all),
        // No threads to be had: one after the other is as good.
        None => all(),
    }
}

/// What to search.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// Steps of each search.
    pub steps: u64,
    /// When to end at the latest.
    pub deadline: Option<Instant>,
    /// What ends it besides.
    pub cancel: &'a CancelToken,
    /// For how long to go on without a better plan.
    pub patience: Option<Duration>,
    /// Calendars and what room is worth.
    pub guide: Option<&'a Arc<Dive>>,
    /// Whether to start from the guide's calendars.
    pub anew: bool,
}

/// As [`improve`], while others use the run too, with these searches.
pub fn improve_beside(
    run: &Mutex<&mut Run<'_>>,
    candidates: &Candidates,
    options: &SolveOptions,
    task: &Task<'_>,
    searches: Range<u64>,
) {
    let (problem, start, earlier) = {
        let run = lock(run);
        let level = task.guide.map_or(0, |guide| guide.level);
        (run.problem(), (!task.anew).then(|| run.plan().clone()), run.values_before(level))
    };
    let is_priced = task.guide.is_some() && assign::suits(problem, candidates);
    let market = is_priced.then(|| Market::new(problem, candidates, &earlier));
    // Which plans the searches see of one another depends on the clock.
    let best = Mutex::new(None);
    let shared = (task.deadline.is_some() && options.work_limit.is_none()).then_some(&best);
    let one = |number: u64| {
        let budget = SearchBudget {
            steps: task.steps,
            deadline: task.deadline,
            cancel: task.cancel.clone(),
            patience: task.patience,
            seed: options.seed.wrapping_mul(SEARCHES).wrapping_add(number),
            guide: task.guide.cloned(),
        };
        let pricing = market.as_ref().map(|market| Pricing::new(market, &earlier, &budget));
        let mut helper = Helper::new(run, candidates, &budget, shared, pricing);
        search(problem, candidates, start.as_ref(), &budget, &mut helper)
    };
    let count = searches.end - searches.start;
    let plans: Vec<Plan> = searches.into_par_iter().map(one).collect();
    let mut run = lock(run);
    run.work(task.steps.saturating_mul(count));
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
