//! Every way to place one participant beside a plan, by trying them all.
//!
//! What is a plan is decided by [`check`] alone: a way is one that breaks nothing that the plan
//! without the participant does not break already.

use slotwise::check::{Violation, check};
use slotwise::model::{ParticipantId, StageId};
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::{Plan, Problem};

/// Calls `found` with every plan that places the participant beside the others, until it says stop
/// by `false`. The plan is without the participant.
pub fn each(
    problem: &Problem,
    plan: &Plan,
    participant: ParticipantId,
    found: &mut dyn FnMut(&Plan) -> bool,
) {
    let mut search = Search {
        problem,
        plan,
        participant,
        before: check(problem, plan),
        offers: (0..problem.stages.len()).map(|_| None).collect(),
        found,
        over: false,
    };
    for route in 0..problem.participants[participant.index()].routes.len() as u32 {
        search.grow(route, 0, &mut Vec::new());
    }
}

/// Whether there is any way.
pub fn any(problem: &Problem, plan: &Plan, participant: ParticipantId) -> bool {
    let mut any = false;
    each(problem, plan, participant, &mut |_| {
        any = true;
        false
    });
    any
}

/// The plan without a participant, and without the slots that were open for it alone.
pub fn without(plan: &Plan, participant: ParticipantId) -> Plan {
    let visits = |place: usize, own: bool| {
        let of = plan.assignments.iter().filter(|a| (a.participant == participant) == own);
        of.flat_map(|a| &a.visits).any(|visit| visit.slot as usize == place)
    };
    let kept: Vec<usize> = (0..plan.slots.len())
        .filter(|p| plan.slots[*p].by_hand.is_some() || !visits(*p, true) || visits(*p, false))
        .collect();
    let place = |slot: u32| kept.iter().position(|k| *k == slot as usize).expect("kept") as u32;
    Plan {
        slots: kept.iter().map(|place| plan.slots[*place]).collect(),
        assignments: (plan.assignments.iter())
            .filter(|assignment| assignment.participant != participant)
            .map(|a| Assignment {
                visits: a.visits.iter().map(|v| Visit { slot: place(v.slot), ..*v }).collect(),
                ..a.clone()
            })
            .collect(),
        maintenance: plan.maintenance.clone(),
    }
}

struct Search<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    participant: ParticipantId,
    before: Vec<Violation>,
    /// By stage: slots that could be taken.
    offers: Vec<Option<Vec<PlanSlot>>>,
    found: &'a mut dyn FnMut(&Plan) -> bool,
    over: bool,
}

impl Search<'_> {
    fn grow(&mut self, route: u32, step: u32, taken: &mut Vec<(u32, PlanSlot)>) {
        if self.over {
            return;
        }
        let data = &self.problem.participants[self.participant.index()].routes[route as usize];
        let Some(data) = data.steps.get(step as usize) else {
            let plan = self.with(route, taken);
            if self.keeps(&plan) && !(self.found)(&plan) {
                self.over = true;
            }
            return;
        };
        let (stage, optional) = (data.stage, data.optional);
        if optional {
            self.grow(route, step + 1, taken);
        }
        for slot in self.offers(stage) {
            taken.push((step, slot));
            let mut slots = self.with(route, taken);
            slots.assignments.pop();
            // Slots that may not be open together are not mended by anybody being in them.
            if self.keeps(&slots) {
                self.grow(route, step + 1, taken);
            }
            taken.pop();
        }
    }

    fn offers(&mut self, stage: StageId) -> Vec<PlanSlot> {
        if let Some(offers) = &self.offers[stage.index()] {
            return offers.clone();
        }
        let mut offers: Vec<PlanSlot> =
            self.plan.slots.iter().filter(|slot| slot.stage == stage).copied().collect();
        for slot in crate::plans::every_slot(self.problem).filter(|slot| slot.stage == stage) {
            let mut plan = self.plan.clone();
            plan.slots.push(slot);
            if !offers.contains(&slot) && self.keeps(&plan) {
                offers.push(slot);
            }
        }
        self.offers[stage.index()] = Some(offers.clone());
        offers
    }

    fn with(&self, route: u32, taken: &[(u32, PlanSlot)]) -> Plan {
        let mut plan = self.plan.clone();
        let visits = (taken.iter())
            .map(|&(step, slot)| {
                let place = plan.slots.iter().position(|open| *open == slot);
                let place = place.unwrap_or_else(|| {
                    plan.slots.push(slot);
                    plan.slots.len() - 1
                });
                Visit { step, slot: place as u32 }
            })
            .collect();
        plan.assignments.push(Assignment { participant: self.participant, route, visits });
        plan
    }

    fn keeps(&self, plan: &Plan) -> bool {
        check(self.problem, plan).iter().all(|violation| self.before.contains(violation))
    }
}
