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
    insta::assert_snapshot!(told(&problem, &plan, "Echo", "Migration", &slot), @"");
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
    insta::assert_snapshot!(told(&problem, &plan, "Echo", "Migration", &slot), @"");
}

#[test]
fn below_its_least() {
    let mut programme = scenes::programme();
    programme.stages[1].slots.capacity.min = 2;
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 27)), @"");
}

#[test]
fn crowded_environment() {
    let mut programme = scenes::programme();
    programme.environments[0].exclusivity = Exclusivity::Shared;
    programme.environments[0].max_participants = Some(2);
    programme.stages[0].overlap = true;
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 8)), @"");
}

#[test]
fn outside_the_window() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(6, 17)), @"");
}

#[test]
fn unavailable() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 20)), @"");
}

#[test]
fn in_a_blackout() {
    let programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(6, 3), day(6, 15), "data centre move"));
    });
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(6, 3)), @"");
}

#[test]
fn not_ready() {
    let programme =
        scenes::programme_with("Echo", |p| p.ready.push(ready(day(4, 29), "certificate")));
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 15)), @"");
}

#[test]
fn pinned_elsewhere() {
    let programme = scenes::programme_with("Echo", |p| {
        let start = Some(day(5, 27).into());
        p.pins.push(Pin { stage: "Migration".into(), environment: None, start });
    });
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(6, 3)), @"");
}

#[test]
fn not_approved() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-C", day(5, 27)), @"");
}

#[test]
fn overlapping() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Functional", "SIT-A", day(4, 8)), @"");
}

#[test]
fn overlapping_by_a_group() {
    let mut programme = scenes::programme();
    programme.stages[1].environments.push("SIT-A".into());
    programme.exclusive_groups.push(ExclusiveGroup {
        id: "test team".into(),
        stages: vec!["Functional".into(), "Migration".into()],
    });
    insta::assert_snapshot!(echo(&programme, "Functional", "SIT-A", day(4, 29)), @"");
}

#[test]
fn too_soon_after_another_stage() {
    let mut programme = scenes::programme();
    programme.stages[1].environments.push("SIT-A".into());
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-A", day(4, 29)), @"");
}

#[test]
fn between_starts() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 29)), @"");
}

#[test]
fn a_stage_not_on_the_route() {
    let mut programme = scenes::programme();
    programme.participants[4].routes[0].steps.pop();
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 27)), @"");
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
    insta::assert_snapshot!(told(&problem, &Plan::default(), "Echo", "Functional", &slot), @"");
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
    insta::assert_snapshot!(echo(&programme, "Migration", "SIT-B", day(5, 6)), @"");
}

#[test]
fn no_way_on() {
    // The last slot of Functional leaves no time for Migration in SIT-B.
    insta::assert_snapshot!(echo(&scenes::programme(), "Functional", "SIT-A", day(6, 10)), @"");
}

#[test]
fn what_it_costs() {
    insta::assert_snapshot!(echo(&scenes::programme(), "Migration", "SIT-B", day(5, 27)), @"");
}

#[test]
fn what_a_move_costs() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let slot = SlotRef::at("SIT-A", day(4, 29));
    insta::assert_snapshot!(told(&problem, &plan, "Dune", "Functional", &slot), @"");
}

#[test]
fn there_already() {
    let problem = scenes::problem(&scenes::programme());
    let slot = SlotRef::id("SIT-A/Functional/2024-04-01");
    insta::assert_snapshot!(told(&problem, &scenes::four(&problem), "Acme", "Functional", &slot), @"");
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
    insta::assert_snapshot!(lines.join("\n"), @"");
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
