//! The slots that a participant could take, and the least that each adds.

use std::collections::{BTreeMap, BTreeSet};

use super::{Beside, Costs};
use crate::calendar::Span;
use crate::candidates::{SlotCandidate, participant_refusal, slot_end, slot_refusal};
use crate::model::{EnvironmentId, StageId, Term};
use crate::plan::{Assignment, Plan, PlanSlot, Visit};

/// A slot that could be taken.
pub struct Choice {
    pub slot: PlanSlot,
    /// Preferences that it matches.
    pub own: Costs,
    /// No less than what its opening adds, whatever else the participant opens.
    pub opening: Costs,
    /// Whether the checker accepts it by itself; `None` if it was not asked yet.
    pub sound: Option<bool>,
}

/// By stage, the slots by start.
#[derive(Default)]
pub struct Choices(BTreeMap<StageId, Vec<Choice>>);

impl Choices {
    /// All slots of the stages of the participant's variants that single rules allow.
    pub fn new(beside: &Beside) -> Self {
        let steps = beside.variants.iter().flat_map(|variant| &variant.steps);
        let stages: BTreeSet<StageId> = steps.map(|step| step.stage).collect();
        let longest = beside.variants.iter().map(|v| v.steps.len()).max().unwrap_or(1);
        let choices = (stages.into_iter())
            .map(|stage| {
                let mut slots = slots(beside, stage);
                slots.sort_unstable_by_key(|slot| (slot.span, slot.environment, slot.by_hand));
                let choices = slots.into_iter().map(|slot| Choice {
                    own: own(beside, slot),
                    opening: opening(beside, slot, longest as i64),
                    slot,
                    sound: None,
                });
                (stage, choices.collect())
            })
            .collect();
        Self(choices)
    }

    /// Those of a stage.
    pub fn of(&self, stage: StageId) -> &[Choice] {
        self.0.get(&stage).map_or(&[], Vec::as_slice)
    }

    /// One of a stage.
    pub fn get_mut(&mut self, stage: StageId, place: usize) -> Option<&mut Choice> {
        self.0.get_mut(&stage)?.get_mut(place)
    }
}

fn slots(beside: &Beside, stage: StageId) -> Vec<PlanSlot> {
    let problem = beside.problem;
    let data = &problem.stages[stage.index()];
    let person = &problem.participants[beside.participant.index()];
    let candidate = |slot: &PlanSlot| match slot.by_hand {
        // As the plan has it, right or wrong.
        Some(id) if id.index() < problem.hand_slots.len() => SlotCandidate {
            stage,
            environment: slot.environment,
            span: slot.span,
            ..SlotCandidate::by_hand(problem, id)
        },
        _ => SlotCandidate::generated(problem, stage, slot.environment, slot.span),
    };
    let open = beside.base.slots.iter().filter(|slot| slot.stage == stage).copied();
    let mut slots: Vec<PlanSlot> = open.collect();
    let taken: BTreeSet<(EnvironmentId, u32)> = (slots.iter())
        .filter(|slot| slot.by_hand.is_none())
        .map(|slot| (slot.environment, slot.span.start))
        .collect();
    for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
        for &start in &data.starts {
            let Some(end) = slot_end(problem, stage, environment, start) else { continue };
            let span = Span::new(start, end);
            if !taken.contains(&(environment, start))
                && slot_refusal(problem, stage, environment, span).is_none()
            {
                slots.push(PlanSlot { stage, environment, span, by_hand: None });
            }
        }
    }
    slots.retain(|slot| participant_refusal(person, &candidate(slot)).is_none());
    slots
}

/// The penalties of preferences that a slot matches, and what it is worth of moves, counted from
/// leaving its stage out.
fn own(beside: &Beside, slot: PlanSlot) -> Costs {
    if !beside.priced {
        return Vec::new();
    }
    let plan = Plan { slots: vec![slot], ..Plan::default() };
    let visits = vec![Visit { step: 0, slot: 0 }];
    let assignment = Assignment { participant: beside.participant, route: 0, visits };
    let data = &beside.problem.participants[beside.participant.index()];
    let penalty = crate::plan::score::own_amount(data, &plan, Some(&assignment), Term::Preferences)
        - data.routes.first().map_or(0, |route| route.penalty);
    let moves = Term::MOVES.map(|term| {
        let there = data.elsewhere(term, slot.stage, slot.environment, slot.span.start);
        (term, there - data.gone(term, slot.stage))
    });
    (beside.problem.levels.iter())
        .map(|level| {
            let moves = moves.iter().map(|(term, amount)| level.weight(*term) * amount);
            level.weight(Term::Preferences) * penalty + moves.sum::<i64>()
        })
        .collect()
}

/// The least that opening a slot adds, one of at most so many that are opened together.
///
/// Slots add up by themselves. The cost of an environment is shared by those opened in it. A slot
/// between two of one other stage adds two changeovers, but may share one of them with another slot
/// opened there; in any other place what it adds alone is no more than it adds among others.
fn opening(beside: &Beside, slot: PlanSlot, together: i64) -> Costs {
    let problem = beside.problem;
    if !beside.priced || beside.base.slots.contains(&slot) {
        return vec![0; beside.common.len()];
    }
    let mut slots = beside.base.slots.clone();
    slots.push(slot);
    let (cost, changeovers) = shared(beside, slot, &slots);
    (problem.levels.iter())
        .map(|level| {
            level.weight(Term::SlotsOpened) * 1000
                + level.weight(Term::EnvironmentCost) * (cost / together)
                + level.weight(Term::Changeovers) * 1000 * changeovers.min(1)
        })
        .collect()
}

/// What an environment costs that is not used yet, and the changeovers that a slot adds alone.
fn shared(beside: &Beside, slot: PlanSlot, slots: &[PlanSlot]) -> (i64, i64) {
    let problem = beside.problem;
    let amount = |slots: &[PlanSlot], term: Term| -> i64 {
        let plan = Plan { slots: slots.to_vec(), ..Plan::default() };
        let amounts = crate::plan::score::environment_amounts(problem, &plan, term);
        (amounts.unwrap_or_default().iter())
            .filter(|(environment, _)| *environment == slot.environment)
            .map(|(_, amount)| amount)
            .sum()
    };
    let more = |term| amount(slots, term) - amount(&beside.base.slots, term);
    (more(Term::EnvironmentCost), more(Term::Changeovers) / 1000)
}
