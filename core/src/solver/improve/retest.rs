//! Places kept for re-tests.

use super::state::State;
use super::tables::Slot;
use crate::model::StageId;

/// Whether the participant finds room in the slot beside the places that it keeps.
pub fn has_room(state: &State, person: u32, slot: Slot) -> bool {
    let tables = state.tables;
    let kept = tables.candidates.slots[slot as usize].reserved;
    if kept == 0 {
        return true;
    }
    let stage = StageId(tables.stage[slot as usize]);
    let first = |person: u32| {
        let participant = &tables.problem.participants[person as usize];
        if participant.retests.contains(&stage) { 0 } else { participant.size }
    };
    let own = first(person);
    let others: u32 = state.members(slot).iter().map(|member| first(*member)).sum();
    own == 0 || others + own + kept <= tables.most[slot as usize]
}
