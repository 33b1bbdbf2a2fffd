//! Rule `prerequisite` in words.

use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{RuleKind, StageId};

/// A stage that needs one before it that is not on the route.
pub fn missing(problem: &Problem, stage: StageId, any_of: &[StageId]) -> String {
    let needed: Vec<&str> = any_of.iter().map(|stage| names::stage(problem, *stage)).collect();
    format!(
        "{} needs {} before it, and {} earlier on its route nor completed",
        names::stage(problem, stage),
        needed.join(" or "),
        if needed.len() == 1 { "it is neither" } else { "none of them is" },
    )
}

/// What each stage needs before it.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        for any_of in &problem.programme.stages[stage.index()].prerequisites {
            let (id, gone) = (names::stage(problem, stage).to_owned(), any_of.clone());
            facts.push(Fact::new(
                RuleKind::Prerequisite,
                format!("stages[{id}].prerequisites"),
                Some(&id.clone()),
                format!("{id} needs {} complete before it", any_of.any_of.join(" or ")),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == id) {
                        stage.prerequisites.retain(|any_of| *any_of != gone);
                    }
                },
            ));
        }
    }
}
