//! HiGHS: built through `good_lp`, run through the `highs` crate, which tells bound and reduced
//! costs too.

use std::time::Duration;

use good_lp::solvers::highs::HighsProblem;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, variable};
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};

use super::c_interface::{self, Basis, Columns, Ears, Resting, add_row, listen};
use super::{
    Answer, Backend, Effort, Method, NewColumn, News, Relaxation, Relaxed, Request, Solved, unit,
};
use crate::error::Error;
use crate::formulation::{ColumnId, Linear, Program, Row};

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
        if method == Method::Columns {
            return whole(build(program, extra, Some(closed), objective, unit, false), unit);
        }
        let reduced = Reduced::new(program, closed, objective);
        let mut model =
            ready(build(&reduced.program, &[], None, &reduced.program.levels[0], unit, false))?;
        let failed = |_| Error::Solver("an option was refused".to_owned());
        // From scratch the interior point is quicker by far where the simplex method stalls.
        model.try_set_option("solver", "ipm").map_err(failed)?;
        if method == Method::InteriorPoint {
            model.try_set_option("run_crossover", "off").map_err(failed)?;
        }
        let mut relaxation = HighsRelaxation {
            model: Some(Resting(model)),
            unit,
            simplex_next: method == Method::Simplex,
            columns: reduced.columns,
            rows: reduced.rows,
            count: reduced.program.rows.len(),
        };
        for place in reduced.ranges {
            relaxation.rows[place] = Some(relaxation.count as u32);
            relaxation.push(&program.rows[place])?;
        }
        for row in extra {
            relaxation.add(row)?;
        }
        Ok(Box::new(relaxation))
    }
}

/// The relaxation of a program to which columns will be added: with all its rows, since a new column may
/// make any of them say something.
fn whole<'a>(problem: HighsProblem, unit: i64) -> Result<Box<dyn Relaxation + 'a>, Error> {
    let model = ready(problem)?;
    let (columns, rows) = (model.num_cols(), model.num_rows());
    Ok(Box::new(HighsRelaxation {
        model: Some(Resting(model)),
        unit,
        simplex_next: false,
        columns: (0..columns as u32).map(Some).collect(),
        rows: (0..rows as u32).map(Some).collect(),
        count: rows,
    }))
}

/// A program without the columns that are closed, and without the rows that say nothing then.
struct Reduced {
    program: Program,
    /// By column of the whole program.
    columns: Vec<Option<u32>>,
    /// By row of the whole program.
    rows: Vec<Option<u32>>,
    /// Rows with two sides, which are to be added besides.
    ranges: Vec<usize>,
}

impl Reduced {
    fn new(whole: &Program, closed: &[bool], objective: &Linear) -> Self {
        let mut program = Program::default();
        let columns: Vec<Option<u32>> = (whole.columns.iter().zip(closed))
            .map(|(column, closed)| {
                (!(*closed && column.lower == 0)).then(|| {
                    let mut column = *column;
                    if *closed {
                        column.upper = column.lower;
                    }
                    program.columns.push(column);
                    program.columns.len() as u32 - 1
                })
            })
            .collect();
        let kept = |terms: &[(ColumnId, i64)]| -> Vec<(ColumnId, i64)> {
            let terms = terms.iter();
            terms.filter_map(|(c, a)| columns[c.index()].map(|c| (ColumnId(c), *a))).collect()
        };
        let mut ranges = Vec::new();
        let mut rows = Vec::with_capacity(whole.rows.len());
        for (place, row) in whole.rows.iter().enumerate() {
            let terms = kept(&row.terms);
            let (mut least, mut most) = (0, 0);
            for (column, factor) in &terms {
                let column = program.columns[column.index()];
                let (a, b) = (factor * column.lower, factor * column.upper);
                least += a.min(b);
                most += a.max(b);
            }
            let is_kept = row.lower.is_some_and(|lower| least < lower)
                || row.upper.is_some_and(|upper| most > upper);
            let is_range = row.lower.is_some() && row.upper.is_some() && row.lower != row.upper;
            if is_kept && is_range {
                ranges.push(place);
            }
            rows.push((is_kept && !is_range).then(|| {
                program.rows.push(Row { terms, ..row.clone() });
                program.rows.len() as u32 - 1
            }));
        }
        let constant = objective.constant;
        program.levels.push(Linear { terms: kept(&objective.terms), constant });
        Self { program, columns, rows, ranges }
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
    let mut solved = model.try_solve().map_err(|_| failed("the run failed"))?;
    let answer = answer(&mut solved, unit, request.objective.constant)?;
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

fn answer(solved: &mut SolvedModel, unit: i64, constant: i64) -> Result<Answer, Error> {
    let nodes = c_interface::nodes(solved);
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
    model: Option<Resting>,
    unit: i64,
    /// Whether to go on by the simplex method.
    simplex_next: bool,
    /// By column of the whole program: its number in the model, if it is there.
    columns: Vec<Option<u32>>,
    /// The same by row, those besides the program's too.
    rows: Vec<Option<u32>>,
    /// Rows of the model.
    count: usize,
}

impl HighsRelaxation {
    fn model(&mut self) -> Result<Model, Error> {
        let broken = || Error::Solver("the relaxation broke down before".into());
        self.model.take().map(|model| model.0).ok_or_else(broken)
    }

    /// Changes the model.
    fn change(&mut self, what: &str, by: impl FnOnce(&mut Model) -> bool) -> Result<(), Error> {
        let mut model = self.model()?;
        if !by(&mut model) {
            return Err(Error::Solver(format!("{what} was refused")));
        }
        self.model = Some(Resting(model));
        Ok(())
    }

    fn push(&mut self, row: &Row) -> Result<(), Error> {
        let (lower, upper) = sides(row.lower, row.upper);
        let (mut columns, mut factors) = (Vec::new(), Vec::new());
        for (column, factor) in &row.terms {
            if let Some(column) = self.columns[column.index()] {
                columns.push(column as i32);
                factors.push(*factor as f64);
            }
        }
        self.count += 1;
        self.change("a row", |model| add_row(model, lower, upper, &columns, &factors))
    }
}

fn sides(lower: Option<i64>, upper: Option<i64>) -> (f64, f64) {
    let lower = lower.map_or(f64::NEG_INFINITY, |lower| lower as f64);
    (lower, upper.map_or(f64::INFINITY, |upper| upper as f64))
}

impl Relaxation for HighsRelaxation {
    fn solve(&mut self, effort: &Effort<'_>) -> Result<Solved, Error> {
        let mut model = self.model()?;
        set_limits(&mut model, effort.time_limit)?;
        let failed = |what: &str| Error::Solver(what.to_owned());
        let iterations = effort.iterations.map_or(i32::MAX, |most| most as i32);
        (model.try_set_option("simplex_iteration_limit", iterations))
            .map_err(|_| failed("option simplex_iteration_limit"))?;
        let ears = Ears { stop: effort.stop, solution: &|_| {}, bound: &|_| {} };
        listen(&mut model, &ears);
        let solved = model.try_solve().map_err(|_| failed("the run failed"))?;
        let status = solved.status();
        // Without crossover, HiGHS may be unsure of a solution. Its prices hold whatever they are:
        // who uses them works out the bound anew.
        let is_priced = matches!(
            status,
            HighsModelStatus::Optimal
                | HighsModelStatus::Unknown
                | HighsModelStatus::ReachedIterationLimit
        );
        let iterations = solved.int_info_value(c"simplex_iteration_count").unwrap_or(0);
        let relaxed = is_priced.then(|| {
            let solution = solved.get_solution();
            let unit = self.unit as f64;
            let at = |of: &[f64], place: &Option<u32>| place.map_or(0.0, |at| of[at as usize]);
            let values = solution.columns();
            let prices = solution.dual_rows();
            Relaxed {
                columns: self.columns.iter().map(|place| at(values, place)).collect(),
                prices: self.rows.iter().map(|place| at(prices, place) * unit).collect(),
                iterations: iterations.max(0) as u64,
            }
        });
        let mut model = Model::from(solved);
        if self.simplex_next {
            self.simplex_next = false;
            model.try_set_option("solver", "simplex").map_err(|_| failed("option solver"))?;
        }
        self.model = Some(Resting(model));
        Ok(match relaxed {
            Some(relaxed) => Solved::Relaxed(relaxed),
            None if status == HighsModelStatus::Infeasible => Solved::Infeasible,
            None => Solved::Stopped,
        })
    }

    fn add(&mut self, row: &Row) -> Result<(), Error> {
        self.rows.push(Some(self.count as u32));
        self.push(row)
    }

    fn add_columns(&mut self, columns: &[NewColumn]) -> Result<(), Error> {
        let mut new = Columns::default();
        let first = self.columns.iter().flatten().count();
        for (place, column) in columns.iter().enumerate() {
            self.columns.push(Some((first + place) as u32));
            new.costs.push(column.cost as f64 / self.unit as f64);
            new.uppers.push(column.upper as f64);
            new.starts.push(new.rows.len() as i32);
            for (row, factor) in &column.terms {
                if let Some(row) = self.rows[*row as usize] {
                    new.rows.push(row as i32);
                    new.factors.push(*factor as f64);
                }
            }
        }
        self.change("a column", |model| c_interface::add_columns(model, &new))
    }

    fn bound_row(
        &mut self,
        place: usize,
        lower: Option<i64>,
        upper: Option<i64>,
    ) -> Result<(), Error> {
        let (lower, upper) = sides(lower, upper);
        let Some(row) = self.rows[place] else { return Ok(()) };
        self.change("a row", |model| c_interface::bound_row(model, row as usize, lower, upper))
    }

    fn bound_columns(&mut self, bounds: &[(ColumnId, i64, i64)]) -> Result<(), Error> {
        let (mut columns, mut lower, mut upper) = (Vec::new(), Vec::new(), Vec::new());
        for (column, least, most) in bounds {
            if let Some(column) = self.columns[column.index()] {
                columns.push(column as i32);
                lower.push(*least as f64);
                upper.push(*most as f64);
            }
        }
        self.change("a column", |model| c_interface::bound_columns(model, &columns, &lower, &upper))
    }

    fn basis(&mut self) -> Result<Option<Basis>, Error> {
        let mut model = self.model()?;
        let basis = c_interface::basis(&mut model);
        self.model = Some(Resting(model));
        Ok(basis)
    }

    fn set_basis(&mut self, basis: &Basis) -> Result<(), Error> {
        self.simplex_next = false;
        self.change("a basis", |model| {
            model.try_set_option("solver", "simplex").is_ok()
                && c_interface::set_basis(model, basis)
        })
    }
}
