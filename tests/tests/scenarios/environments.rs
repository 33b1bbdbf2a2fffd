//! Environments: stages in turn, re-purposing, approval, components.

use slotwise::model::{
    Calendar, Environment, Level, Objective, Optional, Participant, Pin, RuleKind, Target, Term,
    TrancheSlot, Unavailability,
};
use slotwise::report::concurrency::{DayWindow, count_on};
use slotwise::{Problem, Programme};

use super::{
    dates, day, environment, findings, planned, problem, programme, reasons, roomy, shared, stage,
    visits,
};

/// `SIT_B` in days of the week, as the scenarios count.
fn sit_b(to: &str, changeover: i64) -> Programme {
    let calendar = Calendar::days("Europe/London", day("2024-02-26"), day("2026-01-19"));
    let mut programme = Programme::new("SIT_B", calendar.every_day());
    let mut sit_b = environment("SIT_B", "2024-02-26", to);
    sit_b.changeover.periods = changeover;
    programme.environments.push(sit_b);
    programme.objective = Objective {
        levels: vec![
            Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
            Level::new("finish", [(Term::Makespan, 1.0)]),
            Level::new("completion", [(Term::Completion, 1.0)]),
        ],
    };
    programme
}

const STAGES: [&str; 3] = ["Migration", "Non-Functional", "Operational"];

fn in_turn(to: &str, changeover: i64, days: [i64; 3]) -> Programme {
    let mut programme = sit_b(to, changeover);
    for (id, days) in STAGES.into_iter().zip(days) {
        programme.stages.push(stage(id, days, "SIT_B"));
    }
    programme.participants.push(Participant::new("TP", STAGES));
    programme
}

fn slot(id: &str, stage: &str, from: &str, to: &str) -> TrancheSlot {
    TrancheSlot {
        id: id.into(),
        stage: stage.into(),
        environment: "SIT_B".into(),
        start: day(from).into(),
        end: Some(day(to).into()),
        capacity: None,
        reserved: None,
    }
}

#[test]
fn a_08_two_stages_that_overlap_on_sit_b() {
    let mut programme = sit_b("2025-04-07", 0);
    programme.stages.push(stage("Migration", 56, "SIT_B"));
    programme.stages.push(stage("Non-Functional", 56, "SIT_B"));
    programme.participants.push(Participant::new("P1", ["Migration"]));
    programme.participants.push(Participant::new("P2", ["Non-Functional"]));
    let mut fixed = programme.clone();
    fixed.slots.push(slot("M", "Migration", "2024-02-26", "2024-04-22"));
    fixed.slots.push(slot("N", "Non-Functional", "2024-04-15", "2024-06-10"));
    let errors: Vec<_> = fixed.validate().errors().cloned().collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].code.as_str(), errors[0].path.as_str()), ("SW-E0606", "slots[1]"));
    assert_eq!(errors[0].other.as_deref(), Some("slots[0]"));
    let wanted =
        r#""M" and "N" overlap in "SIT_B" from 2024-04-15 to 2024-04-22, 7 working periods"#;
    assert_eq!(errors[0].message, wanted);

    // Pinned to the same dates, the two are different participants; only one can be there.
    for (participant, start) in programme.participants.iter_mut().zip(["2024-02-26", "2024-04-15"])
    {
        let stage = participant.routes[0].steps[0].stage.clone();
        let start = Some(day(start).into());
        participant.pins.push(Pin { stage, environment: None, start });
    }
    let (_, outcome) = planned(&programme);
    assert_eq!((outcome.plan.assignments.len(), outcome.unplaced.len()), (1, 1));
}

#[test]
fn a_09_three_stages_in_turn() {
    let programme = in_turn("2025-04-07", 7, [56, 56, 28]);
    let (problem, outcome) = planned(&programme);
    let visit = |stage: &str, from, to| (stage.into(), "SIT_B".into(), day(from), day(to));
    assert_eq!(
        visits(&problem, &outcome, "TP"),
        [
            visit("Migration", "2024-02-26", "2024-04-22"),
            visit("Non-Functional", "2024-04-29", "2024-06-24"),
            visit("Operational", "2024-07-01", "2024-07-29"),
        ]
    );
    let (problem, outcome) = planned(&in_turn("2025-04-07", 0, [56, 56, 28]));
    assert_eq!(visits(&problem, &outcome, "TP")[2].3, day("2024-07-15"));
}

#[test]
fn a_11_three_stages_too_long_for_one_end_of_sit_b() {
    let short = in_turn("2025-04-07", 0, [140; 3]);
    let (problem, outcome) = planned(&short);
    assert!(visits(&problem, &outcome, "TP").is_empty());
    let why = reasons(&problem, &outcome, "TP");
    assert!(why.iter().any(|reason| reason.starts_with("order: ")), "{why:?}");
    let need: i64 = short.stages.iter().map(|stage| stage.duration).sum();
    let window = problem.environments[0].windows[0][0];
    assert_eq!((need, window.len(), need - i64::from(window.len())), (420, 406, 14));

    let (problem, outcome) = planned(&in_turn("2026-01-19", 0, [140; 3]));
    let ends: Vec<_> = visits(&problem, &outcome, "TP").into_iter().map(|v| v.3).collect();
    assert_eq!(ends, [day("2024-07-15"), day("2024-12-02"), day("2025-04-21")]);
    assert!(ends[1] < day("2025-04-07"), "inside the latest end of Non-Functional");
}

#[test]
fn a_12_another_environment_only_with_approval() {
    let mut programme = sit_b("2025-04-07", 0);
    let mut sit_c = environment("SIT_C", "2024-02-26", "2025-04-07");
    sit_c.optional = Some(Optional { cost: 50.0, approved: false, approval: String::new() });
    programme.environments.push(sit_c);
    for id in ["Migration", "Non-Functional"] {
        let mut stage = stage(id, 56, "SIT_B");
        stage.environments.push("SIT_C".into());
        programme.stages.push(stage);
    }
    programme.participants.push(Participant::new("P1", ["Migration"]));
    programme.participants.push(Participant::new("P2", ["Non-Functional"]));
    let cost = Level::new("cost", [(Term::EnvironmentCost, 1.0)]);
    programme.objective.levels.push(cost);

    let (problem, outcome) = planned(&programme);
    let used = |problem: &Problem, outcome: &slotwise::planner::Outcome| {
        let mut used: Vec<_> = (outcome.plan.slots.iter())
            .map(|slot| problem.programme.environments[slot.environment.index()].id.clone())
            .collect();
        used.sort_unstable();
        used.dedup();
        used
    };
    let finish = |problem: &Problem, outcome: &slotwise::planner::Outcome| {
        outcome.plan.slots.iter().map(|slot| dates(problem, slot.span).1).max()
    };
    assert_eq!(used(&problem, &outcome), ["SIT_B"]);
    assert_eq!(finish(&problem, &outcome), Some(day("2024-06-17")));

    let optional = programme.environments[1].optional.as_mut().unwrap();
    (optional.approved, optional.approval) = (true, "Programme, 2024-01-15".into());
    let (problem, outcome) = planned(&programme);
    assert_eq!(used(&problem, &outcome), ["SIT_B", "SIT_C"]);
    for slot in &outcome.plan.slots {
        assert_eq!(dates(&problem, slot.span), (day("2024-02-26"), day("2024-04-22")));
    }
    assert_eq!(outcome.levels[3].value, 50_000_000);

    // SIT_AND_UIT on 2024-04-01: SIT_A, Staging, SIT_B, and now SIT_C.
    let before = [
        environment("SIT_A", "2023-07-23", "2025-04-07"),
        environment("SIT_STAGING", "2023-11-13", "2026-01-19"),
        environment("SIT_B", "2024-02-26", "2025-04-07"),
        environment("UIT", "2024-07-09", "2026-12-31"),
    ];
    let windows = |all: &[Environment]| all.iter().flat_map(DayWindow::of).collect::<Vec<_>>();
    let with: Vec<_> = before.iter().cloned().chain([programme.environments[1].clone()]).collect();
    let on = day("2024-04-01");
    assert_eq!((count_on(&windows(&before), on), count_on(&windows(&with), on)), (3, 4));
    let sit = |all: &[Environment]| all.iter().filter(|e| e.id.starts_with("SIT")).count();
    assert_eq!((sit(&before), sit(&with)), (3, 4));
}

#[test]
fn d_55_a_component_takes_every_environment_that_has_it() {
    let mut programme = programme();
    for id in ["SIT_A", "SIT_B", "UIT"] {
        let mut environment = shared(id, "2024-07-09", "2024-07-23");
        if id != "UIT" {
            environment.components.push("DIP".into());
        }
        programme.environments.push(environment);
        programme.stages.push(roomy(&format!("{id} tests"), 5, id));
        programme.participants.push(Participant::new(id, [format!("{id} tests").as_str()]));
    }
    let (from, to) = (day("2024-07-10"), day("2024-07-12"));
    let dip = Target::Component("DIP".into());
    programme.unavailability.push(Unavailability::new("DIP upgrade", dip, from, to));
    let (problem, outcome) = planned(&programme);
    let start = |id: &str| visits(&problem, &outcome, id)[0].2;
    // Two working days are lost where the DIP is, none where it is not.
    assert_eq!(start("SIT_A"), day("2024-07-12"));
    assert_eq!(start("SIT_B"), day("2024-07-12"));
    assert_eq!(start("UIT"), day("2024-07-09"));
    assert!(findings(&programme).iter().all(|finding| !finding.starts_with("SW-E")));
}

#[test]
fn d_13_what_an_unapproved_environment_is_refused_for() {
    let mut programme = sit_b("2025-04-07", 0);
    programme.environments[0].optional =
        Some(Optional { cost: 1.0, approved: false, approval: String::new() });
    programme.stages.push(stage("Migration", 56, "SIT_B"));
    programme.participants.push(Participant::new("P1", ["Migration"]));
    let problem = problem(&programme);
    let (_, outcome) = planned(&programme);
    let unplaced = &outcome.unplaced[0];
    assert!(unplaced.reasons.iter().any(|reason| reason.rule == RuleKind::Approval));
    assert!(problem.environments[0].unapproved);
}
