//! Stopping a run from another thread.

use pyo3::prelude::*;

/// Stops runs from another thread: give one to ``solve(cancel=...)`` and call ``cancel()``. The run
/// then returns its best plan so far, within a second.
#[pyclass(frozen, module = "slotwise")]
#[derive(Default)]
pub struct CancelToken {
    pub token: slotwise::solver::CancelToken,
}

#[pymethods]
impl CancelToken {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Stops every run that has this token, those that start later included.
    fn cancel(&self) {
        self.token.cancel();
    }

    /// Whether the token was used.
    #[getter]
    fn cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    fn __repr__(&self) -> String {
        let state = if self.cancelled() { "cancelled" } else { "not cancelled" };
        format!("<CancelToken: {state}>")
    }
}
