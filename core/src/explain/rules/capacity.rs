//! Rule `capacity` in words.

use super::{Case, Told};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Lift, Question};
use crate::explain::names;
use crate::model::validate::sizes::MAX_SIZE;
use crate::model::{EnvironmentId, ParticipantId, RuleKind};
use crate::plan::PlanSlot;

/// Of slots.
pub fn closed(problem: &Problem, participant: ParticipantId) -> String {
    format!("take less than its size {}", problem.participants[participant.index()].size)
}

/// Of a slot, or of its environment.
pub fn broken(case: &Case) -> Option<Told> {
    let problem = case.problem;
    let size = i64::from(problem.participants[case.participant.index()].size);
    let others = |slot: PlanSlot| -> i64 {
        let sizes = case.others_in(slot).into_iter().map(|id| &problem.participants[id.index()]);
        sizes.map(|participant| i64::from(participant.size)).sum()
    };
    let place = names::slot(problem, case.slot);
    if case.violation.stage.is_none() {
        let name = names::environment(problem, case.slot.environment);
        let most = i64::from(problem.environments[case.slot.environment.index()].max_participants?);
        let when = names::span(problem, case.violation.span?);
        let text = format!("{name} takes at most {most} at a time, and would have more {when}");
        return Some((text, vec![("most", most)]));
    }
    let (least, most) = limits(problem, case.slot);
    let taken = others(case.slot);
    if taken + size > most {
        let room = if size == 1 { String::new() } else { format!(", and its size is {size}") };
        let text = format!("{place} is full: capacity {most}, taken {taken}{room}");
        Some((text, vec![("capacity", most), ("taken", taken), ("size", size)]))
    } else {
        let text = format!("{place} needs at least {least}, and would have {}", taken + size);
        Some((text, vec![("least", least), ("would_have", taken + size)]))
    }
}

/// The least and the most of a slot.
pub(super) fn limits(problem: &Problem, slot: PlanSlot) -> (i64, i64) {
    let data = &problem.stages[slot.stage.index()];
    let hand = slot.by_hand.and_then(|hand| problem.hand_slots.get(hand.index()));
    let (least, most) = hand.map_or((data.capacity_min, data.capacity_max), |hand| {
        (hand.capacity_min, hand.capacity_max)
    });
    (least.into(), most.into())
}

/// What slots and environments take, and who is in those that are open.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        let id = names::stage(problem, stage).to_owned();
        let capacity = problem.programme.stages[stage.index()].slots.capacity;
        let of = id.clone();
        facts.push(Fact::new(
            RuleKind::Capacity,
            format!("stages[{id}].slots.capacity.max"),
            Some(&id),
            format!("a slot of {id} takes at most {}", capacity.max),
            move |programme| {
                for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                    stage.slots.capacity.max = MAX_SIZE;
                }
            },
        ));
        if capacity.min > 0 {
            let of = id.clone();
            facts.push(Fact::new(
                RuleKind::Capacity,
                format!("stages[{id}].slots.capacity.min"),
                Some(&id),
                format!("a slot of {id} that anybody is in takes at least {}", capacity.min),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.slots.capacity.min = 0;
                    }
                },
            ));
        }
        by_hand(question, &id, facts);
    }
    for place in question.environments() {
        let Some(most) = problem.environments[place].max_participants else { continue };
        let id = names::environment(problem, EnvironmentId::new(place)).to_owned();
        facts.push(Fact::new(
            RuleKind::Capacity,
            format!("environments[{id}].max_participants"),
            None,
            format!("{id} takes at most {most} at a time"),
            move |programme| {
                for environment in programme.environments.iter_mut().filter(|e| e.id == id) {
                    environment.max_participants = None;
                }
            },
        ));
    }
    taken(question, facts);
}

/// What slots given by hand take.
fn by_hand(question: &Question, stage: &str, facts: &mut Vec<Fact>) {
    for slot in question.problem.programme.slots.iter().filter(|slot| slot.stage == stage) {
        let Some(capacity) = slot.capacity else { continue };
        let id = slot.id.clone();
        let least = match capacity.min {
            0 => String::new(),
            least => format!("at least {least} and "),
        };
        facts.push(Fact::new(
            RuleKind::Capacity,
            format!("slots[{id}].capacity"),
            Some(stage),
            format!("the slot {id} takes {least}at most {}", capacity.max),
            move |programme| {
                for slot in programme.slots.iter_mut().filter(|slot| slot.id == id) {
                    slot.capacity = None;
                }
            },
        ));
    }
}

/// Who is in each open slot. That the slot is open at all may be in the way as well.
fn taken(question: &Question, facts: &mut Vec<Fact>) {
    let (problem, plan) = (question.problem, question.plan);
    let mut inside: Vec<Vec<ParticipantId>> = vec![Vec::new(); plan.slots.len()];
    for assignment in &plan.assignments {
        for visit in &assignment.visits {
            inside[visit.slot as usize].push(assignment.participant);
        }
    }
    for (slot, inside) in plan.slots.iter().zip(inside) {
        if slot.by_hand.is_some() && inside.is_empty() {
            continue;
        }
        let people: Vec<&str> = inside.iter().map(|id| names::participant(problem, *id)).collect();
        let load: u32 = inside.iter().map(|id| problem.participants[id.index()].size).sum();
        let (_, most) = limits(problem, *slot);
        let name = names::slot(problem, *slot);
        facts.push(Fact {
            rule: RuleKind::Capacity,
            path: format!("plan.slots[{}]", name.id),
            stage: Some(name.stage.clone()),
            text: format!(
                "{name} is open: capacity {most}, taken {load} by {}",
                if people.is_empty() { "nobody".into() } else { names::list(&people, 4) }
            ),
            lift: Lift::Slot(*slot),
        });
    }
}
