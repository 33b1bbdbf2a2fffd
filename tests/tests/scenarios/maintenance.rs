//! Maintenance that moves: where it costs the least testing, and never on a running slot.

use slotwise::format::{read_plan, read_plan_csv, write_plan, write_plan_csv};
use slotwise::model::{Cause, Movable, Participant, Pin, Target, TrancheSlot, Unavailability};
use slotwise::planner::Outcome;
use slotwise::report::{GanttOptions, gantt_svg};
use slotwise::{Problem, Programme};

use super::{day, planned, problem, programme, roomy, shared, visits};

/// Testing on `SIT_A` on weekdays, its maintenance over a weekend, and a refresh that is asked for on
/// weekdays before.
fn sit_a(to: &str) -> Programme {
    let mut programme = programme();
    programme.environments.push(shared("SIT_A", "2023-07-23", "2025-04-07"));
    programme.stages.push(roomy("Functional", 5, "SIT_A"));
    let on = || Target::Environment("SIT_A".into());
    let maintenance =
        Unavailability::new("maintenance", on(), day("2024-03-09"), day("2024-03-11"));
    programme.unavailability.push(maintenance);
    programme.unavailability.push(Unavailability {
        cause: Cause::DataRefresh,
        movable: Some(Movable::Around { days: 7 }),
        ..Unavailability::new("refresh", on(), day("2024-03-06"), day(to))
    });
    programme
}

/// First day, first day after, test days lost.
fn refresh(problem: &Problem, outcome: &Outcome) -> (String, String, u32) {
    assert_eq!(outcome.plan.maintenance.len(), 1);
    let placed = outcome.plan.maintenance[0];
    let one = &problem.maintenance[0];
    assert_eq!(placed.unavailability, one.cause);
    let place = one.places[placed.place as usize];
    (place.from.to_string(), place.to.to_string(), place.lost)
}

#[test]
fn a_19_a_refresh_moves_into_planned_maintenance() {
    let (problem, outcome) = planned(&sit_a("2024-03-08"));
    let one = &problem.maintenance[0];
    let wished = one.places.iter().find(|place| place.from == day("2024-03-06")).unwrap();
    assert_eq!((one.places.len(), wished.lost, wished.outside), (15, 2, 2));
    let moved = ("2024-03-09".to_owned(), "2024-03-11".to_owned(), 0);
    assert_eq!(refresh(&problem, &outcome), moved);
    // Of three days, one is a test day whatever is done; most of it lies in planned maintenance.
    let (problem, outcome) = planned(&sit_a("2024-03-09"));
    let longer = ("2024-03-08".to_owned(), "2024-03-11".to_owned(), 1);
    assert_eq!(refresh(&problem, &outcome), longer);
    // Without the planned maintenance the first weekend is as good, and earlier.
    let mut without = sit_a("2024-03-08");
    without.unavailability.remove(0);
    let (problem, outcome) = planned(&without);
    assert_eq!(refresh(&problem, &outcome).0, "2024-03-02");
}

#[test]
fn d_52_testing_and_maintenance_go_round_one_another() {
    let mut programme = sit_a("2024-03-09");
    programme.participants.push(Participant::new("P", ["Functional"]));
    let start = Some(day("2024-03-04").into());
    let pin = Pin { stage: "Functional".into(), environment: None, start };
    programme.participants[0].pins.push(pin);
    // P tests until 2024-03-08, a Friday: the refresh goes to the next working day after.
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-03-04"));
    assert_eq!(refresh(&problem, &outcome), ("2024-03-09".into(), "2024-03-12".into(), 1));
    // With nowhere else to go, it stays, and P can't be there.
    programme.unavailability[1].movable = Some(Movable::Around { days: 0 });
    let (problem, outcome) = planned(&programme);
    assert!(visits(&problem, &outcome, "P").is_empty());
    assert_eq!(refresh(&problem, &outcome).0, "2024-03-06");
    // A slot given by hand there leaves it no place at all.
    programme.participants[0].pins.clear();
    programme.slots.push(TrancheSlot {
        id: "by hand".into(),
        stage: "Functional".into(),
        environment: "SIT_A".into(),
        start: day("2024-03-04").into(),
        end: None,
        capacity: None,
        reserved: None,
    });
    let codes: Vec<_> = programme.validate().errors().map(|f| f.code.clone()).collect();
    assert_eq!(codes, ["SW-E3305"]);
}

#[test]
fn the_place_is_in_files_and_pictures() {
    let programme = sit_a("2024-03-08");
    let problem = problem(&programme);
    let (_, outcome) = planned(&programme);
    let plan = &outcome.plan;
    let json = write_plan(&problem, plan);
    assert!(json.contains(r#""id": "refresh""#) && json.contains("2024-03-09"), "{json}");
    assert_eq!(&read_plan(&problem, &json).unwrap().plan, plan);
    let csv = write_plan_csv(&problem, plan);
    assert!(csv.ends_with(",,,,,2024-03-09,2024-03-11,,refresh\n"), "{csv}");
    assert_eq!(&read_plan_csv(&problem, &csv).unwrap().plan, plan);
    // A file that does not say where gets the best place.
    let bare = r#"{"format_version": 1, "plan": {"slots": []}}"#;
    assert_eq!(&read_plan(&problem, bare).unwrap().plan, plan);
    let wrong = json.replace("2024-03-11", "2024-03-12");
    let error = read_plan(&problem, &wrong).unwrap_err().to_string();
    assert!(error.contains("SW-E3308"), "{error}");
    let picture = gantt_svg(&problem, plan, &GanttOptions::default());
    let pictured = picture.matches("data refresh (planned)").count();
    assert_eq!(pictured, 1, "where it is put, and not where it was wished for as well");
}
