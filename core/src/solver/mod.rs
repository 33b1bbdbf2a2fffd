//! Finding plans and proving how good they are.

pub mod backend;
pub mod options;
pub mod outcome;
pub mod progress;

pub use options::{CancelToken, SolveOptions};
pub use outcome::{LevelOutcome, Status};
pub use progress::Progress;
