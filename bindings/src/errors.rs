//! From the library's errors to Python's exceptions, which `slotwise.errors` defines.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use slotwise::Error;
use slotwise::model::{Finding, Findings};

use crate::data;

/// Findings as Python's `Finding` objects, in a tuple.
pub fn findings<'py>(py: Python<'py>, findings: &Findings) -> PyResult<Bound<'py, PyAny>> {
    let list = findings.0.iter().map(|finding| data::to_python(py, finding));
    let list = PyTuple::new(py, list.collect::<PyResult<Vec<_>>>()?)?;
    py.import("slotwise.finding")?.call_method1("findings", (list,))
}

/// The exception for an error of the library.
pub fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let raised = match error {
        Error::Invalid(list) => with_findings(py, "InvalidProgramme", list),
        Error::Unreadable(list) => with_findings(py, "UnreadableFile", list),
        Error::File { path, message } => {
            let remedy = "check the path and its permissions";
            let finding = Finding::new("SW-E0003", path, message, remedy);
            with_findings(py, "UnreadableFile", &Findings(vec![finding]))
        }
        Error::Solver(_) | Error::Rejected(_) => raise(py, "SolverError", error.to_string()),
        _ => raise(py, "SlotwiseError", error.to_string()),
    };
    raised.unwrap_or_else(|defect| defect)
}

/// A plan that names what its programme does not have.
pub fn invalid_plan(py: Python<'_>, list: &Findings) -> PyErr {
    with_findings(py, "InvalidPlan", list).unwrap_or_else(|defect| defect)
}

/// A downtime log that does not fit its programme.
pub fn invalid_log(py: Python<'_>, list: &Findings) -> PyErr {
    with_findings(py, "InvalidLog", list).unwrap_or_else(|defect| defect)
}

/// A value that is no such value.
pub fn wrong_value(py: Python<'_>, message: &str) -> PyErr {
    raise(py, "WrongValue", message.to_owned()).unwrap_or_else(|defect| defect)
}

/// A thread of the solver that panicked: a defect of the library.
pub fn panicked(py: Python<'_>) -> PyErr {
    let message = "the solver broke down (a panic; its message is on standard error); report it \
                   with the programme";
    raise(py, "SolverError", message.to_owned()).unwrap_or_else(|defect| defect)
}

fn with_findings(py: Python<'_>, class: &str, list: &Findings) -> PyResult<PyErr> {
    let findings = findings(py, list)?;
    Ok(PyErr::from_value(module(py)?.getattr(class)?.call1((findings,))?))
}

fn raise(py: Python<'_>, class: &str, message: String) -> PyResult<PyErr> {
    Ok(PyErr::from_value(module(py)?.getattr(class)?.call1((message,))?))
}

fn module(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import("slotwise.errors")
}
