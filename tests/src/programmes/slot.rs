//! A stage on a grid with two lengths, and one with slots by hand alone.

use slotwise::model::{Eligible, Starts};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["Grid", "Grid long", "Grid not"] {
        draft.environment(id);
    }
    let stage = draft.stage("Grid", 3, &["Grid", "Grid long"]);
    stage.slots.starts = Starts::Every { periods: 5, anchor: None };
    stage.environments[1] = Eligible { environment: "Grid long".into(), duration: Some(4) };
    let slots = [
        draft.open("Grid", "Grid", 10, 13),
        draft.open("Grid", "Grid", 20, 23),
        draft.open("Grid", "Grid long", 30, 34),
    ];
    draft.visitors("grid", "Grid", &slots);

    draft.environment("Hand");
    draft.stage("Hand", 3, &["Hand"]).slots.starts = Starts::ByHand;
    let slots = [
        draft.by_hand("by hand 0", ("Hand", "Hand"), (10, 13), None),
        draft.by_hand("by hand 1", ("Hand", "Hand"), (12, 15), None),
        draft.by_hand("by hand 2", ("Hand", "Hand"), (20, 23), None),
    ];
    draft.visitors("hand", "Hand", &slots[..1]);
}
