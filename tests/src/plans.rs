//! Plans and slots by construction, without the planner.

use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{EnvironmentId, RuleKind, StageId, TrancheSlotId};
use slotwise::plan::{PlacedMaintenance, PlanSlot};
use slotwise::{Plan, Problem, Score};

/// The plan of the slots given by hand, with nobody in them.
pub fn only_by_hand(problem: &Problem) -> Plan {
    let slots = (problem.hand_slots.iter().enumerate()).map(|(place, hand)| PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(TrancheSlotId::new(place)),
    });
    with_maintenance(problem, slots.collect())
}

/// The plan of these slots with nobody in them, and movable maintenance wherever it is best: of all
/// combinations of places that break no rule by themselves, the one of the least score. Without any
/// such combination, there is none in the plan.
pub fn with_maintenance(problem: &Problem, slots: Vec<PlanSlot>) -> Plan {
    let mut plan = Plan { slots, ..Plan::default() };
    if problem.maintenance.is_empty() {
        return plan;
    }
    let mut ways: Vec<Vec<PlacedMaintenance>> = vec![Vec::new()];
    for one in &problem.maintenance {
        let places = 0..one.places.len() as u32;
        ways = (ways.into_iter())
            .flat_map(|way| {
                places.clone().map(move |place| {
                    let mut way = way.clone();
                    way.push(PlacedMaintenance { unavailability: one.cause, place });
                    way
                })
            })
            .collect();
    }
    let mut best: Option<(Vec<i64>, Vec<PlacedMaintenance>)> = None;
    for way in ways {
        plan.maintenance = way;
        let kept = check(problem, &plan).iter().all(|v| v.rule != RuleKind::Movable);
        let values = Score::of(problem, &plan).values();
        if kept && best.as_ref().is_none_or(|(least, _)| values < *least) {
            best = Some((values, std::mem::take(&mut plan.maintenance)));
        }
    }
    plan.maintenance = best.map(|(_, way)| way).unwrap_or_default();
    plan
}

/// Every stage in every environment over every span, whether any rule allows it or not.
pub fn every_slot(problem: &Problem) -> impl Iterator<Item = PlanSlot> + '_ {
    let horizon = problem.horizon();
    (0..problem.stages.len()).flat_map(move |stage| {
        (0..problem.environments.len()).flat_map(move |environment| {
            (0..horizon).flat_map(move |start| {
                (start + 1..=horizon).map(move |end| PlanSlot {
                    stage: StageId::new(stage),
                    environment: EnvironmentId::new(environment),
                    span: Span::new(start, end),
                    by_hand: None,
                })
            })
        })
    })
}
