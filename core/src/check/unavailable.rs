//! Rule `unavailable`: a slot avoids unavailability of its environment, or, if its stage pauses,
//! starts in an available period and loses no more than the allowance.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::Span;
use crate::model::RuleKind;
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        let Some(first) = facts.down(slot.environment, slot.span).next() else { continue };
        let what = words::slot(problem, slot);
        let down = words::span(problem, first);
        let environment = words::environment(problem, slot.environment);
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
            let why = causes(facts, slot, slot.span);
            tell(format!("{what} runs while {environment} is unavailable {down} ({why})"));
            continue;
        };
        if first.holds(slot.span.start) {
            let why = causes(facts, slot, Span::new(slot.span.start, slot.span.start + 1));
            tell(format!("{what} starts while {environment} is unavailable {down} ({why})"));
        }
        let lost = facts.lost(slot.environment, slot.span);
        if lost > allowance {
            let why = causes(facts, slot, slot.span);
            tell(format!(
                "{what} pauses {}, {allowance} are allowed ({why})",
                words::periods(lost),
            ));
        }
    }
}

/// The ids of what makes the slot's environment unavailable in the span.
fn causes(facts: &Facts, slot: PlanSlot, span: Span) -> String {
    let all = &facts.problem.environments[slot.environment.index()].unavailable;
    let ids: Vec<_> = (all.iter().take_while(|u| u.span.start < span.end))
        .filter(|u| u.span.overlaps(span))
        .map(|u| facts.problem.programme.unavailability[u.cause.index()].id.as_str())
        .collect();
    words::list(&ids)
}
