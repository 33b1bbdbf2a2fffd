//! Why somebody is not in a slot, by rule.

use slotwise::explain::{Explain, SlotRef, WhyNotAnswer, why_not};
use slotwise::model::{ExclusiveGroup, Exclusivity, Pin};
use slotwise::{Plan, Problem, Programme};

use super::scenes::{self, blackout, day, ready};

fn told(problem: &Problem, plan: &Plan, who: &str, stage: &str, slot: &SlotRef) -> String {
    why_not(problem, plan, who, stage, slot).expect("known names").text()
}

fn echo(programme: &Programme, stage: &str, environment: &str, start: chrono::NaiveDate) -> String {
    let problem = scenes::problem(programme);
    let slot = SlotRef::at(environment, start);
    told(&problem, &scenes::four(&problem), "Echo", stage, &slot)
}

#[test]
fn full() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let slot = SlotRef::id("SIT-B/Migration/2024-05-06");
    insta::assert_snapshot!(told(&problem, &plan, "Echo", "Migration", &slot), @"
    Why not Echo in Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024?
    Everybody else staying where they are, it breaks
      - capacity: Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024 is full: capacity 2, taken 2
    One or more of these would have to move: Acme, Bolt.
    ");
    let answer = why_not(&problem, &plan, "Echo", "Migration", &slot).expect("known");
    assert_eq!(answer.in_the_way(), ["Acme", "Bolt"]);
    let WhyNotAnswer::Breaks(rules) = &answer.answer else { panic!("{answer:?}") };
    assert_eq!((rules[0].figures["capacity"], rules[0].figures["taken"]), (2, 2));
}

#[test]
fn full_for_its_size() {
    let programme = scenes::programme_with("Echo", |p| p.size = 2);
    let problem = scenes::problem(&programme);
    let plan = scenes::plan(
        &problem,
        &[
            ("Functional", "SIT-A", day(4, 1), &["Acme"]),
            ("Migration", "SIT-B", day(5, 6), &["Acme"]),
        ],
    );
    let slot = SlotRef::at("SIT-B", day(5, 6));
    insta::assert_snapshot!(told(&problem, &plan, "Echo", "Migration", &slot), @"
    Why not Echo in Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024?
    Everybody else staying where they are, it breaks
      - capacity: Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024 is full: capacity 2, taken 1, and
        its size is 2
    One or more of these would have to move: Acme.
    ");
}

#[test]
fn below_its_least() {
    let mut programme = scenes::programme();
    programme.stages[1].slots.capacity.min = 2;
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 27)), @"
    Why not Echo in Migration in SIT-B, Mon 27 May 2024 – Fri 31 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - capacity: Migration in SIT-B, Mon 27 May 2024 – Fri 31 May 2024 needs at least 2, and would have
        1
    ");
}

#[test]
fn crowded_environment() {
    let mut programme = scenes::programme();
    programme.environments[0].exclusivity = Exclusivity::Shared;
    programme.environments[0].max_participants = Some(2);
    programme.stages[0].overlap = true;
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 8)), @"
    Why not Echo in Functional in SIT-A, Mon 8 Apr 2024 – Fri 19 Apr 2024 (not open)?
    Everybody else staying where they are, it breaks
      - capacity: SIT-A takes at most 2 at a time, and would have more Mon 8 Apr 2024 – Fri 19 Apr 2024
    One or more of these would have to move: Cole, Dune.
    ");
}

#[test]
fn outside_the_window() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(6, 17)), @"
    Why not Echo in Migration in SIT-B, Mon 17 Jun 2024 – Fri 21 Jun 2024 (not open)?
    Everybody else staying where they are, it breaks
      - window: SIT-B is open to Migration Mon 6 May 2024 – Fri 14 Jun 2024, the slot is Mon 17 Jun 2024
        – Fri 21 Jun 2024
    ");
}

#[test]
fn unavailable() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 20)), @"
    Why not Echo in Migration in SIT-B, Mon 20 May 2024 – Fri 24 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - unavailable: SIT-B is unavailable: patching May (“quarterly patches”), Mon 20 May 2024 – Tue 21
        May 2024
    ");
}

#[test]
fn in_a_blackout() {
    let programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(6, 3), day(6, 15), "data centre move"));
    });
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(6, 3)), @"
    Why not Echo in Migration in SIT-B, Mon 3 Jun 2024 – Fri 7 Jun 2024 (not open)?
    Everybody else staying where they are, it breaks
      - participant: Echo has a blackout Mon 3 Jun 2024 – Fri 14 Jun 2024 (“data centre move”)
    ");
}

#[test]
fn not_ready() {
    let programme =
        scenes::programme_with("Echo", |p| p.ready.push(ready(day(4, 29), "certificate")));
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 15)), @"
    Why not Echo in Functional in SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024?
    Everybody else staying where they are, it breaks
      - capacity: Functional in SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024 is full: capacity 2, taken 2
      - readiness: Echo is ready only from Mon 29 Apr 2024 (“certificate”), the slot starts on Mon 15
        Apr 2024
    One or more of these would have to move: Cole, Dune.
    ");
}

#[test]
fn pinned_elsewhere() {
    let programme = scenes::programme_with("Echo", |p| {
        let start = Some(day(5, 27).into());
        p.pins.push(Pin { stage: "Migration".into(), environment: None, start });
    });
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(6, 3)), @"
    Why not Echo in Migration in SIT-B, Mon 3 Jun 2024 – Fri 7 Jun 2024 (not open)?
    Everybody else staying where they are, it breaks
      - participant: Echo is in Migration in SIT-B [2024-06-03, 2024-06-08), but pinned to Migration
        from 2024-05-27
    ");
}

#[test]
fn not_approved() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-C", day(5, 27)), @"
    Why not Echo in Migration in SIT-C, Mon 27 May 2024 – Fri 31 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - approval: Migration in SIT-C [2024-05-27, 2024-06-01): SIT-C is optional and not approved
    ");
}

#[test]
fn overlapping() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Functional", "SIT-A", day(4, 8)), @"
    Why not Echo in Functional in SIT-A, Mon 8 Apr 2024 – Fri 19 Apr 2024 (not open)?
    Everybody else staying where they are, it breaks
      - exclusive: it overlaps Functional in SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024, which excludes it
      - exclusive: it overlaps Functional in SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024, which excludes it
    One or more of these would have to move: Acme, Bolt, Cole, Dune.
    ");
}

#[test]
fn overlapping_by_a_group() {
    let mut programme = scenes::programme();
    programme.stages[1].environments.push("SIT-A".into());
    programme.exclusive_groups.push(ExclusiveGroup {
        id: "test team".into(),
        stages: vec!["Functional".into(), "Migration".into()],
    });
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 29)), @"
    Why not Echo in Functional in SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - exclusive: it overlaps Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024, which excludes it,
        and there is only one at a time of what both take
    One or more of these would have to move: Acme, Bolt.
    ");
}

#[test]
fn too_soon_after_another_stage() {
    let mut programme = scenes::programme();
    programme.stages[1].environments.push("SIT-A".into());
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-A", day(4, 29)), @"
    Why not Echo in Migration in SIT-A, Mon 29 Apr 2024 – Fri 3 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - exclusive: it is 0 working days from Functional in SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024, and
        the changeover from Functional to Migration takes 2
    One or more of these would have to move: Cole, Dune.
    ");
}

#[test]
fn between_starts() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 29)), @"
    Why not Echo in Migration in SIT-B, Wed 29 May 2024 – Tue 4 Jun 2024 (not open)?
    Everybody else staying where they are, it breaks
      - slot: Migration in SIT-B [2024-05-29, 2024-06-05): the stage's slots do not start then
    ");
}

#[test]
fn a_stage_not_on_the_route() {
    let mut programme = scenes::programme();
    programme.participants[4].routes[0].steps.pop();
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 27)), @"
    Why not Echo in Migration in SIT-B, Mon 27 May 2024 – Fri 31 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - demand: Echo does not take Migration: its route does not have it
    ");
}

#[test]
fn outside_support() {
    let mut programme = scenes::programme();
    let clock = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    programme.calendar.working_hours =
        Some(slotwise::model::Hours { from: clock(8), to: clock(18) });
    programme.calendar.support_hours =
        Some(slotwise::model::Hours { from: clock(9), to: clock(17) });
    programme.stages[0].needs_support = true;
    let problem = scenes::problem(&programme);
    let slot = SlotRef::at("SIT-A", day(4, 29));
    insta::assert_snapshot!(told(&problem, &Plan::default(), "Echo", "Functional", &slot), @"
    Why not Echo in Functional in SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024 (not open)?
    Everybody else staying where they are, it breaks
      - support: Functional in SIT-A [2024-04-29, 2024-05-11) starts at 2024-04-29 08:00 and ends at
        2024-05-10 18:00, outside support
    ");
}

#[test]
fn apart() {
    let mut programme = scenes::programme();
    programme.stages[1].slots.capacity.max = 3;
    programme.rules.push(slotwise::model::Rule::Apart(slotwise::model::Company {
        participants: vec!["Acme".into(), "Echo".into()],
        stage: None,
        reason: "competitors".into(),
    }));
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 6)), @"
    Why not Echo in Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024?
    Everybody else staying where they are, it breaks
      - participant: Acme, Echo are all in Migration in SIT-B [2024-05-06, 2024-05-11), but are to be
        apart
    One or more of these would have to move: Acme.
    ");
}

#[test]
fn no_way_on() {
    // The last slot of Functional leaves no time for Migration in SIT-B.
    insta::assert_snapshot!(echo(&scenes::programme(), "Functional", "SIT-A", day(6, 10)), @"
    Why not Echo in Functional in SIT-A, Mon 10 Jun 2024 – Fri 21 Jun 2024 (not open)?
    The slot itself breaks nothing, but with it no route finds a place for its other stages:
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - window: SIT-B is open to Migration Mon 6 May 2024 – Fri 14 Jun 2024
      - order: Migration starts after the end of Functional
      - approval: SIT-C is optional and not approved
    ");
}

#[test]
fn what_it_costs() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 27)), @"
    Why not Echo in Migration in SIT-B, Mon 27 May 2024 – Fri 31 May 2024 (not open)?
    It can be there, and the plan would be better: unplaced -1.
     level         before   after   change
    ───────────────────────────────────────
     unplaced           1       0       -1
     optional           0       0        0
     lateness           0       0        0
     effort             4       6       +2
     completion       130     175      +45
     preferences        0       0        0

    Who moves
     participant   stage        from         to
    ──────────────────────────────────────────────────────────────────────────────────
     Echo          Functional   not placed   SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024
     Echo          Migration    not placed   SIT-B, Mon 27 May 2024 – Fri 31 May 2024
    ");
}

#[test]
fn what_a_move_costs() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let slot = SlotRef::at("SIT-A", day(4, 29));
    insta::assert_snapshot!(told(&problem, &plan, "Dune", "Functional", &slot), @"
    Why not Dune in Functional in SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024 (not open)?
    It can be there, and the plan would be worse: effort +1.
     level         before   after   change
    ───────────────────────────────────────
     unplaced           1       1        0
     optional           0       0        0
     lateness           0       0        0
     effort             4       5       +1
     completion       130     130        0
     preferences        0       0        0

    Who moves
     participant   stage        from                                       to
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Dune          Functional   SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024   SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024
    ");
}

#[test]
fn there_already() {
    let problem = scenes::problem(&scenes::programme());
    let slot = SlotRef::id("SIT-A/Functional/2024-04-01");
    insta::assert_snapshot!(told(&problem, &scenes::four(&problem), "Acme", "Functional", &slot), @"
    Why not Acme in Functional in SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024?
    Acme is in it.
    ");
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let ask = |who: &str, stage: &str, slot: SlotRef| {
        why_not(&problem, &plan, who, stage, &slot).expect_err("unknown").to_string()
    };
    let lines = [
        ask("Acne", "Migration", SlotRef::at("SIT-B", day(5, 6))),
        ask("Acme", "Migrations", SlotRef::at("SIT-B", day(5, 6))),
        ask("Acme", "Migration", SlotRef::at("SITB", day(5, 6))),
        ask("Acme", "Migration", SlotRef::at("SIT-B", day(5, 5))),
        ask("Acme", "Migration", SlotRef::id("SIT-B/Migration/2024-05-07")),
        ask("Acme", "Migration", SlotRef::id("SIT-A/Functional/2024-04-01")),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    SW-E0101 participant: there is no participant "Acne"; did you mean "Acme"? Else add the participant
    SW-E0101 stage: there is no stage "Migrations"; did you mean "Migration"? Else add the stage
    SW-E0101 environment: there is no environment "SITB"; did you mean "SIT-B"? Else add the environment
    SW-E1002 slot: no working period of the calendar starts on 2024-05-05; name the first day of the slot, a working day of the calendar
    SW-E0101 slot: there is no slot "SIT-B/Migration/2024-05-07"; did you mean "SIT-B/Migration/2024-05-06"? Else add the slot
    SW-E1007 slot: "SIT-A/Functional/2024-04-01" is a slot of Functional, not of Migration; name a slot of the stage, or the slot's own stage
    "#);
}

#[test]
fn html_escapes_names() {
    let mut programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(6, 3), day(6, 15), "<script>alert(1)</script>"));
    });
    programme.name = "<b>".into();
    let problem = scenes::problem(&programme);
    let slot = SlotRef::at("SIT-B", day(6, 3));
    let html =
        why_not(&problem, &Plan::default(), "Echo", "Migration", &slot).expect("known").html();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
}
