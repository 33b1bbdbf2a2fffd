//! Rule `support`: slots of a stage that needs it start and end inside support cover.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        if !problem.stages[slot.stage.index()].needs_support {
            continue;
        }
        let starts = problem.timeline.support_at_start(slot.span.start);
        let ends = problem.timeline.support_at_end(slot.span.end);
        let format = "%Y-%m-%d %H:%M";
        let start =
            || format!("starts at {}", problem.timeline.start(slot.span.start).format(format));
        let end = || format!("ends at {}", problem.timeline.end(slot.span.end).format(format));
        let how = match (starts, ends) {
            (true, true) => continue,
            (false, true) => start(),
            (true, false) => end(),
            (false, false) => format!("{} and {}", start(), end()),
        };
        let message = format!("{} {how}, outside support", words::slot(problem, slot));
        found.push(
            Violation::new(RuleKind::Support, message)
                .slots([place])
                .environment(slot.environment)
                .stage(slot.stage)
                .span(slot.span),
        );
    }
}
