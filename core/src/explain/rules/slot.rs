//! Rule `slot` in words.

use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{RuleKind, Starts};

/// When slots of each stage start. Their length, and where they may be, is given.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        let id = names::stage(problem, stage).to_owned();
        let count = problem.stages[stage.index()].starts.len();
        let text = match &problem.programme.stages[stage.index()].slots.starts {
            Starts::Every { periods: 1, .. } => continue,
            Starts::Every { periods, .. } => {
                format!("slots of {id} start every {}", names::periods(problem, *periods))
            }
            Starts::Weekdays(days) => {
                let days: Vec<String> = days.iter().map(|day| day.0.to_string()).collect();
                format!("slots of {id} start on {}", days.join(", "))
            }
            Starts::On(_) => {
                let days = if count == 1 { "day" } else { "days" };
                format!("slots of {id} start on {count} {days} alone")
            }
            Starts::ByHand => format!("{id} has only the slots given by hand"),
        };
        facts.push(Fact::new(
            RuleKind::Slot,
            format!("stages[{id}].slots.starts"),
            Some(&id.clone()),
            text,
            move |programme| {
                for stage in programme.stages.iter_mut().filter(|stage| stage.id == id) {
                    stage.slots.starts = Starts::default();
                }
            },
        ));
    }
}
