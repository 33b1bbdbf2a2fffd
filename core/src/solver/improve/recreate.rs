//! Places whoever can be placed, one after another.

use super::insert::{Inserter, Mood};
use super::least;
use super::random::Random;
use super::state::State;

/// Places the people in order, each in the best way there is then, where that is no worse than
/// leaving them out.
pub fn place_all(state: &mut State, inserter: &mut Inserter, people: &[u32], mood: &Mood) {
    for &person in people {
        if state.variant(person).is_some() {
            continue;
        }
        let unplaced = state.tables.prices.unplaced[person as usize];
        if let Some(choice) = inserter.best(state, person, mood)
            && choice.price <= unplaced
        {
            state.place(person, choice.variant, &choice.chain);
        }
    }
}

/// Places the people, then sees to it that every slot has its least load.
pub fn recreate(
    state: &mut State,
    inserter: &mut Inserter,
    people: &[u32],
    mood: &Mood,
    random: &mut Random,
) {
    place_all(state, inserter, people, mood);
    if state.tables.has_least {
        least::repair(state, inserter, mood, random);
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
