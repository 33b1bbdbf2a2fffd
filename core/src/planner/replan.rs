//! Planning anew with the fewest moves: from where everybody was, outwards.
//!
//! Each participant by itself has a least that it adds to the levels of moves: nothing if it can stay
//! where it was, whatever the others do. A plan that comes to no more than all these together is
//! proven, and so is that in any other plan as good the same participants stay: whoever stays adds its
//! least only by staying. What is left of the objective is then planned among those who moved alone,
//! exactly. Where the least is not reached, neighbours are let go, more and more of them, and at last
//! everybody.

use std::time::Instant;

use super::price::{self, Effort};
use super::run::Run;
use super::{SMALL_PROGRAM, exact, finish, solve};
use crate::calendar::Problem;
use crate::candidates::{Candidates, Variant};
use crate::check::check;
use crate::error::Error;
use crate::formulation::Formulation;
use crate::model::{ParticipantId, Term};
use crate::plan::{Assignment, Plan, PlanSlot, Visit};
use crate::planner::Outcome;
use crate::solver::improve::{SearchBudget, search};
use crate::solver::progress::Phase;
use crate::solver::{SolveOptions, Status};

/// Participants that are let go at first besides those who must move, and how many times more after.
const NEIGHBOURS: usize = 20;
/// Rounds of letting more go.
const ROUNDS: usize = 3;
/// Steps of the search in each round.
const STEPS: u64 = 2_000;
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
            settle(&mut run, &candidates, options, &home, STEPS);
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
    let mut asked = within(options, &run, 1.0);
    asked.on_progress.clone_from(&options.on_progress);
    asked.initial_plan = Some(run.plan().clone());
    let mut outcome = solve(problem, &asked)?;
    // What was proven before holds as well.
    for level in 0..outcome.levels.len() {
        let as_before = (0..level).all(|l| run.value(l) == outcome.levels[l].value);
        if as_before {
            let bound = run.bound(level).min(outcome.levels[level].value);
            outcome.levels[level].bound = outcome.levels[level].bound.max(bound);
        }
    }
    if outcome.levels.iter().all(|level| level.status() == Status::Optimal) {
        outcome.status = Status::Optimal;
    }
    outcome.runtime = run.elapsed();
    Ok(outcome)
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
    home: &Plan,
    steps: u64,
) {
    let steps = run.work_left().map_or(steps, |left| left.min(steps));
    let deadline: Option<Instant> = run.deadline();
    let budget = SearchBudget {
        steps,
        deadline,
        cancel: options.cancel.clone(),
        seed: options.seed,
        guide: None,
    };
    let start = if steps == 0 { home.clone() } else { run.plan().clone() };
    let plan = search(run.problem(), candidates, Some(&start), &budget, &mut |_, _| {});
    run.work(steps);
    run.offer(plan);
}

/// How many levels there are up to the last that counts moves.
fn levels_of_moves(problem: &Problem) -> usize {
    let counts = |term: Term| matches!(term, Term::Frozen | Term::ShortNotice | Term::Moves);
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
            let effort = Effort { steps: (1, 0), dives: false, deadline: None };
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

/// The plan of all who can be where they were, each by itself; together they may break any rule.
fn at_home(problem: &Problem, candidates: &Candidates) -> Plan {
    let mut plan = exact::empty(problem);
    let mut places: std::collections::HashMap<PlanSlot, u32> =
        plan.slots.iter().enumerate().map(|(place, slot)| (*slot, place as u32)).collect();
    for (position, data) in problem.participants.iter().enumerate() {
        let class = &candidates.classes[candidates.class_of[position]];
        let slot_of = |variant: &Variant| -> Option<Vec<PlanSlot>> {
            (variant.steps.iter())
                .map(|step| {
                    let home = data.baseline.home(step.stage)?;
                    let at = |place: &usize| {
                        let slot = &candidates.slots[*place];
                        home.is(slot.environment, slot.span.start)
                    };
                    let allowed: Vec<usize> =
                        candidates.allowed(class, step.stage).filter(at).collect();
                    let same = |place: &&usize| candidates.slots[**place].by_hand == home.by_hand;
                    let place = allowed.iter().find(same).or(allowed.first())?;
                    let slot = &candidates.slots[*place];
                    Some(PlanSlot {
                        stage: slot.stage,
                        environment: slot.environment,
                        span: slot.span,
                        by_hand: slot.by_hand,
                    })
                })
                .collect()
        };
        let homes = data.baseline.homes.len();
        let whole = |variant: &&Variant| variant.steps.len() == homes;
        let of_route = |variant: &&Variant| Some(variant.route) == data.baseline.route;
        let found = (class.variants.iter().filter(whole).filter(of_route))
            .chain(class.variants.iter().filter(whole))
            .find_map(|variant| Some((variant, slot_of(variant)?)));
        let Some((variant, slots)) = found else { continue };
        let visits = (variant.steps.iter().zip(slots))
            .map(|(step, slot)| {
                let place = *places.entry(slot).or_insert_with(|| {
                    plan.slots.push(slot);
                    plan.slots.len() as u32 - 1
                });
                Visit { step: step.step, slot: place }
            })
            .collect();
        let participant = ParticipantId::new(position);
        plan.assignments.push(Assignment { participant, route: variant.route, visits });
    }
    plan.maintenance = crate::plan::place_maintenance(problem, &plan.slots);
    plan.sorted()
}

/// By participant: whether it is not just where it was in a plan, or was nowhere.
fn moved(problem: &Problem, plan: &Plan) -> Vec<bool> {
    let mut moved = vec![true; problem.participants.len()];
    for assignment in &plan.assignments {
        let place = assignment.participant.index();
        let homes = &problem.participants[place].baseline.homes;
        let slots = assignment.visits.iter().map(|visit| plan.slots[visit.slot as usize]);
        let there = |home: &crate::calendar::HomeData| {
            (slots.clone())
                .any(|slot| slot.stage == home.stage && home.is(slot.environment, slot.span.start))
        };
        moved[place] = homes.is_empty() || !homes.iter().all(there);
    }
    moved
}

/// Lets go of so many more: those whose homes are nearest to the homes of those who are free already,
/// in the same environments first.
fn widen(problem: &Problem, home: &Plan, free: &mut [bool], more: usize) {
    let spots = |place: usize| problem.participants[place].baseline.homes.iter();
    let let_go: Vec<(Option<u32>, u32)> = (0..free.len())
        .filter(|place| free[*place])
        .flat_map(spots)
        .map(|home| (home.environment.map(|e| e.0), home.start))
        .collect();
    let distance = |place: usize| -> u64 {
        let apart = spots(place).flat_map(|home| {
            let_go.iter().map(move |(environment, start)| {
                let elsewhere = home.environment.map(|e| e.0) != *environment;
                u64::from(home.start.abs_diff(*start)) + if elsewhere { 1 << 20 } else { 0 }
            })
        });
        apart.min().unwrap_or(u64::MAX)
    };
    let mut others: Vec<(u64, usize)> = (home.assignments.iter())
        .map(|assignment| assignment.participant.index())
        .filter(|place| !free[*place])
        .map(|place| (distance(place), place))
        .collect();
    others.sort_unstable();
    for (_, place) in others.into_iter().take(more) {
        free[place] = true;
    }
}

fn union(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a || *b).collect()
}

/// The problem in which only some are free to move, with its first levels.
fn part(problem: &Problem, free: &[bool], levels: usize) -> Problem {
    let mut part = problem.clone();
    part.levels.truncate(levels);
    for (participant, free) in part.participants.iter_mut().zip(free) {
        for home in participant.baseline.homes.iter_mut().filter(|_| !free) {
            home.stays = true;
        }
    }
    part
}
