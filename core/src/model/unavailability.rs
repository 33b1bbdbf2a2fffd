//! When something can't be used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Deployment, When};

/// A span in which an environment, a component, a resource or a participant can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unavailability {
    /// Stable name, unique among unavailabilities.
    pub id: String,
    /// What is unavailable.
    pub on: Target,
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
    /// Whether it was planned (document §6.4).
    #[serde(default)]
    pub kind: UnavailabilityKind,
    /// What it is (document §6.4.1, §6.6).
    #[serde(default)]
    pub cause: Cause,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was announced (document §6.4.1, D-54).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<When>,
    /// Number of the defect that it belongs to (document §6.4.1, D-58).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub defect: String,
    /// The versions that it deploys, if it is a deployment or a rollback (rule `release`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deploys: Option<Deployment>,
    /// Set if it may be put elsewhere, as long as it is (rule `movable`): `from` and `to` are then
    /// the days wished for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub movable: Option<Movable>,
}

/// Where movable maintenance may be put, in whole days (document §6.6, D-52, D-53).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Movable {
    /// Anywhere inside these days.
    Within {
        /// First day.
        from: When,
        /// First day after.
        to: When,
    },
    /// So many days earlier or later than wished for, at most.
    Around {
        /// Number of days.
        days: i64,
    },
}

/// What is unavailable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// One environment.
    Environment(String),
    /// A component: every environment that has it (document §6.4.2, D-55).
    Component(String),
    /// A resource: every slot of a stage that takes it.
    Resource(String),
    /// One participant.
    Participant(String),
    /// Every environment.
    Everywhere,
}

/// Whether an unavailability was planned (document §6.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnavailabilityKind {
    /// In the schedule beforehand.
    #[default]
    Planned,
    /// An incident.
    Unplanned,
    /// Maintenance at short notice, for a serious fix (§6.4.1).
    AdHoc,
}

/// What an unavailability is (document §6.4.1, §6.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Infrastructure or general maintenance.
    #[default]
    Maintenance,
    /// Refresh of test data.
    DataRefresh,
    /// Load of test data.
    DataLoad,
    /// Patching.
    Patching,
    /// Deployment of code.
    Deployment,
    /// Return to an earlier version or state.
    Rollback,
    /// Servers, memory, connections, network.
    Infrastructure,
    /// Severe defect, failed deployment, security failure.
    Software,
    /// Anything else.
    Other,
}

impl Unavailability {
    /// Planned maintenance in `[from, to)`.
    pub fn new(
        id: impl Into<String>,
        on: Target,
        from: impl Into<When>,
        to: impl Into<When>,
    ) -> Self {
        Self {
            id: id.into(),
            on,
            from: from.into(),
            to: to.into(),
            kind: UnavailabilityKind::default(),
            cause: Cause::default(),
            reason: String::new(),
            notified: None,
            defect: String::new(),
            deploys: None,
            movable: None,
        }
    }
}
