//! Places whoever can be placed, one after another.

use super::insert::{Inserter, Mood};
use super::random::Random;
use super::state::State;
use super::{coupling, least};

/// Places the people in order, each in the best way there is then, where that is no worse than
/// leaving them out.
pub fn place_all(state: &mut State, inserter: &mut Inserter, people: &[u32], mood: &Mood) {
    for &person in people {
        if state.variant(person).is_some() {
            continue;
        }
        let unplaced = super::reliance::worth(state.tables, person);
        if let Some(choice) = inserter.best(state, person, mood)
            && choice.price <= unplaced
        {
            let mark = state.mark();
            state.place(person, choice.variant, &choice.chain);
            if mood.strict && !coupling::are_kept(state) {
                state.undo(mark);
            }
        }
    }
}

/// Places the people; then puts out whoever is in a slot below its least load, or breaks a rule that
/// others can break or mend by coming and going; then places those again where it breaks nothing.
pub fn recreate(
    state: &mut State,
    inserter: &mut Inserter,
    people: &[u32],
    mood: &Mood,
    random: &mut Random,
) {
    place_all(state, inserter, people, mood);
    let mut out = Vec::new();
    settle(state, &mut out);
    if !out.is_empty() {
        random.shuffle(&mut out);
        place_all(state, inserter, &out, &Mood { strict: true, ..*mood });
    }
}

/// Puts out people until no slot is short and no rule between participants is broken.
pub fn settle(state: &mut State, out: &mut Vec<u32>) {
    loop {
        if state.tables.has_least {
            least::settle(state, out);
        }
        if !coupling::settle(state, out) {
            return;
        }
    }
}

/// Removes a participant and closes the slots that nobody is in any more.
pub fn remove(state: &mut State, person: u32) {
    let visits = state.visits(person).to_vec();
    state.remove(person);
    for slot in visits {
        state.close(slot);
    }
}

/// Closes the slots that nobody is in.
pub fn close_empty(state: &mut State) {
    for environment in 0..state.lanes.len() {
        let mut place = 0;
        while let Some(&slot) = state.lanes[environment].get(place) {
            state.close(slot);
            place += usize::from(state.is_open(slot));
        }
    }
}
