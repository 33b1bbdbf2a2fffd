//! Re-plans of the document's scenarios.

use chrono::NaiveDate;
use slotwise::model::{
    Calendar, Environment, Level, OutagePolicy, OverUnavailability, Participant, Stage, Target,
    Term, When,
};
use slotwise::plan::diff::DiffKind;
use slotwise::replan::{Change, Outage, OutageEnd, ReplanOptions, Replanned, replan};
use slotwise::{Plan, Problem, Programme, SolveOptions, solve};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// three stages in turn on SIT-B, of 56, 56 and 28 days, a changeover of 7 days between them.
fn three_stages() -> Programme {
    let (from, to) = (day("2024-02-26"), day("2025-04-07"));
    let mut programme =
        Programme::new("A-10", Calendar::days("Europe/London", from, to).every_day());
    let mut sit_b = Environment::new("SIT-B", from, to);
    sit_b.changeover.periods = 7;
    programme.environments.push(sit_b);
    let stages = [("Migration", 56), ("Non-Functional", 56), ("Operational", 28)];
    for (id, days) in stages {
        let mut stage = Stage::new(id, days, ["SIT-B"]);
        stage.over_unavailability = OverUnavailability::Pause { allowance: 10 };
        programme.stages.push(stage);
    }
    programme.participants.push(Participant::new("P1", stages.map(|(id, _)| id)));
    // Finish early.
    programme.objective.levels = vec![
        Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
        Level::new("completion", [(Term::Completion, 1.0)]),
    ];
    programme.outage_policy = Some(OutagePolicy { notice: None, defects: true });
    programme
}

fn outage() -> Outage {
    Outage::new(
        "INC-7",
        Target::Environment("SIT-B".into()),
        day("2024-05-13"),
        OutageEnd::Known(day("2024-05-17").into()),
    )
}

fn slots(problem: &Problem, plan: &Plan) -> Vec<(String, When, When)> {
    let mut slots: Vec<_> = (plan.slots.iter())
        .map(|slot| {
            let (from, to) = problem.timeline.dates(slot.span);
            (problem.programme.stages[slot.stage.index()].id.clone(), from, to)
        })
        .collect();
    slots.sort_by_key(|(_, from, _)| from.date());
    slots
}

#[test]
fn a_10_an_unplanned_outage_of_sit_b_is_made_up() {
    let before = Problem::new(&three_stages()).expect("a valid programme");
    let plan = solve(&before, &SolveOptions::default()).expect("an outcome").plan;
    let slot = |stage: &str, from: &str, to: &str| (stage.into(), day(from).into(), day(to).into());
    assert_eq!(
        slots(&before, &plan),
        [
            slot("Migration", "2024-02-26", "2024-04-22"),
            slot("Non-Functional", "2024-04-29", "2024-06-24"),
            slot("Operational", "2024-07-01", "2024-07-29"),
        ]
    );
    let options = ReplanOptions::new(day("2024-05-13"));
    // Without its defect number it is refused (D-58).
    let refused = replan(&before, &plan, &[Change::Outage(outage())], &options);
    assert!(refused.expect_err("refused").to_string().contains("SW-E3111"));

    let changes = [Change::Outage(outage().with_defect("DEF-1"))];
    let Replanned { problem, outcome, diff, .. } =
        replan(&before, &plan, &changes, &options).expect("a re-plan");
    assert!(outcome.gap() <= 0.0, "proven: {:?}", outcome.levels);
    assert_eq!(
        slots(&problem, &outcome.plan),
        [
            slot("Migration", "2024-02-26", "2024-04-22"),
            slot("Non-Functional", "2024-04-29", "2024-06-28"),
            slot("Operational", "2024-07-05", "2024-08-02"),
        ]
    );
    let told: Vec<_> = (diff.slots.iter())
        .map(|slot| (slot.kind, slot.days.expect("both"), slot.end_days.expect("both")))
        .collect();
    assert_eq!(told, [(DiffKind::Kept, 0, 4), (DiffKind::Moved, 4, 4)]);
    let moves = diff.moves();
    assert_eq!((moves.moved, moves.added, moves.dropped), (1, 0, 0));
    // 248 days are left to the end of SIT-B.
    assert_eq!((day("2025-04-07") - day("2024-08-02")).num_days(), 248);
}

#[test]
fn dates_and_baselines_that_make_no_sense_are_refused() {
    let before = Problem::new(&three_stages()).expect("a valid programme");
    let plan = solve(&before, &SolveOptions::default()).expect("an outcome").plan;
    let mut options = ReplanOptions::new(day("2024-05-13"));
    options.notice = Some(slotwise::model::Lead::Days(-1));
    let mut other = plan.clone();
    other.slots[0].environment = slotwise::model::EnvironmentId(7);
    let told = replan(&before, &other, &[], &options).expect_err("refused").to_string();
    assert!(told.contains("SW-E4101 notice") && told.contains("SW-E4102 baseline"), "{told}");
    let moment = When::parse("2024-05-13T08:00:00+01:00").expect("a moment");
    let told = replan(&before, &plan, &[], &ReplanOptions::new(moment)).expect_err("refused");
    assert!(told.to_string().contains("SW-E0212 now"), "{told}");
}
