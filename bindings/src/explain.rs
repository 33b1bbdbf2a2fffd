//! Explanations, and the checker for people: each answer as plain data, text, HTML and JSON.

use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use slotwise::explain::{self, Explain, Prices, RelaxOptions, Relaxation, SlotRef, Solved, Solver};
use slotwise::solver::{CancelToken, LevelOutcome, SolveOptions};
use slotwise::{Error, Plan, Programme, judge as judging, planner};

use crate::problem::Problem;
use crate::shown::{Answer, Told};
use crate::{data, errors, gil};

/// Answers a question while other Python threads go on. Ctrl-C raises at once: whatever is planned
/// for the answer is cancelled, and a search that is still going on ends by itself.
fn asked<'py, T: Explain>(
    py: Python<'py>,
    cancel: &CancelToken,
    question: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> PyResult<Told<'py>> {
    let compute =
        move |_: gil::Reporter<(), Result<Answer, Error>>| question().map(|told| Answer::of(&told));
    let finished = gil::interruptible(py, cancel, compute, |_, _| {
        if cancel.is_cancelled() { Err(PyKeyboardInterrupt::new_err(())) } else { Ok(()) }
    })?;
    if finished.interrupted {
        return Err(PyKeyboardInterrupt::new_err(()));
    }
    let answer = finished.value.map_err(|error| match &error {
        // Names in a question are arguments, not files.
        Error::Unreadable(findings) => errors::wrong_value(py, &findings.to_string()),
        _ => errors::exception(py, &error),
    })?;
    answer.told(py)
}

/// A question about a plan, on the calling thread's behalf.
fn about<'py, T: Explain>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    question: impl FnOnce(&slotwise::Problem, &Plan) -> Result<T, Error> + Send + 'static,
) -> PyResult<Told<'py>> {
    let (_, read) = problem.read(plan)?;
    let problem = Arc::clone(&problem.inner);
    asked(plan.py(), &CancelToken::default(), move || question(&problem, &read))
}

/// How questions plan anew.
fn options(
    py: Python<'_>,
    cancel: &CancelToken,
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    num_workers: Option<u32>,
) -> PyResult<SolveOptions> {
    let mut options = SolveOptions::default();
    options.time_limit = (time_limit.map(Duration::try_from_secs_f64).transpose())
        .map_err(|error| errors::wrong_value(py, &format!("time_limit: {error}")))?;
    options.work_limit = work_limit;
    options.threads = num_workers;
    options.cancel = cancel.clone();
    Ok(options)
}

/// Plans anew until that is cancelled; then the question ends with an error that nobody sees.
fn solver(
    options: SolveOptions,
    cancel: CancelToken,
) -> impl Fn(&slotwise::Problem, &Plan) -> Result<Solved, Error> + Sync + Send {
    move |problem, start| {
        let solved = planner::solver(options.clone())(problem, start)?;
        if cancel.is_cancelled() { Err(Error::Solver("cancelled".into())) } else { Ok(solved) }
    }
}

/// Why a participant can't be placed beside the plan: a minimal conflict.
#[pyfunction]
pub fn why_unplaced<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participant: String,
) -> PyResult<Told<'py>> {
    about(problem, plan, move |problem, plan| explain::why_unplaced(problem, plan, &participant))
}

/// Whether a participant can be placed if others may move.
#[pyfunction]
#[pyo3(signature = (problem, plan, participant, *, time_limit, work_limit, num_workers))]
pub fn can_be_placed<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participant: String,
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    num_workers: Option<u32>,
) -> PyResult<Told<'py>> {
    let py = plan.py();
    let (_, read) = problem.read(plan)?;
    let cancel = CancelToken::default();
    let options = options(py, &cancel, time_limit, work_limit, num_workers)?;
    let (problem, solve) = (Arc::clone(&problem.inner), solver(options, cancel.clone()));
    asked(py, &cancel, move || explain::can_be_placed(&problem, &read, &participant, &solve))
}

/// Why a participant is not in a slot: what that would break, or else what it would cost.
#[pyfunction]
pub fn why_not<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participant: String,
    stage: String,
    slot: &Bound<'py, PyAny>,
) -> PyResult<Told<'py>> {
    let slot: SlotRef = data::from_python(slot)?;
    about(problem, plan, move |problem, plan| {
        explain::why_not(problem, plan, &participant, &stage, &slot)
    })
}

/// The best slots of a stage for a participant.
#[pyfunction]
pub fn recommend<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participant: String,
    stage: String,
    count: usize,
) -> PyResult<Told<'py>> {
    about(problem, plan, move |problem, plan| {
        explain::recommend(problem, plan, &participant, &stage, count)
    })
}

/// The cheapest ways to place a participant.
#[pyfunction]
#[pyo3(signature = (problem, plan, participant, *, prices, together, days, count, tries,
                    others_move, time_limit, work_limit, num_workers))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
pub fn relax<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participant: String,
    prices: &Bound<'py, PyAny>,
    together: usize,
    days: u32,
    count: usize,
    tries: usize,
    others_move: bool,
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    num_workers: Option<u32>,
) -> PyResult<Told<'py>> {
    let py = plan.py();
    let prices: Prices = data::from_python(prices)?;
    let (_, read) = problem.read(plan)?;
    let cancel = CancelToken::default();
    let options = options(py, &cancel, time_limit, work_limit, num_workers)?;
    let (problem, solve) = (Arc::clone(&problem.inner), solver(options, cancel.clone()));
    asked(py, &cancel, move || {
        let mut wanted = RelaxOptions::default()
            .with_prices(prices)
            .with_together(together)
            .with_days(days)
            .with_count(count);
        wanted.tries = tries;
        wanted.others = others_move.then_some(&solve as &Solver<'_>);
        explain::relax(&problem, &read, &participant, &wanted)
    })
}

/// A programme with relaxations applied, one after the other.
#[pyfunction]
pub fn relaxed<'py>(
    programme: &Bound<'py, PyAny>,
    relaxations: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    let relaxations: Vec<Relaxation> = data::from_python(relaxations)?;
    data::to_python(py, &gil::released(py, || explain::apply(&programme, &relaxations)))
}

/// What of a programme contradicts itself.
#[pyfunction]
#[pyo3(signature = (programme, *, time_limit, work_limit, num_workers))]
pub fn contradictions<'py>(
    programme: &Bound<'py, PyAny>,
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    num_workers: Option<u32>,
) -> PyResult<Told<'py>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    let cancel = CancelToken::default();
    let options = options(py, &cancel, time_limit, work_limit, num_workers)?;
    let solve = solver(options, cancel.clone());
    asked(py, &cancel, move || explain::contradictions(&programme, &solve))
}

/// A plan's score, taken apart.
#[pyfunction]
pub fn explain_score<'py>(problem: &Problem, plan: &Bound<'py, PyAny>) -> PyResult<Told<'py>> {
    about(problem, plan, |problem, plan| Ok(explain::score(problem, plan)))
}

/// What the second plan is worth more or less than the first.
#[pyfunction]
pub fn score_difference<'py>(
    problem: &Problem,
    before: &Bound<'py, PyAny>,
    after: &Bound<'py, PyAny>,
) -> PyResult<Told<'py>> {
    let (_, after) = problem.read(after)?;
    about(problem, before, move |problem, before| {
        Ok(explain::score_difference(problem, before, &after))
    })
}

/// Judges a plan that people made, in CSV. ``known``: name, value and bound of each level of a run.
#[pyfunction]
pub fn judge<'py>(
    py: Python<'py>,
    problem: &Problem,
    csv: String,
    known: Option<Vec<(String, f64, f64)>>,
) -> PyResult<Told<'py>> {
    let millionths = |units: f64| (units * 1e6).round() as i64;
    let known: Option<Vec<LevelOutcome>> = known.map(|levels| {
        let level = |(name, value, bound)| LevelOutcome {
            name,
            value: millionths(value),
            bound: millionths(bound),
        };
        levels.into_iter().map(level).collect()
    });
    let problem = Arc::clone(&problem.inner);
    asked(py, &CancelToken::default(), move || judging::judge(&problem, &csv, known.as_deref()))
}
