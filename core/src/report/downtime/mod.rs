//! The downtime log summed up: planned against actual, by kind, environment and month (document
//! §6.1.2, §6.4.3; D-59).

mod hit;
mod show;
mod sums;

use chrono::NaiveDate;
use serde::Serialize;

use crate::calendar::{Problem, strikes_target};
use crate::model::{
    Cause, Downtime, DowntimeLog, Environment, Finding, Findings, UnavailabilityKind, When,
};
use crate::plan::Plan;

/// Which days of a downtime log are summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DowntimeOptions {
    /// First day; the calendar's if `None`, or if it is earlier.
    pub from: Option<NaiveDate>,
    /// First day after; the calendar's end if `None`, or if it is later. What is still going on
    /// counts up to here.
    pub to: Option<NaiveDate>,
}

/// Downtime in the days `[from, to)`, planned and actual. Hours are hours of the clock: a day has 24,
/// but on a clock change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DowntimeReport {
    /// Zone of the moments.
    pub zone: String,
    /// First day.
    pub from: NaiveDate,
    /// First day after.
    pub to: NaiveDate,
    /// Entries with any hours in these days, by their first moment, then id.
    pub entries: Vec<DowntimeRow>,
    /// By kind.
    pub kinds: Vec<KindDowntime>,
    /// By environment: each kind that it has entries of, then all kinds together; environments
    /// without entries have the latter alone.
    pub environments: Vec<EnvironmentDowntime>,
    /// By month, those with any hours.
    pub months: Vec<MonthDowntime>,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DowntimeRow {
    /// Its id.
    pub id: String,
    /// What it is on, in words: an environment's id, or `component DIP`.
    pub on: String,
    /// Ids of the environments that it takes away.
    pub environments: Vec<String>,
    /// Whether it was planned.
    pub kind: UnavailabilityKind,
    /// What it is.
    pub cause: Cause,
    /// When it was planned to begin.
    pub planned_from: Option<When>,
    /// When it was planned to be over.
    pub planned_to: Option<When>,
    /// When it began.
    pub actual_from: Option<When>,
    /// When it was over; `None` if it never began, or is still going on.
    pub actual_to: Option<When>,
    /// Whether it is still going on.
    pub going_on: bool,
    /// Hours planned.
    pub planned_hours: f64,
    /// Hours that it took.
    pub actual_hours: f64,
    /// Why it came to be; in words what it is, if nobody knows yet.
    pub root_cause: String,
    /// Number of its defect.
    pub defect: String,
    /// Ids of the participants whom it hit.
    pub participants: Vec<String>,
}

/// Sums of a kind, each entry counted once, however many environments it takes away.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindDowntime {
    /// Planned, unplanned or ad hoc.
    pub kind: UnavailabilityKind,
    /// Number of entries.
    pub entries: usize,
    /// Hours planned.
    pub planned_hours: f64,
    /// Hours that they took.
    pub actual_hours: f64,
}

/// Downtime of an environment. What overlaps counts once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnvironmentDowntime {
    /// Id of the environment.
    pub environment: String,
    /// Of this kind; of all if `None`.
    pub kind: Option<UnavailabilityKind>,
    /// Number of entries.
    pub entries: usize,
    /// Hours planned.
    pub planned_hours: f64,
    /// Hours down.
    pub actual_hours: f64,
    /// Working periods in which it is open, for any stage.
    pub open: u32,
    /// Of these, those touched by actual downtime.
    pub lost: u32,
}

/// Downtime of a month, each entry counted once, however many environments it takes away.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthDowntime {
    /// Its first day.
    pub month: NaiveDate,
    /// Entries with any hours in it.
    pub entries: usize,
    /// Hours planned.
    pub planned_hours: f64,
    /// Hours that they took.
    pub actual_hours: f64,
    /// Why, most hours first.
    pub root_causes: Vec<RootCause>,
    /// Ids of the participants who were hit.
    pub participants: Vec<String>,
}

/// A root cause in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RootCause {
    /// What.
    pub what: String,
    /// Entries that it brought about.
    pub entries: usize,
    /// Hours that these took.
    pub hours: f64,
}

impl DowntimeOptions {
    /// From this day on.
    pub fn with_from(mut self, from: NaiveDate) -> Self {
        self.from = Some(from);
        self
    }

    /// Up to this day, which is the first that is left out.
    pub fn with_to(mut self, to: NaiveDate) -> Self {
        self.to = Some(to);
        self
    }
}

impl EnvironmentDowntime {
    /// The share of its working periods that was not lost, from 0 to 1; `None` if it is never open.
    pub fn availability(&self) -> Option<f64> {
        (self.open > 0).then(|| f64::from(self.open - self.lost) / f64::from(self.open))
    }
}

/// Sums a downtime log up.
///
/// Whom an entry hit are those who said so, the participant that it is on, and with a plan those in
/// a slot that it struck, or who rely on what was down for the stage of a slot that they were in.
///
/// # Errors
/// What [`DowntimeLog::validate`] finds, if any is an error; that something is still going on while
/// `to` does not say up to when it counts.
pub fn downtime(
    problem: &Problem,
    log: &DowntimeLog,
    plan: Option<&Plan>,
    options: &DowntimeOptions,
) -> Result<DowntimeReport, Findings> {
    let mut findings = log.validate(&problem.programme);
    if !findings.has_errors() && options.to.is_none() {
        let going_on = |entry: &Downtime| entry.actual.is_some_and(|actual| actual.to.is_none());
        let on = log.entries.iter().enumerate().filter(|(_, entry)| going_on(entry));
        findings.0.extend(on.map(|(place, entry)| {
            Finding::new(
                "SW-E3410",
                format!("entries[{place}].actual.to"),
                format!("{:?} is still going on, and nothing says up to when it counts", entry.id),
                "say up to which day the log is summed up",
            )
        }));
    }
    if findings.has_errors() {
        return Err(findings);
    }
    Ok(sums::report(problem, log, plan, options))
}

/// The environments that an entry takes away.
fn struck<'a>(problem: &'a Problem, entry: &Downtime) -> Vec<(usize, &'a Environment)> {
    (problem.programme.environments.iter().enumerate())
        .filter(|(_, environment)| strikes_target(&entry.on, environment))
        .collect()
}
