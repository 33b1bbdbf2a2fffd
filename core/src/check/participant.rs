//! Rule `participant`: blackouts, deadline, concurrency, pins, together and apart.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Placed, Taken};
use super::violation::Violation;
use super::words;
use crate::calendar::{RuleData, Span};
use crate::model::{EnvironmentId, ParticipantId, RuleKind, StageId};

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    for placed in &facts.placed {
        blackouts(facts, placed, found);
        deadline(facts, placed, found);
        concurrency(facts, placed, found);
        pins(facts, placed, found);
    }
    let mut of: Vec<Option<&Placed>> = vec![None; facts.problem.participants.len()];
    for placed in &facts.placed {
        of[placed.participant.index()] = Some(placed);
    }
    for rule in &facts.problem.rules {
        company(facts, rule, &of, found);
    }
}

fn tell(placed: &Placed, taken: Taken, message: String) -> Violation {
    Violation::new(RuleKind::Participant, message)
        .of([placed.participant])
        .slots([taken.place])
        .environment(taken.slot.environment)
        .stage(taken.slot.stage)
        .span(taken.slot.span)
}

fn blackouts(facts: &Facts, placed: &Placed, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let own = &problem.programme.participants[placed.participant.index()].unavailable;
    for taken in &placed.taken {
        let span = taken.slot.span;
        let struck = (placed.data.unavailable.iter().take_while(|b| b.span.start < span.end))
            .filter(|b| b.span.overlaps(span));
        for blackout in struck {
            let cause = blackout.cause as usize;
            let reason = own.get(cause).map(|own| own.reason.as_str()).or_else(|| {
                let listed = problem.programme.unavailability.get(cause.checked_sub(own.len())?);
                listed.map(|u| u.id.as_str())
            });
            let reason = reason.filter(|reason| !reason.is_empty());
            let message = format!(
                "{} is in {}, but can't be {}{}",
                words::participant(problem, placed.participant),
                words::slot(problem, taken.slot),
                words::span(problem, blackout.span),
                reason.map_or(String::new(), |reason| format!(" ({reason})")),
            );
            found.push(tell(placed, *taken, message).span(blackout.span.intersection(span)));
        }
    }
}

fn deadline(facts: &Facts, placed: &Placed, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let (Some(deadline), Some(last)) = (placed.data.deadline, placed.taken.last()) else { return };
    if last.slot.span.end > deadline {
        let message = format!(
            "{} is complete with the end of {}, after its deadline {}",
            words::participant(problem, placed.participant),
            words::slot(problem, last.slot),
            words::end(problem, deadline),
        );
        found.push(tell(placed, *last, message));
    }
}

/// The most environments at a time are reached when a slot starts.
fn concurrency(facts: &Facts, placed: &Placed, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let Some(most) = placed.data.max_concurrent_environments else { return };
    let mut starts: Vec<u32> = placed.taken.iter().map(|taken| taken.slot.span.start).collect();
    starts.sort_unstable();
    starts.dedup();
    for start in starts {
        let running: Vec<_> =
            placed.taken.iter().filter(|taken| taken.slot.span.holds(start)).collect();
        let environments: BTreeSet<EnvironmentId> =
            running.iter().map(|taken| taken.slot.environment).collect();
        if environments.len() as u64 <= u64::from(most) {
            continue;
        }
        let names: Vec<_> =
            environments.iter().map(|id| words::environment(problem, *id)).collect();
        let message = format!(
            "{} is in {} environments on {} ({}), its most is {most}",
            words::participant(problem, placed.participant),
            environments.len(),
            words::start(problem, start),
            names.join(", "),
        );
        let until = running.iter().map(|taken| taken.slot.span.end).min().unwrap_or(start);
        found.push(
            Violation::new(RuleKind::Participant, message)
                .of([placed.participant])
                .slots(running.iter().map(|taken| taken.place))
                .span(Span::new(start, until)),
        );
    }
}

fn pins(facts: &Facts, placed: &Placed, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let name = words::participant(problem, placed.participant);
    for pin in &placed.data.pins {
        let stage = words::stage(problem, pin.stage);
        if placed.route.steps.iter().all(|step| step.stage != pin.stage) {
            let message = format!("{name} is pinned to {stage}, which is not on its route");
            found.push(
                Violation::new(RuleKind::Participant, message)
                    .of([placed.participant])
                    .stage(pin.stage),
            );
        }
        for taken in placed.taken.iter().filter(|taken| taken.slot.stage == pin.stage) {
            let slot = taken.slot;
            let kept = pin.environment.is_none_or(|environment| environment == slot.environment)
                && pin.start.is_none_or(|start| start == slot.span.start);
            if kept {
                continue;
            }
            let place = pin.environment.map_or(String::new(), |environment| {
                format!(" in {}", words::environment(problem, environment))
            });
            let time = pin
                .start
                .map_or(String::new(), |start| format!(" from {}", words::start(problem, start)));
            let message = format!(
                "{name} is in {}, but pinned to {stage}{place}{time}",
                words::slot(problem, slot),
            );
            found.push(tell(placed, *taken, message));
        }
    }
}

fn company(facts: &Facts, rule: &RuleData, of: &[Option<&Placed>], found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut inside: BTreeMap<(StageId, u32), Vec<ParticipantId>> = BTreeMap::new();
    for placed in rule.participants.iter().filter_map(|id| of.get(id.index()).copied().flatten()) {
        for taken in &placed.taken {
            if rule.stage.is_none_or(|stage| stage == taken.slot.stage) {
                inside.entry((taken.slot.stage, taken.place)).or_default().push(placed.participant);
            }
        }
    }
    let names = |ids: &[ParticipantId]| {
        let names: Vec<_> = ids.iter().map(|id| words::participant(problem, *id)).collect();
        words::list(&names)
    };
    let described =
        |place: u32| facts.slot(place).map_or(String::new(), |slot| words::slot(problem, slot));
    if !rule.together {
        for ((stage, place), who) in inside.iter().filter(|(_, who)| who.len() > 1) {
            let message =
                format!("{} are all in {}, but are to be apart", names(who), described(*place));
            found.push(
                Violation::new(RuleKind::Participant, message)
                    .of(who.iter().copied())
                    .slots([*place])
                    .stage(*stage),
            );
        }
        return;
    }
    let mut by_stage: BTreeMap<StageId, Vec<(u32, &[ParticipantId])>> = BTreeMap::new();
    for ((stage, place), who) in &inside {
        by_stage.entry(*stage).or_default().push((*place, who));
    }
    for (stage, slots) in by_stage.iter().filter(|(_, slots)| slots.len() > 1) {
        let split: Vec<_> = (slots.iter())
            .map(|(place, who)| format!("{} in {}", names(who), described(*place)))
            .collect();
        let message = format!("to be together, but apart: {}", words::list(&split));
        found.push(
            Violation::new(RuleKind::Participant, message)
                .of(slots.iter().flat_map(|(_, who)| who.iter().copied()))
                .slots(slots.iter().map(|(place, _)| *place))
                .stage(*stage),
        );
    }
}
