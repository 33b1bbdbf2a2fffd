//! Rule `release` in words.

use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{NeededVersion, ParticipantId, RequiredVersion, RuleKind, StageId};

/// Of slots, for what their stage needs.
pub fn closed(problem: &Problem, stage: StageId, place: usize) -> String {
    format!("lack a version: {}", problem.stages[stage.index()].lacks[place].text)
}

/// Of slots, for what the participant needs.
pub fn own(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    format!("lack a version: {}", problem.participants[participant.index()].lacks[place].text)
}

/// `DSP 2.0 or later`.
fn version(needed: &RequiredVersion) -> String {
    let what = if needed.exactly { " and no other" } else { " or later" };
    format!("{} {}{what}", needed.component, needed.version)
}

/// Versions that the stages need, approved sets, and the versions that the participant needs.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        let id = names::stage(problem, stage).to_owned();
        let stage = &problem.programme.stages[stage.index()];
        for needed in &stage.versions {
            let (of, gone) = (id.clone(), needed.clone());
            facts.push(Fact::new(
                RuleKind::Release,
                format!("stages[{id}].versions[{}]", needed.component),
                Some(&id),
                format!("slots of {id} need {}", version(needed)),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.versions.retain(|needed| *needed != gone);
                    }
                },
            ));
        }
        if stage.approved_versions {
            let of = id.clone();
            facts.push(Fact::new(
                RuleKind::Release,
                format!("stages[{id}].approved_versions"),
                Some(&id),
                format!("slots of {id} need versions approved together"),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.approved_versions = false;
                    }
                },
            ));
        }
    }
    let person = question.person();
    for needed in &person.versions {
        let (id, gone) = (person.id.clone(), needed.clone());
        facts.push(Fact::new(
            RuleKind::Release,
            format!("participants[{id}].versions[{}]", needed.needs.component),
            needed.stage.as_deref(),
            format!("{id} needs {}{}", version(&needed.needs), place(needed)),
            move |programme| {
                for person in programme.participants.iter_mut().filter(|p| p.id == id) {
                    person.versions.retain(|needed| *needed != gone);
                }
            },
        ));
    }
}

fn place(needed: &NeededVersion) -> String {
    let stage = needed.stage.as_ref().map_or(String::new(), |stage| format!(" for {stage}"));
    let environment = needed.environment.as_ref().map_or(String::new(), |e| format!(" in {e}"));
    format!("{stage}{environment}")
}
