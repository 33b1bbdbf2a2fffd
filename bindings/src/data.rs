//! Between Python's plain data (dict, list, str, int, float, bool, None) and Rust's types: the one
//! place where it happens, through their serde form.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::errors;

/// Reads plain data. The Python classes have checked types before, so an error here names a defect,
/// with its path.
pub fn from_python<T: DeserializeOwned>(data: &Bound<'_, PyAny>) -> PyResult<T> {
    serde_path_to_error::deserialize(plain(data)?).map_err(|error| {
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

/// Plain data as JSON has it. `serde_pyobject` reads too, but looks at every value for modules that
/// may not be there: slow, and a Ctrl-C that falls into such an import is lost.
fn plain(data: &Bound<'_, PyAny>) -> PyResult<Value> {
    if data.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(text) = data.cast::<PyString>() {
        return Ok(Value::String(text.to_str()?.to_owned()));
    }
    // Before whole numbers, since Python's bool is one.
    if let Ok(value) = data.cast::<PyBool>() {
        return Ok(Value::Bool(value.is_true()));
    }
    if let Ok(value) = data.cast::<PyInt>() {
        let number = value.extract::<i64>().map(Number::from);
        return Ok(Value::Number(number.or_else(|_| value.extract::<u64>().map(Number::from))?));
    }
    if let Ok(value) = data.cast::<PyFloat>() {
        return Ok(Number::from_f64(value.value()).map_or(Value::Null, Value::Number));
    }
    if let Ok(map) = data.cast::<PyDict>() {
        let entry = |(key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
            Ok((key.cast::<PyString>()?.to_str()?.to_owned(), plain(&value)?))
        };
        return map.iter().map(entry).collect::<PyResult<_>>().map(Value::Object);
    }
    if let Ok(list) = data.cast::<PyList>() {
        return list.iter().map(|value| plain(&value)).collect::<PyResult<_>>().map(Value::Array);
    }
    if let Ok(list) = data.cast::<PyTuple>() {
        return list.iter().map(|value| plain(&value)).collect::<PyResult<_>>().map(Value::Array);
    }
    Err(PyTypeError::new_err(format!("{} is no plain data", data.get_type().name()?)))
}
