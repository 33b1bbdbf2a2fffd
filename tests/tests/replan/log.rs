//! The downtime log of the past as changes: what was lost is planned again.

use chrono::DateTime;
use slotwise::check::check;
use slotwise::model::{Downtime, DowntimeLog, Target, Unavailability, UnavailabilityKind, When};
use slotwise::replan::{
    Change, Outage, OutageEnd, ReplanOptions, UnavailabilityMoved, log_changes, replan,
};
use slotwise::{Problem, SolveOptions, solve};
use slotwise_tests::small::{self, day};

fn moment(text: &str) -> When {
    DateTime::parse_from_rfc3339(text).unwrap().into()
}

fn incident(id: &str, environment: &str, from: When, to: Option<When>) -> Downtime {
    let on = Target::Environment(environment.into());
    Downtime::new(id, on, UnavailabilityKind::Unplanned).with_actual(from, to)
}

/// Two pieces of maintenance, as planned.
fn problem() -> Problem {
    let mut programme = small::programme();
    for (id, first) in [("late", 10), ("kept", 24)] {
        let on = Target::Environment("SIT-B".into());
        programme.unavailability.push(Unavailability::new(id, on, day(first), day(first + 1)));
    }
    Problem::new(&programme).unwrap()
}

#[test]
fn each_entry_is_the_change_that_it_tells_of() {
    let problem = problem();
    let mut log = DowntimeLog::of(&problem.programme);
    // By id: kept, late.
    log.entries[0] = log.entries[0].clone().with_actual(day(24), Some(day(25).into()));
    log.entries[1] = log.entries[1].clone().with_actual(day(11), Some(day(13).into()));
    let part = (moment("2024-07-09T10:00:00+01:00"), moment("2024-07-09T15:30:00+01:00"));
    let mut day_lost = incident("INC-2", "SIT-A", part.0, Some(part.1));
    day_lost.root_cause = "disk full".into();
    log.entries.extend([
        incident("INC-4", "SIT-A", day(22).into(), None),
        day_lost,
        // A weekend.
        incident("INC-3", "SIT-A", day(13).into(), Some(day(15).into())),
        Downtime::new("planned", Target::Everywhere, UnavailabilityKind::AdHoc)
            .with_planned(day(29), day(30)),
    ]);
    let found = log_changes(&problem, &log, Some(day(27).into())).unwrap();
    let outage =
        |id: &str, from, end| Outage::new(id, Target::Environment("SIT-A".into()), day(from), end);
    let mut first = outage("INC-2", 9, OutageEnd::Known(day(10).into()));
    first.reason = "disk full".into();
    let expected = [
        Change::Outage(first),
        Change::UnavailabilityMoved(UnavailabilityMoved {
            unavailability: "late".into(),
            from: Some(day(11).into()),
            end: OutageEnd::Known(day(13).into()),
        }),
        Change::Outage(outage("INC-4", 22, OutageEnd::Estimated(day(27).into()))),
    ];
    assert_eq!(found, expected);

    for expected in [None, Some(day(22).into())] {
        let refused = log_changes(&problem, &log, expected).unwrap_err();
        let told = (&*refused.0[0].code, &*refused.0[0].path);
        assert_eq!(told, ("SW-E3410", "entries[2].actual.to"));
    }
    log.entries[2].on = Target::Environment("SIT-Z".into());
    let refused = log_changes(&problem, &log, Some(day(27).into())).unwrap_err();
    assert_eq!(&*refused.0[0].path, "entries[2].on.environment");
}

/// A log without anything in it that was not planned changes nothing.
#[test]
fn the_log_as_it_begins_tells_of_no_change() {
    let mut problem = problem();
    let log = DowntimeLog::of(&problem.programme);
    assert_eq!(log_changes(&problem, &log, None).unwrap(), []);
    let mut programme = problem.programme.clone();
    let on = Target::Environment("SIT-A".into());
    let mut incident = Unavailability::new("INC-1", on, day(9), day(10));
    incident.kind = UnavailabilityKind::Unplanned;
    programme.unavailability.push(incident);
    problem = Problem::new(&programme).unwrap();
    let log = DowntimeLog::of(&problem.programme);
    assert_eq!(log_changes(&problem, &log, None).unwrap(), []);
}

#[test]
fn what_was_lost_is_planned_again() {
    let problem = Problem::new(&small::programme()).unwrap();
    let options = SolveOptions::default().with_threads(1);
    let plan = solve(&problem, &options).unwrap().plan;
    let slot = plan.slots.iter().find(|slot| slot.environment.index() == 0).unwrap();
    let (from, _) = problem.timeline.dates(slot.span);
    // It was down in the middle of the first slot, which is over by now.
    let struck = from.date() + chrono::Days::new(1);
    let next = struck.succ_opt().unwrap();
    let log =
        DowntimeLog { entries: vec![incident("INC-1", "SIT-A", struck.into(), Some(next.into()))] };
    let changes = log_changes(&problem, &log, None).unwrap();
    let now = problem.timeline.day(slot.span.end);
    let options = ReplanOptions::new(now).with_solve(options);
    let found = replan(&problem, &plan, &changes, &options).unwrap();
    assert_eq!(check(&found.problem, &found.outcome.plan), []);
    assert!(found.outcome.unplaced.is_empty());
    let lost: Vec<_> = (plan.assignments.iter().enumerate())
        .filter(|(_, one)| one.visits.iter().any(|v| plan.slots[v.slot as usize].span == slot.span))
        .map(|(place, _)| place)
        .collect();
    assert!(!lost.is_empty());
    for place in lost {
        let again = &found.outcome.plan.assignments[place];
        let first = &found.outcome.plan.slots[again.visits[0].slot as usize];
        assert!(first.span.start >= slot.span.end, "planned again from now on");
    }
    assert!(found.diff.participants.iter().all(|one| !one.visits.is_empty()));
}
