//! Dates that are later or earlier.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeZone};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::When;

/// How much later; earlier if negative. Six and a half months are 6 months and 15 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Months of the calendar: 31 January and one month are the last day of February.
    #[serde(default)]
    pub months: i64,
    /// And then so many days, every one counted.
    #[serde(default)]
    pub days: i64,
}

impl Shift {
    /// Later by so many months.
    pub fn months(months: i64) -> Self {
        Self { months, days: 0 }
    }

    /// Later by so many days.
    pub fn days(days: i64) -> Self {
        Self { months: 0, days }
    }

    /// And so many days more.
    pub fn and_days(mut self, days: i64) -> Self {
        self.days += days;
        self
    }

    /// Whether it moves nothing.
    pub fn is_zero(self) -> bool {
        self.months == 0 && self.days == 0
    }

    /// The day so much later; `None` if there is no such date.
    pub fn day(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = Months::new(u32::try_from(self.months.unsigned_abs()).ok()?);
        let days = Days::new(self.days.unsigned_abs());
        let day = match self.months {
            0 => day,
            1.. => day.checked_add_months(months)?,
            _ => day.checked_sub_months(months)?,
        };
        let moved =
            if self.days >= 0 { day.checked_add_days(days) } else { day.checked_sub_days(days) };
        moved.filter(|day| (1..=9999).contains(&day.year()))
    }

    /// The day, or the moment at the same clock time in the zone, so much later; `None` if there is
    /// no such date.
    pub fn when(self, when: When, zone: Tz) -> Option<When> {
        match when {
            When::Day(day) => self.day(day).map(When::Day),
            When::Naive(moment) => {
                self.day(moment.date()).map(|day| When::Naive(day.and_time(moment.time())))
            }
            When::Moment(moment) => {
                let local = moment.with_timezone(&zone).naive_local();
                let moved = self.day(local.date())?.and_time(local.time());
                // A clock time that a clock change skips is the one an hour later.
                let later = moved.checked_add_signed(chrono::TimeDelta::hours(1));
                let there = |at: &chrono::NaiveDateTime| zone.from_local_datetime(at).earliest();
                let moved: DateTime<Tz> = there(&moved).or_else(|| there(&later?))?;
                Some(When::Moment(moved.fixed_offset()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_months_of_the_calendar_and_clock_times_stay() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let half_a_year = Shift::months(6).and_days(15);
        assert_eq!(half_a_year.day(day("2024-07-09")), Some(day("2025-01-24")));
        assert_eq!(Shift::months(1).day(day("2024-01-31")), Some(day("2024-02-29")));
        assert_eq!(Shift::months(-1).day(day("2024-03-31")), Some(day("2024-02-29")));
        assert_eq!(Shift::days(-9).day(day("2024-03-01")), Some(day("2024-02-21")));
        assert_eq!(Shift::months(i64::MAX).day(day("2024-03-01")), None);
        assert_eq!(Shift::days(i64::MIN).day(day("2024-03-01")), None);
        let moment = |text: &str| When::parse(text).unwrap();
        let london: Tz = "Europe/London".parse().unwrap();
        let moved = Shift::months(6).when(moment("2024-01-15T08:00:00+00:00"), london);
        assert_eq!(moved, Some(moment("2024-07-15T08:00:00+01:00")));
        let skipped = Shift::days(1).when(moment("2024-03-30T01:30:00+00:00"), london);
        assert_eq!(skipped, Some(moment("2024-03-31T02:30:00+01:00")));
    }
}
