//! Rule `capacity`: a slot that anybody is in takes at least its least and at most its most, and an
//! environment never more than its concurrent participants, all in sizes.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::Span;
use crate::model::{EnvironmentId, ParticipantId, RuleKind};

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let mut inside: Vec<Vec<ParticipantId>> = vec![Vec::new(); facts.plan.slots.len()];
    for placed in &facts.placed {
        for taken in &placed.taken {
            inside[taken.place as usize].push(placed.participant);
        }
    }
    slots(facts, &inside, found);
    environments(facts, &inside, found);
}

fn slots(facts: &Facts, inside: &[Vec<ParticipantId>], found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        let stage = &problem.stages[slot.stage.index()];
        let hand = slot.by_hand.and_then(|id| problem.hand_slots.get(id.index()));
        let hand = hand.filter(|hand| hand.stage == slot.stage);
        let (least, most) = hand.map_or((stage.capacity_min, stage.capacity_max), |hand| {
            (hand.capacity_min, hand.capacity_max)
        });
        let inside = &inside[place as usize];
        let load = sizes(facts, inside);
        let bound = if load > u64::from(most) {
            format!("its most is {most}")
        } else if load > 0 && load < u64::from(least) {
            format!("its least is {least}")
        } else {
            continue;
        };
        let names: Vec<_> = inside.iter().map(|id| words::participant(problem, *id)).collect();
        let what = words::slot(problem, slot);
        let message = format!("{what} takes {load} ({}), {bound}", words::list(&names));
        found.push(
            Violation::new(RuleKind::Capacity, message)
                .of(inside.iter().copied())
                .slots([place])
                .environment(slot.environment)
                .stage(slot.stage)
                .span(slot.span),
        );
    }
}

fn sizes(facts: &Facts, inside: &[ParticipantId]) -> u64 {
    inside.iter().map(|id| u64::from(facts.problem.participants[id.index()].size)).sum()
}

/// A load that changes: the period, by how much, and through which slot.
type Change = (u32, i64, u32);

fn environments(facts: &Facts, inside: &[Vec<ParticipantId>], found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut changes: Vec<Vec<Change>> = vec![Vec::new(); problem.environments.len()];
    for (place, slot) in facts.slots() {
        let load = sizes(facts, &inside[place as usize]) as i64;
        if load > 0 && problem.environments[slot.environment.index()].max_participants.is_some() {
            let changes = &mut changes[slot.environment.index()];
            changes.extend([(slot.span.start, load, place), (slot.span.end, -load, place)]);
        }
    }
    for (position, mut changes) in changes.into_iter().enumerate() {
        let Some(most) = problem.environments[position].max_participants else { continue };
        changes.sort_unstable();
        let environment = EnvironmentId::new(position);
        let mut load = 0;
        // Since when it is overfull, how much at worst, and which slots have started since.
        let mut over: Option<(u32, i64, Vec<u32>)> = None;
        for at_once in changes.chunk_by(|a, b| a.0 == b.0) {
            let period = at_once[0].0;
            load += at_once.iter().map(|change| change.1).sum::<i64>();
            if load > i64::from(most) {
                let (_, peak, started) = over.get_or_insert_with(|| (period, 0, Vec::new()));
                *peak = load.max(*peak);
                started.extend(at_once.iter().filter(|change| change.1 > 0).map(|c| c.2));
            } else if let Some((from, peak, started)) = over.take() {
                let span = Span::new(from, period);
                found.push(overfull(facts, environment, &started, span, peak));
            }
        }
    }
}

/// The slots are those that start while it is overfull.
fn overfull(
    facts: &Facts,
    environment: EnvironmentId,
    starting: &[u32],
    span: Span,
    peak: i64,
) -> Violation {
    let problem = facts.problem;
    let most = problem.environments[environment.index()].max_participants.unwrap_or(0);
    let message = format!(
        "{} has {peak} in it {}, its most is {most}",
        words::environment(problem, environment),
        words::span(problem, span),
    );
    Violation::new(RuleKind::Capacity, message)
        .slots(starting.iter().copied())
        .environment(environment)
        .span(span)
}
