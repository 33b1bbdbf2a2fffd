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
            let late = (placed.data.ready.iter().enumerate()).filter(|(_, ready)| {
                ready.environment.is_none_or(|environment| environment == slot.environment)
                    && ready.stage.is_none_or(|stage| stage == slot.stage)
                    && slot.span.start < ready.from
            });
            for (position, ready) in late {
                let given = &problem.programme.participants[placed.participant.index()].ready;
                let reason = given.get(position).map_or("", |ready| ready.reason.as_str());
                let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
                let message = format!(
                    "{} is in {}, but ready only from {}{reason}",
                    words::participant(problem, placed.participant),
                    words::slot(problem, slot),
                    words::start(problem, ready.from),
                );
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
