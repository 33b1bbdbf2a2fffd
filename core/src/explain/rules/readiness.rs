//! Rule `readiness` in words.

use super::{Case, Told, because};
use crate::calendar::{Problem, ReadyData};
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{Entry, ParticipantId, RuleKind};
use crate::report::dates;

/// Of slots.
pub fn closed(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let ready = &problem.participants[participant.index()].ready[place];
    match ready.on {
        Some(on) => {
            let from = dates::when(&problem.timeline, on);
            format!("start before it is ready on {from}{}", reason(problem, participant, place))
        }
        None => format!("are closed to it: {}", ready.reason),
    }
}

/// The reason in brackets; in quotation marks where somebody has written it.
fn reason(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let reason = &problem.participants[participant.index()].ready[place].reason;
    let written = problem.programme.participants[participant.index()].ready.len();
    if place < written { because(reason) } else { format!(" ({reason})") }
}

/// Of a slot.
pub fn broken(case: &Case) -> Option<Told> {
    let data = &case.problem.participants[case.participant.index()];
    let late: Vec<String> = (data.ready.iter().enumerate())
        .filter(|(_, ready)| {
            ready.environment.is_none_or(|environment| environment == case.slot.environment)
                && ready.stage.is_none_or(|stage| stage == case.slot.stage)
                && case.slot.span.start < ready.from
        })
        .map(|(place, _)| told(case.problem, case.participant, place))
        .collect();
    if late.len() != 1 {
        return None;
    }
    let start = names::start(case.problem, case.slot.span.start);
    Some((format!("{}, the slot starts on {start}", late[0]), Vec::new()))
}

fn told(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let name = names::participant(problem, participant);
    let ready = &problem.participants[participant.index()].ready[place];
    let environment = (ready.environment)
        .map_or(String::new(), |id| format!(" in {}", names::environment(problem, id)));
    let stage =
        ready.stage.map_or(String::new(), |id| format!(" for {}", names::stage(problem, id)));
    match ready.on {
        Some(on) => {
            let from = dates::when(&problem.timeline, on);
            let reason = reason(problem, participant, place);
            format!("{name} is ready{stage}{environment} only from {from}{reason}")
        }
        None => format!("{name} is not ready{stage}{environment}: {}", ready.reason),
    }
}

/// Each readiness of the participant, and whatever else it waits for: what environments ask of
/// connections, what stages ask for on entry, notice, test data.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let (problem, person) = (question.problem, question.person());
    let all = &problem.participants[question.participant.index()].ready;
    let (own, data) = (person.ready.len(), all.len() - person.data.len());
    for (place, ready) in all.iter().enumerate() {
        let text = told(problem, question.participant, place);
        let stage = ready.stage.map(|id| names::stage(problem, id));
        let (id, number) = (person.id.clone(), place);
        if place < own {
            let gone = person.ready[place].clone();
            let path = format!("participants[{id}].ready");
            facts.push(Fact::new(RuleKind::Readiness, path, stage, text, move |programme| {
                for person in programme.participants.iter_mut().filter(|p| p.id == id) {
                    person.ready.retain(|ready| *ready != gone);
                }
            }));
        } else if place >= data {
            let gone = person.data[number - data].clone();
            let path = format!("participants[{id}].data");
            facts.push(Fact::new(RuleKind::Readiness, path, stage, text, move |programme| {
                for person in programme.participants.iter_mut().filter(|p| p.id == id) {
                    person.data.retain(|data| *data != gone);
                }
            }));
        }
    }
    let asked = &all[own..data];
    connections(question, asked, facts);
    stages(question, asked, facts);
}

/// `TLS on UIT-A missing; JWS on UIT-A on Mon 4 May 2026`.
fn waits<'a>(problem: &Problem, asked: impl Iterator<Item = &'a ReadyData>) -> Option<String> {
    let texts: Vec<String> = asked
        .map(|ready| match ready.on {
            Some(on) => format!("{} on {}", ready.reason, dates::when(&problem.timeline, on)),
            None => ready.reason.clone(),
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// What each environment asks of the participant's connections.
fn connections(question: &Question, asked: &[ReadyData], facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for place in question.environments() {
        let of = |ready: &&ReadyData| ready.environment.is_some_and(|e| e.index() == place);
        let Some(waits) = waits(problem, asked.iter().filter(of)) else { continue };
        let id = problem.programme.environments[place].id.clone();
        facts.push(Fact::new(
            RuleKind::Readiness,
            format!("environments[{id}].connectivity"),
            None,
            format!("{id} asks for connections to be proven: {waits}"),
            move |programme| {
                for environment in programme.environments.iter_mut().filter(|e| e.id == id) {
                    environment.connectivity = None;
                }
            },
        ));
    }
}

/// What each stage asks for on entry, and its notice.
fn stages(question: &Question, asked: &[ReadyData], facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for stage in question.stages() {
        let of = |ready: &&ReadyData| ready.stage == Some(stage);
        let notice = |ready: &&ReadyData| of(ready) && ready.on.is_some();
        let missing = |ready: &&ReadyData| of(ready) && ready.on.is_none();
        let id = names::stage(problem, stage).to_owned();
        if let Some(waits) = waits(problem, asked.iter().filter(missing)) {
            let of = id.clone();
            facts.push(Fact::new(
                RuleKind::Readiness,
                format!("stages[{id}].entry"),
                Some(&id),
                format!("{id} is closed to {}: {waits}", question.person().id),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.entry = Some(Entry::default());
                    }
                },
            ));
        }
        if let Some(waits) = waits(problem, asked.iter().filter(notice)) {
            let of = id.clone();
            facts.push(Fact::new(
                RuleKind::Readiness,
                format!("stages[{id}].notice"),
                Some(&id),
                format!("{id} has a notice: {waits}"),
                move |programme| {
                    for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                        stage.notice = None;
                    }
                },
            ));
        }
    }
}
