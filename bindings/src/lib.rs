//! The compiled half of the Python package `slotwise`, imported there as `slotwise._native`.
//!
//! Programmes, plans and outcomes cross as plain Python data (see `data`); the classes that users
//! see are Python's. Problems stay here, as handles.

mod cancel;
mod data;
mod errors;
mod explain;
mod files;
mod gil;
mod outcome;
mod plan;
mod problem;
mod replan;
mod report;
mod reports;
mod scenario;
mod shown;
mod violation;

use pyo3::prelude::*;
use slotwise::Programme;

/// The compiled half of slotwise; import `slotwise` instead.
#[pymodule]
mod _native {
    use super::{
        Bound, Programme, PyAny, PyModule, PyModuleMethods, PyResult, data, errors, gil, pyfunction,
    };

    #[pymodule_export]
    use super::cancel::CancelToken;
    #[pymodule_export]
    use super::explain::{
        can_be_placed, contradictions, explain_score, judge, recommend, relax, relaxed,
        score_difference, why_excluded, why_not, why_unplaced,
    };
    #[pymodule_export]
    use super::files::{
        read_downtime, read_file, read_json, read_plan, read_plan_csv, read_plan_json, schema,
        write_downtime, write_json, write_plan_csv, write_plan_json,
    };
    #[pymodule_export]
    use super::problem::Problem;
    #[pymodule_export]
    use super::replan::{changed, changes_from_json, changes_to_json, diff, log_changes, replan};
    #[pymodule_export]
    use super::report::{gantt, summary, utilisation, view};
    #[pymodule_export]
    use super::reports::{
        catalogue, concurrency, downtime, downtime_log, plan_concurrency, readiness, versions,
    };
    #[pymodule_export]
    use super::scenario::{
        Sweeper, compare, describe_changes, outage_model, read_scenarios, risk, write_scenarios,
    };

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    /// All findings about a programme: errors and warnings, in the order of their places.
    #[pyfunction]
    fn validate<'py>(programme: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = programme.py();
        let programme: Programme = data::from_python(programme)?;
        let findings = gil::released(py, || programme.validate());
        errors::findings(py, &findings)
    }
}
