//! Plans and slots by construction, without the planner.

use slotwise::calendar::Span;
use slotwise::model::{EnvironmentId, StageId, TrancheSlotId};
use slotwise::plan::PlanSlot;
use slotwise::{Plan, Problem};

/// The plan of the slots given by hand, with nobody in them.
pub fn only_by_hand(problem: &Problem) -> Plan {
    let slots = (problem.hand_slots.iter().enumerate()).map(|(place, hand)| PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(TrancheSlotId::new(place)),
    });
    Plan { slots: slots.collect(), assignments: Vec::new() }
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
