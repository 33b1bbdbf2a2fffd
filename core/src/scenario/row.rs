//! What is told of a scenario beside others.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::tree::BASELINE;
use crate::calendar::Problem;
use crate::plan::diff::MoveCount;
use crate::plan::{Plan, Score};
use crate::planner::Outcome;
use crate::report::PlanView;
use crate::solver::Status;

/// A scenario, in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioRow {
    /// Its name.
    pub scenario: String,
    /// The one that it is built on.
    pub base: Option<String>,
    /// What happens, in words: its own changes.
    pub changes: Vec<String>,
    /// How much is known about its plan; `None` of a baseline that was given.
    pub status: Option<Status>,
    /// What its plan is worth at each level, most important first.
    pub levels: Vec<ScenarioLevel>,
    /// Visits that are elsewhere than in the baseline, those added, those dropped.
    pub moves: MoveCount,
    /// Ids of those who are not placed.
    pub unplaced: Vec<String>,
    /// How many are placed and late.
    pub late: usize,
    /// Working periods late, over all participants.
    pub lateness: u64,
    /// The last day on which somebody is in a slot; `None` if nobody ever is.
    pub finish: Option<NaiveDate>,
    /// The largest relative gap of any level; `None` of a baseline that was given.
    pub gap: Option<f64>,
    /// How long planning took.
    pub seconds: f64,
}

/// What a scenario's plan is worth at a level of the objective. Less is better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScenarioLevel {
    /// Its name.
    pub level: String,
    /// The plan's value, in millionths; in text in the objective's units.
    #[serde(serialize_with = "units")]
    pub value: i64,
    /// No plan that is as good in the levels before has less, likewise; `None` if unknown.
    #[serde(serialize_with = "units_or_none")]
    pub bound: Option<i64>,
}

impl ScenarioRow {
    /// What the plan is worth at the level of that name, in millionths.
    pub fn value(&self, level: &str) -> Option<i64> {
        self.levels.iter().find(|one| one.level == level).map(|one| one.value)
    }

    /// The row of a plan: what is known about it, unless it was given.
    pub(super) fn new(problem: &Problem, plan: &Plan, outcome: Option<&Outcome>) -> Self {
        let view = PlanView::new(problem, plan);
        let levels = match outcome {
            Some(outcome) => (outcome.levels.iter())
                .map(|level| ScenarioLevel {
                    level: level.name.clone(),
                    value: level.value,
                    bound: Some(level.bound),
                })
                .collect(),
            None => (problem.programme.objective.levels.iter())
                .zip(Score::of(problem, plan).levels)
                .map(|(level, score)| ScenarioLevel {
                    level: level.name.clone(),
                    value: score.value,
                    bound: None,
                })
                .collect(),
        };
        let late: Vec<u64> = (view.participants.iter())
            .filter_map(|one| Some(u64::from(one.placement.as_ref()?.late)))
            .filter(|late| *late > 0)
            .collect();
        Self {
            scenario: BASELINE.into(),
            base: None,
            changes: Vec::new(),
            status: outcome.map(|outcome| outcome.status),
            levels,
            moves: MoveCount::default(),
            unplaced: view.unplaced().map(|who| view.participant_id(who).to_owned()).collect(),
            late: late.len(),
            lateness: late.iter().sum(),
            finish: (view.slots.iter())
                .filter(|slot| !slot.participants.is_empty())
                .map(|slot| slot.last_day)
                .max(),
            gap: outcome.map(Outcome::gap),
            seconds: outcome.map_or(0.0, |outcome| outcome.runtime.as_secs_f64()),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn units<S: Serializer>(millionths: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(*millionths as f64 / 1e6)
}

#[expect(clippy::ref_option, reason = "serde asks for a reference")]
fn units_or_none<S: Serializer>(
    millionths: &Option<i64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match millionths {
        Some(value) => units(value, serializer),
        None => serializer.serialize_none(),
    }
}
