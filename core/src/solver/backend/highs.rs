//! HiGHS: built through `good_lp`, run through the `highs` crate, which tells bound and reduced
//! costs too.

use std::time::Duration;

use good_lp::solvers::highs::HighsProblem;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, variable};
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};

use super::c_interface::{Ears, add_row, listen};
use super::{Answer, Backend, Method, News, Relaxation, Relaxed, Request, unit};
use crate::error::Error;
use crate::formulation::{Linear, Program, Row};

/// The HiGHS solver. It runs on one thread, so that it repeats exactly; the planner's own search
/// uses the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Highs;

/// HiGHS' tolerance on rows and integrality is 1e-6, so a bound may be wrong by as much.
const TOLERANCE: f64 = 1e-6;

impl Backend for Highs {
    fn solve(&self, request: &Request<'_>) -> Result<Answer, Error> {
        let answer = run(request, request.start)?;
        if request.start.is_none() || !answer.is_stale {
            return Ok(answer.answer);
        }
        // HiGHS 1.16 maps the start into the presolved program, where it may become a better
        // solution, but hands out the start as that solution. Its bound is right all the same.
        let again = run(request, None)?;
        Ok(Answer { nodes: answer.answer.nodes + again.answer.nodes, ..again.answer })
    }

    fn relax<'a>(
        &self,
        program: &Program,
        extra: &[Row],
        closed: &[bool],
        objective: &Linear,
        method: Method,
    ) -> Result<Box<dyn Relaxation + 'a>, Error> {
        let unit = unit(objective);
        let mut model = ready(build(program, extra, Some(closed), objective, unit, false))?;
        if method == Method::InteriorPoint {
            let failed = |_| Error::Solver("an option was refused".to_owned());
            model.try_set_option("solver", "ipm").map_err(failed)?;
            model.try_set_option("run_crossover", "off").map_err(failed)?;
        }
        Ok(Box::new(HighsRelaxation { model: Some(model), unit }))
    }
}

/// What a run found, and whether the solution is not the one that HiGHS says it found.
struct Found {
    answer: Answer,
    is_stale: bool,
}

fn run(request: &Request<'_>, start: Option<&[i64]>) -> Result<Found, Error> {
    let unit = unit(request.objective);
    let built =
        build(request.program, request.extra, Some(request.fixed), request.objective, unit, true);
    let mut model = ready(built)?;
    let failed = |what: &str| Error::Solver(what.to_owned());
    set(&mut model, "mip_rel_gap", request.gap)?;
    // Values are whole numbers of units: less than one apart is equal.
    set(&mut model, "mip_abs_gap", 0.999)?;
    set_limits(&mut model, request.time_limit)?;
    if let Some(limit) = request.node_limit {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        model.try_set_option("mip_max_nodes", limit).map_err(|_| failed("option mip_max_nodes"))?;
    }
    if let Some(start) = start {
        let start: Vec<f64> = start.iter().map(|value| *value as f64).collect();
        model
            .try_set_solution(Some(&start), None, None, None)
            .map_err(|_| failed("the start was refused"))?;
    }
    let bound = |raw: f64| {
        if let Some(bound) = safe_bound(raw, unit, request.objective.constant) {
            (request.news)(News::Bound(bound));
        }
    };
    let ears = Ears {
        stop: request.stop,
        solution: &|values| (request.news)(News::Solution(values)),
        bound: &bound,
    };
    listen(&mut model, &ears);
    let solved = model.try_solve().map_err(|_| failed("the run failed"))?;
    let answer = answer(&solved, unit, request.objective.constant)?;
    let claimed = solved.objective_value() * unit as f64 + request.objective.constant as f64;
    let is_stale = answer
        .values
        .as_ref()
        .is_some_and(|values| request.objective.value(values) as f64 > claimed + unit as f64 / 2.0);
    Ok(Found { answer, is_stale })
}

fn build(
    program: &Program,
    extra: &[Row],
    fixed: Option<&[bool]>,
    objective: &Linear,
    unit: i64,
    integer: bool,
) -> HighsProblem {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = (program.columns.iter().enumerate())
        .map(|(place, column)| {
            let closed = fixed.is_some_and(|fixed| fixed[place]);
            let upper = if closed { column.lower } else { column.upper };
            let mut definition = variable().min(column.lower as f64).max(upper as f64);
            if integer && column.integer {
                definition = definition.integer();
            }
            variables.add(definition)
        })
        .collect();
    let mut sum = Expression::with_capacity(objective.terms.len());
    for (column, coefficient) in &objective.terms {
        sum.add_mul((coefficient / unit) as f64, columns[column.index()]);
    }
    let mut problem = variables.minimise(sum).using(good_lp::solvers::highs::highs);
    for row in program.rows.iter().chain(extra) {
        let expression = || {
            let mut sum = Expression::with_capacity(row.terms.len());
            for (column, coefficient) in &row.terms {
                sum.add_mul(*coefficient as f64, columns[column.index()]);
            }
            sum
        };
        match (row.lower, row.upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                problem.add_constraint(expression().eq(lower as f64));
            }
            (lower, upper) => {
                if let Some(lower) = lower {
                    problem.add_constraint(expression().geq(lower as f64));
                }
                if let Some(upper) = upper {
                    problem.add_constraint(expression().leq(upper as f64));
                }
            }
        }
    }
    problem
}

fn ready(problem: HighsProblem) -> Result<Model, Error> {
    let mut model = problem
        .try_into_inner()
        .map_err(|error| Error::Solver(format!("the program was refused: {error}")))?;
    model.make_quiet();
    let failed = |_| Error::Solver("an option was refused".to_owned());
    model.try_set_option("threads", 1).map_err(failed)?;
    model.try_set_option("parallel", "off").map_err(failed)?;
    model.try_set_option("random_seed", 0).map_err(failed)?;
    Ok(model)
}

fn set(model: &mut Model, option: &str, value: f64) -> Result<(), Error> {
    model.try_set_option(option, value).map_err(|_| Error::Solver(format!("option {option}")))
}

fn set_limits(model: &mut Model, time_limit: Option<Duration>) -> Result<(), Error> {
    set(model, "time_limit", time_limit.map_or(f64::INFINITY, |limit| limit.as_secs_f64()))
}

/// A bound that holds whatever the solver's tolerances did, in the objective's units.
fn safe_bound(raw: f64, unit: i64, constant: i64) -> Option<i64> {
    let slack = TOLERANCE * raw.abs().max(1.0);
    let whole = (raw - slack).ceil();
    (whole.abs() < 9e15).then(|| (whole as i64).saturating_mul(unit).saturating_add(constant))
}

fn answer(solved: &SolvedModel, unit: i64, constant: i64) -> Result<Answer, Error> {
    let nodes = solved.int_info_value(c"mip_node_count").unwrap_or(0);
    let nodes = u64::try_from(nodes).unwrap_or(0);
    match solved.status() {
        HighsModelStatus::Infeasible => {
            return Ok(Answer { values: None, bound: None, nodes });
        }
        HighsModelStatus::Optimal
        | HighsModelStatus::ObjectiveBound
        | HighsModelStatus::ObjectiveTarget
        | HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedMemoryLimit
        | HighsModelStatus::ModelEmpty => {}
        other => return Err(Error::Solver(format!("the run ended as {other:?}"))),
    }
    let values = (solved.primal_solution_status() == HighsSolutionStatus::Feasible).then(|| {
        solved.get_solution().columns().iter().map(|value| value.round() as i64).collect()
    });
    let raw = solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::NEG_INFINITY);
    let bound = safe_bound(raw, unit, constant).or(Some(i64::MIN));
    Ok(Answer { values, bound, nodes })
}

struct HighsRelaxation {
    model: Option<Model>,
    unit: i64,
}

impl HighsRelaxation {
    fn model(&mut self) -> Result<Model, Error> {
        self.model.take().ok_or_else(|| Error::Solver("the relaxation broke down before".into()))
    }
}

impl Relaxation for HighsRelaxation {
    fn solve(
        &mut self,
        time_limit: Option<Duration>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Relaxed>, Error> {
        let mut model = self.model()?;
        set_limits(&mut model, time_limit)?;
        let ears = Ears { stop, solution: &|_| {}, bound: &|_| {} };
        listen(&mut model, &ears);
        let solved = model.try_solve().map_err(|_| Error::Solver("the run failed".into()))?;
        // Without crossover, HiGHS may be unsure of a solution. Its prices hold whatever they are:
        // who uses them works out the bound anew.
        let solved_it =
            matches!(solved.status(), HighsModelStatus::Optimal | HighsModelStatus::Unknown);
        let relaxed = solved_it.then(|| {
            let solution = solved.get_solution();
            let unit = self.unit as f64;
            Relaxed {
                columns: solution.columns().to_vec(),
                prices: solution.dual_rows().iter().map(|price| price * unit).collect(),
            }
        });
        self.model = Some(solved.into());
        Ok(relaxed)
    }

    fn add(&mut self, row: &Row) -> Result<(), Error> {
        let mut model = self.model()?;
        let lower = row.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64);
        let upper = row.upper.map_or(f64::INFINITY, |upper| upper as f64);
        let columns: Vec<i32> = row.terms.iter().map(|(column, _)| column.0 as i32).collect();
        let factors: Vec<f64> = row.terms.iter().map(|(_, factor)| *factor as f64).collect();
        if !add_row(&mut model, lower, upper, &columns, &factors) {
            return Err(Error::Solver("a row was refused".into()));
        }
        self.model = Some(model);
        Ok(())
    }
}
