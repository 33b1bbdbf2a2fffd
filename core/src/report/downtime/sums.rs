//! Hours, periods and months.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Months, NaiveDate};
use chrono_tz::Tz;

use super::hit::Company;
use super::{
    DowntimeOptions, DowntimeReport, DowntimeRow, EnvironmentDowntime, KindDowntime, MonthDowntime,
    RootCause, struck,
};
use crate::calendar::span::union;
use crate::calendar::{Problem, Span, strikes_target};
use crate::model::{Downtime, DowntimeLog, EnvironmentId, Target, UnavailabilityKind, When};
use crate::plan::Plan;
use crate::report::utilisation::{length, open, shared};
use crate::report::words;

const KINDS: [UnavailabilityKind; 3] =
    [UnavailabilityKind::Planned, UnavailabilityKind::AdHoc, UnavailabilityKind::Unplanned];

/// Seconds since 1970 `[from, to)`.
type Seconds = (i64, i64);

/// An entry with its times, as far as they lie in the days of the report.
struct Timed<'a> {
    entry: &'a Downtime,
    planned: Seconds,
    actual: Seconds,
}

/// What the log comes to. The log is valid, and the options say up to when what is going on counts.
pub(super) fn report(
    problem: &Problem,
    log: &DowntimeLog,
    plan: Option<&Plan>,
    options: &DowntimeOptions,
) -> DowntimeReport {
    let (first, after) = problem.timeline.days();
    let from = options.from.map_or(first, |from| from.clamp(first, after));
    let to = options.to.map_or(after, |to| to.clamp(from, after));
    let zone = problem.timeline.zone();
    let days = (When::Day(from).seconds(zone), When::Day(to).seconds(zone));
    let mut timed: Vec<Timed> = (log.entries.iter())
        .map(|entry| Timed::new(entry, zone, days))
        .filter(|one| hours(one.planned) > 0.0 || hours(one.actual) > 0.0)
        .collect();
    timed.sort_by_key(|one| (one.first(), &one.entry.id));
    let mut company = Company::new(problem, plan);
    DowntimeReport {
        zone: problem.programme.calendar.zone.clone(),
        from,
        to,
        entries: timed.iter().map(|one| row(problem, one, &mut company)).collect(),
        kinds: (KINDS.iter())
            .map(|kind| {
                let of = || timed.iter().filter(|one| one.entry.kind == *kind);
                KindDowntime {
                    kind: *kind,
                    entries: of().count(),
                    planned_hours: of().map(|one| hours(one.planned)).sum(),
                    actual_hours: of().map(|one| hours(one.actual)).sum(),
                }
            })
            .filter(|sum| sum.entries > 0)
            .collect(),
        environments: (0..problem.environments.len())
            .flat_map(|place| environment(problem, place, &timed, (from, to)))
            .collect(),
        months: months(problem, &timed, &mut company),
    }
}

impl<'a> Timed<'a> {
    fn new(entry: &'a Downtime, zone: Tz, days: Seconds) -> Self {
        let inside = |from: When, to: Option<When>| {
            let to = to.map_or(days.1, |to| to.seconds(zone).min(days.1));
            let from = from.seconds(zone).max(days.0);
            (from, to.max(from))
        };
        Self {
            entry,
            planned: entry.planned.map_or((0, 0), |times| inside(times.from, Some(times.to))),
            actual: entry.actual.map_or((0, 0), |times| inside(times.from, times.to)),
        }
    }

    /// The first moment of either.
    fn first(&self) -> i64 {
        let lasting = [self.planned, self.actual].into_iter().filter(|span| span.0 < span.1);
        lasting.map(|span| span.0).min().unwrap_or(i64::MAX)
    }

    /// Why it came to be, as far as anybody knows.
    fn root_cause(&self) -> String {
        match self.entry.root_cause.trim() {
            "" => words::cause(self.entry.cause).to_owned(),
            known => known.to_owned(),
        }
    }
}

fn hours((from, to): Seconds) -> f64 {
    (to - from).max(0) as f64 / 3600.0
}

/// Hours of several spans, those that overlap counted once.
fn together(mut spans: Vec<Seconds>) -> f64 {
    spans.sort_unstable();
    let mut total = 0;
    let mut reached = i64::MIN;
    for (from, to) in spans {
        total += (to - from.max(reached)).max(0);
        reached = reached.max(to);
    }
    total as f64 / 3600.0
}

/// The working periods that a span touches.
fn touched(problem: &Problem, (from, to): Seconds) -> Span {
    let moment = |seconds: i64| {
        When::Moment(DateTime::from_timestamp(seconds, 0).unwrap_or_default().fixed_offset())
    };
    if from < to { problem.timeline.touched(moment(from), moment(to)) } else { Span::new(0, 0) }
}

fn row<'a>(problem: &'a Problem, one: &Timed<'a>, company: &mut Company<'a>) -> DowntimeRow {
    let entry = one.entry;
    let on = match &entry.on {
        Target::Environment(id) => id.clone(),
        Target::Component(id) => format!("component {id}"),
        Target::Resource(id) => format!("resource {id}"),
        Target::Participant(id) => format!("participant {id}"),
        Target::Everywhere => "every environment".into(),
    };
    let hit = match one.actual {
        (from, to) if from < to => company.hit(entry, touched(problem, one.actual)),
        _ => BTreeSet::new(),
    };
    DowntimeRow {
        id: entry.id.clone(),
        on,
        environments: struck(problem, entry).into_iter().map(|(_, e)| e.id.clone()).collect(),
        kind: entry.kind,
        cause: entry.cause,
        planned_from: entry.planned.map(|times| times.from),
        planned_to: entry.planned.map(|times| times.to),
        actual_from: entry.actual.map(|times| times.from),
        actual_to: entry.actual.and_then(|times| times.to),
        going_on: entry.actual.is_some_and(|times| times.to.is_none()),
        planned_hours: hours(one.planned),
        actual_hours: hours(one.actual),
        root_cause: one.root_cause(),
        defect: entry.defect.clone(),
        participants: hit.into_iter().collect(),
    }
}

fn environment(
    problem: &Problem,
    place: usize,
    timed: &[Timed],
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<EnvironmentDowntime> {
    let named = &problem.programme.environments[place];
    let id = &named.id;
    let days = problem.timeline.inside(When::Day(from), When::Day(to));
    let open = shared(&open(problem, EnvironmentId::new(place)), &[days]);
    let own: Vec<&Timed> =
        timed.iter().filter(|one| strikes_target(&one.entry.on, named)).collect();
    let sum = |kind: Option<UnavailabilityKind>| {
        let of = || own.iter().filter(|one| kind.is_none_or(|kind| kind == one.entry.kind));
        let down = union(of().map(|one| touched(problem, one.actual)).collect());
        EnvironmentDowntime {
            environment: id.clone(),
            kind,
            entries: of().count(),
            planned_hours: together(of().map(|one| one.planned).collect()),
            actual_hours: together(of().map(|one| one.actual).collect()),
            open: length(&open),
            lost: length(&shared(&open, &down)),
        }
    };
    let kinds = KINDS.iter().map(|kind| sum(Some(*kind))).filter(|sum| sum.entries > 0);
    kinds.chain([sum(None)]).collect()
}

/// A month on its way.
#[derive(Default)]
struct Month {
    entries: BTreeSet<String>,
    planned: f64,
    actual: f64,
    causes: BTreeMap<String, (usize, f64)>,
    participants: BTreeSet<String>,
}

fn months<'a>(
    problem: &'a Problem,
    timed: &[Timed<'a>],
    company: &mut Company<'a>,
) -> Vec<MonthDowntime> {
    let zone = problem.timeline.zone();
    let mut months: BTreeMap<NaiveDate, Month> = BTreeMap::new();
    for one in timed {
        for (month, part) in by_month(one.planned, zone) {
            let sum = months.entry(month).or_default();
            sum.entries.insert(one.entry.id.clone());
            sum.planned += hours(part);
        }
        for (month, part) in by_month(one.actual, zone) {
            let sum = months.entry(month).or_default();
            sum.entries.insert(one.entry.id.clone());
            sum.actual += hours(part);
            let cause = sum.causes.entry(one.root_cause()).or_default();
            *cause = (cause.0 + 1, cause.1 + hours(part));
            sum.participants.extend(company.hit(one.entry, touched(problem, part)));
        }
    }
    (months.into_iter())
        .map(|(month, sum)| {
            let mut root_causes: Vec<RootCause> = (sum.causes.into_iter())
                .map(|(what, (entries, hours))| RootCause { what, entries, hours })
                .collect();
            root_causes.sort_by(|a, b| b.hours.total_cmp(&a.hours));
            MonthDowntime {
                month,
                entries: sum.entries.len(),
                planned_hours: sum.planned,
                actual_hours: sum.actual,
                root_causes,
                participants: sum.participants.into_iter().collect(),
            }
        })
        .collect()
}

/// A span cut where months begin in the zone: first day of each month, and the part in it.
fn by_month((from, to): Seconds, zone: Tz) -> Vec<(NaiveDate, Seconds)> {
    let mut parts = Vec::new();
    let local = DateTime::from_timestamp(from, 0).map(|at| at.with_timezone(&zone).date_naive());
    let mut month = local.and_then(|day| day.with_day(1));
    let mut at = from;
    while let Some(first) = month.filter(|_| at < to) {
        month = first.checked_add_months(Months::new(1));
        let end = month.map_or(to, |next| When::Day(next).seconds(zone).min(to));
        if at < end {
            parts.push((first, (at, end)));
        }
        at = end.max(at);
    }
    parts
}
