//! A small programme without any finding, to make one mistake or change in.

use chrono::NaiveDate;
use slotwise::Programme;
use slotwise::model::{Calendar, Environment, Participant, Stage};

/// A day of July 2024, in which the calendar lies but for its last days.
pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 7, day).expect("a day of July")
}

/// The first day after the calendar.
pub fn end() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 8, 5).expect("a date")
}

/// Four weeks, two environments, two stages, two participants: nothing to find.
pub fn programme() -> Programme {
    let calendar = Calendar::days("Europe/London", day(8), end());
    Programme::builder("base", calendar)
        .phases(["SIT"])
        .environments([
            Environment::new("SIT-A", day(8), end()),
            Environment::new("SIT-B", day(8), end()),
        ])
        .stages([
            Stage::new("Functional", 5, ["SIT-A"]).with_phase("SIT"),
            Stage::new("Operational", 3, ["SIT-B"]).with_phase("SIT"),
        ])
        .participants(
            ["Acme", "Bolt"].map(|id| Participant::new(id, ["Functional", "Operational"])),
        )
        .build()
        .expect("a valid programme")
}
