//! What requirements, releases and movable maintenance keep somebody out of, worded.

use slotwise::Programme;
use slotwise::explain::{Explain, SlotRef, facts_about, why_not, why_unplaced};
use slotwise::model::{
    ConnectivityGate, DataRequest, Entry, Lead, Milestone, Movable, NeededVersion, RequiredVersion,
    Reserve, RuleKind, Target, TrancheSlot, Unavailability,
};
use slotwise::plan::place_maintenance;

use super::scenes::{self, day};

/// Why Echo is not placed, with nobody else placed.
fn echo(programme: &Programme) -> String {
    let problem = scenes::problem(programme);
    let plan = scenes::plan(&problem, &[]);
    why_unplaced(&problem, &plan, "Echo").expect("known").text()
}

/// Every fact of a rule about Echo.
fn facts(programme: &Programme, rule: RuleKind) -> String {
    let problem = scenes::problem(programme);
    let plan = scenes::plan(&problem, &[]);
    let all = facts_about(&problem, &plan, "Echo").expect("known");
    let of = all.iter().filter(|fact| fact.rule == rule);
    let lines: Vec<_> = of.map(|fact| format!("{}: {}", fact.path, fact.text)).collect();
    lines.join("\n")
}

fn needs(version: &str, exactly: bool) -> RequiredVersion {
    RequiredVersion { component: "DIP".into(), version: version.into(), exactly }
}

#[test]
fn a_version_that_is_never_there() {
    let mut programme = scenes::programme();
    programme.environments[0].components.push("DIP".into());
    programme.stages[0].versions.push(needs("2.0", false));
    insta::assert_snapshot!(echo(&programme), @"
    Why is Echo not placed?
    This alone leaves no place, everybody else staying where they are:
      - release: slots of Functional need DIP 2.0 or later
    ");
}

#[test]
fn versions_are_facts() {
    let mut programme = scenes::programme_with("Echo", |p| {
        let place = Some("SIT-A".into());
        p.versions.push(NeededVersion { needs: needs("1", true), stage: None, environment: place });
    });
    programme.environments[0].components.push("DIP".into());
    programme.stages[0].versions.push(needs("2.0", false));
    programme.stages[0].approved_versions = true;
    programme.approved_versions.push(slotwise::model::VersionSet {
        id: "one".into(),
        versions: vec![slotwise::model::ComponentVersion {
            component: "DIP".into(),
            version: "2.0".into(),
        }],
    });
    insta::assert_snapshot!(facts(&programme, RuleKind::Release), @"
    stages[Functional].versions[DIP]: slots of Functional need DIP 2.0 or later
    stages[Functional].approved_versions: slots of Functional need versions approved together
    participants[Echo].versions[DIP]: Echo needs DIP 1 and no other in SIT-A
    ");
}

#[test]
fn a_connection_that_is_not_proven() {
    let mut programme = scenes::programme();
    programme.environments[0].connectivity = Some(ConnectivityGate::default());
    insta::assert_snapshot!(echo(&programme), @"
    Why is Echo not placed?
    This alone leaves no place, everybody else staying where they are:
      - readiness: SIT-A asks for connections to be proven: TLS on SIT-A missing; JWS on SIT-A missing;
        webhooks on SIT-A not registered; API on SIT-A not shown
    ");
}

#[test]
fn what_it_waits_for_is_facts() {
    let mut programme = scenes::programme_with("Echo", |p| {
        p.data.push(DataRequest {
            what: "meters".into(),
            ready: Milestone::After { asked: day(4, 1).into(), lead: Lead::WorkingDays(10) },
            environment: None,
            stage: Some("Migration".into()),
        });
    });
    programme.stages[0].entry = Some(Entry { environment_manager: true, ..Entry::default() });
    programme.announced = Some(day(4, 1).into());
    programme.stages[1].notice = Some(Lead::Days(20));
    insta::assert_snapshot!(facts(&programme, RuleKind::Readiness), @"
    participants[Echo].data: Echo is ready for Migration only from Mon 15 Apr 2024 (test data meters, asked for 2024-04-01, takes 10 working days)
    stages[Functional].entry: Functional is closed to Echo: environment manager not named
    stages[Migration].notice: Migration has a notice: notice of 20 days from 2024-04-01 on Sun 21 Apr 2024
    ");
}

fn movable() -> Programme {
    let mut programme = scenes::programme();
    let on = Target::Environment("SIT-B".into());
    programme.unavailability.push(Unavailability {
        movable: Some(Movable::Around { days: 1 }),
        reason: "refresh".into(),
        ..Unavailability::new("data", on, day(5, 8), day(5, 9))
    });
    programme
}

#[test]
fn maintenance_that_could_be_elsewhere() {
    let programme = movable();
    insta::assert_snapshot!(facts(&programme, RuleKind::Movable), @"
    unavailability[data]: data (“refresh”) needs 1 day inside Tue 7 May 2024 – Thu 9 May 2024, with no slot running
    ");
    let problem = scenes::problem(&programme);
    let mut plan = scenes::plan(&problem, &[]);
    plan.maintenance = place_maintenance(&problem, &plan.slots);
    let slot = SlotRef::at("SIT-B", day(5, 6));
    let told = why_not(&problem, &plan, "Echo", "Migration", &slot).expect("known names");
    insta::assert_snapshot!(told.text(), @"
    Why not Echo in Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - movable: SIT-B is under maintenance: data (“refresh”), Tue 7 May 2024
    ");
}

#[test]
fn a_plan_keeps_its_maintenance_when_a_fact_goes() {
    // A fact before it in the list goes: numbers move up, the maintenance stays.
    let mut programme = movable();
    programme.unavailability[0].id = "a first one".into();
    let problem = scenes::problem(&programme);
    let mut plan = scenes::plan(&problem, &[]);
    plan.maintenance = place_maintenance(&problem, &plan.slots);
    let mut fewer = programme.clone();
    fewer.unavailability.remove(0);
    let other = scenes::problem(&fewer);
    let carried = slotwise::plan::carry_maintenance(&problem, &plan, &other);
    let from = |problem: &slotwise::Problem, placed: slotwise::plan::PlacedMaintenance| {
        let mut all = problem.maintenance.iter();
        let one = all.find(|one| one.cause == placed.unavailability).expect("movable");
        one.places[placed.place as usize].from
    };
    assert_eq!(carried.len(), 1);
    assert_eq!(from(&other, carried[0]), from(&problem, plan.maintenance[0]));
    assert_ne!(carried[0].unavailability, plan.maintenance[0].unavailability);
}

#[test]
fn places_kept_for_re_tests() {
    let mut programme = scenes::programme();
    let functional = &mut programme.stages[0];
    functional.reserved = vec![
        Reserve::places(1).with_environment("SIT-A").with_reason("fixes"),
        Reserve::whole().with_starts_in(day(4, 1), day(4, 29)),
    ];
    programme
        .slots
        .push(TrancheSlot::new("kept", "Functional", "SIT-A", day(5, 13)).with_reserved(2));
    let echo = programme.participants.iter_mut().find(|p| p.id == "Echo").expect("Echo");
    echo.size = 2;
    insta::assert_snapshot!(facts(&programme, RuleKind::Retest), @"
    stages[Functional].reserved: slots of Functional that start from Mon 1 Apr 2024 on and before Mon 29 Apr 2024 are for re-tests alone
    stages[Functional].reserved: slots of Functional in SIT-A keep 1 for re-tests (“fixes”)
    slots[kept].reserved: the slot kept keeps 2 for re-tests
    ");
    insta::assert_snapshot!(self::echo(&programme), @"
    Why is Echo not placed?
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - capacity: a slot of Functional takes at most 2
      - retest: slots of Functional in SIT-A keep 1 for re-tests (“fixes”)
    ");
    // Who re-tests may have them.
    let echo = programme.participants.iter_mut().find(|p| p.id == "Echo").expect("Echo");
    echo.retests.push("Functional".into());
    insta::assert_snapshot!(self::echo(&programme), @"
    Why is Echo not placed?
    Echo can be placed beside the plan as it is.
    ");

    programme.participants.iter_mut().for_each(|p| p.size = 1);
    let problem = scenes::problem(&programme);
    let kept = SlotRef::id("kept");
    let mut plan = scenes::plan(&problem, &[]);
    let hand = problem.hand_slots[0];
    plan.slots.push(slotwise::plan::PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(slotwise::model::TrancheSlotId::new(0)),
    });
    let answer = why_not(&problem, &plan, "Acme", "Functional", &kept).expect("known");
    insta::assert_snapshot!(answer.text(), @"
    Why not Acme in Functional in SIT-A, Mon 13 May 2024 – Fri 24 May 2024?
    Everybody else staying where they are, it breaks
      - retest: Functional in SIT-A, Mon 13 May 2024 – Fri 24 May 2024 is for re-tests alone
    ");
    let slot = SlotRef::at("SIT-A", day(4, 29));
    let full = scenes::plan(
        &problem,
        &[
            ("Functional", "SIT-A", day(4, 29), &["Bolt"]),
            ("Migration", "SIT-B", day(5, 13), &["Bolt"]),
        ],
    );
    let answer = why_not(&problem, &full, "Acme", "Functional", &slot).expect("known");
    insta::assert_snapshot!(answer.text(), @"
    Why not Acme in Functional in SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024?
    Everybody else staying where they are, it breaks
      - retest: Functional in SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024 keeps 1 of its 2 places for
        re-tests, taken 1 of the others
    One or more of these would have to move: Bolt.
    ");
}
