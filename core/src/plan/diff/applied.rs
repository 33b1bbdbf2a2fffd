//! From a first plan and what is different to the second.

use std::collections::{BTreeMap, HashMap};

use super::named::Named;
use super::{ParticipantDiff, PlanDiff, SlotPlace};
use crate::calendar::Problem;
use crate::model::{EnvironmentId, ParticipantId, StageId, TrancheSlotId, positions};
use crate::plan::{Assignment, PlacedMaintenance, Plan, PlanSlot, Visit};

/// By id of who is placed: route and visits, by step.
type Journeys<'a> = BTreeMap<&'a str, (&'a str, Vec<(u32, &'a SlotPlace)>)>;

pub(super) fn plan(diff: &PlanDiff, a: &Named, problem: &Problem) -> Option<Plan> {
    let names = Names::new(problem);
    let mut open: Vec<&SlotPlace> = a.slots.iter().map(|(slot, _)| slot).collect();
    for slot in diff.slots.iter().filter_map(|slot| slot.from.as_ref()) {
        let place = open.iter().position(|known| *known == slot)?;
        open.remove(place);
    }
    open.extend(diff.slots.iter().filter_map(|slot| slot.to.as_ref()));
    // Slots that are just the same keep the order of their numbers.
    open.sort_by_key(|slot| slot.number);
    let slots: Vec<PlanSlot> = open.iter().map(|slot| names.slot(slot)).collect::<Option<_>>()?;
    let place_of: HashMap<&SlotPlace, u32> =
        open.iter().enumerate().map(|(place, slot)| (*slot, place as u32)).collect();

    let mut placed: Journeys<'_> = BTreeMap::new();
    for (id, journey) in &a.placed {
        let visits = journey.visits.iter().map(|(step, slot)| (*step, &a.slots[*slot].0));
        placed.insert(id, (&journey.route, visits.collect()));
    }
    for one in &diff.participants {
        apply(one, &mut placed)?;
    }
    let assignments = (placed.into_iter())
        .map(|(id, (route, visits))| {
            let participant = *names.participants.get(id)?;
            let routes = &problem.programme.participants[participant].routes;
            let visits = (visits.into_iter())
                .map(|(step, slot)| Some(Visit { step, slot: *place_of.get(slot)? }))
                .collect::<Option<_>>()?;
            Some(Assignment {
                participant: ParticipantId::new(participant),
                route: routes.iter().position(|known| known.id == route)? as u32,
                visits,
            })
        })
        .collect::<Option<_>>()?;

    let mut maintenance = a.maintenance.clone();
    for one in &diff.maintenance {
        match one.to {
            Some(to) => maintenance.insert(one.unavailability.clone(), to),
            None => maintenance.remove(&one.unavailability),
        };
    }
    let maintenance = (maintenance.into_iter())
        .map(|(id, from)| {
            let named = |cause: usize| problem.programme.unavailability[cause].id == id;
            let one = problem.maintenance.iter().find(|one| named(one.cause.index()))?;
            let place = one.places.iter().position(|place| from == place.from.into())?;
            Some(PlacedMaintenance { unavailability: one.cause, place: place as u32 })
        })
        .collect::<Option<_>>()?;
    Some(Plan { slots, assignments, maintenance }.sorted())
}

fn apply<'a>(one: &'a ParticipantDiff, placed: &mut Journeys<'a>) -> Option<()> {
    let (route, mut visits) = placed.remove(one.participant.as_str()).unzip();
    if route != one.from_route.as_deref() {
        return None;
    }
    let Some(to_route) = &one.to_route else { return Some(()) };
    let visits_of = visits.get_or_insert_default();
    for visit in &one.visits {
        if let (Some(step), Some(from)) = (visit.from_step, &visit.from) {
            let place = visits_of.iter().position(|known| *known == (step, from))?;
            visits_of.remove(place);
        }
    }
    let new = one.visits.iter().filter_map(|visit| Some((visit.to_step?, visit.to.as_ref()?)));
    visits_of.extend(new);
    placed.insert(&one.participant, (to_route, std::mem::take(visits_of)));
    Some(())
}

struct Names<'a> {
    problem: &'a Problem,
    stages: HashMap<&'a str, usize>,
    environments: HashMap<&'a str, usize>,
    participants: HashMap<&'a str, usize>,
    slots: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(problem: &'a Problem) -> Self {
        let programme = &problem.programme;
        Self {
            problem,
            stages: positions(programme.stages.iter().map(|s| &s.id)),
            environments: positions(programme.environments.iter().map(|e| &e.id)),
            participants: positions(programme.participants.iter().map(|p| &p.id)),
            slots: positions(programme.slots.iter().map(|s| &s.id)),
        }
    }

    fn slot(&self, slot: &SlotPlace) -> Option<PlanSlot> {
        let by_hand = match &slot.slot {
            Some(id) => Some(TrancheSlotId::new(*self.slots.get(id.as_str())?)),
            None => None,
        };
        let span = self.problem.timeline.inside(slot.from, slot.to);
        (!span.is_empty()).then_some(())?;
        Some(PlanSlot {
            stage: StageId::new(*self.stages.get(slot.stage.as_str())?),
            environment: EnvironmentId::new(*self.environments.get(slot.environment.as_str())?),
            span,
            by_hand,
        })
    }
}
