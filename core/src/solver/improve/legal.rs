//! Whether a participant that is not placed may take given slots.

use super::company::Company;
use super::state::State;
use super::tables::Slot;

/// Whether the participant may take the chain of slots, those not open being opened for it. Least
/// loads are not looked at.
pub fn legal(state: &State, person: u32, variant: usize, chain: &[Slot]) -> bool {
    let tables = state.tables;
    let class = &tables.candidates.classes[tables.candidates.class_of[person as usize]];
    let participant = &tables.problem.participants[person as usize];
    let steps = &class.variants[variant].steps;
    if steps.len() != chain.len() {
        return false;
    }
    for (place, (step, &slot)) in steps.iter().zip(chain).enumerate() {
        let at = slot as usize;
        if tables.stage[at] != step.stage.0 || tables.start[at] < step.from {
            return false;
        }
        let first = tables.stages[step.stage.index()].first;
        let allowed = class.allowed.iter().find(|a| a.stage == step.stage);
        if !allowed.is_some_and(|a| a.set.contains((slot - first) as usize)) {
            return false;
        }
        if let Some(before) = place.checked_sub(1) {
            let lag = i64::from(tables.start[at]) - i64::from(tables.end[chain[before] as usize]);
            let too_long = step.max_lag.is_some_and(|most| lag > i64::from(most));
            if lag < i64::from(step.min_lag) || too_long {
                return false;
            }
        }
        let after = |step: &u32| tables.end[chain[*step as usize] as usize] <= tables.start[at];
        if !step.after.iter().all(after) {
            return false;
        }
        if !state.is_open(slot) {
            let in_the_way = |other: &Slot| !state.is_open(*other) && tables.exclude(*other, slot);
            if !state.is_free(slot) || chain[..place].iter().any(in_the_way) {
                return false;
            }
        }
        if state.load(slot) + participant.size > tables.most[at] {
            return false;
        }
        if !super::retest::has_room(state, person, slot)
            || !super::resource::has_room(state, &chain[..place], slot)
            || !super::coupling::allows(state, person, slot, false)
        {
            return false;
        }
        let environment = &tables.problem.environments[tables.environment[at] as usize];
        if let Some(most) = environment.max_participants {
            let same = chain[..place].iter().filter(|other| {
                tables.environment[**other as usize] == tables.environment[at]
                    && tables.overlap(**other, slot)
            });
            let more = participant.size * (1 + same.count() as u32);
            if state.crowd_over(slot) + more > most {
                return false;
            }
        }
        let at_once = || tables.environments_at_once(&chain[..place], slot);
        if participant.max_concurrent_environments.is_some_and(|most| at_once() > most) {
            return false;
        }
        if !tables.rules_of[person as usize].is_empty()
            && !Company::of(state, person, step.stage.0).allows(slot)
        {
            return false;
        }
    }
    if !state.leaves_places(chain.iter()) {
        return false;
    }
    let end = chain.last().map_or(0, |slot| tables.end[*slot as usize]);
    participant.deadline.is_none_or(|deadline| end <= deadline)
}
