//! Scenarios: compared, planned one at a time, and futures drawn at random.

use std::sync::Arc;
use std::time::Duration;

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;
use slotwise::model::{DowntimeLog, Lead, When};
use slotwise::replan::Change;
use slotwise::scenario::risk::Response;
use slotwise::scenario::{
    Evaluator, OutageModel, RiskOptions, Scenario, ScenarioOptions, ScenarioRow, Told as ToldThen,
    compare_with as compared, risk as drawn,
};
use slotwise::solver::{CancelToken as Token, SolveOptions};
use slotwise::{Error, format};

use crate::cancel::CancelToken;
use crate::outcome::OutcomeData;
use crate::plan::{self, PlanData};
use crate::problem::Problem;
use crate::shown::{Answer, Told};
use crate::{data, errors, gil};

/// A plan with its problem, and what is known about it.
type Found<'py> = (Problem, Bound<'py, PyAny>, Option<Bound<'py, PyAny>>);

/// How each scenario is planned.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Limits {
    time_limit: Option<f64>,
    work_limit: Option<u64>,
    gap: f64,
    seed: u64,
    num_workers: Option<u32>,
    now: Option<Py<PyAny>>,
    freeze_until: Option<Py<PyAny>>,
    notice: Option<Py<PyAny>>,
}

impl Limits {
    fn solve(&self, py: Python<'_>, cancel: &Token) -> PyResult<SolveOptions> {
        let mut options = SolveOptions::default().with_gap(self.gap).with_seed(self.seed);
        options.time_limit = (self.time_limit.map(Duration::try_from_secs_f64).transpose())
            .map_err(|error| errors::wrong_value(py, &format!("time_limit: {error}")))?;
        options.work_limit = self.work_limit;
        options.threads = self.num_workers;
        options.cancel = cancel.clone();
        Ok(options)
    }

    fn options(&self, py: Python<'_>, cancel: &Token) -> PyResult<ScenarioOptions> {
        let options = ScenarioOptions::default().with_solve(self.solve(py, cancel)?);
        let Some(now) = read::<When>(py, self.now.as_ref())? else { return Ok(options) };
        let mut told = ToldThen::new(now);
        told.freeze_until = read(py, self.freeze_until.as_ref())?;
        told.notice = self.notice(py)?;
        Ok(options.with_told(told))
    }

    fn notice(&self, py: Python<'_>) -> PyResult<Option<Lead>> {
        read(py, self.notice.as_ref())
    }
}

fn read<T: DeserializeOwned>(py: Python<'_>, value: Option<&Py<PyAny>>) -> PyResult<Option<T>> {
    value.map(|value| data::from_python(value.bind(py))).transpose()
}

/// Scenarios from their JSON form.
#[pyfunction]
pub fn read_scenarios<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = gil::released(py, || format::read_scenarios(text));
    data::to_python(py, &found.map_err(|error| errors::exception(py, &error))?)
}

/// The JSON form of scenarios.
#[pyfunction]
pub fn write_scenarios(scenarios: &Bound<'_, PyAny>) -> PyResult<String> {
    let given: Vec<Scenario> = data::from_python(scenarios)?;
    Ok(gil::released(scenarios.py(), || format::write_scenarios(&given)))
}

/// Each change in words.
#[pyfunction]
pub fn describe_changes(changes: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let given: Vec<Change> = data::from_python(changes)?;
    Ok(given.iter().map(Change::to_string).collect())
}

/// A plan on its way from the thread that made it.
type Made = (Arc<slotwise::Problem>, PlanData, Option<OutcomeData>);

fn made(
    problem: &slotwise::Problem,
    plan: &slotwise::Plan,
    outcome: Option<&slotwise::Outcome>,
) -> Made {
    let known = outcome.map(|outcome| OutcomeData::of(problem, outcome));
    (Arc::new(problem.clone()), plan::named(problem, plan), known)
}

fn found<'py>(py: Python<'py>, (problem, plan, outcome): &Made) -> PyResult<Found<'py>> {
    let outcome = outcome.as_ref().map(|known| data::to_python(py, known)).transpose()?;
    Ok((Problem { inner: Arc::clone(problem) }, data::to_python(py, plan)?, outcome))
}

/// Scenarios side by side: the comparison, its picture, and the plans, the baseline's first; None for
/// those that were not planned before Ctrl-C. Rows go to ``on_row`` as they come, on the calling thread.
#[pyfunction]
#[pyo3(signature = (problem, scenarios, *, baseline, limits, cancel, on_row))]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives is owned")]
pub fn compare<'py>(
    problem: &Problem,
    scenarios: &Bound<'py, PyAny>,
    baseline: Option<&Bound<'py, PyAny>>,
    limits: Limits,
    cancel: Option<&CancelToken>,
    on_row: Option<&Bound<'py, PyAny>>,
) -> PyResult<(Told<'py>, String, Vec<Option<Found<'py>>>)> {
    let py = scenarios.py();
    let scenarios: Vec<Scenario> = data::from_python(scenarios)?;
    let baseline = baseline.map(|plan| problem.read(plan)).transpose()?.map(|(_, plan)| plan);
    let token = cancel.map_or_else(Token::default, |cancel| cancel.token.clone());
    let options = limits.options(py, &token)?;
    let inner = Arc::clone(&problem.inner);
    let compute = move |reporter: gil::Reporter<ScenarioRow, _>| {
        let heard = |row: &ScenarioRow| reporter.tell(row.clone());
        let compared = compared(&inner, baseline.as_ref(), &scenarios, &options, heard)?;
        let comparison = compared.comparison();
        let base = &compared.baseline;
        let mut plans = vec![Some(made(base.problem(), base.baseline(), base.outcome()))];
        plans.extend(compared.scenarios.iter().map(|one| {
            let one = one.as_ref()?;
            Some(made(&one.problem, &one.outcome.plan, Some(&one.outcome)))
        }));
        Ok((Answer::of(&comparison), comparison.svg(), plans))
    };
    let finished = gil::interruptible(py, &token, compute, |py, row| {
        let (Some(listener), Some(row)) = (on_row, row) else { return Ok(()) };
        listener.call1((data::to_python(py, &row)?,)).map(drop)
    })?;
    let (answer, svg, plans) = finished.value.map_err(|error| errors::exception(py, &error))?;
    let plans = (plans.iter())
        .map(|one| one.as_ref().map(|one| found(py, one)).transpose())
        .collect::<PyResult<_>>()?;
    Ok((answer.told(py)?, svg, plans))
}

/// Plans scenarios one at a time.
#[pyclass(frozen, module = "slotwise._native")]
pub struct Sweeper {
    inner: Evaluator,
}

#[pymethods]
impl Sweeper {
    /// Of a programme, beside a plan of it.
    #[new]
    #[expect(clippy::needless_pass_by_value, reason = "what Python gives is owned")]
    fn new(problem: &Problem, baseline: &Bound<'_, PyAny>, limits: Limits) -> PyResult<Self> {
        let py = baseline.py();
        let (_, plan) = problem.read(baseline)?;
        let options = limits.options(py, &Token::default())?;
        let inner = Evaluator::new((*problem.inner).clone(), Some(plan), options);
        Ok(Self { inner: inner.map_err(|error| errors::exception(py, &error))? })
    }

    /// The baseline in figures.
    fn row<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::to_python(py, self.inner.row())
    }

    /// Plans the programme after changes, and tells it in figures.
    fn run<'py>(
        &self,
        changes: &Bound<'py, PyAny>,
        cancel: Option<&CancelToken>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = changes.py();
        let changes: Vec<Change> = data::from_python(changes)?;
        let token = cancel.map(|cancel| cancel.token.clone());
        let found = gil::released(py, || match token {
            None => self.inner.evaluate(&changes, &[]),
            Some(token) => self.inner.clone().with_cancel(token).evaluate(&changes, &[]),
        });
        data::to_python(py, &found.map_err(|error| errors::exception(py, &error))?.row)
    }
}

/// What a downtime log teaches about how often what fails.
#[pyfunction]
pub fn outage_model<'py>(
    problem: &Problem,
    log: &Bound<'py, PyAny>,
    until: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = log.py();
    let log: DowntimeLog = data::from_python(log)?;
    let until: Option<When> = until.map(data::from_python).transpose()?;
    data::to_python(py, &OutageModel::of_log(&problem.inner, &log, until))
}

/// How late a plan may end: figures, and a picture.
#[pyfunction]
#[pyo3(signature = (problem, plan, model, *, samples, seed, num_workers, from_, limits))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
pub fn risk<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    model: &Bound<'py, PyAny>,
    samples: usize,
    seed: u64,
    num_workers: Option<u32>,
    from_: Option<&Bound<'py, PyAny>>,
    limits: Option<Limits>,
) -> PyResult<(Told<'py>, String)> {
    let py = plan.py();
    let (_, read) = problem.read(plan)?;
    let model: OutageModel = data::from_python(model)?;
    let token = Token::default();
    let mut options =
        RiskOptions::default().with_samples(samples).with_seed(seed).with_cancel(token.clone());
    options.threads = num_workers;
    options.from = from_.map(data::from_python).transpose()?;
    if let Some(limits) = limits {
        let (solve, notice) = (limits.solve(py, &token)?, limits.notice(py)?);
        options.response = Response::Replanned { solve, notice };
    }
    let inner = Arc::clone(&problem.inner);
    let compute = move |_: gil::Reporter<(), _>| {
        drawn(&inner, &read, &model, &options)
            .map(|risk| (Answer::of(&risk), risk.svg(), risk.samples))
    };
    let finished = gil::interruptible(py, &token, compute, |_, _| Ok(()))?;
    let (answer, svg, done) = finished.value.map_err(|error| match &error {
        Error::Invalid(findings) => errors::wrong_value(py, &findings.to_string()),
        _ => errors::exception(py, &error),
    })?;
    if done == 0 {
        return Err(PyKeyboardInterrupt::new_err(()));
    }
    Ok((answer.told(py)?, svg))
}
