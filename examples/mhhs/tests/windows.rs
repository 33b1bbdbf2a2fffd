//! Table 3, weekdays and profiles: days and working days to the figure.

use chrono::{Datelike, NaiveDate, Weekday};
use slotwise::report::concurrency::{DayWindow, change_points, environment_days};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::tables::{printed_windows, profile_windows};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn window(windows: &[DayWindow], name: &str) -> DayWindow {
    windows.iter().find(|window| window.name == name).expect("a window").clone()
}

#[test]
fn table_3_as_printed() {
    let data = Data::load().unwrap();
    let windows = printed_windows(&data);
    let row = |name| {
        let window = window(&windows, name);
        let weekdays = window.weekdays().count();
        (
            window.from.to_string(),
            window.from.weekday(),
            window.to.to_string(),
            window.days(),
            weekdays,
        )
    };
    let expected = |from: &str, weekday, to: &str, days, weekdays| {
        (from.to_owned(), weekday, to.to_owned(), days, weekdays)
    };
    assert_eq!(row("SIT_A"), expected("2023-07-23", Weekday::Sun, "2025-04-07", 624, 445));
    assert_eq!(row("SIT_STAGING"), expected("2023-11-13", Weekday::Mon, "2026-01-19", 798, 570));
    assert_eq!(row("SIT_B"), expected("2024-02-26", Weekday::Mon, "2026-01-19", 693, 495));
    assert_eq!(row("UIT"), expected("2024-07-09", Weekday::Tue, "2026-12-31", 905, 647));
    assert_eq!(windows.len(), 4);
}

#[test]
fn the_parts_of_uit_and_the_other_end_of_sit_b() {
    let data = Data::load().unwrap();
    let uit = data.environment("UIT").unwrap();
    let required = DayWindow::new("UIT", uit.required_from, uit.required_to);
    let tail = DayWindow::new("UIT", uit.required_to, uit.sandbox_end.unwrap());
    assert_eq!((required.days(), required.weekdays().count()), (559, 399));
    assert_eq!((tail.days(), tail.weekdays().count()), (346, 248));
    let end = data.tables["SIT_AND_UIT"].end_of("SIT_B").unwrap();
    let sit_b = DayWindow::new("SIT_B", data.environment("SIT_B").unwrap().required_from, end);
    assert_eq!((end, sit_b.days(), sit_b.weekdays().count()), (day("2025-04-07"), 406, 290));
    assert_eq!(Some(end), data.tables["SIT_ONLY"].end_of("SIT_B"));
}

///
#[test]
fn sit_a_is_half_open() {
    let data = Data::load().unwrap();
    let sit_a = window(&printed_windows(&data), "SIT_A");
    assert!(sit_a.holds(day("2025-04-06")) && !sit_a.holds(day("2025-04-07")));
    let weekdays: Vec<_> = sit_a.weekdays().collect();
    assert_eq!(weekdays.first(), Some(&day("2023-07-24")));
    assert_eq!(weekdays.last(), Some(&day("2025-04-04")));
}

#[test]
fn profiles_sum_up() {
    let data = Data::load().unwrap();
    let mut windows = printed_windows(&data);
    for window in &mut windows {
        if window.name == "SIT_B" {
            window.to = day("2025-04-07");
        }
    }
    for (id, expected) in [("SIT_AND_UIT", 2733), ("SIT_ONLY", 1541), ("UIT_ONLY", 1703)] {
        let own = profile_windows(data.profile(id).unwrap(), &windows);
        let lengths: i64 = own.iter().map(DayWindow::days).sum();
        assert_eq!(lengths, expected, "{id}, sum of windows");
        assert_eq!(environment_days(&change_points(&own)), expected, "{id}, sum of rows");
    }
    let staging =
        |id: &str| window(&profile_windows(data.profile(id).unwrap(), &windows), "SIT_STAGING").to;
    assert_eq!(staging("SIT_ONLY"), day("2025-04-07"));
    assert_eq!(staging("UIT_ONLY"), day("2026-01-19"));
}

/// A-20's twelve bank holidays inside Qualification, and that each is a weekday.
#[test]
fn bank_holidays() {
    let data = Data::load().unwrap();
    let uit = data.environment("UIT").unwrap();
    let qualification = DayWindow::new("UIT", uit.required_from, uit.required_to);
    let inside = data.bank_holidays.iter().filter(|h| qualification.holds(h.date)).count();
    assert_eq!(inside, 12);
    let weekend = |date: NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    assert!(data.bank_holidays.iter().all(|holiday| !weekend(holiday.date)));
    for (year, count) in [(2023, 9), (2024, 8), (2025, 8), (2026, 8)] {
        let of_year = data.bank_holidays.iter().filter(|h| h.date.year() == year).count();
        assert_eq!(of_year, count, "{year}");
    }
}
