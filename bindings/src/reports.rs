//! Reports on programmes and plans: versions, readiness, the catalogue, downtime, concurrency.

use pyo3::prelude::*;
use slotwise::model::{DowntimeLog, Lead};
use slotwise::report::concurrency::{Group, concurrency as concurrent};
use slotwise::report::{
    DowntimeOptions, ReadinessOptions, catalogue as filled, downtime as summed,
    readiness as readiness_of, versions as version_table,
};
use slotwise::{Plan, Programme};

use crate::problem::Problem;
use crate::shown::{Answer, Told};
use crate::{data, errors, gil};

/// Which version of which component each environment has when.
#[pyfunction]
pub fn versions<'py>(py: Python<'py>, problem: &Problem) -> PyResult<Told<'py>> {
    gil::released(py, || Answer::of(&version_table(&problem.inner))).told(py)
}

/// How many environments are open at once; of participants, how many they keep running.
#[pyfunction]
pub fn concurrency<'py>(
    programme: &Bound<'py, PyAny>,
    participants: Option<Vec<String>>,
) -> PyResult<Told<'py>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    let answer = gil::released(py, || {
        let group = match &participants {
            Some(ids) => Group::Kept(&programme, ids),
            None => Group::Everything(&programme),
        };
        Answer::of(&concurrent(group))
    });
    answer.told(py)
}

/// In how many environments participants are at once, by the slots of a plan.
#[pyfunction]
pub fn plan_concurrency<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
    participants: Vec<String>,
) -> PyResult<Told<'py>> {
    let (py, (_, read)) = (plan.py(), problem.read(plan)?);
    let group = || concurrent(Group::Slots(&problem.inner, &read, &participants));
    gil::released(py, || Answer::of(&group())).told(py)
}

/// What is asked of participants before stages, as of a day.
#[pyfunction]
pub fn readiness<'py>(
    problem: &Problem,
    plan: Option<&Bound<'py, PyAny>>,
    as_of: &Bound<'py, PyAny>,
    lead: Option<&Bound<'py, PyAny>>,
) -> PyResult<Told<'py>> {
    let py = as_of.py();
    let read: Option<Plan> = plan.map(|plan| problem.read(plan)).transpose()?.map(|read| read.1);
    let lead: Option<Lead> = lead.map(data::from_python).transpose()?;
    let mut options = ReadinessOptions::new(data::from_python(as_of)?);
    if let Some(lead) = lead {
        options = options.with_lead(lead);
    }
    let report = || readiness_of(&problem.inner, read.as_ref(), &options);
    gil::released(py, || Answer::of(&report())).told(py)
}

/// The document's template for each participant's system.
#[pyfunction]
pub fn catalogue<'py>(programme: &Bound<'py, PyAny>) -> PyResult<Told<'py>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    gil::released(py, || Answer::of(&filled(&programme))).told(py)
}

/// The log as it begins: what a programme has as unavailability.
#[pyfunction]
pub fn downtime_log<'py>(programme: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let read: Programme = data::from_python(programme)?;
    data::to_python(programme.py(), &DowntimeLog::of(&read))
}

/// A downtime log summed up. Raises ``InvalidLog``.
#[pyfunction]
pub fn downtime<'py>(
    problem: &Problem,
    log: &Bound<'py, PyAny>,
    plan: Option<&Bound<'py, PyAny>>,
    first: Option<&Bound<'py, PyAny>>,
    after: Option<&Bound<'py, PyAny>>,
) -> PyResult<Told<'py>> {
    let py = log.py();
    let log: DowntimeLog = data::from_python(log)?;
    let read: Option<Plan> = plan.map(|plan| problem.read(plan)).transpose()?.map(|read| read.1);
    let mut options = DowntimeOptions::default();
    options.from = first.map(data::from_python).transpose()?;
    options.to = after.map(data::from_python).transpose()?;
    let answer = gil::released(py, || {
        summed(&problem.inner, &log, read.as_ref(), &options).map(|report| Answer::of(&report))
    });
    answer.map_err(|findings| errors::invalid_log(py, &findings))?.told(py)
}
