//! Changes of a programme: `40`.

use slotwise::Programme;
use slotwise::model::{
    ComponentVersion, Gate, Lead, Optional, Participant, Reliance, Relied, Target, Unavailability,
};
use slotwise::replan::{
    Awaited, Change, EnvironmentApproved, Outage, OutageEnd, ParticipantLeft, ProgrammeMoved,
    ReadinessMoved, ReleaseMoved, Shift, SizeChanged, StageMoved, Unpinned, WindowMoved, apply,
};

use super::base::{day, end, programme};

/// A mistake: the code that it raises, where, and the change.
struct Case(&'static str, &'static str, Change);

fn base() -> Programme {
    let mut programme = programme();
    programme.participants[1].relies_on = vec![Reliance::from(Relied::Participant("Acme".into()))];
    let mut gate = Gate::new("gate", "Functional", "Operational");
    gate.participants = vec!["Bolt".into()];
    programme.gates.push(gate);
    programme.environments[1].optional =
        Some(Optional { cost: 1.0, approved: true, approval: String::new() });
    programme.environments[1].components = vec!["DIP".into()];
    programme.environments[1].versions =
        vec![ComponentVersion { component: "DIP".into(), version: "1".into() }];
    programme.unavailability.push(Unavailability::new(
        "patching",
        Target::Environment("SIT-A".into()),
        day(8),
        day(9),
    ));
    programme
}

fn cases() -> Vec<Case> {
    let down = |id: &str, on: &str, end| {
        Change::Outage(Outage::new(id, Target::Environment(on.into()), day(10), end))
    };
    let known = OutageEnd::Known(day(12).into());
    let left = |id: &str| Change::ParticipantLeft(ParticipantLeft { participant: id.into() });
    vec![
        Case("SW-E0101", "changes[0].outage.on.environment", down("INC-1", "SIT-Z", known)),
        Case("SW-E4001", "changes[0].outage.id", down("patching", "SIT-A", known)),
        Case(
            "SW-E4001",
            "changes[0].participant_joined.id",
            Change::ParticipantJoined(Box::new(Participant::new("Acme", ["Functional"]))),
        ),
        Case(
            "SW-E4002",
            "changes[0].size_changed",
            Change::SizeChanged(SizeChanged { participant: "Acme".into(), size: 0 }),
        ),
        Case(
            "SW-E4003",
            "changes[0].unpinned.stage",
            Change::Unpinned(Unpinned { participant: "Acme".into(), stage: "Functional".into() }),
        ),
        Case(
            "SW-E4003",
            "changes[0].window_moved.window",
            Change::WindowMoved(WindowMoved {
                environment: "SIT-A".into(),
                window: slotwise::model::Dates::new(day(9), end()),
                stages: None,
                to: slotwise::model::Dates::new(day(10), end()),
            }),
        ),
        Case(
            "SW-E4003",
            "changes[0].stage_moved.stage",
            Change::StageMoved(StageMoved {
                stage: "Functional".into(),
                by: Shift::days(1),
                from: None,
            }),
        ),
        Case(
            "SW-E4003",
            "changes[0].readiness_moved.what.data",
            Change::ReadinessMoved(ReadinessMoved {
                participant: "Acme".into(),
                what: Awaited::Data("meters".into()),
                to: slotwise::model::Milestone::On(day(9).into()),
            }),
        ),
        Case(
            "SW-E4004",
            "changes[0].release_moved.release",
            Change::ReleaseMoved(ReleaseMoved {
                release: "patching".into(),
                from: day(9).into(),
                to: day(10).into(),
            }),
        ),
        Case(
            "SW-E4004",
            "changes[0].environment_approved.environment",
            Change::EnvironmentApproved(EnvironmentApproved {
                environment: "SIT-A".into(),
                approval: String::new(),
            }),
        ),
        Case("SW-E4005", "changes[0].participant_left.participant", left("Acme")),
        Case("SW-E4005", "changes[0].participant_left.participant", left("Bolt")),
        Case(
            "SW-E4006",
            "changes[0].programme_moved.by",
            Change::ProgrammeMoved(ProgrammeMoved {
                from: day(8).into(),
                by: Shift::months(100_000),
            }),
        ),
        Case(
            "SW-E4006",
            "changes[0].outage.end",
            down("INC-1", "SIT-A", OutageEnd::EstimatedAfter(Lead::Days(0))),
        ),
    ]
}

/// The codes that are raised here.
pub fn codes() -> Vec<&'static str> {
    cases().iter().map(|case| case.0).collect()
}

#[test]
fn each_is_found() {
    let programme = base();
    assert!(!programme.validate().has_errors(), "{}", programme.validate());
    let mut told = Vec::new();
    for Case(code, path, change) in cases() {
        let Err(findings) = apply(&programme, &[change]) else { panic!("{code} is not found") };
        let Some(found) = findings.0.iter().find(|finding| finding.code == code) else {
            panic!("{code} is not among:\n{findings}");
        };
        assert_eq!(found.path, path, "{found}");
        told.push(found.to_string());
    }
    insta::assert_snapshot!(told.join("\n"));
}
