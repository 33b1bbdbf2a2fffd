//! The environment catalogue: the document's template filled in for each participant's system, and
//! what is missing (document §11.1, Figure 6; D-71).

mod fill;
mod show;

use serde::Serialize;

use crate::model::Programme;

/// The catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Catalogue {
    /// Those in the phase that begins first, first: SIT participants before others (§11.1). Then
    /// those whose environments open first, then by id.
    pub systems: Vec<CatalogueEntry>,
}

/// The template of one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueEntry {
    /// Id of the participant.
    pub participant: String,
    /// In the order of the template: one for each field, and one for each environment of the
    /// programme.
    pub fields: Vec<CatalogueValue>,
    /// How many of the fields of the list in §11.1 are missing.
    pub missing_of_minimum: usize,
    /// How many of all fields are missing.
    pub missing: usize,
}

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueValue {
    /// Which.
    pub field: CatalogueField,
    /// Id of the programme's environment, of a field that is about one.
    pub environment: Option<String>,
    /// Whether it is in the list of what a template holds at least (§11.1).
    pub minimum: bool,
    /// What stands in it; `None` if it is missing.
    pub value: Option<String>,
}

/// The fields of the template, in its order (Figure 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueField {
    /// Who it is: the organisation and its roles.
    Participant,
    /// Who leads its tests.
    TestLead,
    /// Whom to ask about environments: the environment manager and others.
    Contacts,
    /// Name of the system or application.
    System,
    /// What connects to an environment of the programme, and whether it is provided.
    Environment,
    /// Infrastructure.
    Platform,
    /// Protocols to other systems.
    Interfaces,
    /// Sizing, configuration, connectivity.
    Sizing,
    /// Smoke checks.
    Readiness,
    /// How long these take.
    ReadinessTime,
    /// Planned downtime: regular, and as the programme has it.
    ScheduledDowntime,
    /// Support for issues.
    Support,
    /// How issues are told.
    Alerts,
    /// What is monitored with.
    Monitoring,
    /// How long an environment takes to set up.
    SetUpTime,
    /// Checks that data is ready.
    DataChecks,
    /// How code is deployed.
    Deployment,
    /// How long that takes.
    DeploymentTime,
    /// What else it is used for.
    SharedUsage,
}

impl CatalogueField {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Participant,
        Self::TestLead,
        Self::Contacts,
        Self::System,
        Self::Environment,
        Self::Platform,
        Self::Interfaces,
        Self::Sizing,
        Self::Readiness,
        Self::ReadinessTime,
        Self::ScheduledDowntime,
        Self::Support,
        Self::Alerts,
        Self::Monitoring,
        Self::SetUpTime,
        Self::DataChecks,
        Self::Deployment,
        Self::DeploymentTime,
        Self::SharedUsage,
    ];

    /// Whether the list in §11.1 has it, besides the template of Figure 6.
    pub fn is_minimum(self) -> bool {
        matches!(
            self,
            Self::Participant
                | Self::TestLead
                | Self::Contacts
                | Self::Environment
                | Self::Platform
                | Self::ScheduledDowntime
                | Self::Support
                | Self::Alerts
                | Self::Monitoring
                | Self::Deployment
        )
    }

    /// Its name, as in the document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Participant => "Participant name",
            Self::TestLead => "Test lead name",
            Self::Contacts => "Environment contact name(s)",
            Self::System => "System/application name",
            Self::Environment => "Environment",
            Self::Platform => "Platform",
            Self::Interfaces => "Interfaces",
            Self::Sizing => "Sizing, configuration and connectivity",
            Self::Readiness => "Readiness",
            Self::ReadinessTime => "Readiness time",
            Self::ScheduledDowntime => "Scheduled downtime",
            Self::Support => "Support",
            Self::Alerts => "Environment alert mechanism",
            Self::Monitoring => "Monitoring tool",
            Self::SetUpTime => "Environment set up time",
            Self::DataChecks => "Data checks",
            Self::Deployment => "Release mechanism",
            Self::DeploymentTime => "Deployment time",
            Self::SharedUsage => "Shared usage",
        }
    }
}

/// The environment catalogue of a programme: what participants have told
/// ([`SystemDetails`](crate::model::SystemDetails)), and what the programme has of it anyway: names,
/// organisation, roles, environment manager, which environments their stages need, planned
/// unavailability.
pub fn catalogue(programme: &Programme) -> Catalogue {
    let begins = fill::phases(programme);
    let mut systems: Vec<_> =
        (programme.participants.iter()).map(|one| fill::entry(programme, &begins, one)).collect();
    systems.sort_by(|a, b| (a.0, &a.1.participant).cmp(&(b.0, &b.1.participant)));
    Catalogue { systems: systems.into_iter().map(|(_, entry)| entry).collect() }
}
