//! A plan of one state of a programme, as far as it holds in another: to start from.

use crate::calendar::{Problem, Span};
use crate::candidates::slot_end;
use crate::check::check;
use crate::model::{EnvironmentId, ParticipantId, StageId, TrancheSlotId, positions};
use crate::plan::{Assignment, Plan, PlanSlot, Visit, place_maintenance};

/// What of a plan keeps the rules of another problem: the same stages, environments and first days,
/// without those who would break a rule there. `None` if that is not to be had by leaving some out.
pub(super) fn carry(from: (&Problem, &Plan), to: &Problem) -> Option<Plan> {
    let mut plan = renamed(from, to);
    for _ in 0..=plan.slots.len() + plan.assignments.len() {
        plan.maintenance = place_maintenance(to, &plan.slots);
        let broken = check(to, &plan);
        if broken.is_empty() {
            return Some(plan.sorted());
        }
        let mut out: Vec<ParticipantId> = Vec::new();
        let mut closed: Vec<u32> = Vec::new();
        for violation in &broken {
            out.extend(&violation.participants);
            if violation.participants.is_empty() {
                closed.extend(&violation.slots);
            }
        }
        // Those who stand in a slot that can't be go out with it; slots given by hand stay open.
        closed.retain(|place| plan.slots.get(*place as usize).is_some_and(|s| s.by_hand.is_none()));
        let stays = |one: &Assignment| {
            !out.contains(&one.participant)
                && !one.visits.iter().any(|visit| closed.contains(&visit.slot))
        };
        let before = plan.assignments.len();
        plan.assignments.retain(stays);
        if before == plan.assignments.len() && closed.is_empty() {
            return None;
        }
        close(&mut plan, &closed);
    }
    None
}

/// The plan in the other problem's indices, as far as it has what the plan names.
fn renamed((before, plan): (&Problem, &Plan), to: &Problem) -> Plan {
    let (old, new) = (&before.programme, &to.programme);
    let stages = positions(new.stages.iter().map(|one| &one.id));
    let environments = positions(new.environments.iter().map(|one| &one.id));
    let people = positions(new.participants.iter().map(|one| &one.id));
    let mut slots: Vec<PlanSlot> = (to.hand_slots.iter().enumerate())
        .map(|(place, slot)| PlanSlot {
            stage: slot.stage,
            environment: slot.environment,
            span: slot.span,
            by_hand: Some(TrancheSlotId::new(place)),
        })
        .collect();
    let hand = positions(new.slots.iter().map(|one| &one.id));
    let mut place_of = vec![None; plan.slots.len()];
    for (old_place, slot) in plan.slots.iter().enumerate() {
        if let Some(id) = slot.by_hand {
            place_of[old_place] = hand.get(old.slots[id.index()].id.as_str()).copied();
            continue;
        }
        let stage = stages.get(old.stages[slot.stage.index()].id.as_str());
        let environment = environments.get(old.environments[slot.environment.index()].id.as_str());
        let (Some(stage), Some(environment)) = (stage, environment) else { continue };
        let (stage, environment) = (StageId::new(*stage), EnvironmentId::new(*environment));
        let (from, _) = before.timeline.dates(slot.span);
        let start = to.timeline.first_from(from);
        let Some(end) = slot_end(to, stage, environment, start) else { continue };
        let span = Span::new(start, end);
        if start < to.horizon() && to.timeline.dates(span).0 == from {
            place_of[old_place] = Some(slots.len());
            slots.push(PlanSlot { stage, environment, span, by_hand: None });
        }
    }
    let assignments = (plan.assignments.iter())
        .filter_map(|one| {
            let who = &old.participants[one.participant.index()];
            let participant = *people.get(who.id.as_str())?;
            let route = &who.routes.get(one.route as usize)?.id;
            let routes = &new.participants[participant].routes;
            let route = routes.iter().position(|known| known.id == *route)?;
            let visits = (one.visits.iter())
                .map(|visit| {
                    let slot = place_of[visit.slot as usize]?;
                    let steps = &to.participants[participant].routes[route].steps;
                    let step = steps.iter().position(|step| step.stage == slots[slot].stage)?;
                    Some(Visit { step: step as u32, slot: slot as u32 })
                })
                .collect::<Option<Vec<_>>>()?;
            let participant = ParticipantId::new(participant);
            Some(Assignment { participant, route: route as u32, visits })
        })
        .collect();
    Plan { slots, assignments, maintenance: Vec::new() }
}

/// Closes slots that nobody is in any more.
fn close(plan: &mut Plan, closed: &[u32]) {
    let mut new_place = Vec::with_capacity(plan.slots.len());
    let mut kept = 0;
    for place in 0..plan.slots.len() as u32 {
        new_place.push(kept);
        kept += u32::from(!closed.contains(&place));
    }
    let mut place = 0;
    plan.slots.retain(|_| {
        place += 1;
        !closed.contains(&(place - 1))
    });
    for visit in plan.assignments.iter_mut().flat_map(|one| &mut one.visits) {
        visit.slot = new_place[visit.slot as usize];
    }
}
