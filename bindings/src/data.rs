//! Between Python's plain data (dict, list, str, int, float, bool, None) and Rust's types: the one
//! place where it happens, through their serde form.

use pyo3::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
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

/// JSON on its way to Python, with None for null.
pub struct Json<'a>(pub &'a Value);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            // The unit that stands for null becomes an empty tuple.
            Value::Null => to.serialize_none(),
            Value::Array(items) => to.collect_seq(items.iter().map(Json)),
            Value::Object(fields) => to.collect_map(fields.iter().map(|(k, v)| (k, Json(v)))),
            other => other.serialize(to),
        }
    }
}

/// Makes plain data.
pub fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(serde_pyobject::to_pyobject(py, value)?)
}
