//! The dated axis: years, months, and weeks, days and hours where there is room.

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Timelike, Weekday};
use maud::{Markup, html};

use super::markup::{Px, SpanLabel};
use super::scale::Scale;

/// Height of a row of the axis.
pub const ROW: f64 = 19.0;
/// More cells than this in a row help nobody.
const MOST: f64 = 1600.0;

/// A unit of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Weeks, from Monday, shown by Monday's day of the month.
    Week,
    /// Days.
    Day,
    /// So many hours.
    Hours(u32),
}

/// A span of the axis with its texts, longest first.
pub struct Cell {
    /// Left end.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// What it may say.
    pub texts: Vec<String>,
}

/// The units that there is room for. A page that zooms has weeks in reserve.
pub fn units(scale: &Scale, zooms: bool) -> Vec<Unit> {
    let days = (scale.to - scale.from).num_days() as f64;
    let room = |unit: &Unit| {
        let reserve = zooms && *unit == Unit::Week;
        (unit.days() * scale.day >= least(*unit) || reserve) && days / unit.days() <= MOST
    };
    let mut units = vec![Unit::Year];
    units.extend([Unit::Month].into_iter().filter(room));
    // Days say which weekday they are: weeks add nothing.
    units.extend([Unit::Day, Unit::Week].into_iter().find(room));
    if scale.hours {
        units.extend([1, 2, 3, 6, 12].map(Unit::Hours).into_iter().find(room));
    }
    units
}

/// The spans of a unit, as far as they are in the picture.
pub fn cells(scale: &Scale, unit: Unit) -> Vec<Cell> {
    let mut cells = Vec::new();
    if let Unit::Hours(step) = unit {
        for day in days(scale) {
            for hour in (0..24).step_by(step as usize) {
                let at = day.and_time(NaiveTime::MIN) + Duration::hours(i64::from(hour));
                let to = at + Duration::hours(i64::from(step));
                if let Some((x, width)) = scale.clip(at, to, 0.0) {
                    cells.push(Cell { x, width, texts: vec![format!("{}", at.hour())] });
                }
            }
        }
        return cells;
    }
    let mut day = scale.from;
    while day < scale.to {
        let next = next(day, unit).min(scale.to);
        if let Some((x, width)) = scale.clip_days(day, next, 0.0) {
            cells.push(Cell { x, width, texts: texts(day, unit) });
        }
        day = next;
    }
    cells
}

/// The days of the picture.
pub fn days(scale: &Scale) -> impl Iterator<Item = NaiveDate> {
    let to = scale.to;
    scale.from.iter_days().take_while(move |day| *day < to)
}

/// The first day of the next unit. At the end of chrono's calendar there is none: the day stays,
/// and the caller's end comes first.
fn next(day: NaiveDate, unit: Unit) -> NaiveDate {
    let next = match unit {
        Unit::Year => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
        Unit::Month => {
            let months = day.year() * 12 + day.month0() as i32 + 1;
            NaiveDate::from_ymd_opt(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1)
        }
        Unit::Week => {
            let gone = i64::from(day.weekday().num_days_from_monday());
            day.checked_add_signed(Duration::days(7 - gone))
        }
        Unit::Day | Unit::Hours(_) => day.succ_opt(),
    };
    next.unwrap_or(NaiveDate::MAX)
}

fn texts(day: NaiveDate, unit: Unit) -> Vec<String> {
    let formats: &[&str] = match unit {
        Unit::Year => &["%Y"],
        Unit::Month => &["%B", "%b"],
        Unit::Week if day.weekday() == Weekday::Mon => &["%-d"],
        Unit::Week => &[],
        Unit::Day => &["%a %-d", "%-d"],
        Unit::Hours(_) => &["%-H"],
    };
    let mut texts: Vec<_> = formats.iter().map(|format| day.format(format).to_string()).collect();
    if unit == Unit::Month {
        texts.extend(texts[1].chars().next().map(String::from));
    }
    texts
}

/// Height of the axis.
pub fn height(scale: &Scale, zooms: bool) -> f64 {
    units(scale, zooms).len() as f64 * ROW
}

/// The axis, from 0 downwards.
pub fn draw(scale: &Scale, zooms: bool) -> Markup {
    let units = units(scale, zooms);
    html! {
        g .axis {
            @for (row, unit) in units.iter().enumerate() {
                @let top = row as f64 * ROW;
                g data-need=[zooms.then_some(Px(least(*unit)))]
                    data-room=[zooms.then_some(Px(unit.days() * scale.day))] {
                    @for cell in cells(scale, *unit) {
                        line .tick x1=(Px(cell.x)) x2=(Px(cell.x)) y1=(Px(top)) y2=(Px(top + ROW)) {}
                        (SpanLabel {
                            x: cell.x,
                            width: cell.width,
                            y: top + ROW - 5.5,
                            size: if row == 0 { 12.5 } else if row == 1 { 11.5 } else { 10.0 },
                            texts: &cell.texts,
                            like: if *unit == Unit::Month { &["September", "Sep", "M"] } else { &[] },
                            centred: *unit != Unit::Year,
                        }
                        .draw(zooms))
                    }
                }
                line .rule x1="0" x2=(Px(scale.width())) y1=(Px(top + ROW)) y2=(Px(top + ROW)) {}
            }
        }
    }
}

/// Lines down through the lanes.
pub fn grid(scale: &Scale, height: f64, zooms: bool) -> Markup {
    html! {
        @for (unit, class) in [(Unit::Week, "week"), (Unit::Month, "month"), (Unit::Year, "year")] {
            @if units(scale, zooms).contains(&unit) {
                g data-need=[zooms.then_some(Px(least(unit)))]
                    data-room=[zooms.then_some(Px(unit.days() * scale.day))] {
                    @for cell in cells(scale, unit) {
                        line class=(class) x1=(Px(cell.x)) x2=(Px(cell.x)) y1="0" y2=(Px(height)) {}
                    }
                }
            }
        }
    }
}

/// Narrower than this, a unit is not shown.
fn least(unit: Unit) -> f64 {
    match unit {
        Unit::Year => 0.0,
        Unit::Month => 7.0,
        Unit::Week | Unit::Day => 16.0,
        Unit::Hours(_) => 18.0,
    }
}

impl Unit {
    /// Its least length in days.
    fn days(self) -> f64 {
        match self {
            Self::Year => 365.0,
            Self::Month => 28.0,
            Self::Week => 7.0,
            Self::Day => 1.0,
            Self::Hours(hours) => f64::from(hours) / 24.0,
        }
    }
}
