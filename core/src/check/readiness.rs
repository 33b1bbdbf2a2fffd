//! Rule `readiness`: nobody is in a slot that starts before they are ready for it.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for placed in &facts.placed {
        for taken in &placed.taken {
            let slot = taken.slot;
            let late = placed.data.ready.iter().filter(|ready| {
                ready.environment.is_none_or(|environment| environment == slot.environment)
                    && ready.stage.is_none_or(|stage| stage == slot.stage)
                    && slot.span.start < ready.from
            });
            for ready in late {
                let who = words::participant(problem, placed.participant);
                let what = words::slot(problem, slot);
                let message = if ready.on.is_none() {
                    format!("{who} is in {what}, but can't start: {}", ready.reason)
                } else {
                    let reason = match ready.reason.as_str() {
                        "" => String::new(),
                        reason => format!(" ({reason})"),
                    };
                    let from = words::start(problem, ready.from);
                    format!("{who} is in {what}, but ready only from {from}{reason}")
                };
                found.push(
                    Violation::new(RuleKind::Readiness, message)
                        .of([placed.participant])
                        .slots([taken.place])
                        .environment(slot.environment)
                        .stage(slot.stage)
                        .span(slot.span),
                );
            }
        }
    }
}
