//! Where movable maintenance is best put around given slots.

use serde::{Deserialize, Serialize};

use super::{Plan, PlanSlot};
use crate::calendar::{PlaceData, Problem};
use crate::model::{Term, UnavailabilityId};

/// The place that a movable maintenance takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlacedMaintenance {
    /// The maintenance.
    pub unavailability: UnavailabilityId,
    /// Its place, by position in
    /// [`MaintenanceData::places`](crate::calendar::MaintenanceData::places).
    pub place: u32,
}

/// What a place counts in a term, in thousandths; 0 in terms that are not about maintenance.
pub fn amount(place: &PlaceData, term: Term) -> i64 {
    let count = match term {
        Term::MaintenanceLost => place.lost,
        Term::MaintenanceOutside => place.outside,
        Term::MaintenanceWait => place.wait,
        _ => 0,
    };
    i64::from(count) * 1000
}

/// By maintenance, its places, best first: by the levels of the objective, then by time. What one
/// costs does not depend on the others.
pub fn ranking(problem: &Problem) -> Vec<Vec<u32>> {
    (problem.maintenance.iter())
        .map(|one| {
            let cost = |place: &u32| -> Vec<i64> {
                let data = &one.places[*place as usize];
                (problem.levels.iter())
                    .map(|level| level.terms.iter().map(|t| amount(data, t.term) * t.weight).sum())
                    .collect()
            };
            let mut places: Vec<u32> = (0..one.places.len() as u32).collect();
            places.sort_by_cached_key(|place| (cost(place), *place));
            places
        })
        .collect()
}

/// Each movable maintenance in its best place that no slot runs in. One for which there is none is
/// left out.
pub fn place_maintenance(problem: &Problem, slots: &[PlanSlot]) -> Vec<PlacedMaintenance> {
    (problem.maintenance.iter().zip(ranking(problem)))
        .filter_map(|(one, ranked)| {
            let here: Vec<&PlanSlot> =
                slots.iter().filter(|slot| one.is_on(slot.environment)).collect();
            let free = |place: &u32| {
                let span = one.places[*place as usize].span;
                here.iter().all(|slot| !slot.span.overlaps(span))
            };
            let place = ranked.into_iter().find(free)?;
            Some(PlacedMaintenance { unavailability: one.cause, place })
        })
        .collect()
}

/// The maintenance of a plan in another problem of the same environments: by its name and its first
/// day; what has no such place there takes its best free one.
pub fn carry_maintenance(
    problem: &Problem,
    plan: &Plan,
    other: &Problem,
) -> Vec<PlacedMaintenance> {
    let anew = place_maintenance(other, &plan.slots);
    (other.maintenance.iter())
        .filter_map(|one| {
            let id = &other.programme.unavailability[one.cause.index()].id;
            let kept = plan.maintenance.iter().find_map(|placed| {
                let given =
                    problem.maintenance.iter().find(|m| m.cause == placed.unavailability)?;
                let named = &problem.programme.unavailability[given.cause.index()].id;
                let from = given.places.get(placed.place as usize)?.from;
                let place = one.places.iter().position(|place| place.from == from)?;
                (named == id)
                    .then_some(PlacedMaintenance { unavailability: one.cause, place: place as u32 })
            });
            kept.or_else(|| anew.iter().find(|placed| placed.unavailability == one.cause).copied())
        })
        .collect()
}
