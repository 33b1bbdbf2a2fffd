//! Rules that bind participants to one another by more than the room they take: what one does may
//! break, or mend, what another has.
//!
//! While people are placed one after another, such a rule only keeps away what could never become
//! right; once all are placed, those who are left wrong are put out. So whatever is offered as a plan
//! keeps the rules. Each such rule answers the same questions, in a file of its own; resources
//! ([`super::resource`]) and least loads ([`super::least`]) bind slots in their own way.

use super::state::State;
use super::tables::Slot;
use super::{gate, reliance};

/// Whether the participant may be in the slot as far as can be told while people come and go; if
/// strict, as things are now.
pub fn allows(state: &State, person: u32, slot: Slot, strict: bool) -> bool {
    gate::allows(state, person, slot, strict) && reliance::allows(state, person, slot)
}

/// Whether all such rules are kept.
pub fn are_kept(state: &State) -> bool {
    gate::are_kept(state) && reliance::are_kept(state)
}

/// Puts out those without whom the rules are kept, and adds them to `out`; whether there were any.
pub fn settle(state: &mut State, out: &mut Vec<u32>) -> bool {
    let before = out.len();
    while gate::settle(state, out) || reliance::settle(state, out) {}
    out.len() > before
}
