//! The best slots for somebody.

use serde::Serialize;

use super::ask;
use super::beside::{Beside, Costs, Placing};
use super::data::{LevelChange, Move, SlotName};
use super::names;
use crate::calendar::Problem;
use crate::error::Error;
use crate::plan::{Plan, PlanSlot, Score};

/// The best slots of a stage for a participant, everybody else staying where they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommendation {
    /// Who.
    pub participant: String,
    /// For which stage.
    pub stage: String,
    /// The best first; those that start first where they are equal.
    pub slots: Vec<Recommended>,
    /// Whether it is proven that no other slot is better, and that none can be had for less.
    pub proven: bool,
}

/// A slot that a participant could be in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommended {
    /// Which.
    pub slot: SlotName,
    /// Whether it is open in the plan.
    pub open: bool,
    /// What the plan would be worth at each level, the rest of the route placed as well as can be.
    pub levels: Vec<LevelChange>,
    /// Where the participant would move.
    pub moves: Vec<Move>,
}

/// The `count` best slots of a stage for a participant beside the plan as it is: those with which
/// the whole plan is worth most, the rest of the participant's route placed as well as can be. Fewer
/// if there are fewer. Its present slot is one of them, if it is among the best.
///
/// The plan's indices must be the problem's.
///
/// # Errors
/// [`Error::Unreadable`] if the participant or the stage is not known.
pub fn recommend(
    problem: &Problem,
    plan: &Plan,
    participant: &str,
    stage: &str,
    count: usize,
) -> Result<Recommendation, Error> {
    let id = ask::participant(problem, participant)?;
    let at = ask::stage(problem, stage)?;
    let mut beside = Beside::new(problem, plan, id, true);
    let slots: Vec<PlanSlot> = beside.slots(at).collect();
    let mut best: Vec<(Costs, PlanSlot, Placing)> = Vec::new();
    let mut proven = true;
    for slot in slots {
        let bound = (count > 0 && best.len() == count).then(|| best[count - 1].0.clone());
        let answer = beside.place(Some(slot), bound.as_ref());
        proven &= answer.is_proven();
        if let Some(placing) = answer.placing().filter(|_| count > 0) {
            let place = best.partition_point(|(cost, _, _)| *cost <= placing.cost);
            best.insert(place, (placing.cost.clone(), slot, placing));
            best.truncate(count);
        }
    }
    let before = Score::of(problem, plan);
    Ok(Recommendation {
        participant: participant.to_owned(),
        stage: stage.to_owned(),
        slots: (best.into_iter())
            .map(|(_, slot, placing)| Recommended {
                slot: names::slot(problem, slot),
                open: plan.slots.contains(&slot),
                levels: names::changes(problem, &before, &Score::of(problem, &placing.plan)),
                moves: names::moves(problem, plan, &placing.plan),
            })
            .collect(),
        proven,
    })
}
