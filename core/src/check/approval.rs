//! Rule `approval`: an optional environment is used only when approved.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for (place, slot) in facts.slots() {
        if problem.environments[slot.environment.index()].unapproved {
            let message = format!(
                "{}: {} is optional and not approved",
                words::slot(problem, slot),
                words::environment(problem, slot.environment),
            );
            found.push(
                Violation::new(RuleKind::Approval, message)
                    .slots([place])
                    .environment(slot.environment)
                    .stage(slot.stage)
                    .span(slot.span),
            );
        }
    }
}
