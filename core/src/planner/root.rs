//! Before any branching: a better bound from cuts, and columns that no better plan needs.

use super::run::Run;
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::error::Error;
use crate::formulation::counts::stage_demands;
use crate::formulation::{Formulation, Row};
use crate::solver::backend::{Backend, Effort, Method, Relaxation, Relaxed, Solved, unit};
use crate::solver::bound::whole;
use crate::solver::{prices, windows};

/// What the work needs to know.
pub struct Context<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// Its candidates.
    pub candidates: &'a Candidates,
    /// Its integer program.
    pub formulation: &'a Formulation,
    /// The solver.
    pub backend: &'a dyn Backend,
}

/// What the work at the root gives to the search.
pub struct Root {
    /// Rows besides the program's.
    pub rows: Vec<Row>,
    /// By column: whether it is at its lower bound in every better plan.
    pub closed: Vec<bool>,
}

impl Root {
    /// Whether it leaves a solution of the program one.
    pub fn holds(&self, values: &[i64]) -> bool {
        let is_open = |(closed, value): (&bool, &i64)| !closed || *value == 0;
        let is_kept = |row: &Row| row.allows(row.sum(values));
        self.closed.iter().zip(values).all(is_open) && self.rows.iter().all(is_kept)
    }
}

/// Coefficients from which on a program is too large for the simplex method.
const LARGE: usize = 50_000;
/// Rounds of cuts at most.
const ROUNDS: usize = 12;
/// Cuts for each stage and size in a round at most.
const CUTS: usize = 40;
/// A round that raises the bound by less than this share of what is missing ends the rounds.
const LEAST_RISE: f64 = 0.02;

/// Raises the bound of a level by the linear relaxation and cuts, and closes columns.
///
/// # Errors
/// [`Error::Solver`] if the solver breaks down.
pub fn tighten(
    run: &mut Run<'_>,
    context: &Context<'_>,
    before: &[Row],
    level: usize,
    start: Option<&[i64]>,
) -> Result<Root, Error> {
    let Context { problem, candidates, formulation, backend } = *context;
    let objective = &formulation.program.levels[level];
    let mut root =
        Root { rows: before.to_vec(), closed: vec![false; formulation.program.columns.len()] };
    let demands = stage_demands(formulation, problem, candidates);
    let size: usize = formulation.program.rows.iter().map(|row| row.terms.len()).sum();
    let method = if size > LARGE { Method::InteriorPoint } else { Method::Simplex };
    let open = |root: &Root| {
        backend.relax(&formulation.program, &root.rows, &root.closed, objective, method)
    };
    let mut relaxation = open(&root)?;
    let mut last = f64::NEG_INFINITY;
    let mut prices = Vec::new();
    for round in 0..=ROUNDS {
        let Some(relaxed) = relax(run, relaxation.as_mut(), level)? else { break };
        let unit = unit(objective);
        let priced = prices::evaluate(
            formulation,
            candidates,
            objective,
            &root.rows,
            &root.closed,
            &relaxed.prices,
        );
        // With closed columns it says nothing of plans that are no better.
        let bound = whole(priced.bound, objective.constant, unit).min(run.value(level));
        run.raise(level, bound);
        close(&mut root, &priced, run.value(level) - unit, start);
        let missing = run.value(level) as f64 - priced.bound;
        let rise = priced.bound - last;
        prices.clone_from(&relaxed.prices);
        let stalled = round > 0 && rise < LEAST_RISE * missing.max(0.0);
        if run.is_good_enough(level) || run.is_over_at(level) || stalled || round == ROUNDS {
            break;
        }
        last = priced.bound;
        let rows = windows::separate(&demands, &formulation.offers, &relaxed.columns, CUTS);
        if rows.is_empty() {
            break;
        }
        if method == Method::Simplex {
            rows.iter().try_for_each(|row| relaxation.add(row))?;
            root.rows.extend(rows);
        } else {
            root.rows.extend(rows);
            relaxation = open(&root)?;
        }
    }
    keep_tight(&mut root, before.len(), &prices[..], formulation.program.rows.len());
    Ok(root)
}

fn relax(
    run: &Run<'_>,
    relaxation: &mut dyn Relaxation,
    level: usize,
) -> Result<Option<Relaxed>, Error> {
    let (time_limit, _, _) = run.limits();
    let stop = || run.is_over_at(level);
    Ok(match relaxation.solve(&Effort { time_limit, iterations: None, stop: &stop })? {
        Solved::Relaxed(relaxed) => Some(relaxed),
        Solved::Infeasible | Solved::Stopped => None,
    })
}

/// Closes columns that no plan of at most `target` needs; never one that the start uses, so that it
/// stays a solution.
fn close(root: &mut Root, priced: &prices::Priced, target: i64, start: Option<&[i64]>) {
    for (place, beyond) in priced.beyond(target).enumerate() {
        let used = start.is_some_and(|start| start[place] != 0);
        root.closed[place] |= beyond && !used;
    }
}

/// Forgets the cuts that the last solution puts no price on: they would slow the search.
fn keep_tight(root: &mut Root, before: usize, prices: &[f64], program_rows: usize) {
    let mut place = 0;
    root.rows.retain(|_| {
        place += 1;
        let row = place - 1;
        row < before || prices.get(program_rows + row).is_some_and(|price| *price != 0.0)
    });
}
