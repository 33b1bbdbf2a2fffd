//! Changes, re-plans, and what is different between two plans.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use slotwise::model::{DowntimeLog, Lead, When};
use slotwise::replan::{self as replanning, Change, ReplanOptions};
use slotwise::solver::{CancelToken as Token, SolveOptions};
use slotwise::{Programme, format, plan as planning};

use crate::cancel::CancelToken;
use crate::outcome::{self, OutcomeData};
use crate::problem::Problem;
use crate::{data, errors, gil, plan};

/// A new problem, its plan, what is known about that, whether Ctrl-C ended it early, and what is
/// different from the plan before.
type Replanned<'py> = (Problem, Bound<'py, PyAny>, Bound<'py, PyAny>, bool, Bound<'py, PyAny>);

/// A programme after changes.
#[pyfunction]
pub fn changed<'py>(
    programme: &Bound<'py, PyAny>,
    changes: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    let changes: Vec<Change> = data::from_python(changes)?;
    let made = gil::released(py, || replanning::apply(&programme, &changes));
    data::to_python(py, &made.map_err(|findings| errors::exception(py, &findings.into()))?)
}

/// Changes from their JSON form.
#[pyfunction]
pub fn changes_from_json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let read = gil::released(py, || format::read_changes(text));
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// The JSON form of changes.
#[pyfunction]
pub fn changes_to_json(changes: &Bound<'_, PyAny>) -> PyResult<String> {
    let changes: Vec<Change> = data::from_python(changes)?;
    Ok(format::write_changes(&changes))
}

/// The changes that a downtime log tells of. Raises ``InvalidLog``.
#[pyfunction]
pub fn log_changes<'py>(
    problem: &Problem,
    log: &Bound<'py, PyAny>,
    expected: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = log.py();
    let log: DowntimeLog = data::from_python(log)?;
    let expected: Option<When> = expected.map(data::from_python).transpose()?;
    let told = gil::released(py, || replanning::log_changes(&problem.inner, &log, expected));
    data::to_python(py, &told.map_err(|findings| errors::invalid_log(py, &findings))?)
}

/// What is different in a second plan.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives is owned")]
pub fn diff<'py>(
    before: (PyRef<'py, Problem>, Bound<'py, PyAny>),
    after: (PyRef<'py, Problem>, Bound<'py, PyAny>),
) -> PyResult<Bound<'py, PyAny>> {
    let py = before.1.py();
    let ((_, old), (_, new)) = (before.0.read(&before.1)?, after.0.read(&after.1)?);
    let (a, b) = (Arc::clone(&before.0.inner), Arc::clone(&after.0.inner));
    let found = gil::released(py, || planning::diff((&a, &old), (&b, &new)));
    data::to_python(py, &found)
}

/// Plans anew after changes. News go to ``on_progress`` as from ``Problem.solve``.
#[pyfunction]
#[pyo3(signature = (problem, baseline, changes, *, now, freeze_until, notice, time_limit, work_limit,
                    gap, seed, num_workers, cancel, on_progress))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
pub fn replan<'py>(
    problem: &Problem,
    baseline: &Bound<'py, PyAny>,
    changes: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
    freeze_until: Option<&Bound<'py, PyAny>>,
    notice: Option<&Bound<'py, PyAny>>,
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    gap: f64,
    seed: u64,
    num_workers: Option<u32>,
    cancel: Option<&CancelToken>,
    on_progress: Option<&Bound<'py, PyAny>>,
) -> PyResult<Replanned<'py>> {
    let py = baseline.py();
    let (_, old) = problem.read(baseline)?;
    let changes: Vec<Change> = data::from_python(changes)?;
    let now: When = data::from_python(now)?;
    let mut options = ReplanOptions::new(now);
    options.freeze_until = freeze_until.map(data::from_python).transpose()?;
    options.notice = notice.map(data::from_python::<Lead>).transpose()?;
    let mut limits = SolveOptions::default().with_gap(gap).with_seed(seed);
    limits.time_limit = (time_limit.map(Duration::try_from_secs_f64).transpose())
        .map_err(|error| errors::wrong_value(py, &format!("time_limit: {error}")))?;
    limits.work_limit = work_limit;
    limits.threads = num_workers;
    let token = cancel.map_or_else(Token::default, |cancel| cancel.token.clone());
    limits.cancel = token.clone();

    let before = Arc::clone(&problem.inner);
    let compute = move |reporter: gil::Reporter<_, _>| {
        options.solve = limits.with_progress(move |news| reporter.tell(outcome::progress(news)));
        replanning::replan(&before, &old, &changes, &options).map(|found| {
            let named = plan::named(&found.problem, &found.outcome.plan);
            let known = OutcomeData::of(&found.problem, &found.outcome);
            (found.after, named, known, found.diff)
        })
    };
    let finished = gil::interruptible(py, &token, compute, |py, news| {
        let Some(listener) = on_progress else { return Ok(()) };
        let news = news.map(|news| data::to_python(py, &news)).transpose()?;
        listener.call1((news,)).map(drop)
    })?;
    let (after, plan, known, diff) =
        finished.value.map_err(|error| errors::exception(py, &error))?;
    Ok((
        Problem { inner: Arc::new(after) },
        data::to_python(py, &plan)?,
        data::to_python(py, &known)?,
        finished.interrupted,
        data::to_python(py, &diff)?,
    ))
}
