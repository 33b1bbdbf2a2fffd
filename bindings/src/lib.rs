//! The compiled half of the Python package `slotwise`, imported there as `slotwise._native`.

use pyo3::prelude::*;

/// The compiled half of slotwise; import `slotwise` instead.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
