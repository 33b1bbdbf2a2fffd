//! Rule `approval` in words.

use crate::explain::facts::{Fact, Question};
use crate::model::RuleKind;

/// Of slots.
pub fn closed() -> String {
    "are in an environment that is not approved".to_owned()
}

/// That each optional environment is not approved.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    for place in question.environments() {
        if !question.problem.environments[place].unapproved {
            continue;
        }
        let id = question.problem.programme.environments[place].id.clone();
        facts.push(Fact::new(
            RuleKind::Approval,
            format!("environments[{id}].optional.approved"),
            None,
            format!("{id} is optional and not approved"),
            move |programme| {
                let known = programme.environments.iter_mut().find(|e| e.id == id);
                if let Some(optional) = known.and_then(|e| e.optional.as_mut()) {
                    optional.approved = true;
                }
            },
        ));
    }
}
