//! Resolutions, hours, clock changes, leap days, holidays.

use chrono::{NaiveDate, NaiveTime, Weekday};
use slotwise::Programme;
use slotwise::calendar::Timeline;
use slotwise::model::{
    Calendar, Environment, Holiday, Hours, Participant, Resolution, Stage, When,
};

use super::slots;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).expect("a date")
}

fn hours(from: u32, to: u32) -> Hours {
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    Hours::new(clock(from), clock(to))
}

fn one(calendar: Calendar, duration: i64) -> Programme {
    let (from, to) = (calendar.from, calendar.to);
    Programme::builder("one", calendar)
        .environments([Environment::new("UIT", from, to)])
        .stages([Stage::new("Qualification", duration, ["UIT"])])
        .participants([Participant::new("Acme", ["Qualification"])])
        .build()
        .expect("a valid programme")
}

fn only(programme: &Programme) -> String {
    let slots = slots(programme);
    assert_eq!(slots.len(), 1);
    slots[0].1.clone()
}

#[test]
fn days_half_days_and_hours() {
    let calendar =
        Calendar::days("Europe/London", day(7, 8), day(7, 20)).with_working_hours(hours(8, 18));
    let by = |resolution| calendar.clone().with_resolution(resolution);
    assert_eq!(only(&one(by(Resolution::Day), 6)), "Mon 08 Jul 08:00 - Mon 15 Jul 18:00");
    assert_eq!(only(&one(by(Resolution::HalfDay), 3)), "Mon 08 Jul 08:00 - Tue 09 Jul 13:00");
    assert_eq!(only(&one(by(Resolution::Hour), 14)), "Mon 08 Jul 08:00 - Tue 09 Jul 12:00");
}

#[test]
fn support_moves_slots_into_its_hours_and_days() {
    let calendar = Calendar::days("Europe/London", day(7, 8), day(7, 20))
        .with_working_hours(hours(6, 20))
        .with_resolution(Resolution::Hour)
        .with_support_hours(hours(8, 18))
        .with_support_weekdays([Weekday::Tue, Weekday::Wed]);
    let mut programme = one(calendar, 3);
    assert_eq!(only(&programme), "Mon 08 Jul 06:00 - Mon 08 Jul 09:00");
    programme.stages[0].needs_support = true;
    assert_eq!(only(&programme), "Tue 09 Jul 08:00 - Tue 09 Jul 11:00");
}

#[test]
fn a_day_on_which_clocks_change_is_a_day() {
    // Clocks go forward on Sunday 2024-03-31, and back on Sunday 2024-10-27.
    for (from, to) in [(day(3, 30), day(4, 2)), (day(10, 26), day(10, 29))] {
        let calendar = Calendar::days("Europe/London", from, to).every_day();
        let timeline = Timeline::new(&calendar).expect("a calendar");
        assert_eq!(timeline.len(), 3);
        assert_eq!(
            (0..3).map(|p| timeline.day(p)).collect::<Vec<_>>(),
            from.iter_days().take(3).collect::<Vec<_>>()
        );
        let by_hour =
            Timeline::new(&calendar.with_resolution(Resolution::Hour)).expect("a calendar");
        assert_eq!(by_hour.len(), if from == day(3, 30) { 71 } else { 73 });
    }
    let spring = Calendar::days("Europe/London", day(3, 29), day(4, 2)).every_day();
    assert_eq!(only(&one(spring, 4)), "Fri 29 Mar 00:00 - Tue 02 Apr 00:00");
}

#[test]
fn hours_around_a_clock_change_keep_their_clock_times() {
    let calendar = Calendar::days("Europe/London", day(10, 25), day(10, 30))
        .with_working_hours(hours(8, 18))
        .with_resolution(Resolution::Hour);
    assert_eq!(only(&one(calendar, 15)), "Fri 25 Oct 08:00 - Mon 28 Oct 13:00");
    // Both half past ones of the night are moments of their own.
    let at = |text: &str| When::parse(text).expect("a moment");
    let night = Calendar::days("Europe/London", day(10, 27), day(10, 28))
        .every_day()
        .with_resolution(Resolution::Hour);
    let timeline = Timeline::new(&night).expect("a calendar");
    assert_eq!(timeline.first_from(at("2024-10-27T01:00:00+01:00")), 1);
    assert_eq!(timeline.first_from(at("2024-10-27T01:00:00+00:00")), 2);
}

#[test]
fn a_leap_day_is_a_day() {
    let calendar = Calendar::days("Europe/London", day(2, 28), day(3, 2));
    assert_eq!(only(&one(calendar, 3)), "Wed 28 Feb 00:00 - Sat 02 Mar 00:00");
    assert_eq!(When::parse("2023-02-29"), None);
    assert_eq!(When::parse("2024-02-29"), Some(When::Day(day(2, 29))));
}

#[test]
fn holidays_at_both_ends_of_a_window_shorten_it() {
    // Good Friday 2024-03-29, Easter Monday 2024-04-01.
    let calendar = Calendar::days("Europe/London", day(3, 25), day(4, 9)).with_holidays([
        Holiday::new(day(3, 29), "Good Friday"),
        Holiday::new(day(4, 1), "Easter Monday"),
    ]);
    let mut programme = one(calendar, 4);
    programme.environments[0].windows[0].to = day(3, 30).into();
    assert_eq!(only(&programme), "Mon 25 Mar 00:00 - Fri 29 Mar 00:00");
    programme.environments[0].windows[0].from = day(4, 1).into();
    programme.environments[0].windows[0].to = day(4, 6).into();
    assert_eq!(only(&programme), "Tue 02 Apr 00:00 - Sat 06 Apr 00:00");
    let findings = programme.validate();
    assert_eq!(findings.0[0].code, "SW-W0302", "{findings}");
    assert!(findings.0[0].message.contains("Easter Monday"), "{findings}");
    // A fifth day is not there.
    programme.stages[0].duration = 5;
    let (_, outcome) = super::planned(&programme);
    assert_eq!(outcome.unplaced.len(), 1);
}

#[test]
fn a_zone_without_a_midnight_or_a_day() {
    // Beirut's clocks go forward at midnight; Samoa had no 30 December 2011.
    let calendar = Calendar::days("Asia/Beirut", day(3, 30), day(4, 2)).every_day();
    assert_eq!(Timeline::new(&calendar).expect("a calendar").len(), 3);
    let date = |day| NaiveDate::from_ymd_opt(2011, 12, day).expect("a date");
    let calendar = Calendar::days("Pacific/Apia", date(28), date(31)).every_day();
    let mut programme = one(calendar, 1);
    programme.participants[0].due = Some(date(30).into());
    slots(&programme);
}
