//! Rule `release`: where a slot runs, the components have the versions that its stage, and those in
//! it, need, and that were approved together, in every period of it.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::{Held, RequiredData};
use crate::model::{NeededVersion, RuleKind, StageId};
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        let stage = &problem.stages[slot.stage.index()];
        let mut tell = |what: String| {
            let message = format!("{}: {what}", words::slot(problem, slot));
            found.push(about(message, place, slot));
        };
        for required in &stage.versions {
            if let Some(what) = lacks(facts, slot, required) {
                tell(what);
            }
        }
        if stage.approved_versions
            && let Some(what) = unapproved(facts, slot)
        {
            tell(what);
        }
    }
    for placed in &facts.placed {
        let given = &problem.programme.participants[placed.participant.index()].versions;
        for taken in &placed.taken {
            let slot = taken.slot;
            let binds = |needed: &NeededVersion, stage: StageId| {
                let names = &problem.programme;
                let (stage, environment) = (
                    &names.stages[stage.index()].id,
                    &names.environments[slot.environment.index()].id,
                );
                needed.stage.as_ref().is_none_or(|own| own == stage)
                    && needed.environment.as_ref().is_none_or(|own| own == environment)
            };
            for (needed, required) in given.iter().zip(&placed.data.versions) {
                if !binds(needed, slot.stage) {
                    continue;
                }
                if let Some(what) = lacks(facts, slot, required) {
                    let who = words::participant(problem, placed.participant);
                    let message = format!("{who} is in {}: {what}", words::slot(problem, slot));
                    found.push(about(message, taken.place, slot).of([placed.participant]));
                }
            }
        }
    }
}

fn about(message: String, place: u32, slot: PlanSlot) -> Violation {
    Violation::new(RuleKind::Release, message)
        .slots([place])
        .environment(slot.environment)
        .stage(slot.stage)
        .span(slot.span)
}

/// What is there instead of a version that is needed, in some period of the slot.
fn lacks(facts: &Facts, slot: PlanSlot, required: &RequiredData) -> Option<String> {
    let all = &facts.problem.environments[slot.environment.index()].versions;
    let mut of = all.iter().filter(|held| held.component == required.component).peekable();
    if of.peek().is_none() {
        return Some(format!("{required}, found none"));
    }
    let struck = |held: &&Held| held.span.overlaps(slot.span) && fails(held, required);
    let (first, last) = (of.clone().find(struck)?, of.clone().rfind(struck)?);
    let meets = |held: &&Held| held.span.start >= last.span.end && !fails(held, required);
    let earliest = of.find(meets).map_or_else(String::new, |held| {
        format!("; earliest {}", words::start(facts.problem, held.span.start))
    });
    Some(format!("{required}, found {}{earliest}", first.text()))
}

fn fails(held: &Held, required: &RequiredData) -> bool {
    match &held.version {
        None => true,
        Some((_, version)) if required.exactly => *version != required.version,
        Some((_, version)) => *version < required.version,
    }
}

/// The versions of a period of the slot that were not approved together.
fn unapproved(facts: &Facts, slot: PlanSlot) -> Option<String> {
    let problem = facts.problem;
    let all = &problem.environments[slot.environment.index()].versions;
    let starts = all.iter().map(|held| held.span.start).filter(|start| slot.span.holds(*start));
    let mut periods: Vec<u32> = starts.chain([slot.span.start]).collect();
    periods.sort_unstable();
    for period in periods {
        let now: Vec<&Held> = all.iter().filter(|held| held.span.holds(period)).collect();
        let agrees = |(component, version): &(String, semver::Version)| {
            let held = now.iter().find(|held| held.component == *component);
            held.is_none_or(|held| held.version.as_ref().is_some_and(|(_, v)| v == version))
        };
        if !problem.approved.iter().any(|set| set.iter().all(agrees)) {
            let now: Vec<String> =
                now.iter().map(|held| format!("{} {}", held.component, held.text())).collect();
            let on = words::start(problem, period);
            return Some(format!("no approved set of versions on {on}, found {}", now.join(", ")));
        }
    }
    None
}
