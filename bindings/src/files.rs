//! Programmes as JSON texts and files.

use std::path::PathBuf;

use pyo3::prelude::*;
use slotwise::{Programme, format};

use crate::{data, errors, gil};

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
