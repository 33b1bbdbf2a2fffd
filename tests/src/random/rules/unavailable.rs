//! Maintenance of environments, of a component, of a resource, of everything; stages that pause.

use slotwise::Programme;
use slotwise::model::{OverUnavailability, Resource, Take, Target, Unavailability};

use crate::random::Tape;
use crate::random::skeleton::pick_span;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for environment in &mut programme.environments {
        if tape.chance(1, 2) {
            environment.components.push("hub".into());
        }
    }
    for number in 0..tape.between(1, 3) {
        let (from, to) = pick_span(programme, 3, tape);
        let on = match tape.below(5) {
            4 => Target::Resource(rig(programme, tape)),
            0 | 1 => Target::Environment(tape.pick(&programme.environments).id),
            2 => Target::Component("hub".into()),
            _ => Target::Everywhere,
        };
        programme.unavailability.push(Unavailability {
            kind: tape.pick(&[
                slotwise::model::UnavailabilityKind::Planned,
                slotwise::model::UnavailabilityKind::Unplanned,
            ]),
            ..Unavailability::new(format!("outage {number}"), on, from, to)
        });
    }
    if programme.environments.iter().all(|e| e.components.is_empty()) {
        programme.unavailability.retain(|u| !matches!(u.on, Target::Component(_)));
    }
    for stage in &mut programme.stages {
        if tape.chance(1, 2) {
            let allowance = tape.between(0, 3);
            stage.over_unavailability = OverUnavailability::Pause { allowance };
        }
    }
}

/// A resource that there is enough of, taken by a stage.
fn rig(programme: &mut Programme, tape: &mut Tape) -> String {
    const ID: &str = "Rig";
    if programme.resources.iter().all(|resource| resource.id != ID) {
        programme.resources.push(Resource::new(ID, 1000));
    }
    let stage = tape.below(programme.stages.len());
    let takes = &mut programme.stages[stage].takes;
    if takes.iter().all(|take| take.resource != ID) {
        takes.push(Take::from(ID));
    }
    ID.into()
}
