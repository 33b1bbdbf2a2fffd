//! Slots given by hand: `06`.

use chrono::NaiveTime;
use slotwise::Programme;
use slotwise::model::{ExclusiveGroup, Hours, Target, TrancheSlot, Unavailability};

use super::base::{Case, case, day, end, wording};

fn slot(programme: &mut Programme, id: &str, start: u32) {
    programme.slots.push(TrancheSlot::new(id, "Functional", "SIT-A", day(start)));
}

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0601", "slots[0].environment", |p| {
            slot(p, "one", 8);
            p.slots[0].environment = "SIT-B".into();
        }),
        case("SW-E0603", "slots[0]", |p| {
            p.environments[0].windows[0].to = day(12).into();
            slot(p, "one", 8);
        }),
        case("SW-E0604", "slots[0]", |p| {
            slot(p, "one", 8);
            let on = Target::Environment("SIT-A".into());
            p.unavailability.push(Unavailability::new("patch", on, day(10), day(11)));
        }),
        case("SW-E0605", "slots[0].end", |p| {
            slot(p, "one", 8);
            p.slots[0].end = Some(day(12).into());
        }),
        case("SW-E0606", "slots[1]", |p| {
            slot(p, "one", 8);
            slot(p, "two", 10);
        }),
        case("SW-E0607", "slots[1]", |p| {
            slot(p, "one", 8);
            p.slots.push(TrancheSlot::new("two", "Operational", "SIT-B", day(10)));
            p.exclusive_groups.push(ExclusiveGroup::new("DCC", ["Functional", "Operational"]));
        }),
        case("SW-E0608", "slots[0].environment", |p| {
            p.environments[0] = p.environments[0].clone().with_approval(10.0, false);
            slot(p, "one", 8);
        }),
        case("SW-E0609", "slots[0]", |p| {
            let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
            p.calendar.working_hours = Some(Hours::new(clock(8), clock(18)));
            p.calendar.support_hours = Some(Hours::new(clock(8), clock(18)));
            p.calendar.support_weekdays = Some(p.calendar.working_weekdays[1..].to_vec());
            p.stages[0].needs_support = true;
            slot(p, "one", 8);
        }),
        case("SW-E0610", "slots[0].start", |p| {
            let last =
                end().pred_opt().and_then(|day| day.pred_opt()).and_then(|day| day.pred_opt());
            p.slots.push(TrancheSlot::new("one", "Functional", "SIT-A", last.expect("a Friday")));
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
