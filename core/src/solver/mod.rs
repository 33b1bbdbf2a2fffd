//! Finding plans and proving how good they are.

pub mod assign;
pub mod backend;
pub mod bound;
pub mod improve;
pub mod makespan;
pub mod options;
pub mod outcome;
pub mod prices;
pub mod progress;
pub mod windows;

pub(crate) use improve::random::Random;
pub use options::{CancelToken, SolveOptions};
pub use outcome::{LevelOutcome, Status};
pub use progress::Progress;
