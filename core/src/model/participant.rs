//! Participants and their routes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Connectivity, DataRequest, NeededVersion, Officers, Reliance, SystemDetails, When};

/// Somebody who is to be placed: an organisation, or one of its systems.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Stable name, unique among participants.
    pub id: String,
    /// The organisation; the id if left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// The roles it holds (document T8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Ways through the stages; a placed participant takes exactly one.
    pub routes: Vec<Route>,
    /// What it takes of a slot's capacity.
    #[serde(default = "one")]
    pub size: i64,
    /// How much it counts in the objective; at least 0, at most three decimals.
    #[serde(default = "one_weight")]
    pub weight: f64,
    /// Before when it can't start (rule `readiness`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ready: Vec<Ready>,
    /// When it can't be in a slot (rule `participant`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<Blackout>,
    /// Complete by the start of this day or moment, or late (term `lateness`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<When>,
    /// Complete by the start of this day or moment, or not placed (rule `participant`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<When>,
    /// The most environments it can be in at one time (rule `participant`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrent_environments: Option<i64>,
    /// Slots it would rather not have (term `preferences`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferences: Vec<Preference>,
    /// Where it must be, if placed (rule `participant`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// Stages it has behind it (rule `prerequisite`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completed: Vec<Completed>,
    /// What it needs of others (rule `reliance`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relies_on: Vec<Reliance>,
    /// Its named environment manager (document §8.1, D-38).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub environment_manager: String,
    /// What its request for slots carries, of what stages ask for ([`Entry`](super::Entry)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<String>,
    /// How far its connections to environments are proven.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connectivity: Vec<Connectivity>,
    /// Who answers for its certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officers: Option<Officers>,
    /// Identifiers of its certificates in production, which no test environment may use (D-42).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub production_certificates: Vec<String>,
    /// Test data that it has asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataRequest>,
    /// Versions that it needs where it tests (rule `release`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<NeededVersion>,
    /// What it has told of its system, for the environment catalogue; nothing is planned by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Box<SystemDetails>>,
}

/// An ordered list of stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Name, unique among the participant's routes.
    pub id: String,
    /// The stages in order.
    pub steps: Vec<Step>,
    /// Counted once if taken (term `preferences`); at least 0, at most three decimals.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub penalty: f64,
}

/// One stage of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The stage.
    pub stage: String,
    /// Whether a placed participant may go without it (term `unplaced_optional`).
    #[serde(default)]
    pub optional: bool,
    /// Starts at the earliest so many working periods after the end of the step taken before it;
    /// negative lets the two overlap (rule `order`).
    #[serde(default)]
    pub min_lag: i64,
    /// And at the latest so many after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_lag: Option<i64>,
}

impl From<&str> for Step {
    fn from(stage: &str) -> Self {
        Self::new(stage)
    }
}

/// Before when a participant can't start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// The first day or moment on which a slot may start.
    pub from: When,
    /// In this environment; everywhere if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// For this stage; for all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// What has to be ready.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A span in which a participant can't be in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blackout {
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A price on slots that a participant would rather not have. What is left out matches anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preference {
    /// Slots of this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Slots in this environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Slots that start on or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Slots that start before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// Counted for each slot taken that matches; at least 0, at most three decimals.
    pub penalty: f64,
}

/// Where a participant must be for a stage, if it is placed at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The stage; a pinned optional stage becomes mandatory.
    pub stage: String,
    /// In this environment; in any if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// In a slot that starts then; at any time if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<When>,
}

/// A stage that a participant has behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    /// The stage.
    pub stage: String,
    /// The first day or moment on which that holds.
    pub on: When,
}

fn one() -> i64 {
    1
}

fn one_weight() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

impl Participant {
    /// A participant of size 1 and weight 1 with one route through the given stages.
    pub fn new(id: impl Into<String>, stages: impl IntoIterator<Item = impl Into<Step>>) -> Self {
        Self::with_routes(id, [Route::new("route", stages)])
    }

    /// A participant of size 1 and weight 1 with the given routes.
    pub fn with_routes(id: impl Into<String>, routes: impl IntoIterator<Item = Route>) -> Self {
        Self {
            id: id.into(),
            organisation: String::new(),
            roles: Vec::new(),
            routes: routes.into_iter().collect(),
            size: one(),
            weight: one_weight(),
            ready: Vec::new(),
            unavailable: Vec::new(),
            due: None,
            deadline: None,
            max_concurrent_environments: None,
            preferences: Vec::new(),
            pins: Vec::new(),
            completed: Vec::new(),
            relies_on: Vec::new(),
            environment_manager: String::new(),
            request: Vec::new(),
            connectivity: Vec::new(),
            officers: None,
            production_certificates: Vec::new(),
            data: Vec::new(),
            versions: Vec::new(),
            details: None,
        }
    }
}

impl Route {
    /// A route through the given steps, each after the one before; a stage's name stands for a
    /// mandatory step.
    pub fn new(id: impl Into<String>, steps: impl IntoIterator<Item = impl Into<Step>>) -> Self {
        Self { id: id.into(), steps: steps.into_iter().map(Into::into).collect(), penalty: 0.0 }
    }
}
