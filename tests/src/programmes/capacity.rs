//! Slots for 2 to 3, slots by hand for 1 to 2, an environment for 4 at a time.

use slotwise::model::{Capacity, Starts};

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Capacity");
    draft.stage("Capacity", 3, &["Capacity"]).slots.capacity = Capacity { min: 2, max: 3 };
    let slots = [10, 20, 30, 40].map(|start| draft.open("Capacity", "Capacity", start, start + 3));
    // 2, 3, and 2 in one; nobody in the last.
    draft.visitors("capacity pair", "Capacity", &[slots[0], slots[0]]);
    draft.visitors("capacity trio", "Capacity", &[slots[1], slots[1], slots[1]]);
    draft.participant("capacity big", &["Capacity"]).size = 2;
    draft.place("capacity big", &[slots[2]]);

    draft.environment("Capacity hand");
    let stage = draft.stage("Capacity hand", 3, &["Capacity hand"]);
    stage.slots.starts = Starts::ByHand;
    stage.slots.capacity = Capacity { min: 0, max: 50 };
    let slots = [("roomy", 10, None), ("tight", 20, Some(Capacity { min: 2, max: 2 }))].map(
        |(id, start, capacity)| {
            draft.by_hand(id, ("Capacity hand", "Capacity hand"), (start, start + 3), capacity)
        },
    );
    draft.visitors("capacity tight", "Capacity hand", &[slots[1], slots[1]]);
    let roomy = vec![slots[0]; draft.crowd];
    draft.visitors("capacity roomy", "Capacity hand", &roomy);

    draft.environment("Crowded").max_participants = Some(4);
    draft.stage("Crowded", 5, &["Crowded"]);
    for (number, start) in [10, 15, 20].into_iter().enumerate() {
        let slot = draft.open("Crowded", "Crowded", start, start + 5);
        draft.visitors(&format!("crowded {number}"), "Crowded", &[slot, slot, slot]);
    }
    draft.stage("Crowded more", 5, &["Crowded"]);
    let slot = draft.open("Crowded more", "Crowded", 10, 15);
    draft.visitors("crowded more", "Crowded more", &[slot]);
}
