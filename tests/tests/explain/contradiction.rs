//! Programmes that contradict themselves.

use slotwise::explain::{Explain, contradictions};
use slotwise::model::{Pin, TrancheSlot};
use slotwise::planner::solver;
use slotwise::{Programme, SolveOptions};

use super::scenes::{self, day, ready};

fn told(programme: &Programme) -> String {
    let solve = solver(SolveOptions::default().with_threads(1));
    contradictions(programme, &solve).expect("solved").text()
}

fn pin(programme: &mut Programme, id: &str, stage: &str, start: chrono::NaiveDate) {
    let person = programme.participants.iter_mut().find(|p| p.id == id).expect("somebody");
    let pin = Pin { stage: stage.into(), environment: None, start: Some(start.into()) };
    person.pins.push(pin);
}

#[test]
fn slots_by_hand_that_overlap() {
    let mut programme = scenes::programme();
    for (id, start) in [("one", day(4, 1)), ("two", day(4, 8))] {
        programme.slots.push(TrancheSlot {
            id: id.into(),
            stage: "Functional".into(),
            environment: "SIT-A".into(),
            start: start.into(),
            end: None,
            capacity: None,
            reserved: None,
        });
    }
    insta::assert_snapshot!(told(&programme), @r#"
    What of the programme contradicts itself
    SW-E0606: These can't all hold; move one of them, or let the environment run both at once
      (`exclusivity`).
      - slots[1]: "one" and "two" overlap in "SIT-A" from 2024-04-08 to 2024-04-13, 5 working periods
      - slots[0]
    There may be more, once these are corrected.
    "#);
}

#[test]
fn a_pin_and_a_readiness() {
    let mut programme = scenes::programme_with("Echo", |p| {
        p.ready.push(ready(day(4, 22), "certificate"));
    });
    pin(&mut programme, "Echo", "Functional", day(4, 15));
    insta::assert_snapshot!(told(&programme), @"
    What of the programme contradicts itself
    These can't all hold; correct one of them, or take the pin out.
      - participants[Echo].ready: Echo is ready only from Mon 22 Apr 2024 (“certificate”)
      - participants[Echo].pins: Echo is pinned for Functional to any environment, from Mon 15 Apr 2024
    There may be more, once these are corrected.
    ");
}

#[test]
fn pins_of_several() {
    let mut programme = scenes::programme();
    pin(&mut programme, "Acme", "Functional", day(4, 1));
    pin(&mut programme, "Bolt", "Functional", day(4, 15));
    pin(&mut programme, "Cole", "Functional", day(4, 22));
    insta::assert_snapshot!(told(&programme), @"
    What of the programme contradicts itself
    These can't all hold; correct one of the pins, or take it out.
      - participants[Bolt].pins: Bolt is pinned for Functional to any environment, from Mon 15 Apr 2024
      - participants[Cole].pins: Cole is pinned for Functional to any environment, from Mon 22 Apr 2024
    There may be more, once these are corrected.
    ");
}

#[test]
fn more_pins_to_a_slot_than_places() {
    let mut programme = scenes::programme();
    for id in ["Acme", "Bolt", "Cole"] {
        pin(&mut programme, id, "Functional", day(4, 15));
    }
    insta::assert_snapshot!(told(&programme), @"
    What of the programme contradicts itself
    These can't all hold; correct one of the pins, or take it out.
      - participants[Acme].pins: Acme is pinned for Functional to any environment, from Mon 15 Apr 2024
      - participants[Bolt].pins: Bolt is pinned for Functional to any environment, from Mon 15 Apr 2024
      - participants[Cole].pins: Cole is pinned for Functional to any environment, from Mon 15 Apr 2024
    There may be more, once these are corrected.
    ");
}

#[test]
fn none() {
    let mut programme = scenes::programme();
    pin(&mut programme, "Acme", "Functional", day(4, 1));
    pin(&mut programme, "Bolt", "Functional", day(4, 15));
    insta::assert_snapshot!(told(&programme), @"
    What of the programme contradicts itself
    Nothing was found.
    ");
}
