//! One template.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{CatalogueEntry, CatalogueField, CatalogueValue};
use crate::model::{
    Environment, Participant, Programme, Provided, Provision, Stage, SystemDetails, Target,
    UnavailabilityKind,
};
use crate::report::{dates, words};

/// By id of a phase: the day on which the first environment opens that one of its stages may run in.
pub(super) fn phases(programme: &Programme) -> BTreeMap<&str, NaiveDate> {
    let mut begins = BTreeMap::new();
    for stage in &programme.stages {
        let Some(phase) = stage.phase.as_deref() else { continue };
        let runs_in = |environment: &&Environment| {
            stage.environments.iter().any(|eligible| eligible.environment == environment.id)
        };
        let opens = programme.environments.iter().filter(runs_in).filter_map(Environment::opens);
        let first = begins.entry(phase).or_insert(NaiveDate::MAX);
        *first = opens.min().unwrap_or(*first).min(*first);
    }
    begins
}

/// The template of a participant's system, and the days on which the first phase begins that it is
/// in, and the first environment opens that it needs; who is in none comes last.
pub(super) fn entry(
    programme: &Programme,
    begins: &BTreeMap<&str, NaiveDate>,
    participant: &Participant,
) -> ((NaiveDate, NaiveDate), CatalogueEntry) {
    let nothing = SystemDetails::default();
    let details = participant.details.as_deref().unwrap_or(&nothing);
    let needed = needed(programme, participant);
    let opens = needed.iter().filter_map(|environment| environment.opens()).min();
    let phases = stages(programme, participant).filter_map(|stage| stage.phase.as_deref());
    let phase = phases.filter_map(|phase| begins.get(phase)).min();
    let mut fields = Vec::new();
    for field in CatalogueField::ALL {
        let minimum = field.is_minimum();
        if field == CatalogueField::Environment {
            fields.extend(programme.environments.iter().map(|environment| {
                let needs = needed.iter().any(|other| other.id == environment.id);
                CatalogueValue {
                    field,
                    environment: Some(environment.id.clone()),
                    minimum,
                    value: provided(details, environment, needs),
                }
            }));
        } else {
            let value = value(programme, participant, details, field);
            fields.push(CatalogueValue { field, environment: None, minimum, value });
        }
    }
    let missing = |minimum: bool| {
        fields.iter().filter(|one| one.value.is_none() && (one.minimum || !minimum)).count()
    };
    let entry = CatalogueEntry {
        participant: participant.id.clone(),
        missing_of_minimum: missing(true),
        missing: missing(false),
        fields,
    };
    let days = (phase.copied().unwrap_or(NaiveDate::MAX), opens.unwrap_or(NaiveDate::MAX));
    (days, entry)
}

/// The stages on its routes.
fn stages<'a>(
    programme: &'a Programme,
    participant: &Participant,
) -> impl Iterator<Item = &'a Stage> {
    let steps = participant.routes.iter().flat_map(|route| &route.steps);
    let taken: BTreeSet<String> = steps.map(|step| step.stage.clone()).collect();
    programme.stages.iter().filter(move |stage| taken.contains(&stage.id))
}

/// The environments in which a stage on its routes may run.
fn needed<'a>(programme: &'a Programme, participant: &Participant) -> Vec<&'a Environment> {
    let eligible = stages(programme, participant).flat_map(|stage| &stage.environments);
    let ids: BTreeSet<&str> = eligible.map(|one| one.environment.as_str()).collect();
    programme.environments.iter().filter(|one| ids.contains(one.id.as_str())).collect()
}

/// What connects to an environment: as told; else only that nothing has to, if no stage needs it.
fn provided(details: &SystemDetails, environment: &Environment, needs: bool) -> Option<String> {
    let told = details.provides.iter().find(|one| one.environment == environment.id);
    match told {
        Some(one) => provision(one),
        None if needs => None,
        None => Some("not needed by its stages".into()),
    }
}

/// `None` if nobody says whether it is provided.
fn provision(one: &Provided) -> Option<String> {
    let what = match one.provision.as_ref()? {
        Provision::Own => "own environment".to_owned(),
        Provision::Repurposed(from) => format!("re-purposed from {from}"),
        Provision::No => "not provided".to_owned(),
    };
    let until = match (one.from, one.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {}", dates::day(from.date())),
        (None, Some(to)) => format!("until {}", dates::day(to.date())),
        (Some(from), Some(to)) => {
            format!("from {} until {}", dates::day(from.date()), dates::day(to.date()))
        }
    };
    joined([one.name.clone(), what, until, one.remarks.clone()], ", ")
}

fn value(
    programme: &Programme,
    participant: &Participant,
    details: &SystemDetails,
    field: CatalogueField,
) -> Option<String> {
    let text = match field {
        CatalogueField::Participant => {
            let name = match participant.organisation.trim() {
                "" => participant.id.clone(),
                organisation => organisation.to_owned(),
            };
            return joined([name, participant.roles.join(", ")], ": ");
        }
        CatalogueField::Contacts => {
            let manager = participant.environment_manager.clone();
            return joined([manager].into_iter().chain(details.contacts.iter().cloned()), ", ");
        }
        CatalogueField::ScheduledDowntime => return downtime(programme, participant, details),
        CatalogueField::SetUpTime => return details.set_up.map(|lead| lead.to_string()),
        // Each environment by itself.
        CatalogueField::Environment => return None,
        CatalogueField::TestLead => &details.test_lead,
        CatalogueField::System => &details.system,
        CatalogueField::Platform => &details.platform,
        CatalogueField::Interfaces => &details.interfaces,
        CatalogueField::Sizing => &details.sizing,
        CatalogueField::Readiness => &details.readiness,
        CatalogueField::ReadinessTime => &details.readiness_time,
        CatalogueField::Support => &details.support,
        CatalogueField::Alerts => &details.alerts,
        CatalogueField::Monitoring => &details.monitoring,
        CatalogueField::DataChecks => &details.data_checks,
        CatalogueField::Deployment => &details.deployment,
        CatalogueField::DeploymentTime => &details.deployment_time,
        CatalogueField::SharedUsage => &details.shared_usage,
    };
    joined([text.clone()], "")
}

/// Regular downtime as told, then what the programme has of the participant's own.
fn downtime(
    programme: &Programme,
    participant: &Participant,
    details: &SystemDetails,
) -> Option<String> {
    let zone = programme.calendar.zone.parse().unwrap_or(chrono_tz::UTC);
    let mine = |on: &Target| matches!(on, Target::Participant(id) if *id == participant.id);
    let planned = (programme.unavailability.iter())
        .filter(|one| one.kind == UnavailabilityKind::Planned && mine(&one.on))
        .map(|one| {
            let what = match one.reason.trim() {
                "" => words::cause(one.cause),
                reason => reason,
            };
            format!("{}: {what}", dates::between(zone, one.from, one.to))
        });
    let blackouts = participant.unavailable.iter().map(|one| {
        let span = dates::between(zone, one.from, one.to);
        joined([span, one.reason.clone()], ": ").unwrap_or_default()
    });
    joined([details.downtime.clone()].into_iter().chain(planned).chain(blackouts), "; ")
}

/// What there is of several texts; `None` if there is none.
fn joined(texts: impl IntoIterator<Item = String>, between: &str) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join(between))
}
