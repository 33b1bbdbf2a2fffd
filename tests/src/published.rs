//! Instances from the literature (`tests/data/instances`): read from their published formats and
//! written as programmes without loss, so that the published optimum must come out.

pub mod family;
pub mod flexible_jobshop;
pub mod generalized_assignment;
pub mod jobshop;
pub mod machine;
mod malformed;
mod numbers;
pub mod project;
mod prolog;
pub mod rcpsp;
pub mod shop;
pub mod test_scheduling;
pub mod weighted_tardiness;

pub use family::Family;
pub use malformed::Malformed;

use chrono::{Days, NaiveDate};
use slotwise::model::{Calendar, When};

/// Longest duration of anything, so that sums stay small.
const LONGEST: u64 = 100_000;
/// Largest weight.
const HEAVIEST: u64 = 1_000_000;
/// Most jobs, machines, or whatever a file counts.
const MOST: u64 = 10_000;

/// So many periods, each a day.
fn calendar(periods: u64) -> Calendar {
    Calendar::days("UTC", day(0), day(periods)).every_day()
}

/// The last day there is, if the number is larger: validation refuses such calendars.
fn day(number: u64) -> NaiveDate {
    NaiveDate::default().checked_add_days(Days::new(number)).unwrap_or(NaiveDate::MAX)
}

fn when(number: u64) -> When {
    When::Day(day(number))
}
