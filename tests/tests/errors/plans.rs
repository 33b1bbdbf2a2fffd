//! Plans in files: `10`.

use slotwise::format::{read_plan, read_plan_csv};
use slotwise::model::TrancheSlot;
use slotwise::{Error, Problem};

use super::base::{day, programme};

/// A mistake in a file: its code, its path, and the text.
struct Case(&'static str, &'static str, String);

fn problem() -> Problem {
    let mut programme = programme();
    programme.participants[0].organisation = "Acme Ltd".into();
    programme.slots.push(TrancheSlot::new("first", "Functional", "SIT-A", day(8)));
    Problem::new(&programme).expect("a valid programme")
}

fn slot(stage: &str, from: &str, to: &str, who: &str) -> String {
    let environment = if stage == "Functional" { "SIT-A" } else { "SIT-B" };
    format!(
        r#"{{"stage": "{stage}", "environment": "{environment}", "from": "{from}", "to": "{to}", "participants": [{who}]}}"#
    )
}

fn json(slots: &[String], more: &str) -> String {
    format!(r#"{{"format_version": 1, "plan": {{"slots": [{}]{more}}}}}"#, slots.join(", "))
}

fn in_json() -> Vec<Case> {
    let week = |who| slot("Functional", "2024-07-15", "2024-07-20", who);
    let first = week("").replace('{', r#"{"id": "first", "#);
    let takes = |route| format!(r#"{{"participant": "Acme", "route": "{route}"}}"#);
    let other = r#", "provenance": {"version": "0", "programme_hash": "0", "options": ""}"#;
    vec![
        Case(
            "SW-E1001",
            "slots[0].to",
            json(&[slot("Functional", "2024-07-15", "2024-09-01", "")], ""),
        ),
        Case(
            "SW-E1002",
            "slots[0]",
            json(&[slot("Functional", "2024-07-13", "2024-07-15", "")], ""),
        ),
        Case("SW-E1003", "slots[1]", json(&[first.clone(), first], "")),
        Case("SW-E1004", "slots[0].participants[1]", json(&[week(r#""Acme", "Acme""#)], "")),
        Case(
            "SW-E1005",
            "assignments[1].route",
            json(
                &[week(r#""Acme""#)],
                &format!(r#", "assignments": [{}, {}]"#, takes("route"), takes("short")),
            ),
        ),
        Case(
            "SW-E1006",
            "unplaced[0].participant",
            json(&[week(r#""Acme""#)], r#", "unplaced": [{"participant": "Acme"}]"#),
        ),
        Case(
            "SW-E1007",
            "slots[0].participants[0]",
            json(&[slot("Operational", "2024-07-15", "2024-07-18", r#""Bolt""#)], ""),
        ),
        Case(
            "SW-W1001",
            "slots[0].from",
            json(&[slot("Functional", "2024-07-13", "2024-07-20", "")], ""),
        ),
        Case("SW-W1002", "provenance.programme_hash", json(&[week("")], other)),
    ]
}

fn in_csv() -> Vec<Case> {
    let header = "participant,organisation,stage,environment,from,to";
    let rows = |row: &str| format!("{header}\n{row}\n");
    vec![
        Case("SW-E1008", "line[1]", rows("").replace("stage", "stag")),
        Case("SW-E1009", "line[2]", rows("Acme,Acme Ltd,Functional")),
        Case(
            "SW-E1010",
            "line[2].from",
            rows("Acme,Acme Ltd,Functional,SIT-A,15/07/2024,2024-07-20"),
        ),
        Case(
            "SW-W1003",
            "line[2].organisation",
            rows("Acme,Bolt Ltd,Functional,SIT-A,2024-07-15,2024-07-20"),
        ),
    ]
}

/// The codes that are raised here.
pub fn codes() -> Vec<&'static str> {
    in_json().iter().chain(&in_csv()).map(|case| case.0).collect()
}

#[test]
fn each_is_found() {
    let mut problem = problem();
    // Two routes for the one, and none with the second stage for the other.
    let mut programme = problem.programme.clone();
    let short = slotwise::model::Route::new("short", ["Functional"]);
    programme.participants[0].routes.push(short.clone());
    programme.participants[1].routes = vec![short];
    problem = Problem::new(&programme).expect("a valid programme");

    let mut told = Vec::new();
    let read_json = in_json().into_iter().map(|case| (read_plan(&problem, &case.2), case));
    let read_csv = in_csv().into_iter().map(|case| (read_plan_csv(&problem, &case.2), case));
    for (read, Case(code, path, text)) in read_json.chain(read_csv) {
        let findings = match read {
            Ok(plan) => plan.warnings,
            Err(Error::Unreadable(findings)) => findings,
            Err(other) => panic!("{other}"),
        };
        let Some(found) = findings.0.iter().find(|finding| finding.code == code) else {
            panic!("{code} is not among:\n{findings}\nof\n{text}");
        };
        assert_eq!(found.path, path, "{found}");
        told.push(found.to_string());
    }
    insta::assert_snapshot!(told.join("\n"));
}
