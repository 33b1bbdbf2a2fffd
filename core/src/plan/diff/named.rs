//! A plan in names and dates, so that plans of different problems can be compared.

use std::collections::{BTreeMap, HashMap};

use super::SlotPlace;
use crate::calendar::Problem;
use crate::model::When;
use crate::plan::Plan;

/// A plan in names and dates.
pub(super) struct Named {
    /// Open slots in the order of plans that the planner makes, with the ids of those in each.
    pub slots: Vec<(SlotPlace, Vec<String>)>,
    /// By id: who is placed.
    pub placed: BTreeMap<String, Journey>,
    /// By id: the first day of movable maintenance.
    pub maintenance: BTreeMap<String, When>,
}

/// Where a participant is.
pub(super) struct Journey {
    /// The route that it takes.
    pub route: String,
    /// Steps of the route and places among the slots, by step.
    pub visits: Vec<(u32, usize)>,
}

impl Named {
    pub fn new(problem: &Problem, plan: &Plan) -> Self {
        let plan = plan.clone().sorted();
        let programme = &problem.programme;
        let mut same: HashMap<SlotPlace, u32> = HashMap::new();
        let mut slots: Vec<(SlotPlace, Vec<String>)> = (plan.slots.iter())
            .map(|slot| {
                let (from, to) = problem.timeline.dates(slot.span);
                let mut place = SlotPlace {
                    stage: programme.stages[slot.stage.index()].id.clone(),
                    environment: programme.environments[slot.environment.index()].id.clone(),
                    from,
                    to,
                    slot: slot.by_hand.map(|id| programme.slots[id.index()].id.clone()),
                    number: 0,
                };
                let before = same.entry(place.clone()).or_default();
                place.number = *before;
                *before += 1;
                (place, Vec::new())
            })
            .collect();
        let mut placed = BTreeMap::new();
        for assignment in &plan.assignments {
            let participant = &programme.participants[assignment.participant.index()];
            for visit in &assignment.visits {
                slots[visit.slot as usize].1.push(participant.id.clone());
            }
            let journey = Journey {
                route: participant.routes[assignment.route as usize].id.clone(),
                visits: assignment.visits.iter().map(|v| (v.step, v.slot as usize)).collect(),
            };
            placed.insert(participant.id.clone(), journey);
        }
        let maintenance = (plan.maintenance.iter())
            .filter_map(|placed| {
                let one =
                    problem.maintenance.iter().find(|one| one.cause == placed.unavailability)?;
                let id = programme.unavailability[one.cause.index()].id.clone();
                Some((id, one.places.get(placed.place as usize)?.from.into()))
            })
            .collect();
        Self { slots, placed, maintenance }
    }
}
