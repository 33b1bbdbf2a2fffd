//! The search for good plans, on several threads, with the same result on any number of them.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::run::{Run, lock};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::plan::{Assignment, Plan, Score};
use crate::solver::assign;
use crate::solver::backend::Highs;
use crate::solver::bound::Dive;
use crate::solver::improve::{Observer, SearchBudget, search};
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
    let task = Task { steps, deadline, cancel: &options.cancel, guide, anew };
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
    let (problem, start) = {
        let run = lock(run);
        (run.problem(), (!task.anew).then(|| run.plan().clone()))
    };
    let one = |number: u64| {
        let budget = SearchBudget {
            steps: task.steps,
            deadline: task.deadline,
            cancel: task.cancel.clone(),
            seed: options.seed.wrapping_mul(SEARCHES).wrapping_add(number),
            guide: task.guide.cloned(),
        };
        let mut observer = Helper::new(run, candidates, task);
        search(problem, candidates, start.as_ref(), &budget, &mut observer)
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

/// Tells the run of better plans, and puts participants where it costs least.
struct Helper<'l, 'r, 'a> {
    run: &'l Mutex<&'r mut Run<'a>>,
    candidates: &'l Candidates,
    task: &'l Task<'l>,
    problem: &'a Problem,
    suits: bool,
    earlier: Vec<i64>,
    /// By slot candidate: about what a unit of size in it is worth.
    prices: Vec<f64>,
}

impl<'l, 'r, 'a> Helper<'l, 'r, 'a> {
    fn new(
        run: &'l Mutex<&'r mut Run<'a>>,
        candidates: &'l Candidates,
        task: &'l Task<'l>,
    ) -> Self {
        let locked = lock(run);
        let problem = locked.problem();
        let level = task.guide.map_or(0, |guide| guide.level);
        let earlier = (0..level).map(|before| locked.value(before)).collect();
        drop(locked);
        let suits = task.guide.is_some() && assign::suits(problem, candidates);
        let prices = task.guide.map_or_else(Vec::new, |guide| guide.prices.clone());
        Self { run, candidates, task, problem, suits, earlier, prices }
    }
}

impl Observer for Helper<'_, '_, '_> {
    fn hear(&mut self, _: &Plan, score: &Score) {
        lock(self.run).hear(score);
    }

    fn assign(&mut self, plan: &Plan) -> Option<Plan> {
        let guide = self.task.guide.filter(|_| self.suits)?;
        let stop = || {
            let is_late = self.task.deadline.is_some_and(|end| Instant::now() >= end);
            is_late || self.task.cancel.is_cancelled()
        };
        let mut best: Option<Plan> = None;
        for free in parts(plan, self.problem.participants.len()) {
            if stop() {
                break;
            }
            let task = assign::Task {
                free: &free,
                level: guide.level,
                earlier: &self.earlier,
                deadline: self.task.deadline,
                stop: &stop,
            };
            let from = best.as_ref().unwrap_or(plan);
            let (problem, candidates) = (self.problem, self.candidates);
            match assign::assign(problem, candidates, from, &task, &mut self.prices, &Highs) {
                Ok(better) => best = better.or(best),
                Err(error) => lock(self.run).fail(error),
            }
        }
        best
    }
}

/// Participants that are put into slots at once, at most: the linear program's time grows faster.
const AT_ONCE: usize = 1_500;

/// Parts of the participants, by when they complete; whoever is not placed is in all of them.
fn parts(plan: &Plan, count: usize) -> Vec<Vec<bool>> {
    let end = |assignment: &Assignment| {
        assignment.visits.iter().map(|visit| plan.slots[visit.slot as usize].span.end).max()
    };
    let mut placed: Vec<_> =
        plan.assignments.iter().map(|a| (end(a), a.participant.index())).collect();
    placed.sort_unstable();
    let mut out = vec![true; count];
    for (_, place) in &placed {
        out[*place] = false;
    }
    let each = placed.len().div_ceil(placed.len().div_ceil(AT_ONCE).max(1)).max(1);
    let parts: Vec<Vec<bool>> = (placed.chunks(each))
        .map(|part| {
            let mut free = out.clone();
            for (_, place) in part {
                free[*place] = true;
            }
            free
        })
        .collect();
    if parts.is_empty() { vec![out] } else { parts }
}

/// As many threads as asked for; `None` if there are none to be had.
pub fn pool(options: &SolveOptions) -> Option<rayon::ThreadPool> {
    let threads = options.threads.map_or(0, |threads| threads.max(1) as usize);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()
}
