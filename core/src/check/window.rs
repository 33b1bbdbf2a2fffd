//! Rule `window`: a slot lies inside an open window of its environment for its stage.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        let windows = &problem.environments[slot.environment.index()].windows[slot.stage.index()];
        let last = windows.partition_point(|window| window.start <= slot.span.start);
        if last > 0 && windows[last - 1].contains(slot.span) {
            continue;
        }
        let open: Vec<_> = windows.iter().map(|window| words::span(problem, *window)).collect();
        let open = if open.is_empty() { "never".into() } else { words::list(&open) };
        let message = format!(
            "{} is not inside a window: {} is open to {} {open}",
            words::slot(problem, slot),
            words::environment(problem, slot.environment),
            words::stage(problem, slot.stage),
        );
        found.push(
            Violation::new(RuleKind::Window, message)
                .slots([place])
                .environment(slot.environment)
                .stage(slot.stage)
                .span(slot.span),
        );
    }
}
