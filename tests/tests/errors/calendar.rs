//! Calendar, days and moments: `02`.

use chrono::{NaiveDate, NaiveTime};
use slotwise::model::{Calendar, Holiday, Hours, Resolution, When};

use super::base::{Case, case, day, wording};

fn hours(from: (u32, u32), to: (u32, u32)) -> Hours {
    let clock = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
    Hours::new(clock(from), clock(to))
}

fn date(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("a date")
}

fn when(text: &str) -> When {
    When::parse(text).expect("a day or moment")
}

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0201", "calendar.zone", |p| p.calendar.zone = "Europe/Londn".into()),
        case("SW-E0202", "calendar.to", |p| p.calendar.to = p.calendar.from),
        case("SW-E0203", "calendar.working_weekdays", |p| p.calendar.working_weekdays.clear()),
        case("SW-E0204", "calendar.holidays[1].date", |p| {
            p.calendar.holidays = vec![Holiday::from(day(9)), Holiday::new(day(9), "again")];
        }),
        case("SW-E0205", "calendar.support_hours.to", |p| {
            p.calendar.support_hours = Some(hours((18, 0), (8, 0)));
        }),
        case("SW-E0206", "stages[0].needs_support", |p| p.stages[0].needs_support = true),
        case("SW-E0207", "calendar", |p| {
            p.calendar.holidays = (8..=31).map(|d| Holiday::from(day(d))).collect();
            p.calendar.to = day(31);
        }),
        case("SW-E0208", "calendar.to", |p| {
            p.calendar = Calendar::days("UTC", date(1), date(9999)).every_day();
        }),
        case("SW-E0210", "environments[0].windows[0].from", |p| {
            p.environments[0].windows[0].from = when("2024-07-08T08:00");
        }),
        case("SW-E0211", "participants[0].due", |p| {
            p.calendar.resolution = Resolution::Hour;
            p.participants[0].due = Some(when("2024-07-12T08:00:00+02:00"));
        }),
        case("SW-E0212", "participants[0].due", |p| {
            p.participants[0].due = Some(when("2024-07-12T08:00:00+01:00"));
        }),
        case("SW-E0213", "participants[0].due", |p| {
            p.participants[0].due = Some(date(12024).into());
        }),
        case("SW-E0214", "environments[0].windows[0].to", |p| {
            p.environments[0].windows[0].to = day(7).into();
        }),
        case("SW-E0215", "participants[0].due", |p| {
            p.calendar.resolution = Resolution::Hour;
            p.participants[0].due = Some(when("2024-07-12T08:00:00.5+01:00"));
        }),
        case("SW-W0201", "calendar.holidays[0].date", |p| {
            p.calendar.holidays = vec![Holiday::from(day(1))];
        }),
        case("SW-W0203", "calendar.working_hours", |p| {
            p.calendar.resolution = Resolution::Hour;
            p.calendar.working_hours = Some(hours((8, 0), (17, 30)));
        }),
        case("SW-W0204", "calendar.support_hours", |p| {
            p.calendar.working_hours = Some(hours((9, 0), (17, 0)));
            p.calendar.support_hours = Some(hours((10, 0), (18, 0)));
            p.stages[0].needs_support = true;
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
