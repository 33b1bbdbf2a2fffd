//! Lead times: how long something takes from when it is asked for.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Calendar, When};

/// How long something takes, in whole days.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Lead {
    /// Working days of the programme's calendar: working weekdays that are no holidays.
    WorkingDays(i64),
    /// Days of the calendar, every one counted.
    Days(i64),
}

/// When something is ready. What is neither dated nor asked for is left out where one may stand: it
/// is missing, and nothing can wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Milestone {
    /// From the first moment of this day on, or from this moment on.
    On(When),
    /// A lead time after it was asked for.
    After {
        /// The day on which it is asked for. On a day without work, it counts from the next one.
        asked: When,
        /// How long it takes from then.
        lead: Lead,
    },
}

/// Which days have work, in any year.
#[derive(Clone, Debug)]
pub struct Workdays {
    weekdays: [bool; 7],
    holidays: HashSet<NaiveDate>,
}

impl Lead {
    /// The number, whatever it counts.
    pub fn count(self) -> i64 {
        match self {
            Self::WorkingDays(days) | Self::Days(days) => days,
        }
    }
}

impl std::fmt::Display for Lead {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = if self.count() == 1 { "" } else { "s" };
        match self {
            Self::WorkingDays(days) => write!(out, "{days} working day{plural}"),
            Self::Days(days) => write!(out, "{days} day{plural}"),
        }
    }
}

impl Milestone {
    /// When it is reached; `None` for a lead time that is negative, or that leads beyond all dates.
    pub fn when(self, workdays: &Workdays) -> Option<When> {
        match self {
            Self::On(when) => Some(when),
            Self::After { asked, lead } => workdays.after(asked.date(), lead).map(When::Day),
        }
    }
}

impl Workdays {
    /// Those of a calendar.
    pub fn new(calendar: &Calendar) -> Self {
        let works = |weekday: Weekday| calendar.working_weekdays.iter().any(|w| w.0 == weekday);
        let all = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        Self {
            weekdays: all.map(works),
            holidays: calendar.holidays.iter().map(|holiday| holiday.date).collect(),
        }
    }

    /// Whether a day has work.
    pub fn works(&self, day: NaiveDate) -> bool {
        self.weekdays[day.weekday().num_days_from_monday() as usize]
            && !self.holidays.contains(&day)
    }

    /// The day a lead time after a day. With working days it is a working day: what is asked for on
    /// Monday 2024-07-01 with 15 of them is there on Monday 2024-07-22.
    pub fn after(&self, asked: NaiveDate, lead: Lead) -> Option<NaiveDate> {
        let count = u64::try_from(lead.count()).ok()?;
        if let Lead::Days(_) = lead {
            return asked.checked_add_days(Days::new(count));
        }
        if !self.weekdays.contains(&true) {
            return None;
        }
        let mut working = asked.iter_days().filter(|day| self.works(*day));
        working.nth(usize::try_from(count).ok()?)
    }

    /// The last day on which something may begin that takes a lead time and is to be over before a
    /// day: of 60 days before 2024-02-26, 2023-12-28.
    pub fn latest_start(&self, before: NaiveDate, lead: Lead) -> Option<NaiveDate> {
        let count = u64::try_from(lead.count()).ok()?;
        if let Lead::Days(_) = lead {
            return before.checked_sub_days(Days::new(count));
        }
        if !self.weekdays.contains(&true) {
            return None;
        }
        let Some(last) = usize::try_from(count).ok()?.checked_sub(1) else { return Some(before) };
        std::iter::successors(before.pred_opt(), NaiveDate::pred_opt)
            .filter(|day| self.works(*day))
            .nth(last)
    }

    /// How much of a lead time there is in `[from, to)`, in its own days: at most all of it.
    pub fn available(&self, from: NaiveDate, to: NaiveDate, lead: Lead) -> i64 {
        let most = lead.count().max(0);
        match lead {
            Lead::Days(_) => (to - from).num_days().clamp(0, most),
            Lead::WorkingDays(_) if !self.weekdays.contains(&true) => 0,
            Lead::WorkingDays(_) => {
                let days = from.iter_days().take_while(|day| *day < to);
                days.filter(|day| self.works(*day)).take(most as usize).count() as i64
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_and_latest_starts_are_two_ways_to_count() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut calendar = Calendar::days("Europe/London", day("2024-01-01"), day("2025-01-01"));
        calendar.holidays =
            vec![super::super::Holiday { date: day("2024-08-26"), name: String::new() }];
        let workdays = Workdays::new(&calendar);
        for count in 0..40 {
            for lead in [Lead::Days(count), Lead::WorkingDays(count)] {
                for start in day("2024-08-01").iter_days().take(40).filter(|d| workdays.works(*d)) {
                    let end = workdays.after(start, lead).unwrap();
                    assert_eq!(workdays.latest_start(end, lead), Some(start), "{lead} {start}");
                    assert_eq!(workdays.available(start, end, lead), count);
                }
            }
        }
        // Asked for on a Saturday is asked for on Monday.
        let lead = Lead::WorkingDays(1);
        assert_eq!(workdays.after(day("2024-08-03"), lead), Some(day("2024-08-06")));
        assert_eq!(workdays.after(day("2024-08-23"), lead), Some(day("2024-08-27")));
        assert_eq!(workdays.after(day("2024-08-23"), Lead::Days(-1)), None);
    }
}
