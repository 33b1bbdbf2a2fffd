//! Rule `prerequisite`: before a stage, one stage of each list that it asks for is complete: an
//! earlier step taken that has ended, or one that the participant has behind it.

use super::facts::{Facts, Placed, Taken};
use super::violation::Violation;
use super::words;
use crate::model::{RuleKind, StageId};

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for placed in &facts.placed {
        for taken in &placed.taken {
            for any_of in &problem.stages[taken.slot.stage.index()].prerequisites {
                if met(placed, *taken, any_of) {
                    continue;
                }
                let names: Vec<_> =
                    any_of.iter().map(|stage| words::stage(problem, *stage)).collect();
                let message = format!(
                    "{} is in {}, but by then is not through {}",
                    words::participant(problem, placed.participant),
                    words::slot(problem, taken.slot),
                    names.join(" or "),
                );
                found.push(
                    Violation::new(RuleKind::Prerequisite, message)
                        .of([placed.participant])
                        .slots([taken.place])
                        .environment(taken.slot.environment)
                        .stage(taken.slot.stage)
                        .span(taken.slot.span),
                );
            }
        }
    }
}

fn met(placed: &Placed, visit: Taken, any_of: &[StageId]) -> bool {
    let start = visit.slot.span.start;
    let completed =
        placed.data.completed.iter().any(|(stage, on)| any_of.contains(stage) && *on <= start);
    let earlier = (placed.taken.iter().take_while(|taken| taken.step < visit.step))
        .any(|taken| any_of.contains(&taken.slot.stage) && taken.slot.span.end <= start);
    // An earlier step that is told under `demand` would have been it.
    let faulty = (placed.route.steps[..visit.step].iter().zip(&placed.faulty))
        .any(|(step, faulty)| *faulty && any_of.contains(&step.stage));
    completed || earlier || faulty
}
