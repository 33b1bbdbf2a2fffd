//! How many environments run at once: rows of constant membership from windows, and what sets them
//! apart from rows that somebody printed (document §9.3, Tables 4 to 6).
//!
//! Everything is in calendar days, half-open: a row ends on the day the next one begins.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

use crate::model::{Environment, Window};

mod group;
mod printed;

pub use group::{Concurrency, Group, concurrency};
pub use printed::{Difference, PrintedRow, compare};

/// Days `[from, to)` in which something of that name runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayWindow {
    /// What runs.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// First day after.
    pub to: NaiveDate,
}

/// Days in which the same things run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConcurrencyRow {
    /// First day.
    pub from: NaiveDate,
    /// First day after; `None` in the last row, in which nothing runs any more.
    pub to: Option<NaiveDate>,
    /// What runs, by name.
    #[serde(rename = "environments")]
    pub members: BTreeSet<String>,
}

impl DayWindow {
    /// The days `[from, to)`.
    pub fn new(name: impl Into<String>, from: NaiveDate, to: NaiveDate) -> Self {
        Self { name: name.into(), from, to }
    }

    /// The windows of an environment, for whatever stage, under its id.
    pub fn of(environment: &Environment) -> Vec<Self> {
        environment.windows.iter().map(|window| Self::in_window(environment, window)).collect()
    }

    /// One window of an environment, under its id.
    fn in_window(environment: &Environment, window: &Window) -> Self {
        Self::new(&environment.id, window.from.date(), window.to.date())
    }

    /// Number of days.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }

    /// The days from Monday to Friday, in order.
    pub fn weekdays(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        (self.from.iter_days().take_while(|day| *day < self.to))
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// Whether the day lies inside.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day < self.to
    }
}

impl ConcurrencyRow {
    /// How many things run.
    pub fn count(&self) -> usize {
        self.members.len()
    }

    /// Number of days; `None` in the open row.
    pub fn days(&self) -> Option<i64> {
        self.to.map(|to| days_between(self.from, to))
    }
}

/// The rows of constant membership, from the first window's first day on. The last row is open and
/// empty; there is no row if there is no window. Windows of one name that overlap count once.
pub fn change_points(windows: &[DayWindow]) -> Vec<ConcurrencyRow> {
    let windows: Vec<_> = windows.iter().filter(|window| window.from < window.to).collect();
    let ends: BTreeSet<NaiveDate> =
        windows.iter().flat_map(|window| [window.from, window.to]).collect();
    let mut rows: Vec<ConcurrencyRow> = Vec::new();
    for day in ends {
        let members: BTreeSet<_> = (windows.iter())
            .filter(|window| window.holds(day))
            .map(|window| window.name.clone())
            .collect();
        match rows.last_mut() {
            Some(last) if last.members == members => {}
            last => {
                if let Some(last) = last {
                    last.to = Some(day);
                }
                rows.push(ConcurrencyRow { from: day, to: None, members });
            }
        }
    }
    rows
}

/// How many things run on a day.
pub fn count_on(windows: &[DayWindow], day: NaiveDate) -> usize {
    let running = windows.iter().filter(|window| window.holds(day));
    running.map(|window| window.name.as_str()).collect::<BTreeSet<_>>().len()
}

/// Days times count, over all rows: what it takes to keep everything running.
pub fn environment_days(rows: &[ConcurrencyRow]) -> i64 {
    rows.iter().map(|row| row.days().unwrap_or(0) * row.count() as i64).sum()
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}
