//! Where the makespan counts: a bound from work that adds up, and a search over orders.

use std::time::Instant;

use super::run::Run;
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::check::check;
use crate::error::Error;
use crate::formulation::Formulation;
use crate::model::Term;
use crate::solver::SolveOptions;
use crate::solver::improve::SearchBudget;
use crate::solver::makespan::{Tasks, bound, search};

/// Rounds of the search over orders at most.
const ROUNDS: u64 = 400;

/// Raises the bounds of the levels that count the makespan.
pub fn raise(run: &mut Run<'_>, candidates: &Candidates) {
    let problem = run.problem();
    for level in 0..problem.levels.len() {
        let weight = problem.levels[level].weight(Term::Makespan);
        if weight == 0 || run.is_good_enough(level) {
            continue;
        }
        let must = must_be_placed(run, level);
        let least = bound(&Tasks::new(problem, candidates, &must));
        // The level's other terms are at least 0.
        run.raise(level, i64::from(least) * 1000 * weight);
    }
}

/// Looks for a plan that ends early, where that is what counts next to who is placed, until
/// `deadline` at most; then raises the bounds.
pub fn solve(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    deadline: Option<Instant>,
) {
    let problem = run.problem();
    let unplaced = |term: Term| matches!(term, Term::UnplacedMandatory | Term::UnplacedOptional);
    let next = (problem.levels.iter())
        .flat_map(|level| level.terms.iter())
        .find(|t| t.weight != 0 && !unplaced(t.term));
    if next.is_some_and(|t| t.term == Term::Makespan) {
        let everybody = vec![true; problem.participants.len()];
        let target = bound(&Tasks::new(problem, candidates, &everybody));
        let rounds = run.work_left().map_or(ROUNDS, |left| left.min(ROUNDS));
        let budget = SearchBudget {
            steps: rounds,
            deadline,
            cancel: options.cancel.clone(),
            seed: options.seed,
            ..SearchBudget::default()
        };
        let (plan, used) = search(problem, candidates, &budget, target);
        run.work(used);
        // Rules that the search does not look at may stand against it.
        if check(problem, &plan).is_empty() {
            run.offer(plan);
        }
    }
    raise(run, candidates);
}

/// Columns from which on no shorter makespan is asked for.
const LARGEST: usize = 25_000;
/// Share of the time left that one such question may take.
const SHARE: f64 = 0.6;

/// Asks for a plan that ends one period earlier, again and again, until there is none: with that
/// end as everybody's deadline, more must be left out. A deadline asks less than the makespan does,
/// so what can't be done with it can't be done at all.
///
/// # Errors
/// As [`super::solve`].
pub fn shorten(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
) -> Result<(), Error> {
    let problem = run.problem();
    let counted = |level: usize| problem.levels[level].terms.iter().filter(|t| t.weight != 0);
    let is_makespan = |level: &usize| {
        counted(*level).count() == 1 && counted(*level).all(|t| t.term == Term::Makespan)
    };
    let Some(level) = (1..problem.levels.len()).find(is_makespan) else { return Ok(()) };
    let suits = counted(0).all(|t| t.term == Term::UnplacedMandatory)
        && options.work_limit.is_none()
        && Formulation::size(candidates) <= LARGEST;
    let period = 1000 * problem.levels[level].weight(Term::Makespan);
    while suits && !run.is_good_enough(level) && !run.is_over() {
        let end = run.value(level) / period - 1;
        let mut within: Problem = problem.clone();
        within.levels.truncate(1);
        for participant in &mut within.participants {
            let deadline = participant.deadline.unwrap_or(u32::MAX);
            participant.deadline = Some(deadline.min(end as u32));
        }
        let mut asked = options.clone();
        asked.on_progress = None;
        asked.initial_plan = None;
        asked.gap = 0.0;
        asked.time_limit = run.time_left().map(|left| left.mul_f64(SHARE));
        let outcome = super::solve(&within, &asked)?;
        let before = run.value(level);
        if outcome.levels[0].bound > run.value(0) {
            run.raise(level, (end + 1) * period);
        } else if outcome.levels[0].value <= run.value(0) {
            run.offer(outcome.plan);
        }
        if run.value(level) >= before {
            break;
        }
        raise(run, candidates);
    }
    Ok(())
}

/// By participant: whether it is placed in every plan that is as good in the levels before.
fn must_be_placed(run: &Run<'_>, level: usize) -> Vec<bool> {
    let problem = run.problem();
    (problem.participants.iter())
        .map(|participant| {
            (0..level).any(|before| {
                let weight = problem.levels[before].weight(Term::UnplacedMandatory);
                participant.weight * weight > run.value(before)
            })
        })
        .collect()
}
