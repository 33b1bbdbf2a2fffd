//! Calendars, set step by step.

use chrono::{NaiveDate, NaiveTime, Weekday};

use crate::model::{Calendar, DayOfWeek, Holiday, Hours, Resolution};

impl Calendar {
    /// Adds days without work.
    pub fn with_holidays(mut self, holidays: impl IntoIterator<Item = impl Into<Holiday>>) -> Self {
        self.holidays.extend(holidays.into_iter().map(Into::into));
        self
    }

    /// Sets when a working day runs.
    pub fn with_working_hours(mut self, hours: Hours) -> Self {
        self.working_hours = Some(hours);
        self
    }

    /// Sets when the environments are supported.
    pub fn with_support_hours(mut self, hours: Hours) -> Self {
        self.support_hours = Some(hours);
        self
    }

    /// Sets on which days there is support, if not on the working weekdays.
    pub fn with_support_weekdays(mut self, days: impl IntoIterator<Item = Weekday>) -> Self {
        self.support_weekdays = Some(days.into_iter().map(DayOfWeek).collect());
        self
    }

    /// Sets the length of a working period.
    pub fn with_resolution(mut self, resolution: Resolution) -> Self {
        self.resolution = resolution;
        self
    }
}

impl Hours {
    /// The clock times `[from, to)`; midnight as `to` is the day's end.
    pub fn new(from: NaiveTime, to: NaiveTime) -> Self {
        Self { from, to }
    }
}

impl Holiday {
    /// A day without work, by name.
    pub fn new(date: NaiveDate, name: impl Into<String>) -> Self {
        Self { date, name: name.into() }
    }
}

impl From<NaiveDate> for Holiday {
    fn from(date: NaiveDate) -> Self {
        Self::new(date, "")
    }
}
