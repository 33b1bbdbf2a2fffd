//! What a participant has told of the system that it tests with: the fields of the document's
//! template that nothing is planned by (Figure 6, §11.1; D-71).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Lead, When};

/// Details of a system and its environments, for the environment catalogue. What is left out is not
/// known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SystemDetails {
    /// Name of the system or application.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// Who leads its tests.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub test_lead: String,
    /// Whom to ask about its environments, besides the environment manager.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<String>,
    /// Its environments: those that connect to the programme's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provides: Vec<Provided>,
    /// Infrastructure, such as cloud or on premises, and operating system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub platform: String,
    /// Protocols to the systems that it is integrated with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interfaces: String,
    /// Sizing, configuration and connectivity.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sizing: String,
    /// Smoke checks that show it to be ready.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub readiness: String,
    /// How long these take, such as "2 hours".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub readiness_time: String,
    /// Regular downtime, besides what the programme has as unavailability.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub downtime: String,
    /// Support if an environment goes down.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub support: String,
    /// How issues of environments are told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alerts: String,
    /// What its availability is monitored with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub monitoring: String,
    /// How long an environment takes to set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_up: Option<Lead>,
    /// Checks that data is ready.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub data_checks: String,
    /// How code is deployed, and with what tool.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deployment: String,
    /// How long that takes, such as "half a day".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deployment_time: String,
    /// What else its environments are used for; "no" if for nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shared_usage: String,
}

/// What a participant has to connect to one of the programme's environments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provided {
    /// The programme's environment that it connects to.
    pub environment: String,
    /// Name of its own one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Whether it is provided; not known if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<Provision>,
    /// Why, and constraints.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remarks: String,
    /// From when on it is kept running; as long as the programme's is open if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// The first day or moment on which it no longer is; as above if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
}

/// Whether an environment is provided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provision {
    /// One of its own.
    Own,
    /// One that is, or was, for something else: the one that connects to this environment of the
    /// programme, or another that is named here.
    Repurposed(String),
    /// None.
    No,
}

impl Provided {
    /// What connects to an environment, as long as that is open.
    pub fn new(environment: impl Into<String>, provision: Option<Provision>) -> Self {
        Self {
            environment: environment.into(),
            name: String::new(),
            provision,
            remarks: String::new(),
            from: None,
            to: None,
        }
    }
}
