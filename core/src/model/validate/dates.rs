//! Days and moments: whether the programme's zone and resolution have them.

use chrono::{Datelike, NaiveDate, Offset, TimeZone, Timelike};
use chrono_tz::Tz;

use super::place::Place;
use super::report::Report;
use crate::model::{Calendar, Resolution, When};

/// What dates are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The zone, if it is known.
    pub zone: Option<Tz>,
    /// The resolution of the calendar.
    pub resolution: Resolution,
}

impl Clock {
    /// The clock of a calendar.
    pub fn new(calendar: &Calendar) -> Self {
        Self { zone: calendar.zone.parse().ok(), resolution: calendar.resolution }
    }

    /// Whether a date is one that can be used.
    pub fn accepts(self, when: When) -> bool {
        self.fault(when).is_none()
    }

    /// Tells a date that can't be used; whether it can.
    pub fn check(self, when: When, at: &Place<'_>, report: &mut Report) -> bool {
        match self.fault(when) {
            Some((code, message, remedy)) => {
                report.add(code, at, message, remedy);
                false
            }
            None => true,
        }
    }

    /// Tells what is wrong with a span; whether it is one.
    pub fn check_span(self, from: When, to: When, at: &Place<'_>, report: &mut Report) -> bool {
        let starts = self.check(from, &at.field("from"), report);
        let ends = self.check(to, &at.field("to"), report);
        if !(starts && ends) {
            return false;
        }
        let forward = self.is_before(from, to);
        if !forward {
            report.clash(
                "SW-E0214",
                &at.field("to"),
                &at.field("from"),
                format!("it ends at {to}, but starts at {from}"),
                "`to` is the first day or moment that is no longer in, so it is later than `from`",
            );
        }
        forward
    }

    /// Tells what is wrong with the ends of a span, either of which may be left open.
    pub fn check_ends(
        self,
        from: Option<When>,
        to: Option<When>,
        at: &Place<'_>,
        report: &mut Report,
    ) {
        if let (Some(from), Some(to)) = (from, to) {
            self.check_span(from, to, at, report);
            return;
        }
        for (field, when) in [("from", from), ("to", to)] {
            if let Some(when) = when {
                self.check(when, &at.field(field), report);
            }
        }
    }

    /// Whether both can be used, and the first is before the second.
    pub fn is_span(self, from: When, to: When) -> bool {
        self.accepts(from) && self.accepts(to) && self.is_before(from, to)
    }

    /// Whether the first is before the second; by the dates as written if the zone is not known.
    pub fn is_before(self, first: When, second: When) -> bool {
        match self.zone {
            Some(zone) => first.seconds(zone) < second.seconds(zone),
            None => first.date() < second.date(),
        }
    }

    fn fault(self, when: When) -> Option<(&'static str, String, String)> {
        if !is_sane(when.date()) {
            let remedy = "write a year from 1 to 9999".into();
            return Some(("SW-E0213", format!("{when} is out of reach"), remedy));
        }
        match when {
            When::Day(_) => None,
            When::Naive(moment) => {
                let remedy = match (self.resolution, self.zone) {
                    (Resolution::Day, _) => format!("write the day, {}", moment.date()),
                    (_, Some(zone)) => match zone.from_local_datetime(&moment).earliest() {
                        Some(local) => format!("write {}", local.to_rfc3339()),
                        None => format!("{zone} skips this time at a clock change; write another"),
                    },
                    (_, None) => format!("write the offset too, as in {moment}+00:00"),
                };
                let message = format!("{when} does not say its offset from UTC");
                Some(("SW-E0210", message, remedy))
            }
            When::Moment(moment) if self.resolution == Resolution::Day => {
                let day = match self.zone {
                    Some(zone) => moment.with_timezone(&zone).date_naive(),
                    None => moment.date_naive(),
                };
                let message = format!("{when} is a moment, but the calendar counts days");
                let remedy = format!("write a day, as in {day}, or let the calendar count hours");
                Some(("SW-E0212", message, remedy))
            }
            When::Moment(moment) => {
                if moment.nanosecond() != 0 {
                    let remedy = "write whole seconds".into();
                    return Some(("SW-E0215", format!("{when} has a part of a second"), remedy));
                }
                let zone = self.zone?;
                let offset = zone.offset_from_utc_datetime(&moment.naive_utc()).fix();
                (offset != *moment.offset()).then(|| {
                    let message = format!("{when} has not the offset of {zone}, {offset} then");
                    let remedy = format!("write {}", moment.with_timezone(&zone).to_rfc3339());
                    ("SW-E0211", message, remedy)
                })
            }
        }
    }
}

/// Whether the year has four digits, as the text formats want it; also keeps date arithmetic far
/// from its ends.
pub fn is_sane(day: NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}
