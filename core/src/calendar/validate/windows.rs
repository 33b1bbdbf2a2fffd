//! Windows and unavailability against the calendar.

use super::Periods;
use crate::model::validate::{Place, quoted};
use crate::model::{When, Window};

impl Periods<'_> {
    pub(super) fn windows(&mut self) {
        for (position, environment) in self.programme.environments.iter().enumerate() {
            let at = Place::list("environments", position);
            for (number, window) in environment.windows.iter().enumerate() {
                if self.clock.is_span(window.from, window.to) {
                    self.window(&at.item("windows", number), window);
                }
            }
        }
    }

    fn window(&mut self, at: &Place<'_>, window: &Window) {
        let (first, after) = self.timeline.days();
        let (from, to) = (When::Day(first), When::Day(after));
        let before = |a, b| self.clock.is_before(a, b);
        if !before(window.from, to) || !before(from, window.to) {
            self.report.clash(
                "SW-E0301",
                at,
                &Place::top("calendar"),
                format!(
                    "the window from {} to {} is outside the calendar, {first} to {after}",
                    window.from, window.to
                ),
                "correct the window, or let the calendar reach it",
            );
            return;
        }
        for (field, out, date) in [
            ("from", before(window.from, from), window.from),
            ("to", before(to, window.to), window.to),
        ] {
            if out {
                self.report.clash(
                    "SW-W0301",
                    &at.field(field),
                    &Place::top("calendar").field(field),
                    format!("{date} is outside the calendar, {first} to {after}"),
                    "nothing runs there; let the calendar reach it if it should",
                );
            }
        }
        if self.timeline.inside(window.from, window.to).is_empty() {
            self.report.add(
                "SW-W0303",
                at,
                format!("from {} to {} there is no working period", window.from, window.to),
                "correct the window, or take it out",
            );
        } else if !before(window.from, from) {
            self.starts_on("SW-W0302", &at.field("from"), window.from, "the window");
        }
    }

    /// Tells a start on a day on which nobody works, which then counts from the next one.
    pub(super) fn starts_on(&mut self, code: &'static str, at: &Place<'_>, when: When, what: &str) {
        let day = when.date();
        if self.timeline.works_on(day) {
            return;
        }
        let next = self.timeline.day(self.timeline.first_from(when));
        let because = match self.programme.calendar.holidays.iter().find(|h| h.date == day) {
            Some(holiday) if holiday.name.is_empty() => "a holiday".to_owned(),
            Some(holiday) => quoted(&holiday.name),
            None => format!("a {}", day.format("%A")),
        };
        self.report.add(
            code,
            at,
            format!("{what} starts on {when}, {because}, not a working day"),
            format!("it counts from {next}; write that, if it is meant"),
        );
    }

    pub(super) fn unavailability(&mut self) {
        for (position, unavailability) in self.programme.unavailability.iter().enumerate() {
            let (from, to) = (unavailability.from, unavailability.to);
            if self.clock.is_span(from, to) && self.timeline.touched(from, to).is_empty() {
                self.report.add(
                    "SW-W0703",
                    &Place::list("unavailability", position),
                    format!("from {from} to {to} there is no working period of the calendar"),
                    "check the dates; it changes nothing as it is",
                );
            }
        }
    }
}
