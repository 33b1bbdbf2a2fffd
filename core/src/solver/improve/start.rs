//! Takes over what it can of a plan that somebody has.

use super::legal::legal;
use super::recreate::remove;
use super::state::State;
use super::tables::{NONE, Slot, Tables};
use crate::plan::{Assignment, Plan, PlanSlot};

/// Opens the plan's slots and places its participants, as far as the rules allow.
pub fn take_over(state: &mut State, plan: &Plan) {
    let tables = state.tables;
    let mut slots = vec![NONE; plan.slots.len()];
    for (place, slot) in plan.slots.iter().enumerate() {
        let Some(found) = find(tables, *slot) else { continue };
        slots[place] = found;
    }
    super::gate::open_as(state, plan, &slots);
    // Again for those who rely on somebody that came after them.
    let mut more = true;
    while std::mem::take(&mut more) {
        for assignment in &plan.assignments {
            let person = assignment.participant.0;
            let Some((variant, chain)) = chain_of(tables, assignment, &slots) else { continue };
            if state.variant(person).is_none() && legal(state, person, variant, &chain) {
                state.place(person, variant, &chain);
                more |= !tables.followers.of(person).is_empty();
            }
        }
    }
}

/// Puts out whoever is in a slot below its least load, or breaks a rule between participants.
pub fn drop_broken(state: &mut State) {
    loop {
        while let Some(slot) = (state.lanes.iter().flatten().copied())
            .find(|slot| (1..state.tables.least[*slot as usize]).contains(&state.load(*slot)))
        {
            for person in state.members(slot).to_vec() {
                remove(state, person);
            }
        }
        if !super::coupling::settle(state, &mut Vec::new()) {
            return;
        }
    }
}

fn find(tables: &Tables, slot: PlanSlot) -> Option<Slot> {
    let range = tables.candidates.of_stage.get(slot.stage.index())?.clone();
    let key = (slot.environment, slot.span, slot.by_hand);
    let place = tables.candidates.slots[range.clone()]
        .binary_search_by_key(&key, |c| (c.environment, c.span, c.by_hand));
    Some((range.start + place.ok()?) as Slot)
}

fn chain_of(
    tables: &Tables,
    assignment: &Assignment,
    slots: &[Slot],
) -> Option<(usize, Vec<Slot>)> {
    let class = *tables.candidates.class_of.get(assignment.participant.index())?;
    let chain: Vec<Slot> = (assignment.visits.iter())
        .map(|visit| slots.get(visit.slot as usize).copied().filter(|slot| *slot != NONE))
        .collect::<Option<_>>()?;
    // Of several variants with the same steps, one whose prerequisites the chain meets.
    let variants = &tables.candidates.classes[class].variants;
    let same_steps = |variant: &crate::candidates::Variant| {
        variant.route == assignment.route
            && variant.steps.len() == chain.len()
            && variant.steps.iter().zip(&assignment.visits).all(|(s, v)| s.step == v.step)
    };
    let met = |variant: &crate::candidates::Variant| {
        variant.steps.iter().zip(&chain).all(|(step, slot)| {
            let start = tables.start[*slot as usize];
            let ended = |after: &u32| tables.end[chain[*after as usize] as usize] <= start;
            start >= step.from && step.after.iter().all(ended)
        })
    };
    let variant = variants.iter().position(|v| same_steps(v) && met(v))?;
    Some((variant, chain))
}
