//! Where everybody was before, and who is let go from there.

use std::collections::HashMap;

use crate::calendar::{HomeData, Problem};
use crate::candidates::{Candidates, Variant};
use crate::model::ParticipantId;
use crate::plan::{Assignment, Plan, PlanSlot, Visit, place_maintenance};
use crate::planner::exact;

/// The plan of all who can be where they were, each by itself; together they may break any rule.
pub fn at_home(problem: &Problem, candidates: &Candidates) -> Plan {
    let mut plan = exact::empty(problem);
    let mut places: HashMap<PlanSlot, u32> =
        plan.slots.iter().enumerate().map(|(place, slot)| (*slot, place as u32)).collect();
    for (position, data) in problem.participants.iter().enumerate() {
        let class = &candidates.classes[candidates.class_of[position]];
        let slot_of = |variant: &Variant| -> Option<Vec<PlanSlot>> {
            (variant.steps.iter())
                .map(|step| {
                    let home = data.baseline.home(step.stage)?;
                    let at = |place: &usize| {
                        let slot = &candidates.slots[*place];
                        home.is(slot.environment, slot.span.start)
                    };
                    let allowed: Vec<usize> =
                        candidates.allowed(class, step.stage).filter(at).collect();
                    let same = |place: &&usize| candidates.slots[**place].by_hand == home.by_hand;
                    let place = allowed.iter().find(same).or(allowed.first())?;
                    Some(PlanSlot::from(&candidates.slots[*place]))
                })
                .collect()
        };
        let homes = data.baseline.homes.len();
        let whole = |variant: &&Variant| variant.steps.len() == homes;
        let of_route = |variant: &&Variant| Some(variant.route) == data.baseline.route;
        let found = (class.variants.iter().filter(whole).filter(of_route))
            .chain(class.variants.iter().filter(whole))
            .find_map(|variant| Some((variant, slot_of(variant)?)));
        let Some((variant, slots)) = found else { continue };
        let visits = (variant.steps.iter().zip(slots))
            .map(|(step, slot)| {
                let place = *places.entry(slot).or_insert_with(|| {
                    plan.slots.push(slot);
                    plan.slots.len() as u32 - 1
                });
                Visit { step: step.step, slot: place }
            })
            .collect();
        let participant = ParticipantId::new(position);
        plan.assignments.push(Assignment { participant, route: variant.route, visits });
    }
    plan.maintenance = place_maintenance(problem, &plan.slots);
    plan.sorted()
}

/// By participant: whether it is not just where it was in a plan, or was nowhere.
pub fn moved(problem: &Problem, plan: &Plan) -> Vec<bool> {
    let mut moved = vec![true; problem.participants.len()];
    for assignment in &plan.assignments {
        let place = assignment.participant.index();
        let homes = &problem.participants[place].baseline.homes;
        let slots = assignment.visits.iter().map(|visit| plan.slots[visit.slot as usize]);
        let there = |home: &HomeData| {
            (slots.clone())
                .any(|slot| slot.stage == home.stage && home.is(slot.environment, slot.span.start))
        };
        moved[place] = homes.is_empty() || !homes.iter().all(there);
    }
    moved
}

/// Lets go of so many more: those whose homes are nearest to the homes of those who are free already,
/// in the same environments first.
pub fn widen(problem: &Problem, home: &Plan, free: &mut [bool], more: usize) {
    let spots = |place: usize| problem.participants[place].baseline.homes.iter();
    let let_go: Vec<(Option<u32>, u32)> = (0..free.len())
        .filter(|place| free[*place])
        .flat_map(spots)
        .map(|home| (home.environment.map(|e| e.0), home.start))
        .collect();
    let distance = |place: usize| -> u64 {
        let apart = spots(place).flat_map(|home| {
            let_go.iter().map(move |(environment, start)| {
                let elsewhere = home.environment.map(|e| e.0) != *environment;
                u64::from(home.start.abs_diff(*start)) + if elsewhere { 1 << 20 } else { 0 }
            })
        });
        apart.min().unwrap_or(u64::MAX)
    };
    let mut others: Vec<(u64, usize)> = (home.assignments.iter())
        .map(|assignment| assignment.participant.index())
        .filter(|place| !free[*place])
        .map(|place| (distance(place), place))
        .collect();
    others.sort_unstable();
    for (_, place) in others.into_iter().take(more) {
        free[place] = true;
    }
}

pub fn union(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a || *b).collect()
}

/// The problem in which only some are free to move, with its first levels.
pub fn part(problem: &Problem, free: &[bool], levels: usize) -> Problem {
    let mut part = problem.clone();
    part.levels.truncate(levels);
    for (participant, free) in part.participants.iter_mut().zip(free) {
        for home in participant.baseline.homes.iter_mut().filter(|_| !free) {
            home.stays = true;
        }
    }
    part
}
