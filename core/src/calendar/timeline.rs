//! The working periods of a calendar, with their dates.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

use super::Span;
use crate::model::validate::sizes::MAX_PERIODS;
use crate::model::when::local_seconds;
use crate::model::{Calendar, Hours, Resolution, When};

/// The working periods of a calendar: when each starts and ends.
///
/// Period `i` is `[start(i), end(i))`; periods are in order and do not overlap, but there are gaps
/// (nights, weekends, holidays).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    zone: Tz,
    resolution: Resolution,
    /// Start and end of each period in seconds since 1970 UTC.
    periods: Vec<(i64, i64)>,
    /// Per period, whether support covers its start, and its end.
    support: Vec<(bool, bool)>,
    /// Per period, first and last moment of support on its day; `None` if there is none.
    cover: Vec<Option<(i64, i64)>>,
    from: NaiveDate,
    to: NaiveDate,
}

impl Timeline {
    /// Lays out the calendar's periods. `None` if the zone is unknown or the periods are more than
    /// [`MAX_PERIODS`]; validation reports both before.
    pub fn new(calendar: &Calendar) -> Option<Self> {
        let zone: Tz = calendar.zone.parse().ok()?;
        let midnight = Hours { from: NaiveTime::MIN, to: NaiveTime::MIN };
        let hours = calendar.working_hours.unwrap_or(midnight);
        let holidays: std::collections::BTreeSet<NaiveDate> =
            calendar.holidays.iter().map(|holiday| holiday.date).collect();
        let works = |day: NaiveDate| {
            calendar.working_weekdays.iter().any(|w| w.0 == day.weekday())
                && !holidays.contains(&day)
        };
        let supported = |day: NaiveDate| match &calendar.support_weekdays {
            Some(days) => days.iter().any(|w| w.0 == day.weekday()),
            None => calendar.working_weekdays.iter().any(|w| w.0 == day.weekday()),
        };
        let mut periods = Vec::new();
        let mut support = Vec::new();
        let mut covers = Vec::new();
        let mut day = calendar.from;
        while day < calendar.to {
            if works(day) {
                let (open, close) = instants(zone, day, hours);
                let length = match calendar.resolution {
                    Resolution::Day => (close - open).max(1),
                    Resolution::HalfDay => ((close - open) / 2).max(1),
                    Resolution::Hour => 3600,
                };
                let cover = match calendar.support_hours {
                    Some(hours) if supported(day) => Some(instants(zone, day, hours)),
                    Some(_) => None,
                    None => Some((i64::MIN, i64::MAX)),
                };
                let inside =
                    |moment: i64| cover.is_some_and(|(from, to)| from <= moment && moment <= to);
                let mut at = open;
                // A remainder shorter than a period is no period.
                while at + length <= close {
                    if periods.len() == MAX_PERIODS {
                        return None;
                    }
                    periods.push((at, at + length));
                    support.push((inside(at), inside(at + length)));
                    covers.push(cover);
                    at += length;
                }
            }
            day = day.succ_opt()?;
        }
        Some(Self {
            zone,
            resolution: calendar.resolution,
            periods,
            support,
            cover: covers,
            from: calendar.from,
            to: calendar.to,
        })
    }

    /// Number of periods.
    pub fn len(&self) -> u32 {
        self.periods.len() as u32
    }

    /// Whether there is no period.
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// The zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The length of a period.
    pub fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// First day, and first day after.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }

    /// When a period starts, or, for the first period after the last, when the last ends.
    pub fn start(&self, period: u32) -> DateTime<Tz> {
        let seconds = self.periods.get(period as usize).or(self.periods.last());
        let seconds = match seconds {
            Some(&(start, _)) if (period as usize) < self.periods.len() => start,
            Some(&(_, end)) => end,
            None => 0,
        };
        self.local(seconds)
    }

    /// When the last period before `end` ends: the moment at which a span up to `end` is over.
    pub fn end(&self, end: u32) -> DateTime<Tz> {
        match end.checked_sub(1).and_then(|last| self.periods.get(last as usize)) {
            Some(&(_, seconds)) => self.local(seconds),
            None => self.start(end),
        }
    }

    /// The day on which a period starts; for the period after the last, the calendar's end.
    pub fn day(&self, period: u32) -> NaiveDate {
        if (period as usize) < self.periods.len() {
            self.start(period).date_naive()
        } else {
            self.to
        }
    }

    /// The first day that a span up to `end` no longer touches.
    pub fn day_after(&self, end: u32) -> NaiveDate {
        let Some(&(_, seconds)) = end.checked_sub(1).and_then(|p| self.periods.get(p as usize))
        else {
            return self.day(end);
        };
        let last = self.local(seconds - 1).date_naive();
        last.succ_opt().unwrap_or(last)
    }

    /// First day, and first day after, of a span; moments if periods are shorter than days.
    pub fn dates(&self, span: Span) -> (When, When) {
        match self.resolution {
            Resolution::Day => {
                (When::Day(self.day(span.start)), When::Day(self.day_after(span.end)))
            }
            Resolution::HalfDay | Resolution::Hour => (
                When::Moment(self.start(span.start).fixed_offset()),
                When::Moment(self.end(span.end).fixed_offset()),
            ),
        }
    }

    /// The first period that starts at or after a day's first moment, or a moment. For the start
    /// of an open window, or of a slot.
    pub fn first_from(&self, when: When) -> u32 {
        let at = when.seconds(self.zone);
        self.periods.partition_point(|&(start, _)| start < at) as u32
    }

    /// The first period that ends after a day's first moment, or a moment: what an unavailability
    /// from then on touches first. Also the end of a window: periods before it are over by then.
    pub fn first_touching(&self, when: When) -> u32 {
        let at = when.seconds(self.zone);
        self.periods.partition_point(|&(_, end)| end <= at) as u32
    }

    /// The periods that lie wholly between two days or moments: of a window.
    pub fn inside(&self, from: When, to: When) -> Span {
        let start = self.first_from(from);
        Span::new(start, self.first_touching(to).max(start))
    }

    /// The periods that a span between two days or moments touches: of an unavailability.
    pub fn touched(&self, from: When, to: When) -> Span {
        let start = self.first_touching(from);
        Span::new(start, self.first_from(to).max(start))
    }

    /// Whether a day has a working period.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        let first = self.first_from(When::Day(day));
        first < self.len() && self.day(first) == day
    }

    /// Whether support covers the moment at which a period starts.
    pub fn support_at_start(&self, period: u32) -> bool {
        self.support.get(period as usize).is_some_and(|s| s.0)
    }

    /// Whether support covers the moment at which a span up to `end` is over.
    pub fn support_at_end(&self, end: u32) -> bool {
        end.checked_sub(1).and_then(|last| self.support.get(last as usize)).is_some_and(|s| s.1)
    }

    /// The parts of a period that support does not cover, in order: at most one before it begins
    /// and one after it is over.
    pub fn uncovered(&self, period: u32) -> Vec<(DateTime<Tz>, DateTime<Tz>)> {
        let place = period as usize;
        let Some(&(start, end)) = self.periods.get(place) else { return Vec::new() };
        let parts = match self.cover[place] {
            Some((from, to)) => vec![(start, end.min(from)), (start.max(to), end)],
            None => vec![(start, end)],
        };
        (parts.into_iter())
            .filter(|(from, to)| from < to)
            .map(|(from, to)| (self.local(from), self.local(to)))
            .collect()
    }

    fn local(&self, seconds: i64) -> DateTime<Tz> {
        DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default().with_timezone(&self.zone)
    }
}

/// The weekday on which the period's day falls.
impl Timeline {
    /// The weekday of the day on which a period starts.
    pub fn weekday(&self, period: u32) -> Weekday {
        self.day(period).weekday()
    }
}

fn instants(zone: Tz, day: NaiveDate, hours: Hours) -> (i64, i64) {
    let close_day = if hours.to <= hours.from { day.succ_opt().unwrap_or(day) } else { day };
    (
        local_seconds(zone, day.and_time(hours.from)),
        local_seconds(zone, close_day.and_time(hours.to)),
    )
}
