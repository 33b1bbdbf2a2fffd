//! Level by level through the integer program: each level is made as small as it can be, while
//! the levels before it stay as they are.

use std::sync::Mutex;
use std::time::Duration;

use super::SMALL_PROGRAM;
use super::price;
use super::root;
use super::run::{Run, lock};
use super::tree;
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::error::Error;
use crate::formulation::{Formulation, Linear, Program, Row, RowTag};
use crate::plan::{Plan, decode, encode, place_maintenance};
use crate::solver::SolveOptions;
use crate::solver::backend::{Backend, News, Request, unit};

/// Steps before the integer program, with one price for all and with prices for single classes: small
/// programs are soon proven without, in larger ones prices say more than the program.
const PRICE_STEPS: (u64, u64) = (2_000, 3_000);
const MORE_STEPS: (u64, u64) = (2_000, 30_000);

/// Parts that are worth solving each by itself.
const MOST_PARTS: usize = 16;

/// Improves the run's plan and bounds through the integer program until every level is proven or
/// a limit is reached. Prices have done what they can for the level `priced`.
///
/// # Errors
/// [`Error::Solver`] if the solver breaks down.
pub fn solve(
    run: &mut Run<'_>,
    candidates: &Candidates,
    formulation: &Formulation,
    backend: &dyn Backend,
    options: &SolveOptions,
    priced: Option<usize>,
) -> Result<(), Error> {
    let problem = run.problem();
    let small = formulation.program.columns.len() <= SMALL_PROGRAM;
    let mut extra: Vec<Row> = Vec::new();
    for level in 0..problem.levels.len() {
        let objective = &formulation.program.levels[level];
        run.raise(level, least(&formulation.program, objective));
        if !run.is_good_enough(level) && priced != Some(level) {
            let effort = price::Effort {
                steps: if small { PRICE_STEPS } else { MORE_STEPS },
                branches: !small,
                deadline: run.level_deadline(0.5),
                ..price::Effort::default()
            };
            price::bound(run, candidates, options, level, &effort);
        }
        if !run.is_good_enough(level) && !run.is_over() {
            solve_level(run, candidates, formulation, backend, options, &extra, level)?;
        }
        extra.push(at_most(objective, run.value(level)));
        run.finish(level);
    }
    Ok(())
}

fn solve_level(
    run: &mut Run<'_>,
    candidates: &Candidates,
    formulation: &Formulation,
    backend: &dyn Backend,
    options: &SolveOptions,
    before: &[Row],
    level: usize,
) -> Result<(), Error> {
    let problem = run.problem();
    let program = &formulation.program;
    let objective = &program.levels[level];
    let start = encode(problem, candidates, formulation, run.plan());
    debug_assert!(
        start.as_ref().is_none_or(|values| program.broken(values).is_none()),
        "a plan that keeps the rules is a solution: {:?}",
        start.as_ref().and_then(|values| program.broken(values))
    );
    let context = root::Context { problem, candidates, formulation, backend };
    let root = root::tighten(run, &context, before, level, start.as_deref())?;
    if run.is_good_enough(level) || run.is_over_at(level) {
        return Ok(());
    }
    // Columns were closed for plans better than this one: whatever else the solver says of the
    // rest, it says nothing below.
    let target = run.value(level);
    let whole = tree::Left { parts: vec![root], done: target };
    let left = if program.columns.len() <= SMALL_PROGRAM {
        tree::prove(run, &context, &whole.parts[0], level, options)?
    } else {
        None
    };
    let left = left.filter(|left| left.parts.len() <= MOST_PARTS).unwrap_or(whole);
    let mut bounds = vec![0; left.parts.len()];
    for (number, part) in left.parts.iter().enumerate() {
        if run.is_good_enough(level) || run.is_over_at(level) {
            return Ok(());
        }
        // Elsewhere the start is no solution.
        let start = start.as_deref().filter(|start| part.holds(start));
        let shared = Mutex::new((&mut *run, &mut bounds));
        let raise = |bound: i64| {
            let (run, bounds) = &mut *lock(&shared);
            bounds[number] = bounds[number].max(bound.min(target));
            let least = bounds.iter().copied().fold(left.done, i64::min);
            run.raise(level, least);
        };
        let stop = || lock(&shared).0.is_over_at(level);
        let news = |news: News<'_>| match news {
            News::Solution(values) => {
                let values: Vec<i64> = values.iter().map(|v| v.round() as i64).collect();
                lock(&shared).0.offer(decode(problem, candidates, formulation, &values));
            }
            News::Bound(bound) => raise(bound),
        };
        let (time_limit, node_limit, gap) = lock(&shared).0.limits();
        let answer = backend.solve(&Request {
            program,
            extra: &part.rows,
            fixed: &part.closed,
            objective,
            start,
            time_limit,
            node_limit,
            gap,
            stop: &stop,
            news: &news,
        })?;
        lock(&shared).0.work(answer.nodes);
        if let Some(values) = answer.values {
            lock(&shared).0.offer(decode(problem, candidates, formulation, &values));
        }
        // No better solution at all: what there was, is proven.
        raise(answer.bound.unwrap_or(target));
    }
    Ok(())
}

/// What a level has at least, by the columns' bounds alone.
fn least(program: &Program, objective: &Linear) -> i64 {
    let at_bound = objective.terms.iter().map(|(column, coefficient)| {
        let column = program.columns[column.index()];
        coefficient * if *coefficient >= 0 { column.lower } else { column.upper }
    });
    objective.constant + at_bound.sum::<i64>()
}

/// The row that keeps a level from getting worse, in units of its coefficients.
pub fn at_most(objective: &Linear, value: i64) -> Row {
    let unit = unit(objective);
    Row {
        terms: objective.terms.iter().map(|(column, c)| (*column, c / unit)).collect(),
        lower: None,
        upper: Some((value - objective.constant).div_euclid(unit)),
        tag: RowTag::definition(),
    }
}

/// How long a solver may run; `None` for as long as it likes.
pub type Limits = (Option<Duration>, Option<u64>, f64);

/// The plan in which nobody is placed: only slots given by hand are open, and maintenance is put
/// around them. It keeps every rule.
pub fn empty(problem: &Problem) -> Plan {
    let mut slots: Vec<_> = (problem.hand_slots.iter().enumerate())
        .map(|(position, slot)| crate::plan::PlanSlot {
            stage: slot.stage,
            environment: slot.environment,
            span: slot.span,
            by_hand: Some(crate::model::TrancheSlotId::new(position)),
        })
        .collect();
    slots.sort_unstable();
    let maintenance = place_maintenance(problem, &slots);
    Plan { slots, assignments: Vec::new(), maintenance }
}
