//! Rule `resource` in words.

use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{ResourceId, RuleKind, StageId, TakenPer};

/// Of slots for which there is never enough.
pub fn closed(problem: &Problem, resource: ResourceId) -> String {
    let resource = &problem.programme.resources[resource.index()];
    format!("take more of {} than there ever is then ({})", resource.id, resource.amount)
}

/// What a stage's slots take: `Functional takes 1 of DSP for each slot, of which there is 1`.
pub fn taken(problem: &Problem, stage: StageId) -> Vec<String> {
    let programme = &problem.programme;
    let stage = &programme.stages[stage.index()];
    (stage.takes.iter())
        .filter_map(|take| {
            let resource = programme.resources.iter().find(|r| r.id == take.resource)?;
            let each = match take.per {
                TakenPer::Slot => "for each slot",
                TakenPer::Participant => "for each in it",
            };
            let (amount, id) = (take.amount, &resource.id);
            let there = resource.amount;
            Some(format!("{} takes {amount} of {id} {each}, of which there is {there}", stage.id))
        })
        .collect()
}

/// What the stages take.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        let id = names::stage(problem, stage).to_owned();
        let takes = &problem.programme.stages[stage.index()].takes;
        for (take, text) in takes.iter().zip(taken(problem, stage)) {
            let (of, gone) = (id.clone(), take.clone());
            facts.push(Fact::new(
                RuleKind::Resource,
                format!("stages[{id}].takes[{}]", take.resource),
                Some(&id),
                text,
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.takes.retain(|take| *take != gone);
                    }
                },
            ));
        }
    }
}
