//! Which slots could be opened.

use std::ops::Range;

use super::refusal::slot_refusal;
use crate::calendar::{Problem, Span, paused_end};
use crate::model::{EnvironmentId, StageId, TrancheSlotId};

/// A slot that could be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotCandidate {
    /// What it is for.
    pub stage: StageId,
    /// Where.
    pub environment: EnvironmentId,
    /// When, pauses included.
    pub span: Span,
    /// The slot given by hand that it is, if it is one.
    pub by_hand: Option<TrancheSlotId>,
    /// Least that it takes if anybody is in it, in sizes.
    pub capacity_min: u32,
    /// Most that it takes, in sizes.
    pub capacity_max: u32,
    /// Of that, kept for re-tests.
    pub reserved: u32,
}

impl SlotCandidate {
    /// A generated slot.
    pub fn generated(
        problem: &Problem,
        stage: StageId,
        environment: EnvironmentId,
        span: Span,
    ) -> Self {
        let data = &problem.stages[stage.index()];
        Self {
            stage,
            environment,
            span,
            by_hand: None,
            capacity_min: data.capacity_min,
            capacity_max: data.capacity_max,
            reserved: data.reserved(environment, span.start, data.capacity_max),
        }
    }

    /// A slot given by hand.
    pub fn by_hand(problem: &Problem, id: TrancheSlotId) -> Self {
        let hand = &problem.hand_slots[id.index()];
        Self {
            stage: hand.stage,
            environment: hand.environment,
            span: hand.span,
            by_hand: Some(id),
            capacity_min: hand.capacity_min,
            capacity_max: hand.capacity_max,
            reserved: hand.reserved,
        }
    }
}

/// The end of a stage's slot in an environment that starts then; `None` if the stage can't run
/// there, or not within the calendar.
pub fn slot_end(
    problem: &Problem,
    stage: StageId,
    environment: EnvironmentId,
    start: u32,
) -> Option<u32> {
    let data = &problem.stages[stage.index()];
    let duration = data.durations[environment.index()]?;
    let horizon = problem.horizon();
    if data.pause_allowance.is_some() {
        paused_end(&problem.unavailable(stage, environment), start, duration, horizon)
    } else {
        start.checked_add(duration).filter(|end| *end <= horizon)
    }
}

/// Every slot that the single rules allow, sorted, and by stage where they are.
pub fn generate(problem: &Problem) -> (Vec<SlotCandidate>, Vec<Range<usize>>) {
    let mut slots = Vec::new();
    for (position, stage) in problem.stages.iter().enumerate() {
        let id = StageId::new(position);
        for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
            for &start in &stage.starts {
                let Some(end) = slot_end(problem, id, environment, start) else { continue };
                let span = Span::new(start, end);
                if slot_refusal(problem, id, environment, span).is_none() {
                    slots.push(SlotCandidate::generated(problem, id, environment, span));
                }
            }
        }
    }
    let by_hand = (0..problem.hand_slots.len()).map(TrancheSlotId::new);
    slots.extend(by_hand.map(|id| SlotCandidate::by_hand(problem, id)));
    slots.sort_unstable();
    let of_stage = (0..problem.stages.len())
        .map(|stage| {
            let first = slots.partition_point(|slot| slot.stage.index() < stage);
            first..slots.partition_point(|slot| slot.stage.index() <= stage)
        })
        .collect();
    (slots, of_stage)
}
