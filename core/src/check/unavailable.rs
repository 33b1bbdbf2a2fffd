//! Rule `unavailable`: a slot avoids unavailability of its environment and of what it takes, or, if its stage pauses,
//! starts in an available period and loses no more than the allowance.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::Span;
use crate::model::{RuleKind, Target};
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        let Some(first) = facts.down(slot, slot.span).next() else { continue };
        let what = words::slot(problem, slot);
        let down = words::span(problem, first);
        let mut tell = |message: String| {
            found.push(
                Violation::new(RuleKind::Unavailable, message)
                    .slots([place])
                    .environment(slot.environment)
                    .stage(slot.stage)
                    .span(first.intersection(slot.span)),
            );
        };
        let Some(allowance) = problem.stages[slot.stage.index()].pause_allowance else {
            let (struck, why) = causes(facts, slot, slot.span);
            tell(format!("{what} runs while {struck} is unavailable {down} ({why})"));
            continue;
        };
        if first.holds(slot.span.start) {
            let first = Span::new(slot.span.start, slot.span.start + 1);
            let (struck, why) = causes(facts, slot, first);
            tell(format!("{what} starts while {struck} is unavailable {down} ({why})"));
        }
        let lost = facts.lost(slot, slot.span);
        if lost > allowance {
            let (_, why) = causes(facts, slot, slot.span);
            tell(format!(
                "{what} pauses {}, {allowance} are allowed ({why})",
                words::periods(lost),
            ));
        }
    }
}

/// What is unavailable to the slot in the span, environment or resources, and the ids of why.
fn causes(facts: &Facts, slot: PlanSlot, span: Span) -> (String, String) {
    let problem = facts.problem;
    let all = problem.unavailable(slot.stage, slot.environment);
    let (mut struck, mut ids) = (Vec::new(), Vec::new());
    for u in all.iter().take_while(|u| u.span.start < span.end).filter(|u| u.span.overlaps(span)) {
        let unavailability = &problem.programme.unavailability[u.cause.index()];
        ids.push(unavailability.id.as_str());
        let name = match &unavailability.on {
            Target::Resource(id) => id.clone(),
            _ => words::environment(problem, slot.environment),
        };
        if !struck.contains(&name) {
            struck.push(name);
        }
    }
    (words::list(&struck), words::list(&ids))
}
