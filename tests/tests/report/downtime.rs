//! The downtime log: read, written, judged, summed up.

use chrono::NaiveDate;
use slotwise::error::Error;
use slotwise::format::{read_downtime, read_downtime_csv, write_downtime, write_downtime_csv};
use slotwise::model::{
    Cause, Downtime, DowntimeLog, Movable, Target, Unavailability, UnavailabilityKind, When,
};
use slotwise::report::{DowntimeOptions, DowntimeReport, Show, downtime};

use crate::sample::day;
use crate::steps;

fn at(text: &str) -> When {
    When::parse(text).expect("a moment")
}

/// Five entries around March and April 2024.
fn log() -> DowntimeLog {
    let (planned, unplanned) = (UnavailabilityKind::Planned, UnavailabilityKind::Unplanned);
    let sit = || Target::Environment("SIT_A".into());
    DowntimeLog {
        entries: vec![
            Downtime {
                cause: Cause::Patching,
                root_cause: "slow backup".into(),
                ..Downtime::new("patching", sit(), planned)
                    .with_planned(day("2024-03-09"), day("2024-03-11"))
                    .with_actual(
                        at("2024-03-09T08:00:00+00:00"),
                        Some(at("2024-03-11T12:00:00+00:00")),
                    )
            },
            Downtime {
                cause: Cause::Infrastructure,
                root_cause: "storage controller".into(),
                defect: "D-7".into(),
                participants: vec!["Dune".into()],
                ..Downtime::new("disk", sit(), unplanned).with_actual(
                    at("2024-03-20T10:00:00+00:00"),
                    Some(at("2024-03-21T10:00:00+00:00")),
                )
            },
            Downtime {
                cause: Cause::Deployment,
                ..Downtime::new(
                    "DIP 2.1",
                    Target::Component("DIP".into()),
                    UnavailabilityKind::AdHoc,
                )
                .with_planned(day("2024-03-28"), day("2024-03-29"))
            },
            Downtime::new("move", Target::Participant("Acme".into()), planned)
                .with_planned(day("2024-03-30"), day("2024-04-02"))
                .with_actual(day("2024-03-30"), Some(day("2024-04-03").into())),
            Downtime::new("closure", Target::Everywhere, planned)
                .with_planned(day("2024-12-24"), day("2024-12-28")),
        ],
    }
}

fn report(from: &str, to: &str) -> DowntimeReport {
    let problem = steps::problem();
    let options = DowntimeOptions::default().with_from(day(from)).with_to(day(to));
    downtime(&problem, &log(), Some(&steps::plan(&problem)), &options).expect("a sound log")
}

/// D-59, with hours and working days counted by hand. March ends with a day of 23 hours.
#[test]
fn d_59_downtime_is_logged_planned_against_actual() {
    let report = report("2024-03-01", "2024-05-01");
    let entries: Vec<_> = (report.entries.iter())
        .map(|row| {
            (row.id.as_str(), row.planned_hours, row.actual_hours, row.participants.join("+"))
        })
        .collect();
    assert_eq!(
        entries,
        [
            // The slot of Acme begins a week later.
            ("patching", 48.0, 52.0, String::new()),
            ("disk", 0.0, 24.0, "Acme+Dune".into()),
            ("DIP 2.1", 24.0, 0.0, String::new()),
            // Bolt relies on Acme in April.
            ("move", 71.0, 95.0, "Acme+Bolt".into()),
        ]
    );
    assert_eq!(report.entries[2].environments, ["SIT_A"], "it has the DIP");
    let kinds: Vec<_> = (report.kinds.iter())
        .map(|sum| (sum.kind, sum.entries, sum.planned_hours, sum.actual_hours))
        .collect();
    assert_eq!(
        kinds,
        [
            (UnavailabilityKind::Planned, 2, 119.0, 147.0),
            (UnavailabilityKind::AdHoc, 1, 24.0, 0.0),
            (UnavailabilityKind::Unplanned, 1, 0.0, 24.0),
        ]
    );
    let environments: Vec<_> = (report.environments.iter())
        .map(|sum| {
            let kind = sum.kind.map_or("all".into(), |kind| format!("{kind:?}"));
            let hours = (sum.planned_hours, sum.actual_hours);
            (sum.environment.as_str(), kind, sum.entries, hours, sum.open, sum.lost)
        })
        .collect();
    assert_eq!(
        environments,
        [
            // 21 weekdays in March, 22 in April; lost are 11, 20 and 21 March.
            ("SIT_A", "Planned".into(), 1, (48.0, 52.0), 43, 1),
            ("SIT_A", "AdHoc".into(), 1, (24.0, 0.0), 43, 0),
            ("SIT_A", "Unplanned".into(), 1, (0.0, 24.0), 43, 2),
            ("SIT_A", "all".into(), 3, (72.0, 76.0), 43, 3),
            ("UIT", "all".into(), 0, (0.0, 0.0), 22, 0),
        ]
    );
    assert_eq!(report.environments[3].availability(), Some(40.0 / 43.0));
}

#[test]
fn months_have_hours_root_causes_and_participants() {
    let report = report("2024-03-01", "2024-05-01");
    let months: Vec<_> = (report.months.iter())
        .map(|sum| {
            let causes: Vec<_> = (sum.root_causes.iter())
                .map(|cause| format!("{} {} {}", cause.what, cause.entries, cause.hours))
                .collect();
            let hours = (sum.planned_hours, sum.actual_hours);
            (sum.month, sum.entries, hours, causes.join(", "), sum.participants.join("+"))
        })
        .collect();
    assert_eq!(
        months,
        [
            (
                day("2024-03-01"),
                4,
                (119.0, 123.0),
                "slow backup 1 52, maintenance 1 47, storage controller 1 24".into(),
                // At the weekend at the end of March, Bolt has no slot.
                "Acme+Dune".into()
            ),
            (day("2024-04-01"), 1, (24.0, 48.0), "maintenance 1 48".into(), "Acme+Bolt".into()),
        ]
    );
}

#[test]
fn what_overlaps_takes_an_environment_away_once() {
    let problem = steps::problem();
    let mut log = log();
    log.entries.push(
        Downtime::new("again", Target::Everywhere, UnavailabilityKind::Unplanned)
            .with_actual(day("2024-03-21"), Some(day("2024-03-22").into())),
    );
    let options = DowntimeOptions::default().with_to(day("2024-05-01"));
    let report = downtime(&problem, &log, None, &options).unwrap();
    let sit = report.environments.iter().find(|sum| sum.kind.is_none()).unwrap();
    // Of the 48 hours from 20 March 10:00 to 22 March, 10 are down twice.
    assert_eq!((sit.actual_hours, sit.lost), (52.0 + 38.0, 3));
    // Without a plan, it hits those who say so.
    let hit: Vec<_> = report.entries.iter().flat_map(|row| row.participants.clone()).collect();
    assert_eq!(hit, ["Dune", "Acme"]);
}

#[test]
fn what_is_going_on_counts_up_to_a_day_that_is_said() {
    let problem = steps::problem();
    let log = DowntimeLog {
        entries: vec![
            Downtime::new("down", Target::Everywhere, UnavailabilityKind::Unplanned)
                .with_actual(day("2024-05-06"), None),
        ],
    };
    let findings = downtime(&problem, &log, None, &DowntimeOptions::default()).unwrap_err();
    assert_eq!((&*findings.0[0].code, &*findings.0[0].path), ("SW-E3410", "entries[0].actual.to"));
    let options = DowntimeOptions::default().with_to(day("2024-05-08"));
    let report = downtime(&problem, &log, None, &options).unwrap();
    assert_eq!(report.entries[0].actual_hours, 48.0);
    assert!(report.entries[0].going_on);
    assert!(report.text().contains("since Mon 6 May 2024"), "{}", report.text());
}

#[test]
fn it_comes_back_from_json_and_csv() {
    let log = log();
    assert_eq!(read_downtime(&write_downtime(&log)).unwrap(), log);
    let csv = write_downtime_csv(&log);
    assert_eq!(read_downtime_csv(&csv).unwrap(), log);
    insta::assert_snapshot!("downtime_csv", csv);
    // As people write it.
    let own = "Planned_To,PLANNED_FROM,Id,Everywhere,Environment,Kind,Cause,Participants\n\
               2024-03-11,2024-03-09,patching,no,SIT_A,Ad hoc,Data-Refresh,Acme;Dune\n\
               2024-12-28,2024-12-24,closure,yes,,,,\n";
    let read = read_downtime_csv(own).unwrap();
    let patching = &read.entries[0];
    assert_eq!((patching.kind, patching.cause), (UnavailabilityKind::AdHoc, Cause::DataRefresh));
    assert_eq!(patching.participants, ["Acme", "Dune"]);
    assert_eq!(read.entries[1], log.entries[4]);
}

#[test]
fn a_csv_that_cannot_be_read_is_told_by_line() {
    let wrong = "id,environment,participant,kind,planned_from,planned_to,actual_to\n\
                 a,SIT_A,Acme,planned,2024-03-09,2024-03-10,\n\
                 b,,,planned,2024-03-09,2024-03-10,\n\
                 c,SIT_A,,surprise,soon,,2024-03-10\n";
    let Err(Error::Unreadable(findings)) = read_downtime_csv(wrong) else { panic!("it was read") };
    insta::assert_snapshot!("downtime_findings", findings.to_string());
    let Err(Error::Unreadable(findings)) = read_downtime_csv("id,environmnt\n") else {
        panic!("it was read")
    };
    assert!(findings.to_string().contains("did you mean environment?"), "{findings}");
}

#[test]
fn a_log_begins_with_what_the_programme_has() {
    let mut programme = steps::programme();
    programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::Unplanned,
        defect: "D-9".into(),
        ..Unavailability::new("crash", Target::Everywhere, day("2024-02-01"), day("2024-02-03"))
    });
    programme.unavailability.push(Unavailability {
        movable: Some(Movable::Around { days: 5 }),
        ..Unavailability::new("refresh", Target::Everywhere, day("2024-05-01"), day("2024-05-02"))
    });
    let mut log = DowntimeLog::of(&programme);
    let times: Vec<_> = (log.entries.iter())
        .map(|entry| (entry.id.as_str(), entry.planned.is_some(), entry.actual.is_some()))
        .collect();
    let expected = [("DIP 2.0", true, false), ("crash", false, true), ("refresh", true, false)];
    assert_eq!(times, expected);
    assert!(log.validate(&programme).0.is_empty());
    // Movable maintenance goes elsewhere; what is fixed was moved since.
    for entry in &mut log.entries {
        if let Some(planned) = &mut entry.planned {
            planned.to = NaiveDate::from_ymd_opt(2024, 6, 1).unwrap().into();
        }
    }
    let findings = log.validate(&programme);
    assert_eq!(findings.0.iter().map(|one| &*one.code).collect::<Vec<_>>(), ["SW-W3406"]);
}

#[test]
fn it_reads_as_text_and_html() {
    let report = report("2024-03-01", "2024-05-01");
    insta::assert_snapshot!("downtime_text", report.text());
    let html = report.html();
    assert!(html.contains(">storage controller<"), "{html}");
}
