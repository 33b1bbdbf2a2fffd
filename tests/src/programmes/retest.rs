//! Slots for 3 that keep places for re-tests: one everywhere, two in one environment, all of them
//! for a while; and a slot by hand that keeps one of its two.

use slotwise::model::{Capacity, Reserve, Starts};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["Staging", "Staging too"] {
        draft.environment(id);
    }
    let (from, to) = (draft.at(40), draft.at(50));
    let stage = draft.stage("Regression", 3, &["Staging", "Staging too"]);
    stage.slots.capacity = Capacity { min: 0, max: 3 };
    stage.reserved = vec![
        Reserve::places(1),
        Reserve::places(2).with_environment("Staging too"),
        Reserve::whole().with_starts_in(from, to),
    ];
    let slots = [("Staging", 10), ("Staging too", 10), ("Staging", 40), ("Staging", 49)]
        .map(|(environment, start)| draft.open("Regression", environment, start, start + 3));
    // Two and one: all that is left to them.
    draft.visitors("first", "Regression", &[slots[0], slots[0], slots[1]]);
    for (number, slot) in
        [slots[0], slots[1], slots[2], slots[2], slots[2], slots[3]].into_iter().enumerate()
    {
        let id = format!("again {number}");
        draft.participant(&id, &["Regression"]).retests.push("Regression".into());
        draft.place(&id, &[slot]);
    }
    // A slot that is not theirs to the end of the span.
    let after = draft.open("Regression", "Staging", 50, 53);
    draft.visitors("after", "Regression", &[after]);
    let before = draft.open("Regression", "Staging", 39, 42);
    draft.visitors("before", "Regression", &[before]);

    draft.environment("Staging hand");
    let stage = draft.stage("Regression hand", 3, &["Staging hand"]);
    stage.slots.starts = Starts::ByHand;
    stage.slots.capacity = Capacity { min: 0, max: 2 };
    stage.reserved = vec![Reserve::whole()];
    let own = [("keeps one", 10, Some(1)), ("keeps none", 20, Some(0)), ("keeps all", 30, None)];
    let slots = own.map(|(id, start, kept)| {
        let place = ("Regression hand", "Staging hand");
        let slot = draft.by_hand(id, place, (start, start + 3), None);
        let last = draft.programme.slots.last_mut().expect("just added");
        last.reserved = kept;
        slot
    });
    draft.visitors("first hand", "Regression hand", &[slots[0], slots[1], slots[1]]);
    for (number, slot) in [slots[0], slots[2]].into_iter().enumerate() {
        let id = format!("again hand {number}");
        draft.participant(&id, &["Regression hand"]).retests.push("Regression hand".into());
        draft.place(&id, &[slot]);
    }
}
