//! Why somebody is not in a slot: what it would break, or else what it would cost.

use serde::Serialize;

use super::ask::{self, SlotRef};
use super::beside::{Answer, Beside};
use super::conflict::{Conflict, beside as conflict_beside};
use super::data::{LevelChange, Move, SlotName};
use super::names;
use super::rules::{BrokenRule, Case, broken, demand};
use crate::calendar::Problem;
use crate::error::Error;
use crate::plan::{Plan, Score};

/// Why a participant is not in a slot, everybody else staying where they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    /// Who.
    pub participant: String,
    /// For which stage.
    pub stage: String,
    /// Which slot.
    pub slot: SlotName,
    /// Whether the slot is open in the plan.
    pub open: bool,
    /// What there is to say.
    pub answer: WhyNotAnswer,
}

/// What there is to say about a participant and a slot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNotAnswer {
    /// It is there.
    Placed,
    /// It would break these rules, wherever the participant is for its other stages.
    Breaks(Vec<BrokenRule>),
    /// The slot itself breaks nothing, but with it the rest of no route finds a place.
    NoWayOn(Conflict),
    /// It can be there, at this price.
    Costs {
        /// What it costs at each level.
        levels: Vec<LevelChange>,
        /// Where the participant moves, this stage and its others.
        moves: Vec<Move>,
        /// Whether it is proven that it can't be had for less.
        proven: bool,
    },
    /// The search was cut short before it found anything.
    Unknown,
}

impl WhyNot {
    /// Ids of those of whom one or more would have to move.
    pub fn in_the_way(&self) -> Vec<&str> {
        let WhyNotAnswer::Breaks(rules) = &self.answer else { return Vec::new() };
        let mut names: Vec<&str> =
            rules.iter().flat_map(|rule| rule.in_the_way.iter().map(String::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Why a participant is not in a slot for a stage: every rule that it would break there, beside the
/// plan as it is; if it would break none, what it would cost.
///
/// Whatever the plan breaks already is not told. The plan's indices must be the problem's.
///
/// # Errors
/// [`Error::Unreadable`] if the participant, the stage, or the slot is not known.
pub fn why_not(
    problem: &Problem,
    plan: &Plan,
    participant: &str,
    stage: &str,
    slot: &SlotRef,
) -> Result<WhyNot, Error> {
    let id = ask::participant(problem, participant)?;
    let stage = ask::stage(problem, stage)?;
    let slot = ask::slot(problem, plan, stage, slot)?;
    let there = (plan.assignments.iter())
        .filter(|assignment| assignment.participant == id)
        .flat_map(|assignment| &assignment.visits)
        .any(|visit| plan.slots.get(visit.slot as usize) == Some(&slot));
    let answer = if there {
        WhyNotAnswer::Placed
    } else {
        let mut beside = Beside::new(problem, plan, id, true);
        let breaks = match beside.step_of(stage) {
            None => vec![demand::off_route(problem, id, stage)],
            Some((route, step)) => {
                let hypothetical = beside.plan_of(route, &[(step, slot)]);
                let violations = beside.broken(stage, slot);
                let told = violations.iter().map(|violation| {
                    let plan = &hypothetical;
                    broken(&Case { problem, plan, participant: id, slot, violation })
                });
                told.collect()
            }
        };
        if breaks.is_empty() {
            rest(problem, plan, &mut beside, slot)
        } else {
            WhyNotAnswer::Breaks(breaks)
        }
    };
    Ok(WhyNot {
        participant: participant.to_owned(),
        stage: names::stage(problem, stage).to_owned(),
        slot: names::slot(problem, slot),
        open: plan.slots.contains(&slot),
        answer,
    })
}

fn rest(
    problem: &Problem,
    plan: &Plan,
    beside: &mut Beside<'_>,
    slot: crate::plan::PlanSlot,
) -> WhyNotAnswer {
    let answer = beside.place(Some(slot), None);
    let proven = answer.is_proven();
    match answer {
        Answer::Cheapest(placing) | Answer::Some(placing) => WhyNotAnswer::Costs {
            levels: names::changes(
                problem,
                &Score::of(problem, plan),
                &Score::of(problem, &placing.plan),
            ),
            moves: names::moves(problem, plan, &placing.plan),
            proven,
        },
        Answer::None => {
            WhyNotAnswer::NoWayOn(conflict_beside(problem, plan, beside.participant(), Some(slot)))
        }
        Answer::Unknown => WhyNotAnswer::Unknown,
    }
}
