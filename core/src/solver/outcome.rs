//! What a run says about its plan.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much is known about a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Proven: no plan is better.
    Optimal,
    /// It keeps every rule; a better one may exist, within the gap.
    Feasible,
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Optimal => "optimal",
            Self::Feasible => "feasible",
        })
    }
}

/// What is known about one level of the objective.
///
/// The bound holds for plans that are no worse in all levels before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelOutcome {
    /// Name of the level.
    pub name: String,
    /// The plan's value, in millionths.
    pub value: i64,
    /// No plan that is as good in the levels before has less, in millionths.
    pub bound: i64,
}

impl LevelOutcome {
    /// Whether value and bound meet.
    pub fn status(&self) -> Status {
        if self.bound >= self.value { Status::Optimal } else { Status::Feasible }
    }

    /// `(value - bound) / value`; 0 where they meet.
    pub fn gap(&self) -> f64 {
        if self.bound >= self.value {
            0.0
        } else {
            (self.value - self.bound) as f64 / self.value as f64
        }
    }
}
