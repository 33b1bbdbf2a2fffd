//! From local time to pixels.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Days to pixels: all days are equally wide, those with a clock change too.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// First day shown.
    pub from: NaiveDate,
    /// First day no longer shown.
    pub to: NaiveDate,
    /// Pixels a day.
    pub day: f64,
    /// Whether periods are shorter than days, so that hours mean something.
    pub hours: bool,
}

impl Scale {
    /// A scale for days `[from, to)` (at least one), so wide in all.
    pub fn new(from: NaiveDate, to: NaiveDate, width: f64, hours: bool) -> Self {
        let to = to.max(from.succ_opt().unwrap_or(from));
        let days = (to - from).num_days().max(1);
        Self { from, to, day: width / days as f64, hours }
    }

    /// Width in pixels.
    pub fn width(&self) -> f64 {
        (self.to - self.from).num_days() as f64 * self.day
    }

    /// Where a local time stands, if anywhere: may be outside the picture.
    pub fn x(&self, at: NaiveDateTime) -> f64 {
        let seconds = (at - self.from.and_time(NaiveTime::MIN)).num_seconds();
        seconds as f64 / 86_400.0 * self.day
    }

    /// Left end and width of a span as far as it is in the picture; `None` if it is not.
    /// What is in the picture is at least `least` wide.
    pub fn clip(&self, from: NaiveDateTime, to: NaiveDateTime, least: f64) -> Option<(f64, f64)> {
        let (left, right) = (self.x(from), self.x(to));
        if right <= 0.0 || left >= self.width() || right < left {
            return None;
        }
        let (left, right) = (left.max(0.0), right.min(self.width()));
        Some((left, (right - left).max(least)))
    }

    /// The same for whole days `[from, to)`.
    pub fn clip_days(&self, from: NaiveDate, to: NaiveDate, least: f64) -> Option<(f64, f64)> {
        self.clip(from.and_time(NaiveTime::MIN), to.and_time(NaiveTime::MIN), least)
    }
}
