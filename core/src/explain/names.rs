//! From the problem's indices to names and dates: nothing leaves here as an index.

use std::collections::BTreeMap;

use super::data::Amount;
use super::data::{LevelChange, Move, SlotName};
use crate::calendar::{Problem, Span};
use crate::model::{EnvironmentId, ParticipantId, Resolution, StageId, When};
use crate::plan::{Assignment, Plan, PlanSlot, Score};
use crate::report::dates;

/// Id of a participant.
pub fn participant(problem: &Problem, id: ParticipantId) -> &str {
    &problem.programme.participants[id.index()].id
}

/// Id of a stage.
pub fn stage(problem: &Problem, id: StageId) -> &str {
    &problem.programme.stages[id.index()].id
}

/// Id of an environment.
pub fn environment(problem: &Problem, id: EnvironmentId) -> &str {
    &problem.programme.environments[id.index()].id
}

/// A span in words: from its first to its last day, both in.
pub fn span(problem: &Problem, span: Span) -> String {
    let (from, to) = problem.timeline.dates(span);
    dates::span(&problem.timeline, from, to)
}

/// The day or moment at which a period starts, in words.
pub fn start(problem: &Problem, period: u32) -> String {
    if problem.timeline.resolution() == Resolution::Day {
        dates::day(problem.timeline.day(period))
    } else {
        dates::when(&problem.timeline, problem.timeline.start(period).fixed_offset().into())
    }
}

/// The last day of a span that ends there, or the moment at which it is over, in words.
pub fn end(problem: &Problem, period: u32) -> String {
    if problem.timeline.resolution() == Resolution::Day {
        let after = problem.timeline.day_after(period);
        dates::day(after.pred_opt().unwrap_or(after))
    } else {
        dates::when(&problem.timeline, problem.timeline.end(period).fixed_offset().into())
    }
}

/// `1 working day`, `3 working hours`.
pub fn periods(problem: &Problem, count: i64) -> String {
    let unit = crate::report::words::period(problem.timeline.resolution());
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} working {unit}{plural}")
}

/// A slot.
pub fn slot(problem: &Problem, slot: PlanSlot) -> SlotName {
    let programme = &problem.programme;
    let (from, to) = problem.timeline.dates(slot.span);
    let (stage, environment) = (stage(problem, slot.stage), environment(problem, slot.environment));
    let id = slot
        .by_hand
        .and_then(|hand| programme.slots.get(hand.index()))
        .map_or_else(|| format!("{environment}/{stage}/{}", short(from)), |hand| hand.id.clone());
    SlotName {
        id,
        stage: stage.into(),
        environment: environment.into(),
        from,
        to,
        dates: dates::span(&problem.timeline, from, to),
    }
}

fn short(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Moment(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
        When::Naive(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
    }
}

/// The first few names, and how many more there are.
pub fn list(names: &[&str], few: usize) -> String {
    let shown = names.iter().take(few).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(few) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// What lies between two scores of one problem, by level.
pub fn changes(problem: &Problem, before: &Score, after: &Score) -> Vec<LevelChange> {
    (problem.programme.objective.levels.iter().zip(before.levels.iter().zip(&after.levels)))
        .map(|(level, (before, after))| LevelChange {
            level: level.name.clone(),
            before: Amount(before.value),
            after: Amount(after.value),
            change: Amount(after.value - before.value),
        })
        .collect()
}

/// Who is elsewhere in the second plan, by participant and then in the order of stages.
pub fn moves(problem: &Problem, before: &Plan, after: &Plan) -> Vec<Move> {
    let places = |plan: &Plan, assignment: Option<&Assignment>| -> BTreeMap<StageId, PlanSlot> {
        (assignment.into_iter().flat_map(|a| &a.visits))
            .filter_map(|visit| plan.slots.get(visit.slot as usize))
            .map(|slot| (slot.stage, *slot))
            .collect()
    };
    let index = |plan: &'_ Plan| -> BTreeMap<ParticipantId, usize> {
        plan.assignments.iter().enumerate().map(|(at, a)| (a.participant, at)).collect()
    };
    let (old, new) = (index(before), index(after));
    let mut who: Vec<ParticipantId> = old.keys().chain(new.keys()).copied().collect();
    who.sort_unstable();
    who.dedup();
    let mut moves = Vec::new();
    for id in who {
        let from = places(before, old.get(&id).map(|at| &before.assignments[*at]));
        let to = places(after, new.get(&id).map(|at| &after.assignments[*at]));
        let mut stages: Vec<StageId> = from.keys().chain(to.keys()).copied().collect();
        stages.sort_unstable();
        stages.dedup();
        let mut own: Vec<_> = (stages.into_iter())
            .filter(|stage| from.get(stage) != to.get(stage))
            .map(|at| {
                let when = to.get(&at).or(from.get(&at)).map(|slot| slot.span);
                let moved = Move {
                    participant: participant(problem, id).into(),
                    stage: stage(problem, at).into(),
                    from: from.get(&at).map(|s| slot(problem, *s)),
                    to: to.get(&at).map(|s| slot(problem, *s)),
                };
                (when, moved)
            })
            .collect();
        own.sort_by_key(|(when, _)| *when);
        moves.extend(own.into_iter().map(|(_, moved)| moved));
    }
    moves
}
