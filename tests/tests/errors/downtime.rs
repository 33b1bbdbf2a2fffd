//! The downtime log, `34`.

use std::fmt::Write;

use slotwise::error::Error;
use slotwise::format::read_downtime_csv;
use slotwise::model::{
    Downtime, DowntimeLog, Findings, OutagePolicy, Target, Unavailability, UnavailabilityKind,
};
use slotwise::report::{DowntimeOptions, downtime};
use slotwise::{Problem, Programme};

use super::base::{day, programme};

const PLANNED: UnavailabilityKind = UnavailabilityKind::Planned;
const UNPLANNED: UnavailabilityKind = UnavailabilityKind::Unplanned;

/// A code, the path of its first finding, and the log that raises it.
struct Case(&'static str, &'static str, Downtime);

fn entry(kind: UnavailabilityKind) -> Downtime {
    Downtime::new("patch", Target::Environment("SIT-A".into()), kind)
}

fn cases() -> Vec<Case> {
    let planned = || entry(PLANNED).with_planned(day(9), day(10));
    let (at, other) = (day(9), Target::Environment("SIT-B".into()));
    vec![
        Case("SW-E0101", "entries[0].on.environment", {
            Downtime { id: "c".into(), on: Target::Environment("SIT-C".into()), ..planned() }
        }),
        Case("SW-E0101", "entries[0].participants[0]", {
            Downtime { participants: vec!["nobody".into()], ..planned() }
        }),
        Case("SW-E0103", "entries[0].id", Downtime { id: String::new(), ..planned() }),
        Case("SW-E0214", "entries[0].planned.to", entry(PLANNED).with_planned(at, at)),
        Case("SW-E3111", "entries[0].defect", {
            Downtime { id: "a".into(), ..entry(UNPLANNED).with_actual(at, None) }
        }),
        Case("SW-E3402", "entries[0]", entry(PLANNED)),
        Case("SW-E3403", "entries[0].planned", entry(PLANNED).with_actual(at, None)),
        Case("SW-E3404", "entries[0].planned", {
            let (id, defect) = ("b".into(), "D-1".into());
            Downtime { id, defect, ..entry(UNPLANNED).with_planned(at, day(10)) }
        }),
        Case("SW-E3405", "entries[0].id", Downtime { on: other, ..planned() }),
        Case("SW-W3406", "entries[0].planned", entry(PLANNED).with_planned(at, day(11))),
    ]
}

/// The base, with something of the same name, and defect numbers asked for.
fn known() -> Programme {
    let mut programme = programme();
    programme.unavailability =
        vec![Unavailability::new("patch", Target::Environment("SIT-A".into()), day(9), day(10))];
    programme.outage_policy = Some(OutagePolicy { notice: None, defects: true });
    programme
}

fn told(findings: &Findings, code: &str, path: &str) -> String {
    let Some(found) = findings.0.iter().find(|finding| finding.code == code) else {
        panic!("{code} is not among:\n{findings}");
    };
    assert_eq!(found.path, path, "{found}");
    for error in findings.errors() {
        assert_eq!(error.code, code, "beside {found}");
    }
    found.to_string()
}

/// All codes that these cases raise.
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<_> = cases().iter().map(|case| case.0).collect();
    codes.extend(["SW-E3407", "SW-E3408", "SW-E3409", "SW-E3410"]);
    codes
}

#[test]
fn each_is_found() {
    let programme = known();
    let mut text = String::new();
    for Case(code, path, entry) in cases() {
        let findings = DowntimeLog { entries: vec![entry] }.validate(&programme);
        writeln!(text, "{}", told(&findings, code, path)).expect("text grows");
    }
    let rows = |rows: &str| match read_downtime_csv(&format!("id,environment,kind,{rows}")) {
        Err(Error::Unreadable(findings)) => findings,
        read => panic!("{read:?}"),
    };
    for (code, path, csv) in [
        ("SW-E3407", "line[2].kind", "cause\na,SIT-A,soon,\n"),
        ("SW-E3408", "line[2].planned_to", "planned_from,planned_to\na,SIT-A,,2024-07-09,\n"),
        ("SW-E3409", "line[2]", "participant\na,SIT-A,,Acme\n"),
    ] {
        writeln!(text, "{}", told(&rows(csv), code, path)).expect("text grows");
    }
    let problem = Problem::new(&programme).expect("a valid programme");
    let going_on = Downtime {
        id: "down".into(),
        defect: "D-1".into(),
        ..entry(UNPLANNED).with_actual(day(9), None)
    };
    let log = DowntimeLog { entries: vec![going_on] };
    let options = DowntimeOptions::default();
    let findings = downtime(&problem, &log, None, &options).expect_err("it has no end");
    writeln!(text, "{}", told(&findings, "SW-E3410", "entries[0].actual.to")).expect("it grows");
    insta::assert_snapshot!(text);
}

/// A log is of moments, whatever the calendar counts.
#[test]
fn a_log_may_be_finer_than_the_calendar() {
    let at = |text: &str| slotwise::model::When::parse(text).expect("a moment");
    let fine = |from: &str| {
        let entry = entry(PLANNED).with_planned(day(9), day(10));
        let log = DowntimeLog { entries: vec![entry.with_actual(at(from), None)] };
        log.validate(&known()).to_string()
    };
    let zone = known().calendar.zone;
    assert_eq!(zone, "Europe/London");
    assert_eq!(fine("2024-07-09T08:15:00+01:00"), "");
    assert!(fine("2024-07-09T08:15:00").contains("SW-E0210"));
    assert!(fine("2024-07-09T08:15:00+00:00").contains("SW-E0211"));
}
