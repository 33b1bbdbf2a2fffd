//! News from a run.

use std::time::Duration;

use super::LevelOutcome;

/// News from a run: what is known so far.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// Since the start.
    pub elapsed: Duration,
    /// What the run is doing.
    pub phase: Phase,
    /// The level of the objective it works on, by place.
    pub level: usize,
    /// Value and bound of each level so far.
    pub levels: Vec<LevelOutcome>,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Looking for a plan by search.
    Search,
    /// Working out bounds and calendars by prices.
    Prices,
    /// Solving the integer program.
    IntegerProgram,
    /// Done.
    Done,
}
