//! Changes of a programme: as texts and files, in words, and applied.

use std::path::PathBuf;

use pyo3::prelude::*;
use slotwise::replan::{self, Change};
use slotwise::{Programme, format};

use crate::{data, errors, gil};

/// Changes from their JSON form.
#[pyfunction]
pub fn read_changes<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let read = gil::released(py, || format::read_changes(text));
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// Changes from a file in their JSON form.
#[pyfunction]
pub fn read_changes_file(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, PyAny>> {
    let read = gil::released(py, || format::read_changes_file(path));
    data::to_python(py, &read.map_err(|error| errors::exception(py, &error))?)
}

/// The JSON form of changes.
#[pyfunction]
pub fn write_changes(changes: &Bound<'_, PyAny>) -> PyResult<String> {
    let read: Vec<Change> = data::from_python(changes)?;
    Ok(gil::released(changes.py(), || format::write_changes(&read)))
}

/// Each change in words.
#[pyfunction]
pub fn describe_changes(changes: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let read: Vec<Change> = data::from_python(changes)?;
    Ok(read.iter().map(Change::to_string).collect())
}

/// A programme after changes, one after another. Raises ``InvalidProgramme`` if it has errors
/// before, ``InvalidChanges`` with all that stands against the changes.
#[pyfunction]
pub fn apply<'py>(
    programme: &Bound<'py, PyAny>,
    changes: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = programme.py();
    let programme: Programme = data::from_python(programme)?;
    let changes: Vec<Change> = data::from_python(changes)?;
    let before = gil::released(py, || programme.validate());
    if before.has_errors() {
        return Err(errors::exception(py, &before.into()));
    }
    let after = gil::released(py, || replan::apply(&programme, &changes));
    data::to_python(py, &after.map_err(|findings| errors::invalid_changes(py, &findings))?)
}
