//! A problem with a plan that keeps its rules, and changes to the plan by name.

use slotwise::calendar::Span;
use slotwise::model::{EnvironmentId, ParticipantId, StageId, TrancheSlotId};
use slotwise::plan::{Assignment, PlanSlot, Visit, place_maintenance};
use slotwise::{Plan, Problem};

use super::Draft;

/// A problem and a plan of it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The problem.
    pub problem: Problem,
    /// The plan.
    pub plan: Plan,
}

impl Scene {
    pub(super) fn new(problem: Problem, draft: &Draft) -> Self {
        let mut scene = Self { problem, plan: Plan::default() };
        for slot in &draft.slots {
            let slot = PlanSlot {
                stage: scene.stage(&slot.stage),
                environment: scene.environment(&slot.environment),
                span: slot.span,
                by_hand: slot.by_hand.as_ref().map(|id| scene.by_hand(id)),
            };
            scene.plan.slots.push(slot);
        }
        for (id, visits) in &draft.placed {
            let visit = |&(step, slot): &(u32, usize)| Visit { step, slot: slot as u32 };
            let assignment = Assignment {
                participant: scene.participant(id),
                route: 0,
                visits: visits.iter().map(visit).collect(),
            };
            scene.plan.assignments.push(assignment);
        }
        scene.plan.maintenance = place_maintenance(&scene.problem, &scene.plan.slots);
        scene
    }

    /// A stage by name.
    pub fn stage(&self, id: &str) -> StageId {
        let all = &self.problem.programme.stages;
        StageId::new(all.iter().position(|stage| stage.id == id).expect("a stage of the scene"))
    }

    /// An environment by name.
    pub fn environment(&self, id: &str) -> EnvironmentId {
        let all = &self.problem.programme.environments;
        EnvironmentId::new(all.iter().position(|e| e.id == id).expect("its environment"))
    }

    /// A slot given by hand, by name.
    pub fn by_hand(&self, id: &str) -> TrancheSlotId {
        let all = &self.problem.programme.slots;
        TrancheSlotId::new(all.iter().position(|slot| slot.id == id).expect("its slot"))
    }

    /// A participant by name.
    pub fn participant(&self, id: &str) -> ParticipantId {
        let all = &self.problem.programme.participants;
        ParticipantId::new(all.iter().position(|p| p.id == id).expect("its participant"))
    }

    /// Places of a stage's slots in the plan.
    pub fn slots(&self, stage: &str) -> Vec<usize> {
        let stage = self.stage(stage);
        (0..self.plan.slots.len()).filter(|place| self.plan.slots[*place].stage == stage).collect()
    }

    /// Places of the assignments of participants whose name begins so.
    pub fn placed(&self, prefix: &str) -> Vec<usize> {
        let names = &self.problem.programme.participants;
        (0..self.plan.assignments.len())
            .filter(|place| {
                let participant = self.plan.assignments[*place].participant;
                names[participant.index()].id.starts_with(prefix)
            })
            .collect()
    }

    /// The plan with a change.
    pub fn with(&self, change: impl FnOnce(&mut Plan)) -> Plan {
        let mut plan = self.plan.clone();
        change(&mut plan);
        plan
    }

    /// The plan with a slot over another span.
    pub fn with_span(&self, slot: usize, start: u32, end: u32) -> Plan {
        self.with(|plan| plan.slots[slot].span = Span::new(start, end))
    }

    /// The plan with a slot moved to another start, as long as it was.
    pub fn with_start(&self, slot: usize, start: u32) -> Plan {
        let length = self.plan.slots[slot].span.len();
        self.with_span(slot, start, start + length)
    }

    /// The plan with one of a participant's visits in another slot.
    pub fn with_visit(&self, assignment: usize, visit: usize, slot: usize) -> Plan {
        self.with(|plan| plan.assignments[assignment].visits[visit].slot = slot as u32)
    }
}
