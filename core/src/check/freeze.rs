//! Rule `freeze`: in a re-plan, nobody enters a slot that has begun, or that starts in the frozen time.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for placed in &facts.placed {
        let baseline = &placed.data.baseline;
        for taken in &placed.taken {
            let slot = taken.slot;
            let was_there = baseline.homes.iter().any(|home| {
                home.stage == slot.stage
                    && home.environment == Some(slot.environment)
                    && home.exists
                    && home.start == slot.span.start
            });
            if slot.span.start < baseline.closed_until && !was_there {
                let message = format!(
                    "{} is in {}, but was not before, and what starts before {} stays as it was",
                    words::participant(problem, placed.participant),
                    words::slot(problem, slot),
                    words::start(problem, baseline.closed_until),
                );
                found.push(
                    Violation::new(RuleKind::Freeze, message)
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
