//! Rule `movable` in words.

use super::{Case, Told, because};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{RuleKind, Unavailability, When};
use crate::report::dates;

/// Of a slot.
pub fn broken(case: &Case) -> Told {
    let problem = case.problem;
    let programme = &problem.programme;
    let taken: Vec<String> = (case.plan.maintenance.iter())
        .filter_map(|placed| {
            let one = problem.maintenance.iter().find(|one| one.cause == placed.unavailability)?;
            let place = one.places.get(placed.place as usize)?;
            let clashes = one.is_on(case.slot.environment) && place.span.overlaps(case.slot.span);
            clashes.then(|| {
                let u = &programme.unavailability[one.cause.index()];
                let days = dates::span(&problem.timeline, place.from.into(), place.to.into());
                format!("{}{}, {days}", u.id, because(&u.reason))
            })
        })
        .collect();
    if taken.is_empty() {
        return (case.violation.message.clone(), Vec::new());
    }
    let texts: Vec<&str> = taken.iter().map(String::as_str).collect();
    let name = names::environment(problem, case.slot.environment);
    (format!("{name} is under maintenance: {}", names::list(&texts, 4)), Vec::new())
}

/// `Patch needs 2 days from Mon 4 May to Fri 15 May 2026`.
fn told(problem: &Problem, u: &Unavailability) -> String {
    let (from, to) = (u.from.date(), u.to.date());
    let length = (to - from).num_days();
    let days = if length == 1 { "day".to_owned() } else { format!("{length} days") };
    let number = if length == 1 { "1 " } else { "" };
    let window = u.movable.and_then(|movable| movable.window(from, to));
    let inside = window.map_or_else(String::new, |(first, after)| {
        let span = dates::span(&problem.timeline, When::Day(first), When::Day(after));
        format!(" inside {span}")
    });
    format!("{}{} needs {number}{days}{inside}, with no slot running", u.id, because(&u.reason))
}

/// Each movable maintenance of an environment that the participant could be in.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let all = &question.problem.programme.unavailability;
    for u in all.iter().filter(|u| u.movable.is_some() && question.is_struck_by(u)) {
        let id = u.id.clone();
        facts.push(Fact::new(
            RuleKind::Movable,
            format!("unavailability[{id}]"),
            None,
            told(question.problem, u),
            move |programme| programme.unavailability.retain(|u| u.id != id),
        ));
    }
}
