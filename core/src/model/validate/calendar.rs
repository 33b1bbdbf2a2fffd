//! Zone, days, hours.

use std::collections::HashMap;

use chrono::{NaiveTime, Timelike};

use super::dates::is_sane;
use super::report::quoted;
use super::sizes::MAX_PERIODS;
use super::{Checked, Place};
use crate::model::{DayOfWeek, Hours, Resolution};

impl Checked<'_> {
    pub(super) fn calendar(&mut self) {
        let calendar = &self.programme.calendar;
        let at = Place::top("calendar");
        if self.clock.zone.is_none() {
            let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let remedy = match self.speller.nearest(&calendar.zone, zones) {
                Some(zone) => format!("did you mean {}?", quoted(zone)),
                None => "write an IANA zone, as in Europe/London".into(),
            };
            let message = format!("there is no time zone {}", quoted(&calendar.zone));
            self.report.add("SW-E0201", &at.field("zone"), message, remedy);
        }
        self.horizon(&at);
        self.weekdays(&at, "working_weekdays", &calendar.working_weekdays);
        if calendar.working_weekdays.is_empty() {
            let remedy = "list at least one, such as mon";
            self.report.add(
                "SW-E0203",
                &at.field("working_weekdays"),
                "no day of the week is a working day",
                remedy,
            );
        }
        self.holidays(&at);
        let working = calendar.working_hours;
        if working.is_some_and(|hours| self.hours(&at.field("working_hours"), hours)) {
            self.remainder(&at);
        }
        if let Some(hours) = calendar.support_hours {
            self.hours(&at.field("support_hours"), hours);
        }
        if let Some(days) = &calendar.support_weekdays {
            self.weekdays(&at, "support_weekdays", days);
        }
    }

    fn horizon(&mut self, at: &Place<'_>) {
        let calendar = &self.programme.calendar;
        let mut sane = true;
        for (field, day) in [("from", calendar.from), ("to", calendar.to)] {
            if !is_sane(day) {
                let message = format!("{day} is out of reach");
                self.report.add(
                    "SW-E0213",
                    &at.field(field),
                    message,
                    "write a year from 1 to 9999",
                );
                sane = false;
            }
        }
        if !sane {
            return;
        }
        let days = (calendar.to - calendar.from).num_days();
        if days <= 0 {
            self.report.clash(
                "SW-E0202",
                &at.field("to"),
                &at.field("from"),
                format!("the calendar ends on {}, but starts on {}", calendar.to, calendar.from),
                "`to` is the first day after the plan, so it is later than `from`",
            );
        } else if days > MAX_PERIODS as i64 {
            self.too_long(at, days);
        }
    }

    /// Tells a calendar with too many days or periods.
    pub(crate) fn too_long(&mut self, at: &Place<'_>, least: i64) {
        self.report.add(
            "SW-E0208",
            &at.field("to"),
            format!("the calendar has {least} periods or more, at most {MAX_PERIODS} are allowed"),
            "plan a shorter time, or in longer periods (`resolution`)",
        );
    }

    pub(super) fn weekdays(&mut self, at: &Place<'_>, field: &'static str, days: &[DayOfWeek]) {
        let mut first: HashMap<DayOfWeek, usize> = HashMap::new();
        for (position, day) in days.iter().enumerate() {
            if let Some(before) = first.get(day) {
                self.report.clash(
                    "SW-W0102",
                    &at.item(field, position),
                    &at.item(field, *before),
                    format!("{} is listed twice", day.0),
                    "take one out",
                );
            } else {
                first.insert(*day, position);
            }
        }
    }

    fn holidays(&mut self, at: &Place<'_>) {
        let calendar = &self.programme.calendar;
        let mut first = HashMap::new();
        for (position, holiday) in calendar.holidays.iter().enumerate() {
            let here = at.item("holidays", position);
            if let Some(before) = first.get(&holiday.date) {
                self.report.clash(
                    "SW-E0204",
                    &here.field("date"),
                    &at.item("holidays", *before).field("date"),
                    format!("{} is a holiday twice", holiday.date),
                    "take one out",
                );
                continue;
            }
            first.insert(holiday.date, position);
            if holiday.date < calendar.from || holiday.date >= calendar.to {
                self.report.add(
                    "SW-W0201",
                    &here.field("date"),
                    format!("{} is not a day of the calendar", holiday.date),
                    "check the date; it changes nothing as it is",
                );
            }
        }
    }

    /// Whether the hours are a span of a day.
    fn hours(&mut self, at: &Place<'_>, hours: Hours) -> bool {
        let midnight = hours.to == NaiveTime::MIN;
        if hours.from >= hours.to && !midnight {
            self.report.clash(
                "SW-E0205",
                &at.field("to"),
                &at.field("from"),
                format!("the hours end at {}, but start at {}", hours.to, hours.from),
                "`to` is later than `from`; 00:00 as `to` is midnight at the day's end",
            );
            return false;
        }
        true
    }

    /// Working hours that are not a number of whole hours leave a remainder in which nothing runs.
    fn remainder(&mut self, at: &Place<'_>) {
        let calendar = &self.programme.calendar;
        let Some(hours) =
            calendar.working_hours.filter(|_| calendar.resolution == Resolution::Hour)
        else {
            return;
        };
        let end = match hours.to.num_seconds_from_midnight() {
            0 => 24 * 3600,
            seconds => seconds,
        };
        let seconds = end - hours.from.num_seconds_from_midnight();
        if seconds >= 3600 && seconds % 3600 != 0 {
            self.report.add(
                "SW-W0203",
                &at.field("working_hours"),
                format!("the last {} minutes of a day are less than an hour", seconds % 3600 / 60),
                "nothing runs in them; let the day end on a full hour after its start",
            );
        }
    }
}
