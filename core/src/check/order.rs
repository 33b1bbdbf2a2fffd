//! Rule `order`: each step taken starts within its lags after the end of the step taken before.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    for placed in &facts.placed {
        for pair in placed.taken.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            // Which step came before is unknown if one between them is told under `demand`.
            if placed.faulty[before.step + 1..after.step].contains(&true) {
                continue;
            }
            let step = placed.route.steps[after.step];
            let lag = i64::from(after.slot.span.start) - i64::from(before.slot.span.end);
            let bound = if lag < i64::from(step.min_lag) {
                format!("at least {}", step.min_lag)
            } else if let Some(most) = step.max_lag.filter(|most| lag > i64::from(*most)) {
                format!("at most {most}")
            } else {
                continue;
            };
            let message = format!(
                "{}: {} starts {} after the end of {}, asked for is {bound}",
                words::participant(problem, placed.participant),
                words::slot(problem, after.slot),
                words::periods(lag),
                words::slot(problem, before.slot),
            );
            found.push(
                Violation::new(RuleKind::Order, message)
                    .of([placed.participant])
                    .slots([before.place, after.place])
                    .environment(after.slot.environment)
                    .stage(after.slot.stage)
                    .span(after.slot.span),
            );
        }
    }
}
