//! Rule `participant` in words.

use super::{Case, Told, because};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{Participant, ParticipantId, Pin, Programme, Rule, RuleKind};
use crate::report::dates;

/// Of slots that meet a blackout.
pub fn struck(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    format!("meet its {}", blackout(problem, participant, place))
}

/// Of slots that are elsewhere than a pin says.
pub fn pinned(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let pin = &problem.programme.participants[participant.index()].pins[place];
    format!("are not where it is pinned: {}", pin_place(problem, pin))
}

/// A pin to a stage that no route has.
pub fn pinned_off_route(stage: &str) -> String {
    format!("it is pinned to {stage}, which no route of it has")
}

fn pin_place(problem: &Problem, pin: &Pin) -> String {
    let environment = pin.environment.as_deref().unwrap_or("any environment");
    match pin.start {
        Some(start) => format!("{environment}, from {}", dates::when(&problem.timeline, start)),
        None => environment.to_owned(),
    }
}

/// `blackout Mon 3 Jun 2024 – Fri 14 Jun 2024 (“data centre move”)`.
fn blackout(problem: &Problem, participant: ParticipantId, place: usize) -> String {
    let own = &problem.programme.participants[participant.index()].unavailable;
    let cause = problem.participants[participant.index()].unavailable[place].cause as usize;
    let (from, to, reason) = if let Some(own) = own.get(cause) {
        (own.from, own.to, &own.reason)
    } else {
        let u = &problem.programme.unavailability[cause - own.len()];
        (u.from, u.to, if u.reason.is_empty() { &u.id } else { &u.reason })
    };
    format!("blackout {}{}", dates::span(&problem.timeline, from, to), because(reason))
}

/// Of a slot that meets blackouts; what else there is, the checker says well.
pub fn broken(case: &Case) -> Option<Told> {
    let blackouts = &case.problem.participants[case.participant.index()].unavailable;
    let span = case.violation.span?;
    let place = blackouts.iter().position(|b| {
        let met = b.span.intersection(case.slot.span);
        !met.is_empty() && met == span
    })?;
    if !case.violation.message.contains("but can't be") {
        return None;
    }
    let name = names::participant(case.problem, case.participant);
    let text = format!("{name} has a {}", blackout(case.problem, case.participant, place));
    Some((text, Vec::new()))
}

/// Blackouts, deadline, concurrency, pins, and company.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    let person = question.person();
    let (name, rule) = (person.id.clone(), RuleKind::Participant);
    let own = |field: &str| format!("participants[{name}].{field}");
    let of = |change: Box<dyn Fn(&mut Participant) + Send + Sync>| {
        let id = name.clone();
        move |programme: &mut Programme| {
            programme.participants.iter_mut().filter(|p| p.id == id).for_each(&change);
        }
    };
    for (place, struck) in
        problem.participants[question.participant.index()].unavailable.iter().enumerate()
    {
        let text = format!("{name} has a {}", blackout(problem, question.participant, place));
        let cause = struck.cause as usize;
        facts.push(if let Some(gone) = person.unavailable.get(cause).cloned() {
            let lift = of(Box::new(move |p| p.unavailable.retain(|b| *b != gone)));
            Fact::new(rule, own("unavailable"), None, text, lift)
        } else {
            let at = cause - person.unavailable.len();
            let id = problem.programme.unavailability[at].id.clone();
            Fact::new(rule, format!("unavailability[{id}]"), None, text, move |programme| {
                programme.unavailability.retain(|u| u.id != id);
            })
        });
    }
    if let Some(deadline) = person.deadline {
        let text = format!(
            "{name} is to be complete by the start of {}",
            dates::when(&problem.timeline, deadline)
        );
        let lift = of(Box::new(|p| p.deadline = None));
        facts.push(Fact::new(rule, own("deadline"), None, text, lift));
    }
    if let Some(most) = person.max_concurrent_environments {
        let text = format!("{name} is in at most {most} environments at a time");
        let lift = of(Box::new(|p| p.max_concurrent_environments = None));
        facts.push(Fact::new(rule, own("max_concurrent_environments"), None, text, lift));
    }
    for pin in &person.pins {
        let text = format!("{name} is pinned for {} to {}", pin.stage, pin_place(problem, pin));
        let gone = pin.clone();
        let lift = of(Box::new(move |p| p.pins.retain(|pin| *pin != gone)));
        facts.push(Fact::new(rule, own("pins"), Some(&pin.stage), text, lift));
    }
    company(question, facts);
}

fn company(question: &Question, facts: &mut Vec<Fact>) {
    for rule in &question.problem.programme.rules {
        let (how, company) = match rule {
            Rule::Together(company) => ("together", company),
            Rule::Apart(company) => ("apart", company),
        };
        if !company.participants.contains(&question.person().id) {
            continue;
        }
        let people: Vec<&str> = company.participants.iter().map(String::as_str).collect();
        let stage = company.stage.as_ref().map_or(String::new(), |stage| format!(" for {stage}"));
        let gone = rule.clone();
        facts.push(Fact::new(
            RuleKind::Participant,
            format!("rules[{how}]"),
            company.stage.as_deref(),
            format!("{} are {how}{stage}{}", names::list(&people, 5), because(&company.reason)),
            move |programme| programme.rules.retain(|rule| *rule != gone),
        ));
    }
}
