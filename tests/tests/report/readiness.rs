//! The readiness report.

use slotwise::model::Lead;
use slotwise::report::{
    ReadinessOptions, ReadinessReport, ReadinessState, Show, StageReadiness, readiness,
};

use crate::sample::day;
use crate::steps;

fn report(as_of: &str, lead: Option<i64>) -> ReadinessReport {
    let problem = steps::problem();
    let mut options = ReadinessOptions::new(day(as_of));
    if let Some(days) = lead {
        options = options.with_lead(Lead::WorkingDays(days));
    }
    readiness(&problem, Some(&steps::plan(&problem)), &options)
}

/// What, state, expected, by, begin by, slack: of a participant for a stage.
fn rows(report: &ReadinessReport, who: &str, stage: &str) -> Vec<String> {
    (report.rows.iter())
        .filter(|row| row.participant == who && row.stage == stage)
        .map(|row| {
            let text = |value: Option<String>| value.unwrap_or_else(|| "-".into());
            format!(
                "{}: {:?} {} {} {} {}",
                row.what,
                row.state,
                text(row.expected.map(|when| when.to_string())),
                text(row.by.map(|when| when.to_string())),
                text(row.begin_by.map(|when| when.to_string())),
                text(row.slack.map(|days| days.to_string())),
            )
        })
        .collect()
}

/// D-69: by the start of the slot on Monday 18 March, as of the Friday before.
#[test]
fn d_69_each_criterion_has_state_date_and_the_day_by_which_it_must_be_true() {
    let report = report("2024-03-15", None);
    assert_eq!(
        rows(&report, "Acme", "FUNCTIONAL"),
        [
            "TLS on SIT_A: Met 2024-02-01 2024-03-18 - 32",
            "JWS on SIT_A: Met 2024-03-11 2024-03-18 2024-03-04 5",
            "webhooks on SIT_A: Late 2024-03-20 2024-03-18 - -2",
            "API on SIT_A: Open - 2024-03-18 - -",
            "MDS endpoint on SIT_A: Met 2024-02-20 2024-03-18 - 19",
            "SRO for certificates on SIT_A: Met - 2024-03-18 - -",
            "ARO for certificates on SIT_A: Met 2024-01-08 2024-03-18 - 50",
            "TC for certificates on SIT_A: Open - 2024-03-18 - -",
            "environment manager: Met - 2024-03-18 - -",
            "configuration in its request: Met - 2024-03-18 - -",
            "test users in its request: Open - 2024-03-18 - -",
            "notice of 10 working days: Expected 2024-03-18 2024-03-18 2024-03-04 0",
            "test data meter points: Late 2024-03-22 2024-03-18 2024-02-26 -4",
            "DIP 2.0 deployed: Met 2024-03-14 2024-03-18 - 2",
        ]
    );
    // UIT opens on 1 April, and nobody has begun the 60 days that it takes to set up.
    assert_eq!(
        rows(&report, "Acme", "SANDBOX"),
        [
            "FUNCTIONAL complete: Expected 2024-03-30 2024-04-01 - 0",
            "UIT set up: Late - 2024-04-01 2024-02-01 -",
        ]
    );
    assert_eq!(
        rows(&report, "Bolt", "SANDBOX"),
        [
            "FUNCTIONAL complete: Met 2024-01-02 2024-04-01 - 64",
            "UIT set up: Late - 2024-04-01 2024-02-01 -",
        ]
    );
    // Nobody else has a slot to be in time for; UIT opens all the same.
    let cole = rows(&report, "Cole", "FUNCTIONAL");
    assert_eq!(cole.len(), 13, "{cole:?}");
    assert_eq!(cole[0], "TLS on SIT_A: Open - - - -");
    assert_eq!(cole[12], "DIP 2.0 deployed: Met 2024-03-14 - - -");
    assert_eq!(
        rows(&report, "Dune", "SANDBOX"),
        ["FUNCTIONAL complete: Open - - - -", "UIT set up: Late - 2024-04-01 2024-02-01 -"]
    );
    let sum = |stage: &str, participants, ready, [met, expected, open, late]: [usize; 4]| {
        StageReadiness { stage: stage.into(), participants, ready, met, expected, open, late }
    };
    assert_eq!(
        report.stages,
        [
            // Of Acme 8, 1, 3, 2. Of Cole only DIP 2.0 is there, and its notice is dated.
            sum("FUNCTIONAL", 2, 0, [9, 2, 14, 2]),
            sum("SANDBOX", 4, 0, [1, 1, 2, 4]),
        ]
    );
}

#[test]
fn with_a_lead_everything_must_be_true_earlier() {
    let report = report("2024-03-15", Some(5));
    let rows = rows(&report, "Acme", "FUNCTIONAL");
    // Five working days before Monday 18 March begin on Monday 11 March.
    assert_eq!(rows[1], "JWS on SIT_A: Met 2024-03-11 2024-03-11 2024-02-26 0");
    assert_eq!(rows[3], "API on SIT_A: Late - 2024-03-11 - -");
    assert_eq!(rows[11], "notice of 10 working days: Late 2024-03-18 2024-03-11 2024-02-26 -5");
    assert_eq!(rows[13], "DIP 2.0 deployed: Late 2024-03-14 2024-03-11 - -3");
}

#[test]
fn what_nobody_has_dated_is_late_once_it_cannot_be_begun_in_time() {
    let uit = |as_of: &str| {
        let report = report(as_of, None);
        let of = |row: &&slotwise::report::ReadinessRow| row.what == "UIT set up";
        report.rows.iter().find(of).map(|row| row.state)
    };
    assert_eq!(uit("2024-02-01"), Some(ReadinessState::Open), "the last day to begin");
    assert_eq!(uit("2024-02-02"), Some(ReadinessState::Late));
    let api = |as_of: &str| report(as_of, None).rows[3].state;
    assert_eq!(api("2024-03-17"), ReadinessState::Open);
    assert_eq!(api("2024-03-18"), ReadinessState::Late, "the slot starts");
}

#[test]
fn without_a_plan_nobody_has_a_slot() {
    let problem = steps::problem();
    let report = readiness(&problem, None, &ReadinessOptions::new(day("2024-03-15")));
    assert!(report.rows.iter().all(|row| row.starts.is_none()));
    assert_eq!(rows(&report, "Bolt", "FUNCTIONAL"), [""; 0], "it has that behind it");
    assert_eq!(
        rows(&report, "Acme", "FUNCTIONAL")[2],
        "webhooks on SIT_A: Expected 2024-03-20 - - -"
    );
}

#[test]
fn it_reads_as_text_and_html() {
    let report = report("2024-03-15", None);
    insta::assert_snapshot!("readiness_text", report.text());
    insta::assert_snapshot!("readiness_html", report.html());
    let data: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(data["rows"][1]["kind"], "connectivity");
    assert_eq!(data["rows"][1]["takes"], serde_json::json!({"working_days": 10}));
}
