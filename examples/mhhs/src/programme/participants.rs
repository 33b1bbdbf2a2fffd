//! Participants: their routes from Table 8, §9.3 and the assumptions.

use chrono::NaiveDate;
use slotwise::model::{
    Blackout, Company, Participant, Provided, Ready, Route, Rule, Step, SystemDetails,
};

use super::needs::needs;
use crate::data::{Data, DataError, Kind, Need, Organisation, Parameters, Profile, Ways};

const FILE: &str = "participants.csv";

pub(super) fn participants(
    data: &Data,
    parameters: &Parameters,
) -> Result<Vec<Participant>, DataError> {
    let mut problems = roster(data, parameters);
    let mut participants = Vec::new();
    for organisation in &data.organisations {
        match participant(data, parameters, organisation) {
            Ok(participant) => participants.push(participant),
            Err(problem) => problems.push(format!("{}: {problem}", organisation.id)),
        }
    }
    if problems.is_empty() {
        return Ok(participants);
    }
    Err(DataError { file: FILE.to_owned(), problems })
}

/// The Core Systems Providers take one stage together.
pub(super) fn rules(data: &Data, parameters: &Parameters) -> Vec<Rule> {
    vec![Rule::Together(Company {
        participants: (data.organisations.iter())
            .filter(|organisation| organisation.kind == Kind::Core)
            .map(|organisation| organisation.id.clone())
            .collect(),
        stage: Some(parameters.core_together.clone()),
        reason: "end-to-end testing needs all central systems (Table 1)".into(),
    })]
}

/// The list is as long as the assumption says.
fn roster(data: &Data, parameters: &Parameters) -> Vec<String> {
    let roles: usize = data.organisations.iter().map(|o| o.roles.len()).sum();
    let stated = parameters.participant_list;
    if (stated.organisations, stated.roles) == (data.organisations.len(), roles) {
        return Vec::new();
    }
    vec![format!(
        "{} organisations and {roles} roles, where participant_list says {} and {}",
        data.organisations.len(),
        stated.organisations,
        stated.roles
    )]
}

fn participant(
    data: &Data,
    parameters: &Parameters,
    organisation: &Organisation,
) -> Result<Participant, String> {
    let profile = (data.profile(&organisation.profile))
        .ok_or_else(|| format!("no profile {}", organisation.profile))?;
    if organisation.kind == Kind::Core && profile.id != "SIT_AND_UIT" {
        return Err("a Core Systems Provider keeps every environment (§9.3.1)".into());
    }
    if let Some(unknown) = organisation.roles.iter().find(|held| data.role(&held.role).is_none()) {
        return Err(format!("{} is not in Table 8", unknown.role));
    }
    let mut routes = Vec::new();
    if matches!(organisation.ways, Ways::Sit | Ways::SitOrQualification) {
        routes.push(sit(data, parameters, organisation, profile)?);
    }
    if matches!(organisation.ways, Ways::Qualification | Ways::SitOrQualification) {
        routes.push(qualification(data, parameters, organisation, profile)?);
    }
    let mut unavailable: Vec<Blackout> = Vec::new();
    if organisation.kind == Kind::Supplier {
        unavailable.extend(parameters.supplier_blackouts.iter().map(|span| Blackout {
            from: span.from.into(),
            to: span.to.into(),
            reason: "change of prices".into(),
        }));
    }
    unavailable.extend(organisation.blackout.iter().map(|(from, to, reason)| Blackout {
        from: (*from).into(),
        to: (*to).into(),
        reason: reason.clone(),
    }));
    Ok(Participant {
        organisation: organisation.name.clone(),
        roles: organisation.roles.iter().map(|held| held.role.clone()).collect(),
        size: organisation.roles.len() as i64,
        weight: organisation.weight,
        ready: (organisation.ready.iter())
            .map(|day| Ready {
                from: (*day).into(),
                environment: None,
                stage: None,
                reason: "own environment set up, connectivity proven".into(),
            })
            .collect(),
        unavailable,
        due: organisation.due.map(Into::into),
        // Nobody is asked for longer than its profile keeps environments (§9.3).
        deadline: sit_only_end(data, parameters, profile).map(Into::into),
        details: Some(Box::new(details(profile))),
        environment_manager: format!("environment manager of {}", organisation.name),
        ..Participant::with_routes(&organisation.id, routes)
    })
}

/// Which environments its profile keeps running, and until when (Tables 4 to 6). Whether it has its
/// own for each or re-purposes one, the document leaves to the participant (Table 1).
fn details(profile: &Profile) -> SystemDetails {
    let kept = profile.environments.iter().map(|member| Provided {
        to: member.until.map(Into::into),
        ..Provided::new(&member.environment, None)
    });
    SystemDetails { provides: kept.collect(), ..SystemDetails::default() }
}

/// The first day on which a profile without UIT keeps no environment any more; `None` for others,
/// which the environments' own windows bind.
fn sit_only_end(data: &Data, parameters: &Parameters, profile: &Profile) -> Option<NaiveDate> {
    if profile.environments.iter().any(|member| member.environment == "UIT") {
        return None;
    }
    (profile.environments.iter())
        .filter_map(|member| {
            let own = match (member.environment.as_str(), parameters.sit_b_end) {
                ("SIT_B", Some(end)) => end,
                (id, _) => data.environment(id)?.required_to,
            };
            Some(member.until.map_or(own, |until| until.min(own)))
        })
        .max()
}

fn sit(
    data: &Data,
    parameters: &Parameters,
    organisation: &Organisation,
    profile: &Profile,
) -> Result<Route, String> {
    let stages = (parameters.sit_stages.get(&organisation.kind))
        .ok_or_else(|| format!("sit_stages says nothing about {:?}", organisation.kind))?;
    let mut steps: Vec<Step> = Vec::new();
    for stage in stages {
        if takes(data, parameters, organisation, profile, stage)? {
            steps.push(stage.as_str().into());
        }
    }
    if steps.is_empty() {
        return Err("no SIT stage is left by Table 8; is any of its roles selected?".into());
    }
    steps.extend(sandbox(organisation));
    Ok(Route { id: "SIT".into(), steps, penalty: 0.0 })
}

fn qualification(
    data: &Data,
    parameters: &Parameters,
    organisation: &Organisation,
    profile: &Profile,
) -> Result<Route, String> {
    let mut steps: Vec<Step> = Vec::new();
    if parameters.staging_before_qualification.contains(&organisation.kind)
        && takes(data, parameters, organisation, profile, "STAGING_REGRESSION")?
    {
        steps.push(Step { optional: true, ..Step::from("STAGING_REGRESSION") });
    }
    if !takes(data, parameters, organisation, profile, "QUALIFICATION")? {
        return Err("none of its roles is in UIT (Table 8)".into());
    }
    steps.push("QUALIFICATION".into());
    steps.extend(sandbox(organisation));
    let penalty = match organisation.ways {
        Ways::SitOrQualification => parameters.sit_or_qualification_penalty,
        _ => 0.0,
    };
    Ok(Route { id: "Qualification".into(), steps, penalty })
}

fn sandbox(organisation: &Organisation) -> Option<Step> {
    organisation.sandbox.then(|| Step { optional: true, ..Step::from("E2E_SANDBOX") })
}

/// Whether the participant takes the stage: its profile keeps the environment, and one of its roles
/// is there. What the document leaves open, and nobody decided, is an error: it is not no (D-25).
fn takes(
    data: &Data,
    parameters: &Parameters,
    organisation: &Organisation,
    profile: &Profile,
    stage: &str,
) -> Result<bool, String> {
    let row = data.stage(stage).ok_or_else(|| format!("no stage {stage}"))?;
    if !profile.environments.iter().any(|member| member.environment == row.environment) {
        return Ok(false);
    }
    match needs(data, parameters, organisation).get(&row.environment) {
        Some((_, Need::Yes)) => Ok(true),
        Some((_, Need::Unknown)) => {
            Err(format!("Table 8 leaves {} open for its roles", row.environment))
        }
        _ => Ok(false),
    }
}
