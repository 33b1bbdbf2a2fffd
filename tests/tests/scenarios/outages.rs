//! Unavailability: notice of it, defect numbers, and slots that go round it.

use slotwise::model::{
    Lead, OutagePolicy, Participant, Target, Unavailability, UnavailabilityKind,
};
use slotwise::report::{PlanView, Utilisation};

use super::{day, planned, programme, roomy, shared, visits};

#[test]
fn a_26_an_ad_hoc_outage_at_short_notice() {
    let mut programme = programme();
    programme.environments.push(shared("SIT_A", "2024-03-04", "2024-03-16"));
    programme.stages.push(roomy("Functional", 3, "SIT_A"));
    let mut p = Participant::new("P", ["Functional"]);
    p.ready.push(slotwise::model::Ready {
        from: day("2024-03-05").into(),
        environment: None,
        stage: None,
        reason: String::new(),
    });
    programme.participants.push(p);
    programme.outage_policy =
        Some(OutagePolicy { notice: Some(Lead::WorkingDays(5)), defects: true });
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-03-05"));

    let sit_a = Target::Environment("SIT_A".into());
    programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::AdHoc,
        notified: Some(day("2024-03-06").into()),
        defect: "DEF-101".into(),
        ..Unavailability::new("fix of SIT_A", sit_a, day("2024-03-07"), day("2024-03-08"))
    });
    let findings = programme.validate();
    assert!(!findings.has_errors());
    let warning = findings.warnings().find(|f| f.code == "SW-W3110").expect("short notice");
    assert_eq!(warning.path, "unavailability[0].notified");
    assert!(warning.message.contains("ad hoc"), "{warning}");
    assert!(warning.message.contains("a notice of 1 of 5 working days"), "{warning}");
    // The slot that held the day is planned anew, and the log has one day.
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-03-08"));
    let view = PlanView::new(&problem, &outcome.plan);
    assert_eq!(Utilisation::of(&view).environments[0].lost, 1);
}

#[test]
fn d_58_an_incident_has_a_defect_number() {
    let mut programme = programme();
    programme.environments.push(shared("SIT_B", "2024-02-26", "2025-04-07"));
    programme.stages.push(roomy("Migration", 3, "SIT_B"));
    programme.participants.push(Participant::new("P", ["Migration"]));
    programme.outage_policy = Some(OutagePolicy { notice: None, defects: true });
    let sit_b = Target::Environment("SIT_B".into());
    programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::Unplanned,
        ..Unavailability::new("outage", sit_b, day("2024-05-13"), day("2024-05-17"))
    });
    let codes: Vec<_> = programme.validate().errors().map(|f| f.code.clone()).collect();
    assert_eq!(codes, ["SW-E3111"]);
    programme.unavailability[0].defect = "DEF-7".into();
    assert_eq!(programme.validate().errors().count(), 0);
}
