//! The parts of a plan that mean something: what the rules after `demand` and `slot` look at.

use std::collections::{HashMap, HashSet};

use crate::calendar::span::union;
use crate::calendar::{ParticipantData, Problem, RouteData, Span};
use crate::model::{EnvironmentId, ParticipantId, StageId};
use crate::plan::{Plan, PlanSlot};

/// A problem, a plan, and what of the plan can be understood.
pub struct Facts<'a> {
    pub problem: &'a Problem,
    pub plan: &'a Plan,
    /// Who is placed, by the order of the plan; each participant at most once.
    pub placed: Vec<Placed<'a>>,
    /// By environment: when it is unavailable, sorted and disjoint.
    down: Vec<Vec<Span>>,
    /// The same for stages that take a resource that is ever unavailable, with the resource's.
    down_to: HashMap<(EnvironmentId, StageId), Vec<Span>>,
}

/// A participant on one of its routes.
pub struct Placed<'a> {
    pub participant: ParticipantId,
    pub data: &'a ParticipantData,
    pub route: &'a RouteData,
    /// Sound visits in the order of the route, each step once.
    pub taken: Vec<Taken>,
    /// By step: whether it has a visit that is not sound, or none although it is mandatory.
    /// `demand` or `slot` tells; no other rule can judge what depends on it.
    pub faulty: Vec<bool>,
}

/// A step taken in a sound slot of its stage.
#[derive(Clone, Copy)]
pub struct Taken {
    /// Place in the route.
    pub step: usize,
    /// Place in the plan.
    pub place: u32,
    /// The slot.
    pub slot: PlanSlot,
}

impl<'a> Facts<'a> {
    pub fn new(problem: &'a Problem, plan: &'a Plan) -> Self {
        let down = (problem.environments.iter())
            .map(|environment| union(environment.unavailable.iter().map(|u| u.span).collect()))
            .collect();
        let down_to = (problem.stages.iter().enumerate())
            .filter(|(_, stage)| !stage.unavailable.is_empty())
            .flat_map(|(stage, _)| {
                let environments = (0..problem.environments.len()).map(EnvironmentId::new);
                environments.map(move |environment| (environment, StageId::new(stage)))
            })
            .map(|(environment, stage)| {
                let all = problem.unavailable(stage, environment);
                ((environment, stage), union(all.iter().map(|u| u.span).collect()))
            })
            .collect();
        let mut facts = Self { problem, plan, placed: Vec::new(), down, down_to };
        let mut seen = HashSet::new();
        for assignment in &plan.assignments {
            let Some(data) = problem.participants.get(assignment.participant.index()) else {
                continue;
            };
            let first = seen.insert(assignment.participant);
            let Some(route) = data.routes.get(assignment.route as usize).filter(|_| first) else {
                continue;
            };
            let mut visited = vec![false; route.steps.len()];
            let mut taken: Vec<Taken> = Vec::new();
            for visit in &assignment.visits {
                let Some(step) = route.steps.get(visit.step as usize) else { continue };
                let again = std::mem::replace(&mut visited[visit.step as usize], true);
                let slot = facts.slot(visit.slot).filter(|slot| slot.stage == step.stage);
                if let Some(slot) = slot.filter(|_| !again) {
                    taken.push(Taken { step: visit.step as usize, place: visit.slot, slot });
                }
            }
            taken.sort_unstable_by_key(|taken| taken.step);
            let mut faulty: Vec<bool> = (route.steps.iter().zip(&visited))
                .map(|(step, visited)| *visited || !step.optional)
                .collect();
            for taken in &taken {
                faulty[taken.step] = false;
            }
            let participant = assignment.participant;
            facts.placed.push(Placed { participant, data, route, taken, faulty });
        }
        facts
    }

    /// The slot at a place of the plan, if there is one and its stage, environment and span exist.
    pub fn slot(&self, place: u32) -> Option<PlanSlot> {
        self.plan.slots.get(place as usize).copied().filter(|slot| {
            slot.stage.index() < self.problem.stages.len()
                && slot.environment.index() < self.problem.environments.len()
                && slot.span.start < slot.span.end
                && slot.span.end <= self.problem.horizon()
        })
    }

    /// The sound slots with their places, in the order of the plan.
    pub fn slots(&self) -> impl Iterator<Item = (u32, PlanSlot)> + '_ {
        (0..self.plan.slots.len() as u32)
            .filter_map(|place| self.slot(place).map(|slot| (place, slot)))
    }

    /// The spans in which the slot's environment is unavailable, or a resource that it takes, that
    /// share a period with the given one.
    pub fn down(&self, slot: PlanSlot, span: Span) -> impl Iterator<Item = Span> + '_ {
        let down = (self.down_to.get(&(slot.environment, slot.stage)))
            .unwrap_or(&self.down[slot.environment.index()]);
        let first = down.partition_point(|down| down.end <= span.start);
        down[first..].iter().copied().take_while(move |down| down.start < span.end)
    }

    /// How many periods of the span are lost to the slot.
    pub fn lost(&self, slot: PlanSlot, span: Span) -> u32 {
        self.down(slot, span).map(|down| down.intersection(span).len()).sum()
    }
}
