//! A plan of one state of a programme in the terms of another, to show them side by side.

use super::{Assignment, Plan, PlanSlot, Visit};
use crate::calendar::{Problem, Span};
use crate::model::{EnvironmentId, ParticipantId, StageId, positions};

/// The plan in the indices and periods of another problem: what of it that problem has a name and a
/// place in its calendar for. It may break any rule there.
pub fn translate((before, plan): (&Problem, &Plan), after: &Problem) -> Plan {
    let (old, new) = (&before.programme, &after.programme);
    let stages = positions(new.stages.iter().map(|one| &one.id));
    let environments = positions(new.environments.iter().map(|one| &one.id));
    let people = positions(new.participants.iter().map(|one| &one.id));
    let mut slots = Vec::new();
    let place_of: Vec<Option<u32>> = (plan.slots.iter())
        .map(|slot| {
            let stage = *stages.get(old.stages.get(slot.stage.index())?.id.as_str())?;
            let environment = old.environments.get(slot.environment.index())?.id.as_str();
            let environment = *environments.get(environment)?;
            let (from, to) = before.timeline.dates(slot.span);
            let span = after.timeline.touched(from, to);
            let slot = PlanSlot {
                stage: StageId::new(stage),
                environment: EnvironmentId::new(environment),
                span: Span::new(span.start, span.end.min(after.horizon())),
                by_hand: None,
            };
            (!span.is_empty() && span.start < after.horizon()).then(|| slots.push(slot))?;
            Some(slots.len() as u32 - 1)
        })
        .collect();
    let assignments = (plan.assignments.iter())
        .filter_map(|one| {
            let who = &old.participants.get(one.participant.index())?;
            let participant = *people.get(who.id.as_str())?;
            let route = &who.routes.get(one.route as usize)?.id;
            let routes = &new.participants[participant].routes;
            let visits = (one.visits.iter()).filter_map(|visit| {
                let slot = (*place_of.get(visit.slot as usize)?)?;
                Some(Visit { step: visit.step, slot })
            });
            Some(Assignment {
                participant: ParticipantId::new(participant),
                route: routes.iter().position(|known| known.id == *route).unwrap_or(0) as u32,
                visits: visits.collect(),
            })
        })
        .collect();
    Plan { slots, assignments, maintenance: Vec::new() }
}
