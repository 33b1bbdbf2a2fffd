//! Answers and reports: each as plain data, text, HTML and JSON.

use pyo3::prelude::*;
use serde_json::Value;
use slotwise::report::Show;

use crate::data;

/// What is shown, as Python has it: data, text, HTML, JSON.
pub type Told<'py> = (Bound<'py, PyAny>, String, String, String);

/// The same on its way from the thread that found it.
pub struct Answer {
    data: Value,
    text: String,
    html: String,
    json: String,
}

impl Answer {
    /// What there is to show.
    pub fn of(told: &impl Show) -> Self {
        Self {
            data: serde_json::to_value(told).unwrap_or_default(),
            text: told.text(),
            html: told.html(),
            json: told.json(),
        }
    }

    /// For Python.
    pub fn told(self, py: Python<'_>) -> PyResult<Told<'_>> {
        Ok((data::to_python(py, &data::Json(&self.data))?, self.text, self.html, self.json))
    }
}
