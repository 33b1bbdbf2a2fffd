//! When something can't be used.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::When;

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
