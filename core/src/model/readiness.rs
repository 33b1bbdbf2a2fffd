//! What has to be there before a participant starts: entry requirements, connectivity, test data,
//! set-up, and the officers behind certificates. Each becomes a date or is missing (rule
//! `readiness`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Lead, Milestone, Participant, When};

/// What a participant has to have given before it gets a slot (document §6.2.1, §6.2.2, §8.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its environment manager, by name (D-38).
    #[serde(default)]
    pub environment_manager: bool,
    /// What its request carries, such as reference data, version, configuration, test users (D-36).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<String>,
    /// What happens if something of it is missing.
    #[serde(default)]
    pub missing: WhenMissing,
}

impl Entry {
    /// Whether it asks for an environment manager whom the participant has not named.
    pub fn lacks_manager(&self, participant: &Participant) -> bool {
        self.environment_manager && participant.environment_manager.trim().is_empty()
    }

    /// What the participant's request lacks.
    pub fn lacking<'a>(&'a self, participant: &Participant) -> Vec<&'a str> {
        let given = |item: &&String| participant.request.iter().any(|one| one == *item);
        self.request.iter().filter(|item| !given(item)).map(String::as_str).collect()
    }
}

/// What happens if an entry requirement is not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenMissing {
    /// A warning; the participant gets no slot of the stage, for that reason.
    #[default]
    LeaveOut,
    /// An error: nothing is planned before it is given.
    Stop,
}

/// What an environment asks of those who connect to it (Connectivity Proving, document §9.1.1).
///
/// Each has TLS and JWS certificates installed, webhooks registered and APIs shown on this very
/// environment, and reaches the endpoints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectivityGate {
    /// The market roles whose endpoints each has to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<String>,
    /// Whether each role that a participant holds needs a record of its own.
    #[serde(default)]
    pub per_role: bool,
    /// Whether SRO, ARO and TC have to be named (document §6.3.3, D-41).
    #[serde(default)]
    pub officers: bool,
}

/// How far a participant's connection to an environment is proven (D-40). What is left out is
/// missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connectivity {
    /// The environment. What is proven on another one does not count (D-42).
    pub environment: String,
    /// For this role; for all that it holds if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The certificate for transport security, verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<Certificate>,
    /// The certificate for signing messages, verified: after TLS (D-43).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jws: Option<Certificate>,
    /// Webhooks registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhooks: Option<Milestone>,
    /// APIs demonstrated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<Milestone>,
    /// Endpoints reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endpoints: Vec<Endpoint>,
}

/// A certificate on one environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// When it is installed and verified.
    pub ready: Milestone,
    /// What it can be told by, such as its serial number; unique over all environments (D-42).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identifier: String,
}

/// A connection to the endpoint of a market role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// The role.
    pub role: String,
    /// When it is proven; unproven if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<Milestone>,
}

/// Who answers for an organisation's certificates (document §6.3.3): the SRO appoints ARO and TC,
/// the ARO requests certificates, the TC manages them (D-41).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// Senior Responsible Officer of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sro: Option<Officer>,
    /// Appointed Responsible Officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aro: Option<Officer>,
    /// Technical Contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tc: Option<Officer>,
}

/// Somebody in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// Who.
    pub name: String,
    /// Since when, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<When>,
}

/// Test data that a participant asks for, with the notice that it takes (document §6.2.2, §7.3,
/// D-37).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataRequest {
    /// Which data.
    pub what: String,
    /// When it is there.
    pub ready: Milestone,
    /// For slots in this environment; everywhere if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// For slots of this stage; for all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

/// How long an environment takes to set up before it opens (document §9.2, Fig 6, D-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// How long it takes.
    pub lead: Lead,
    /// When it was begun, or will be, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<When>,
}

/// What the log of unavailability has to hold (document §6.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutagePolicy {
    /// How long ahead planned and ad hoc unavailability is announced (D-54).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Lead>,
    /// Whether unplanned unavailability has a defect number (D-58).
    #[serde(default)]
    pub defects: bool,
}
