//! Rule `demand`: a placed participant takes one route whole, optional stages aside, each stage
//! once, in slots of those stages.

use std::collections::HashSet;

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::RouteData;
use crate::model::RuleKind;
use crate::plan::Assignment;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut seen = HashSet::new();
    for assignment in &facts.plan.assignments {
        let name = words::participant(problem, assignment.participant);
        let Some(data) = problem.participants.get(assignment.participant.index()) else {
            found.push(Violation::new(RuleKind::Demand, format!("there is no {name}")));
            continue;
        };
        let tell = |message: String| {
            Violation::new(RuleKind::Demand, message).of([assignment.participant])
        };
        if !seen.insert(assignment.participant) {
            found.push(tell(format!("{name} is placed more than once")));
            continue;
        }
        let Some(route) = data.routes.get(assignment.route as usize) else {
            let (route, count) = (assignment.route, data.routes.len());
            found.push(tell(format!("{name} has no route number {route} (of {count})")));
            continue;
        };
        visits(facts, assignment, route, &name, found);
        whole(facts, assignment, route, &name, found);
    }
}

/// Each visit is a step of the route, in its order, in a slot of its stage.
fn visits(
    facts: &Facts,
    assignment: &Assignment,
    route: &RouteData,
    name: &str,
    found: &mut Vec<Violation>,
) {
    let problem = facts.problem;
    let tell =
        |message: String| Violation::new(RuleKind::Demand, message).of([assignment.participant]);
    let mut visited = vec![false; route.steps.len()];
    let mut furthest = None;
    for visit in &assignment.visits {
        let Some(step) = route.steps.get(visit.step as usize) else {
            let (step, count) = (visit.step, route.steps.len());
            found.push(tell(format!("{name}: its route has no step number {step} (of {count})")));
            continue;
        };
        let stage = words::stage(problem, step.stage);
        if std::mem::replace(&mut visited[visit.step as usize], true) {
            found.push(tell(format!("{name} takes {stage} more than once")).stage(step.stage));
            continue;
        }
        if furthest.is_some_and(|furthest| furthest > visit.step) {
            let message = format!("{name}: {stage} is not in the order of its route");
            found.push(tell(message).stage(step.stage));
        }
        furthest = furthest.max(Some(visit.step));
        match facts.plan.slots.get(visit.slot as usize) {
            None => {
                let (slot, count) = (visit.slot, facts.plan.slots.len());
                let message =
                    format!("{name} takes {stage} in slot number {slot}: the plan has {count}");
                found.push(tell(message).stage(step.stage));
            }
            // What a slot of an unknown stage is for, nobody knows: that is told under `slot`.
            Some(slot) if slot.stage != step.stage && facts.slot(visit.slot).is_some() => {
                let message =
                    format!("{name} takes {stage} in a slot of {}", words::slot(problem, *slot));
                found.push(
                    tell(message)
                        .slots([visit.slot])
                        .environment(slot.environment)
                        .stage(step.stage)
                        .span(slot.span),
                );
            }
            Some(_) => {}
        }
    }
}

/// Every mandatory step is taken, and at least one.
fn whole(
    facts: &Facts,
    assignment: &Assignment,
    route: &RouteData,
    name: &str,
    found: &mut Vec<Violation>,
) {
    let visited: HashSet<u32> = assignment.visits.iter().map(|visit| visit.step).collect();
    let id = facts.problem.programme.participants[assignment.participant.index()]
        .routes
        .get(assignment.route as usize)
        .map_or("", |route| &route.id);
    let before = found.len();
    for (position, step) in route.steps.iter().enumerate() {
        if !step.optional && !visited.contains(&(position as u32)) {
            let stage = words::stage(facts.problem, step.stage);
            let message = format!("{name} goes without {stage}, a step of its route {id}");
            found.push(
                Violation::new(RuleKind::Demand, message)
                    .of([assignment.participant])
                    .stage(step.stage),
            );
        }
    }
    if assignment.visits.is_empty() && found.len() == before {
        let message = format!("{name} is placed on its route {id} but takes no step of it");
        found.push(Violation::new(RuleKind::Demand, message).of([assignment.participant]));
    }
}
