//! Rule `unavailable` in words.

use super::{Case, Told, because, call_off};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{RuleKind, Target, UnavailabilityId};
use crate::report::dates;

/// Of slots.
pub fn closed(problem: &Problem, cause: UnavailabilityId) -> String {
    format!("meet the unavailability {}", told(problem, cause))
}

/// Of a slot.
pub fn broken(case: &Case) -> Told {
    let problem = case.problem;
    let all = problem.unavailable(case.slot.stage, case.slot.environment);
    let mut causes: Vec<UnavailabilityId> =
        (all.iter()).filter(|u| u.span.overlaps(case.slot.span)).map(|u| u.cause).collect();
    causes.dedup();
    let texts: Vec<String> = causes.iter().map(|cause| told(problem, *cause)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let name = names::environment(problem, case.slot.environment);
    let text = match problem.stages[case.slot.stage.index()].pause_allowance {
        None => format!("{name} is unavailable: {}", names::list(&texts, 4)),
        Some(allowance) => format!(
            "{name} is unavailable: {}; {} may start while it is available and pause at most {}",
            names::list(&texts, 4),
            names::stage(problem, case.slot.stage),
            names::periods(problem, allowance.into()),
        ),
    };
    (text, Vec::new())
}

pub fn told(problem: &Problem, cause: UnavailabilityId) -> String {
    let u = &problem.programme.unavailability[cause.index()];
    format!("{}{}, {}", u.id, because(&u.reason), dates::span(&problem.timeline, u.from, u.to))
}

/// Each unavailability of an environment that the participant could be in, or of what its stages
/// take.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let programme = &question.problem.programme;
    for (place, u) in programme.unavailability.iter().enumerate() {
        if u.movable.is_some() || !question.is_struck_by(u) {
            continue;
        }
        let what = match &u.on {
            Target::Environment(id) | Target::Resource(id) => id.clone(),
            Target::Component(id) => format!("the component {id}"),
            Target::Participant(_) => continue,
            Target::Everywhere => "every environment".into(),
        };
        let id = u.id.clone();
        facts.push(Fact::new(
            RuleKind::Unavailable,
            format!("unavailability[{id}]"),
            None,
            format!(
                "{what} is unavailable: {}",
                told(question.problem, UnavailabilityId::new(place))
            ),
            move |programme| call_off(programme, &id),
        ));
    }
}
