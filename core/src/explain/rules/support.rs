//! Rule `support` in words.

use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::RuleKind;

/// Of slots.
pub fn closed() -> String {
    "start or end outside support cover".to_owned()
}

/// That slots of each stage need support.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    for stage in question.stages() {
        if !question.problem.stages[stage.index()].needs_support {
            continue;
        }
        let id = names::stage(question.problem, stage).to_owned();
        facts.push(Fact::new(
            RuleKind::Support,
            format!("stages[{id}].needs_support"),
            Some(&id.clone()),
            format!("slots of {id} start and end inside support cover"),
            move |programme| {
                for stage in programme.stages.iter_mut().filter(|stage| stage.id == id) {
                    stage.needs_support = false;
                }
            },
        ));
    }
}
