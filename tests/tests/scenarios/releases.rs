//! Releases: regression in Staging, freezes, versions that slots need.

use slotwise::check::check;
use slotwise::model::{
    BeforeOpen, Cause, ComponentVersion, Deployment, EnvironmentId, Freeze, Participant, Pin,
    Proving, Regression, RequiredVersion, RuleKind, StageId, Target, Unavailability, VersionSet,
};
use slotwise::plan::PlanSlot;
use slotwise::report::versions;
use slotwise::{Plan, Programme};

use super::{dates, day, environment, planned, programme, reasons, roomy, shared, visits};

fn version(component: &str, version: &str) -> ComponentVersion {
    ComponentVersion { component: component.into(), version: version.into() }
}

fn needs(component: &str, version: &str) -> RequiredVersion {
    RequiredVersion { component: component.into(), version: version.into(), exactly: false }
}

fn deployment(environment: &str, from: &str, versions: Vec<ComponentVersion>) -> Unavailability {
    let on = Target::Environment(environment.into());
    let to = day(from).succ_opt().unwrap();
    Unavailability {
        cause: Cause::Deployment,
        deploys: Some(Deployment { versions, despite_freeze: String::new() }),
        ..Unavailability::new(format!("{environment} {from}"), on, day(from), to)
    }
}

/// `SIT_A` is proven in Staging; no releases once Staging has closed.
fn sit() -> Programme {
    let mut programme = programme();
    let mut sit_a = shared("SIT_A", "2023-07-23", "2025-04-07");
    sit_a.proving = Some(Proving { environment: "SIT_STAGING".into(), before_open: None });
    let staging = environment("SIT_STAGING", "2023-11-13", "2026-01-19");
    let uit = shared("UIT", "2024-07-09", "2026-12-31");
    for mut environment in [sit_a, staging, uit] {
        environment.components = vec!["DIP".into(), "LSS".into()];
        environment.versions = vec![version("DIP", "1.2"), version("LSS", "1.9")];
        programme.environments.push(environment);
    }
    programme.freezes.push(Freeze {
        id: "no more releases".into(),
        from: day("2026-01-19").into(),
        to: None,
        environments: Vec::new(),
        reason: "Staging has closed".into(),
    });
    programme.stages.push(roomy("Functional", 2, "SIT_A"));
    programme.participants.push(Participant::new("P", ["Functional"]));
    programme
}

fn codes(programme: &Programme) -> Vec<String> {
    let findings = programme.validate().0;
    findings.into_iter().map(|f| f.code).filter(|code| code[4..].starts_with("32")).collect()
}

#[test]
fn a_17_a_version_is_proven_in_staging_before_it_is_deployed() {
    let mut programme = sit();
    programme.unavailability.push(deployment("SIT_A", "2024-03-18", vec![version("DIP", "1.3")]));
    assert_eq!(codes(&programme), ["SW-E3203"], "no regression in Staging");
    let passed = |on: &str, version: &str| Regression {
        component: "DIP".into(),
        version: version.into(),
        environment: "SIT_STAGING".into(),
        passed: day(on).into(),
    };
    programme.regressions = vec![passed("2024-03-15", "1.2"), passed("2024-03-19", "1.3")];
    assert_eq!(codes(&programme), ["SW-E3203"], "another version, and too late");
    programme.regressions.push(passed("2024-03-15", "1.3"));
    assert_eq!(codes(&programme), [""; 0]);

    // Before Staging opens, somebody has to say what holds.
    let early = deployment("SIT_A", "2023-09-04", vec![version("DIP", "1.2.1")]);
    programme.unavailability[0] = early;
    let findings = programme.validate();
    let choice = findings.errors().next().expect("a choice is asked for");
    assert_eq!(choice.code, "SW-E3204");
    assert_eq!(choice.path, "unavailability[0].deploys.versions[0]");
    assert_eq!(choice.other.as_deref(), Some("environments[0].proving"));
    assert!(choice.message.contains("2023-09-04") && choice.message.contains("2023-11-13"));
    let choose = |programme: &mut Programme, choice| {
        programme.environments[0].proving.as_mut().unwrap().before_open = Some(choice);
    };
    choose(&mut programme, BeforeOpen::Allow);
    assert_eq!(codes(&programme), ["SW-W3204"]);
    choose(&mut programme, BeforeOpen::Forbid);
    assert_eq!(codes(&programme), ["SW-E3203"]);

    // No releases after 2026-01-19, unless allowed by name.
    programme.unavailability[0] = deployment("UIT", "2026-02-02", vec![version("DIP", "1.4")]);
    assert_eq!(codes(&programme), ["SW-E3205"]);
    let deploys = programme.unavailability[0].deploys.as_mut().unwrap();
    deploys.despite_freeze = "TMAG, 2026-01-27".into();
    assert_eq!(codes(&programme), ["SW-W3205"]);
}

#[test]
fn a_18_a_slot_waits_for_the_version_that_it_needs() {
    let mut programme = sit();
    programme.environments[0].proving = None;
    programme.stages[0].versions = vec![needs("DIP", "1.2"), needs("LSS", "2.0")];
    programme.unavailability.push(deployment("SIT_A", "2024-03-13", vec![version("LSS", "2.0")]));
    let from = slotwise::model::Ready {
        from: day("2024-03-11").into(),
        environment: None,
        stage: None,
        reason: String::new(),
    };
    programme.participants[0].ready.push(from);
    let (problem, outcome) = planned(&programme);
    // Not on 11, 12 or 13 March.
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-03-14"));

    // The slot wanted, as a plan and as a pin.
    let wanted = "LSS required 2.0, found 1.9; earliest 2024-03-14";
    let start = problem.timeline.first_from(day("2024-03-11").into());
    let slot = PlanSlot {
        stage: StageId::new(0),
        environment: EnvironmentId::new(0),
        span: slotwise::calendar::Span::new(start, start + 2),
        by_hand: None,
    };
    assert_eq!(dates(&problem, slot.span), (day("2024-03-11"), day("2024-03-13")));
    let found = check(&problem, &Plan { slots: vec![slot], ..Plan::default() });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, RuleKind::Release);
    assert!(found[0].message.ends_with(wanted), "{}", found[0].message);
    let start = Some(day("2024-03-11").into());
    let pin = Pin { stage: "Functional".into(), environment: None, start };
    programme.participants[0].pins.push(pin);
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "P");
    let told = |reason: &String| reason.starts_with("release: ") && reason.ends_with(wanted);
    assert!(why.iter().any(told), "{why:?}");
}

#[test]
fn d_61_versions_under_test_were_approved_together() {
    let mut programme = sit();
    programme.environments[0].proving = None;
    programme.stages[0].approved_versions = true;
    assert_eq!(codes(&programme), ["SW-E3206"]);
    let set = |id: &str, dip: &str, lss: &str| VersionSet {
        id: id.into(),
        versions: vec![version("DIP", dip), version("LSS", lss)],
    };
    programme.approved_versions = vec![set("1", "1.2", "1.9"), set("2", "1.3", "2.0")];
    // LSS moves a week before the DIP: in between they don't match.
    programme.unavailability.push(deployment("SIT_A", "2024-03-04", vec![version("LSS", "2.0")]));
    programme.unavailability.push(deployment("SIT_A", "2024-03-11", vec![version("DIP", "1.3")]));
    programme.participants[0].ready.push(slotwise::model::Ready {
        from: day("2024-03-05").into(),
        environment: None,
        stage: None,
        reason: String::new(),
    });
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-03-12"));
    // Whoever waits no longer can't be in between.
    programme.participants[0].deadline = Some(day("2024-03-12").into());
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "P").join("; ");
    let wanted = "no approved set of versions, found DIP 1.2, LSS 2.0; earliest 2024-03-12";
    assert!(outcome.plan.assignments.is_empty());
    assert!(why.contains(wanted) || why.starts_with("order: "), "{why}");
}

#[test]
fn d_65_the_release_schedule_has_each_version_of_each_environment() {
    let mut programme = sit();
    programme.environments[0].proving = None;
    programme.environments[2].versions.remove(1);
    programme.unavailability = vec![
        deployment("SIT_A", "2024-03-18", vec![version("DIP", "1.3")]),
        deployment("SIT_A", "2024-05-06", vec![version("DIP", "1.4"), version("LSS", "2.0")]),
        deployment("UIT", "2024-09-02", vec![version("LSS", "2.0")]),
        // Before the calendar: what the environment has then is not what it says it begins with.
        deployment("SIT_STAGING", "2023-07-03", vec![version("DIP", "1.2.1")]),
    ];
    let table = versions(&super::problem(&programme));
    let rows: Vec<String> = (table.rows.iter())
        .map(|row| {
            let version = row.version.as_deref().unwrap_or("?");
            let by = row.deployment.as_deref().unwrap_or("-");
            format!("{} {} {version} {} {} {by}", row.environment, row.component, row.from, row.to)
        })
        .collect();
    assert_eq!(
        rows,
        [
            "SIT_A DIP 1.2 2023-07-23 2024-03-19 -",
            "SIT_A DIP 1.3 2024-03-19 2024-05-07 SIT_A 2024-03-18",
            "SIT_A DIP 1.4 2024-05-07 2026-12-31 SIT_A 2024-05-06",
            "SIT_A LSS 1.9 2023-07-23 2024-05-07 -",
            "SIT_A LSS 2.0 2024-05-07 2026-12-31 SIT_A 2024-05-06",
            "SIT_STAGING DIP 1.2.1 2023-07-23 2026-12-31 SIT_STAGING 2023-07-03",
            "SIT_STAGING LSS 1.9 2023-07-23 2026-12-31 -",
            "UIT DIP 1.2 2023-07-23 2026-12-31 -",
            "UIT LSS ? 2023-07-23 2024-09-03 -",
            "UIT LSS 2.0 2024-09-03 2026-12-31 UIT 2024-09-02",
        ]
    );
    let on = |date: &str| -> Vec<&str> {
        table.on(day(date)).into_iter().filter_map(|row| row.version.as_deref()).collect()
    };
    assert_eq!(on("2024-03-18"), ["1.2", "1.9", "1.2.1", "1.9", "1.2"], "the day is taken by it");
    assert_eq!(on("2024-03-19"), ["1.3", "1.9", "1.2.1", "1.9", "1.2"]);
    assert_eq!(on("2026-12-31"), [""; 0], "after the calendar");
}
