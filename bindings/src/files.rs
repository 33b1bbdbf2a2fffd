//! Programmes, plans and downtime logs as texts and files.

use std::path::PathBuf;

use pyo3::prelude::*;
use slotwise::format::{PlanDocument, ReadPlan};
use slotwise::model::DowntimeLog;
use slotwise::{Error, Programme, format};

use crate::outcome::OutcomeData;
use crate::problem::Problem;
use crate::{data, errors, gil, plan};

/// A programme from its JSON form.
#[pyfunction]
pub fn read_json<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let read = gil::released(py, || format::read_programme(text));
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// A programme from a file in its JSON form.
#[pyfunction]
pub fn read_file(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, PyAny>> {
    let read = gil::released(py, || format::read_programme_file(path));
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// The JSON form of a programme.
#[pyfunction]
pub fn write_json(programme: &Bound<'_, PyAny>) -> PyResult<String> {
    let read: Programme = data::from_python(programme)?;
    Ok(gil::released(programme.py(), || format::write_programme(&read)))
}

/// The JSON form of a plan, with what a run said about it.
#[pyfunction]
pub fn write_plan_json(
    problem: &Problem,
    plan: &Bound<'_, PyAny>,
    outcome: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let (_, read) = problem.read(plan)?;
    let known: Option<OutcomeData> = outcome.map(data::from_python).transpose()?;
    Ok(gil::released(plan.py(), || match known {
        Some(known) => known.document(&problem.inner, &read).to_json(),
        None => format::write_plan(&problem.inner, &read),
    }))
}

/// The CSV form of a plan.
#[pyfunction]
pub fn write_plan_csv(problem: &Problem, plan: &Bound<'_, PyAny>) -> PyResult<String> {
    let (_, read) = problem.read(plan)?;
    Ok(gil::released(plan.py(), || format::write_plan_csv(&problem.inner, &read)))
}

/// A plan from its JSON form, and warnings.
#[pyfunction]
pub fn read_plan_json<'py>(
    py: Python<'py>,
    problem: &Problem,
    text: &str,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    finished(py, problem, gil::released(py, || format::read_plan(&problem.inner, text)))
}

/// A plan from its CSV form, and warnings.
#[pyfunction]
pub fn read_plan_csv<'py>(
    py: Python<'py>,
    problem: &Problem,
    text: &str,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    finished(py, problem, gil::released(py, || format::read_plan_csv(&problem.inner, text)))
}

/// A plan from the contents of its JSON form, and warnings.
#[pyfunction]
pub fn read_plan<'py>(
    py: Python<'py>,
    problem: &Problem,
    document: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let document: PlanDocument = data::from_python(document)?;
    finished(py, problem, gil::released(py, || document.resolve(&problem.inner)))
}

/// A downtime log from its JSON or its CSV form.
#[pyfunction]
pub fn read_downtime<'py>(py: Python<'py>, text: &str, csv: bool) -> PyResult<Bound<'py, PyAny>> {
    let read = gil::released(py, || {
        if csv { format::read_downtime_csv(text) } else { format::read_downtime(text) }
    });
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// The JSON or the CSV form of a downtime log.
#[pyfunction]
pub fn write_downtime(log: &Bound<'_, PyAny>, csv: bool) -> PyResult<String> {
    let read: DowntimeLog = data::from_python(log)?;
    Ok(gil::released(log.py(), || {
        if csv { format::write_downtime_csv(&read) } else { format::write_downtime(&read) }
    }))
}

fn finished<'py>(
    py: Python<'py>,
    problem: &Problem,
    read: Result<ReadPlan, Error>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let read = read.map_err(|error| errors::exception(py, &error))?;
    let plan = data::to_python(py, &plan::named(&problem.inner, &read.plan))?;
    Ok((plan, errors::findings(py, &read.warnings)?))
}
