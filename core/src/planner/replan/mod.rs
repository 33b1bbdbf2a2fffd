//! Planning anew with the fewest moves: from where everybody was, outwards.
//!
//! Each participant by itself has a least that it adds to the levels of moves: nothing if it can stay
//! where it was, whatever the others do. A plan that comes to no more than all these together is
//! proven, and so is that in any other plan as good the same participants stay: whoever stays adds its
//! least only by staying. What is left of the objective is then planned among those who moved alone,
//! exactly.
//!
//! Where whoever has to move takes the room of others, the least of a [relaxation](repair) is found, and
//! a plan that comes to no more. Where that ends without a proof, neighbours are let go, more and more of
//! them, and at last everybody.

mod away;
mod home;
mod repair;

use std::time::Instant;

use super::price::{self, Effort};
use super::run::Run;
use super::{SMALL_PROGRAM, exact, finish, proceed, solve};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::check::check;
use crate::error::Error;
use crate::formulation::Formulation;
use crate::model::Term;
use crate::plan::{Plan, Score};
use crate::planner::Outcome;
use crate::solver::SolveOptions;
use crate::solver::improve::{SearchBudget, search};
use crate::solver::progress::Phase;
use home::{at_home, moved, part, union, widen};
use repair::{Repair, Repaired, must_be_placed};

/// Participants that are let go at first besides those who must move, and how many times more after.
const NEIGHBOURS: usize = 20;
/// Rounds of letting more go.
const ROUNDS: usize = 3;
/// Steps of the search in each round.
const STEPS: u64 = 2_000;
/// Rounds of planning more of them whole who may have to leave.
const REPAIRS: usize = 6;
/// Columns up to which such a round is solved.
const LARGEST_REPAIR: usize = 60_000;
/// Share of the time left that one round may take.
const SHARE: f64 = 0.3;

/// Plans a problem with a [baseline](Problem::with_baseline).
///
/// # Errors
/// As [`solve`].
pub fn replan(problem: &Problem, options: &SolveOptions) -> Result<Outcome, Error> {
    let candidates = Candidates::new(problem);
    let home = at_home(problem, &candidates);
    let mut run = Run::new(problem, options, exact::empty(problem));
    run.enter(Phase::Search);
    if check(problem, &home).is_empty() {
        run.offer(home.clone());
    }
    let given = options.initial_plan.as_ref().filter(|plan| check(problem, plan).is_empty());
    if let Some(plan) = given {
        run.offer(plan.clone());
    }
    settle(&mut run, &candidates, options, &home, 0);
    let levels = levels_of_moves(problem);
    let mut exactly = is_least(&mut run, &candidates, options, levels);
    if !is_proven(&run, levels) {
        repair(&mut run, &candidates, options, &home, levels)?;
    }
    let mut free = moved(problem, run.plan());
    let small = Formulation::size(&candidates) <= SMALL_PROGRAM;
    for round in 0..ROUNDS {
        if is_proven(&run, levels) || run.is_over() || (small && round > 0) {
            break;
        }
        let more = NEIGHBOURS << (2 * round);
        widen(problem, &home, &mut free, more);
        let part = part(problem, &free, levels);
        let mut asked = within(options, &run, SHARE);
        asked.initial_plan = Some(run.plan().clone());
        let outcome = solve(&part, &asked)?;
        run.offer(outcome.plan.clone());
        if free.iter().all(|free| *free) {
            // It was the whole problem, but for its last levels.
            take_bounds(&mut run, &outcome, 0);
        }
        if !is_proven(&run, levels) {
            let start = run.plan().clone();
            settle(&mut run, &candidates, options, &start, STEPS);
        }
        exactly = is_least(&mut run, &candidates, options, levels);
        free = union(&free, &moved(problem, run.plan()));
    }
    if run.is_over() || run.is_done() {
        return finish(run, &candidates, options);
    }
    // Those who listen hear what is proven by now.
    run.enter(Phase::IntegerProgram);
    if exactly {
        // Whoever is where it was stays there in every plan that is as good so far.
        let free = moved(problem, run.plan());
        let mut asked = within(options, &run, 1.0);
        asked.initial_plan = Some(run.plan().clone());
        let outcome = solve(&part(problem, &free, problem.levels.len()), &asked)?;
        run.offer(outcome.plan.clone());
        take_bounds(&mut run, &outcome, levels);
        return finish(run, &candidates, options);
    }
    proceed(run, &candidates, options)
}

/// Finds the least that any repair comes to, and one that comes to no more: with more and more of those
/// planned whole who may have to leave for others.
fn repair(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    home: &Plan,
    levels: usize,
) -> Result<(), Error> {
    let problem = run.problem();
    let mut whole = vec![true; problem.participants.len()];
    for assignment in &home.assignments {
        whole[assignment.participant.index()] = false;
    }
    for who in check(problem, home).iter().flat_map(|violation| &violation.participants) {
        whole[who.index()] = true;
    }
    for round in 0..REPAIRS {
        if run.is_over() {
            break;
        }
        let share = run.time_left().map(|left| left.mul_f64(SHARE));
        let found = {
            let placed = must_be_placed(run, candidates);
            let repair = Repair::new(problem, candidates, levels, (home, &whole), placed);
            if repair.size() > LARGEST_REPAIR {
                break;
            }
            repair.solve(run, share)?
        };
        let Some(Repaired { plan, leave, left }) = found else { break };
        for steps in [0, STEPS] {
            if !is_proven(run, levels) && !run.is_over() {
                settle(run, candidates, options, &plan, steps);
            }
        }
        // At first those who leave; if others leave instead of them, all who were in the same slots.
        let mut more = false;
        for assignment in &home.assignments {
            let place = assignment.participant.index();
            let near = || assignment.visits.iter().any(|visit| left[visit.slot as usize]);
            if !whole[place] && (leave[place] || (round > 0 && near())) {
                whole[place] = true;
                more = true;
            }
        }
        if is_proven(run, levels) || !more {
            break;
        }
    }
    Ok(())
}

/// Raises bounds from a level on, as far as they hold for plans as good as the run's.
fn take_bounds(run: &mut Run<'_>, outcome: &Outcome, from: usize) {
    for (level, found) in outcome.levels.iter().enumerate().skip(from) {
        if (0..level).all(|l| run.value(l) == outcome.levels[l].value) {
            run.raise(level, found.bound);
        }
    }
}

/// Options for a part of the work: a share of the time that is left, and no listener.
fn within(options: &SolveOptions, run: &Run<'_>, share: f64) -> SolveOptions {
    let mut asked = options.clone();
    asked.on_progress = None;
    asked.time_limit = run.time_left().map(|left| left.mul_f64(share));
    asked.work_limit = run.work_left();
    asked
}

/// Takes over what can be kept of where everybody was, and places the others beside.
fn settle(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    start: &Plan,
    steps: u64,
) {
    let steps = run.work_left().map_or(steps, |left| left.min(steps));
    let deadline: Option<Instant> = run.deadline();
    let budget = SearchBudget {
        steps,
        deadline,
        cancel: options.cancel.clone(),
        seed: options.seed,
        ..SearchBudget::default()
    };
    let plan =
        search(run.problem(), candidates, Some(start), &budget, &mut |_: &Plan, _: &Score| {});
    run.work(steps);
    run.offer(plan);
}

/// How many levels there are up to the last that counts moves.
fn levels_of_moves(problem: &Problem) -> usize {
    let counts = |term: Term| Term::MOVES.contains(&term);
    let last = problem.levels.iter().rposition(|l| l.terms.iter().any(|t| counts(t.term)));
    last.map_or(0, |last| last + 1)
}

/// Whether these levels come to no more than what each participant by itself adds at least, and one of
/// them counts nothing but moves, each of them.
fn is_least(
    run: &mut Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
    levels: usize,
) -> bool {
    for level in 0..levels {
        if !run.is_proven(level) {
            // Prices of nothing ask each participant by itself.
            let effort = Effort { steps: (1, 0), ..Effort::default() };
            price::bound(run, candidates, options, level, &effort);
        }
        if !run.is_proven(level) {
            return false;
        }
    }
    let all = &run.problem().levels[..levels];
    all.iter().any(|level| {
        let mut counted = level.terms.iter().filter(|t| t.weight != 0);
        counted.clone().count() > 0 && counted.all(|t| t.term == Term::Moves)
    })
}

fn is_proven(run: &Run<'_>, levels: usize) -> bool {
    (0..levels).all(|level| run.is_proven(level))
}
