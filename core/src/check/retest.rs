//! Rule `retest`: those who do not re-test never have places that a slot keeps for re-tests.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::{ParticipantId, RuleKind};
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut first: Vec<Vec<ParticipantId>> = vec![Vec::new(); facts.plan.slots.len()];
    for placed in &facts.placed {
        for taken in &placed.taken {
            if !placed.data.retests.contains(&taken.slot.stage) {
                first[taken.place as usize].push(placed.participant);
            }
        }
    }
    for (place, slot) in facts.slots() {
        let first = &first[place as usize];
        let (most, kept) = places(facts, slot);
        let sizes = first.iter().map(|id| u64::from(problem.participants[id.index()].size));
        let load: u64 = sizes.sum();
        // More than there is at all is a matter of capacity alone.
        if kept == 0 || load + u64::from(kept) <= u64::from(most) || load > u64::from(most) {
            continue;
        }
        let names: Vec<_> = first.iter().map(|id| words::participant(problem, *id)).collect();
        let message = format!(
            "{} keeps {kept} of {most} for re-tests, but {load} are taken by others ({})",
            words::slot(problem, slot),
            words::list(&names),
        );
        found.push(
            Violation::new(RuleKind::Retest, message)
                .of(first.iter().copied())
                .slots([place])
                .environment(slot.environment)
                .stage(slot.stage)
                .span(slot.span),
        );
    }
}

/// What a slot takes, and what of it is kept.
fn places(facts: &Facts, slot: PlanSlot) -> (u32, u32) {
    let stage = &facts.problem.stages[slot.stage.index()];
    let hand = slot.by_hand.and_then(|id| facts.problem.hand_slots.get(id.index()));
    if let Some(hand) = hand.filter(|hand| hand.stage == slot.stage) {
        return (hand.capacity_max, hand.reserved);
    }
    let most = stage.capacity_max;
    let mut kept = 0;
    for reserve in &stage.reserved {
        let here = reserve.environment.is_none() || reserve.environment == Some(slot.environment);
        if here && reserve.starts.start <= slot.span.start && slot.span.start < reserve.starts.end {
            kept = kept.max(reserve.places.map_or(most, |places| places.min(most)));
        }
    }
    (most, kept)
}
