//! Plans the test environments of large industry programmes: which tranche slots are opened, where
//! and when, and who goes into which.

pub mod calendar;
pub mod candidates;
pub mod check;
pub mod error;
pub mod explain;
pub mod format;
pub mod formulation;
pub mod model;
pub mod plan;
pub mod planner;
pub mod report;
pub mod solver;

pub use calendar::Problem;
pub use error::Error;
pub use model::Programme;
pub use plan::{Plan, Score};
pub use planner::{Outcome, solve};
pub use solver::SolveOptions;
