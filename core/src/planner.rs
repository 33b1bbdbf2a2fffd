//! The front door: solve, always check.

use std::time::Duration;

use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{ParticipantId, RuleKind, StageId};
use crate::plan::{Plan, Score};
use crate::solver::{LevelOutcome, SolveOptions, Status};

/// What a run gives: a plan that keeps every rule, and what is known about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// [`Status::Optimal`] only if every level is proven.
    pub status: Status,
    /// The plan.
    pub plan: Plan,
    /// Its score, recomputed from the plan.
    pub score: Score,
    /// Value and bound of each level.
    pub levels: Vec<LevelOutcome>,
    /// Who is not placed, and why.
    pub unplaced: Vec<Unplaced>,
    /// How long it took.
    pub runtime: Duration,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Where a plan came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Version of the library.
    pub version: String,
    /// Hash of the programme in canonical order, in hexadecimal.
    pub programme_hash: String,
    /// The options that bear on the result, in words.
    pub options: String,
}

/// A participant that is not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Who.
    pub participant: ParticipantId,
    /// Why: for each stage that stood in the way, what closed how many of its slots.
    pub reasons: Vec<Reason>,
}

/// Why a participant can't take a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: RuleKind,
    /// The stage; `None` if the reason is not about one stage.
    pub stage: Option<StageId>,
    /// In the programme's words, with names, dates and numbers.
    pub text: String,
}

impl Outcome {
    /// The largest relative gap of any level.
    pub fn gap(&self) -> f64 {
        self.levels.iter().map(LevelOutcome::gap).fold(0.0, f64::max)
    }
}

/// Plans a problem.
///
/// # Errors
/// [`Error::Solver`] if the integer-program solver breaks down, [`Error::Rejected`] if the checker
/// finds the plan wrong: both are defects, never the programme's fault. A programme that can't all
/// be placed is no error: see [`Outcome::unplaced`].
pub fn solve(_problem: &Problem, _options: &SolveOptions) -> Result<Outcome, Error> {
    Err(Error::Solver("not there yet".into()))
}
