//! Rule `reliance` in words.

use super::{because, unavailable};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{ParticipantId, Reliance, Relied, RuleKind, UnavailabilityId};
use crate::report::dates;

/// Of slots that meet an unavailability of what is relied on.
pub fn closed(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let programme = &problem.programme;
    let relied = problem.participants[participant.index()].relied[place];
    let cause = &programme.unavailability[relied.cause.index()];
    let reliances = &programme.participants[participant.index()].relies_on;
    let on = match &reliances[relied.reliance as usize].on {
        Relied::Component(id) => id.as_str(),
        on => on.participant().unwrap_or_default(),
    };
    let when = dates::span(&problem.timeline, cause.from, cause.to);
    let why = because(&cause.reason);
    format!("meet the unavailability {}{why}, {when}, which reaches it through {on}", cause.id)
}

/// `Functional needs Acme to have finished Functional`.
pub fn text(problem: &Problem, reliance: &Reliance) -> String {
    let own = reliance.stage.as_deref().unwrap_or("each of its stages");
    let what = match &reliance.on {
        Relied::Participant(id) => format!("the system of {id} to be available"),
        Relied::Component(id) => format!("the component {id} to be available"),
        Relied::Finished { participant, stage, lag } => {
            let lag = match lag {
                0 => String::new(),
                lag => format!(" {} before", names::periods(problem, *lag)),
            };
            format!("{participant} to have finished {stage}{lag}")
        }
        Relied::Alongside { participant, stage } => {
            format!("{participant} to take {stage} all the while")
        }
    };
    format!("{own} needs {what}{}", because(&reliance.reason))
}

/// What the participant relies on.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let person = question.person();
    for reliance in &person.relies_on {
        let (id, gone) = (person.id.clone(), reliance.clone());
        facts.push(Fact::new(
            RuleKind::Reliance,
            format!("participants[{id}].relies_on"),
            reliance.stage.as_deref(),
            text(question.problem, reliance),
            move |programme| {
                for person in programme.participants.iter_mut().filter(|p| p.id == id) {
                    person.relies_on.retain(|reliance| *reliance != gone);
                }
            },
        ));
    }
    for (place, u) in question.problem.programme.unavailability.iter().enumerate() {
        // What strikes it in other ways as well is a fact of `unavailable`.
        if question.is_struck_by(u) || !question.is_reached_by(place) {
            continue;
        }
        let id = u.id.clone();
        let what = unavailable::told(question.problem, UnavailabilityId::new(place));
        facts.push(Fact::new(
            RuleKind::Reliance,
            format!("unavailability[{id}]"),
            None,
            format!("what it relies on is unavailable: {what}"),
            move |programme| super::call_off(programme, &id),
        ));
    }
}
