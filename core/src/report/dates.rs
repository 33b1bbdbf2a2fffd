//! Dates as people read them. Spans are half-open inside; here the last day is the last one in.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::SlotView;
use crate::calendar::Timeline;
use crate::model::{Resolution, When};

/// `Mon 26 Feb 2024`.
pub fn day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// The days of a slot; with clock times if periods are shorter than days.
pub fn slot(timeline: &Timeline, slot: &SlotView) -> String {
    if timeline.resolution() == Resolution::Day {
        days(slot.first_day, slot.last_day)
    } else {
        format!("{} – {}", moment(slot.start), moment(slot.end))
    }
}

/// From a day to a day, both in.
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) }
}

/// A half-open span of days or moments.
pub fn span(timeline: &Timeline, from: When, to: When) -> String {
    between(timeline.zone(), from, to)
}

/// A half-open span of days or moments, in a zone.
pub fn between(zone: Tz, from: When, to: When) -> String {
    if let (When::Day(first), When::Day(after)) = (from, to) {
        return days(first, after.pred_opt().unwrap_or(after).max(first));
    }
    format!("{} – {}", at(zone, from), at(zone, to))
}

/// A day or a moment.
pub fn when(timeline: &Timeline, when: When) -> String {
    at(timeline.zone(), when)
}

/// A day or a moment, in a zone.
pub fn at(zone: Tz, when: When) -> String {
    match when {
        When::Day(date) => day(date),
        When::Moment(at) => moment(at.with_timezone(&zone)),
        When::Naive(at) => at.format("%a %-d %b %Y %H:%M").to_string(),
    }
}

/// A moment in local time, with the zone's name for its offset then.
fn moment(at: DateTime<Tz>) -> String {
    at.format("%a %-d %b %Y %H:%M %Z").to_string()
}

/// The local clock time that a day or moment stands for.
pub fn local(timeline: &Timeline, when: When) -> NaiveDateTime {
    match when {
        When::Day(day) => day.and_time(NaiveTime::MIN),
        When::Moment(moment) => moment.with_timezone(&timeline.zone()).naive_local(),
        When::Naive(moment) => moment,
    }
}
