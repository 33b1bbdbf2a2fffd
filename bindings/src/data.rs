//! Between Python's plain data (dict, list, str, int, float, bool, None) and Rust's types: the one
//! place where it happens, through their serde form.

use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::errors;

/// Reads plain data. The Python classes have checked types before, so an error here names a defect,
/// with its path.
pub fn from_python<T: DeserializeOwned>(data: &Bound<'_, PyAny>) -> PyResult<T> {
    let value: Value = serde_pyobject::from_pyobject(data.clone())?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        errors::wrong_value(data.py(), &format!("{}: {}", error.path(), error.inner()))
    })
}

/// Makes plain data.
pub fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(serde_pyobject::to_pyobject(py, value)?)
}
