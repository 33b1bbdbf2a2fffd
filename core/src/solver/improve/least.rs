//! Slots with somebody in them have their least load.

use super::legal::legal;
use super::recreate::remove;
use super::state::State;
use super::tables::Slot;

/// Fills slots below their least load from others of their stage, or empties them; those put out
/// are added to `out`.
pub fn settle(state: &mut State, out: &mut Vec<u32>) {
    loop {
        let mut short = short_slots(state);
        short.retain(|slot| !fill(state, *slot));
        let lacks = |slot: &Slot| state.tables.least[*slot as usize] - state.load(*slot);
        let Some(&worst) = short.iter().max_by_key(|slot| lacks(slot)) else { break };
        for person in state.members(worst).to_vec() {
            remove(state, person);
            out.push(person);
        }
    }
}

fn short_slots(state: &State) -> Vec<Slot> {
    let tables = state.tables;
    (state.lanes.iter().flatten().copied())
        .filter(|slot| {
            let load = state.load(*slot);
            load > 0 && load < tables.least[*slot as usize]
        })
        .collect()
}

/// Moves participants into the slot from others of its stage that can spare them, until it has its
/// least load; whether it has.
fn fill(state: &mut State, slot: Slot) -> bool {
    let tables = state.tables;
    let stage = tables.stage[slot as usize];
    let least = tables.least[slot as usize];
    let others: Vec<Slot> = (state.lanes.iter().flatten().copied())
        .filter(|other| *other != slot && tables.stage[*other as usize] == stage)
        .collect();
    for other in others {
        let mut next = 0;
        while let Some(&person) = state.members(other).get(next) {
            if state.load(slot) >= least {
                return true;
            }
            let size = tables.problem.participants[person as usize].size;
            let spare = state.load(other) >= tables.least[other as usize] + size;
            if !spare || !switch(state, person, other, slot) {
                next += 1;
            }
        }
    }
    state.load(slot) >= least
}

/// Moves a participant from one slot to another, if it may.
fn switch(state: &mut State, person: u32, from: Slot, to: Slot) -> bool {
    let Some(variant) = state.variant(person) else { return false };
    let chain = state.visits(person).to_vec();
    let switched: Vec<Slot> =
        chain.iter().map(|slot| if *slot == from { to } else { *slot }).collect();
    let mark = state.mark();
    state.remove(person);
    if legal(state, person, variant, &switched) {
        state.place(person, variant, &switched);
        true
    } else {
        state.undo(mark);
        false
    }
}
