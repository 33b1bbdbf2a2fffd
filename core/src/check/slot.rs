//! Rule `slot`: a slot is one that its stage's policy offers, each once, or one given by hand; and
//! those given by hand are all there.

use std::collections::HashSet;

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::{HandSlot, Span};
use crate::model::{RuleKind, TrancheSlotId};
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut by_hand = vec![false; problem.hand_slots.len()];
    let mut offered = HashSet::new();
    for (place, slot) in facts.plan.slots.iter().enumerate() {
        let hand = slot.by_hand.map(|id| (id, problem.hand_slots.get(id.index())));
        let wrong = unknown(facts, place as u32, *slot).or_else(|| match hand {
            Some((id, hand)) => not_as_given(facts, *slot, id, hand),
            None if !offered.insert((slot.stage, slot.environment, slot.span.start)) => {
                Some(format!("{} is open twice", words::slot(problem, *slot)))
            }
            None => not_offered(facts, *slot),
        });
        if let Some(message) = wrong {
            found.push(tell(message, place as u32, *slot, facts));
        }
        let Some((id, Some(_))) = hand else { continue };
        if std::mem::replace(&mut by_hand[id.index()], true) {
            let message = format!("{} is open twice", given(facts, id));
            found.push(tell(message, place as u32, *slot, facts));
        }
    }
    for (position, _) in by_hand.iter().enumerate().filter(|(_, present)| !**present) {
        let hand = problem.hand_slots[position];
        let message = format!("{} is missing", given(facts, TrancheSlotId::new(position)));
        found.push(
            Violation::new(RuleKind::Slot, message)
                .environment(hand.environment)
                .stage(hand.stage)
                .span(hand.span),
        );
    }
}

fn tell(message: String, place: u32, slot: PlanSlot, facts: &Facts) -> Violation {
    let violation = Violation::new(RuleKind::Slot, message).slots([place]);
    if facts.slot(place).is_none() {
        return violation;
    }
    violation.environment(slot.environment).stage(slot.stage).span(slot.span)
}

/// Whether stage, environment or span do not exist.
fn unknown(facts: &Facts, place: u32, slot: PlanSlot) -> Option<String> {
    if facts.slot(place).is_some() {
        return None;
    }
    let problem = facts.problem;
    let what = words::slot(problem, slot);
    let why = if slot.stage.index() >= problem.stages.len() {
        "there is no such stage".into()
    } else if slot.environment.index() >= problem.environments.len() {
        "there is no such environment".into()
    } else if slot.span.is_empty() {
        "it ends before it has begun".into()
    } else {
        let horizon = problem.horizon();
        format!("it ends after the calendar, whose first {horizon} periods are all")
    };
    Some(format!("slot number {place}, {what}: {why}"))
}

fn given(facts: &Facts, id: TrancheSlotId) -> String {
    let hand = facts.problem.hand_slots[id.index()];
    let slot = PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(id),
    };
    format!("the slot given by hand {}", words::slot(facts.problem, slot))
}

fn not_as_given(
    facts: &Facts,
    slot: PlanSlot,
    id: TrancheSlotId,
    hand: Option<&HandSlot>,
) -> Option<String> {
    let plain = words::slot(facts.problem, PlanSlot { by_hand: None, ..slot });
    let Some(hand) = hand else {
        let count = facts.problem.hand_slots.len();
        return Some(format!("{plain}: there is no slot number {} by hand (of {count})", id.0));
    };
    let same =
        (hand.stage, hand.environment, hand.span) == (slot.stage, slot.environment, slot.span);
    (!same).then(|| format!("{} stands in the plan as {plain}", given(facts, id)))
}

/// Whether the policy of its stage does not offer the slot.
fn not_offered(facts: &Facts, slot: PlanSlot) -> Option<String> {
    let problem = facts.problem;
    let stage = &problem.stages[slot.stage.index()];
    let what = || words::slot(problem, slot);
    let Some(duration) = stage.durations[slot.environment.index()] else {
        return Some(format!("{}: the stage may not run there", what()));
    };
    if stage.starts.binary_search(&slot.span.start).is_err() {
        return Some(format!("{}: the stage's slots do not start then", what()));
    }
    let lost = match stage.pause_allowance {
        Some(_) => facts.lost(slot, slot.span),
        None => 0,
    };
    let last = Span::new(slot.span.end - 1, slot.span.end);
    let idle_end = stage.pause_allowance.is_some() && facts.lost(slot, last) > 0;
    let worked = slot.span.len() - lost;
    if worked == duration && idle_end {
        return Some(format!("{}: it ends with a pause", what()));
    }
    if worked != duration {
        let pauses = if lost > 0 { format!(" and {lost} of pause") } else { String::new() };
        return Some(format!(
            "{}: it has {}{pauses}, not {duration}",
            what(),
            words::periods(worked),
        ));
    }
    None
}
