//! Participants: who must come through what, and where they can be at one time.

use slotwise::Problem;
use slotwise::candidates::Candidates;
use slotwise::model::{Completed, Participant, Pin, Prerequisite, Route, Step};

use super::{dates, day, environment, planned, programme, reasons, roomy, shared, visits};

/// SIT on `SIT_A`; Qualification and Sandbox on UIT, where Qualification stops on 2026-01-19.
fn uit() -> slotwise::Programme {
    let mut programme = programme();
    programme.environments.push(shared("SIT_A", "2023-07-23", "2025-04-07"));
    let mut uit = shared("UIT", "2024-07-09", "2026-01-19");
    uit.windows[0].stages.push("Qualification".into());
    let mut sandbox = environment("UIT", "2024-07-09", "2026-12-31").windows[0].clone();
    sandbox.stages.push("Sandbox".into());
    uit.windows.push(sandbox);
    programme.environments.push(uit);
    programme.stages.push(roomy("SIT", 20, "SIT_A"));
    programme.stages.push(roomy("Qualification", 10, "UIT"));
    let mut sandbox = roomy("Sandbox", 20, "UIT");
    let any_of = vec!["SIT".into(), "Qualification".into()];
    sandbox.prerequisites.push(Prerequisite { any_of });
    programme.stages.push(sandbox);
    programme
}

fn with(participant: Participant) -> slotwise::Programme {
    let mut programme = uit();
    programme.participants.push(participant);
    programme
}

#[test]
fn a_15_sandbox_only_after_sit_or_qualification() {
    let x = Participant::new("X", ["Sandbox"]);
    let (problem, outcome) = planned(&with(x.clone()));
    let why = reasons(&problem, &outcome, "X");
    assert_eq!(why.len(), 1, "{why:?}");
    assert!(why[0].starts_with("prerequisite: "), "{why:?}");
    assert!(why[0].contains("SIT") && why[0].contains("Qualification"), "{why:?}");

    // Qualification passed in [2025-03-03, 2025-03-15).
    let mut qualified = x.clone();
    qualified
        .completed
        .push(Completed { stage: "Qualification".into(), on: day("2025-03-15").into() });
    let (problem, outcome) = planned(&with(qualified));
    assert_eq!(visits(&problem, &outcome, "X")[0].2, day("2025-03-17"));

    // The same with its Qualification in the plan.
    let mut planned_for = Participant::new("X", ["Qualification", "Sandbox"]);
    let start = Some(day("2025-03-03").into());
    planned_for.pins.push(Pin { stage: "Qualification".into(), environment: None, start });
    let (problem, outcome) = planned(&with(planned_for));
    let visits_of_x = visits(&problem, &outcome, "X");
    assert_eq!((visits_of_x[0].2, visits_of_x[0].3), (day("2025-03-03"), day("2025-03-15")));
    assert_eq!(visits_of_x[1].2, day("2025-03-17"));

    // SIT passed by 2025-04-07.
    let mut tested = x.clone();
    tested.completed.push(Completed { stage: "SIT".into(), on: day("2025-04-07").into() });
    let (problem, outcome) = planned(&with(tested.clone()));
    assert_eq!(visits(&problem, &outcome, "X")[0].2, day("2025-04-07"));
    assert_eq!(last_start(&problem, "Sandbox"), day("2026-12-03"));
}

fn last_start(problem: &Problem, stage: &str) -> chrono::NaiveDate {
    let candidates = Candidates::new(problem);
    let of_stage = |slot: &&slotwise::candidates::SlotCandidate| {
        problem.programme.stages[slot.stage.index()].id == stage
    };
    let last = candidates.slots.iter().filter(of_stage).max_by_key(|slot| slot.span);
    dates(problem, last.expect("a slot").span).0
}

#[test]
fn a_22_one_system_is_in_one_environment_at_a_time() {
    let mut programme = programme();
    programme.environments.push(shared("SIT_A", "2024-03-04", "2024-03-25"));
    programme.environments.push(shared("SIT_B", "2024-03-04", "2024-03-25"));
    programme.stages.push(roomy("Functional", 5, "SIT_A"));
    programme.stages.push(roomy("Migration", 5, "SIT_B"));
    // The order of the two is open: each may begin while the other runs.
    let mut route = Route::new("SIT", ["Functional", "Migration"]);
    route.steps[1] = Step { min_lag: -10, ..Step::from("Migration") };
    let mut supplier = Participant::with_routes("supplier", vec![route]);
    let together = |participant: &Participant| {
        let mut programme = programme.clone();
        programme.participants.push(participant.clone());
        let (problem, outcome) = planned(&programme);
        let visits = visits(&problem, &outcome, "supplier");
        assert_eq!(visits.len(), 2);
        visits[0].2 < visits[1].3 && visits[1].2 < visits[0].3
    };
    assert!(together(&supplier), "its systems are two");
    supplier.max_concurrent_environments = Some(1);
    assert!(!together(&supplier), "one system, re-purposed");
}

#[test]
fn a_23_sit_waives_qualification_for_those_who_pass() {
    let mut programme = uit();
    let passed = Completed { stage: "SIT".into(), on: day("2025-04-07").into() };
    // Z was in SIT: without Qualification if it passed, with it otherwise.
    let routes = || {
        vec![Route::new("passed", ["Sandbox"]), Route::new("qualify", ["Qualification", "Sandbox"])]
    };
    let mut z = Participant::with_routes("Z", routes());
    z.completed.push(passed);
    programme.participants.push(z);
    programme.participants.push(Participant::with_routes("Z failed", routes()));
    programme.participants.push(Participant::new("W", ["Qualification"]));
    let (problem, outcome) = planned(&programme);
    let stages = |id: &str| -> Vec<String> {
        visits(&problem, &outcome, id).into_iter().map(|visit| visit.0).collect()
    };
    assert_eq!(stages("W"), ["Qualification"]);
    assert_eq!(stages("Z failed"), ["Qualification", "Sandbox"]);
    // Z may: it is not asked to. What it may not go without, the other does not have.
    assert!(stages("Z") == ["Sandbox"] || stages("Z") == ["Qualification", "Sandbox"]);
    let mut hurried = programme.clone();
    hurried.participants.retain(|participant| participant.id == "Z");
    hurried.participants[0].ready.push(slotwise::model::Ready {
        from: day("2026-01-19").into(),
        environment: None,
        stage: None,
        reason: String::new(),
    });
    // After Qualification has closed, Sandbox alone is left to it.
    let (problem, outcome) = planned(&hurried);
    assert_eq!(visits(&problem, &outcome, "Z")[0].0, "Sandbox");
    hurried.participants[0].completed.clear();
    let (problem, outcome) = planned(&hurried);
    assert!(visits(&problem, &outcome, "Z").is_empty());
}
