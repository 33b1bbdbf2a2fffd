//! Rule `movable`: each movable maintenance takes exactly one of its places, and no slot runs then in
//! the environments that it is on.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::model::RuleKind;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let name = |id: crate::model::UnavailabilityId| {
        let all = &problem.programme.unavailability;
        all.get(id.index())
            .map_or_else(|| format!("unavailability number {}", id.0), |u| u.id.clone())
    };
    let mut times = vec![0_u32; problem.maintenance.len()];
    for placed in &facts.plan.maintenance {
        let Some(number) =
            problem.maintenance.iter().position(|one| one.cause == placed.unavailability)
        else {
            let message =
                format!("{} takes a place, but is not movable", name(placed.unavailability));
            found.push(Violation::new(RuleKind::Movable, message));
            continue;
        };
        times[number] += 1;
        let one = &problem.maintenance[number];
        let Some(place) = one.places.get(placed.place as usize) else {
            let message = format!(
                "{} takes place number {} (of {})",
                name(one.cause),
                placed.place,
                one.places.len()
            );
            found.push(Violation::new(RuleKind::Movable, message));
            continue;
        };
        for (position, slot) in facts.slots() {
            if one.environments.contains(&slot.environment) && slot.span.overlaps(place.span) {
                let message = format!(
                    "{} runs during {} [{}, {})",
                    words::slot(problem, slot),
                    name(one.cause),
                    place.from,
                    place.to
                );
                found.push(
                    Violation::new(RuleKind::Movable, message)
                        .slots([position])
                        .environment(slot.environment)
                        .stage(slot.stage)
                        .span(slot.span.intersection(place.span)),
                );
            }
        }
    }
    for (one, times) in problem.maintenance.iter().zip(times).filter(|(_, times)| *times != 1) {
        let what = if times == 0 { "no place" } else { "more than one place" };
        let message = format!("{} takes {what}", name(one.cause));
        found.push(Violation::new(RuleKind::Movable, message));
    }
}
