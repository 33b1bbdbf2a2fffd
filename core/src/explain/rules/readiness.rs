//! Rule `readiness` in words.

use super::{Case, Told, because};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{ParticipantId, Ready, RuleKind};
use crate::report::dates;

/// Of slots.
pub fn closed(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let ready = &problem.programme.participants[participant.index()].ready[place];
    let from = dates::when(&problem.timeline, ready.from);
    format!("start before it is ready on {from}{}", because(&ready.reason))
}

/// Of a slot.
pub fn broken(case: &Case) -> Option<Told> {
    let data = &case.problem.participants[case.participant.index()];
    let given = &case.problem.programme.participants[case.participant.index()].ready;
    let late: Vec<String> = (data.ready.iter().zip(given))
        .filter(|(ready, _)| {
            ready.environment.is_none_or(|environment| environment == case.slot.environment)
                && ready.stage.is_none_or(|stage| stage == case.slot.stage)
                && case.slot.span.start < ready.from
        })
        .map(|(_, ready)| told(case.problem, case.participant, ready))
        .collect();
    if late.len() != 1 {
        return None;
    }
    let start = names::start(case.problem, case.slot.span.start);
    Some((format!("{}, the slot starts on {start}", late[0]), Vec::new()))
}

fn told(problem: &Problem, participant: ParticipantId, ready: &Ready) -> String {
    let name = names::participant(problem, participant);
    let from = dates::when(&problem.timeline, ready.from);
    let place = ready.environment.as_ref().map_or(String::new(), |e| format!(" in {e}"));
    let stage = ready.stage.as_ref().map_or(String::new(), |stage| format!(" for {stage}"));
    format!("{name} is ready{stage}{place} only from {from}{}", because(&ready.reason))
}

/// Each readiness of the participant.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    for ready in &question.person().ready {
        let (id, gone) = (question.person().id.clone(), ready.clone());
        facts.push(Fact::new(
            RuleKind::Readiness,
            format!("participants[{id}].ready"),
            ready.stage.as_deref(),
            told(question.problem, question.participant, ready),
            move |programme| {
                for person in programme.participants.iter_mut().filter(|p| p.id == id) {
                    person.ready.retain(|ready| *ready != gone);
                }
            },
        ));
    }
}
