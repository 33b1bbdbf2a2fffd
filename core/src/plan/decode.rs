//! From a solution of the integer program to a plan.

use std::collections::BTreeMap;

use super::{Assignment, Plan, PlanSlot, Visit, place_maintenance};
use crate::calendar::Problem;
use crate::candidates::{Candidates, SlotCandidate};
use crate::formulation::{Formulation, OfferId, VariantFlow};
use crate::model::ParticipantId;

/// The plan that a solution says.
///
/// Members of a class take their itineraries in the order of their ids; where several slots make
/// one offer, they fill in the order of their environments. Generated slots that stay empty are
/// not open.
pub fn decode(
    problem: &Problem,
    candidates: &Candidates,
    formulation: &Formulation,
    values: &[i64],
) -> Plan {
    let mut itineraries: BTreeMap<ParticipantId, (usize, usize, Vec<OfferId>)> = BTreeMap::new();
    for (place, class) in candidates.classes.iter().enumerate() {
        let mut members = class.members.iter();
        for (position, flow) in formulation.flows[place].iter().enumerate() {
            for chain in chains(candidates, formulation, (place, flow), values) {
                if let Some(member) = members.next() {
                    itineraries.insert(*member, (place, position, chain));
                }
            }
        }
    }
    let mut filling = Filling::new(problem, candidates, formulation, values);
    let placed: Vec<_> = (itineraries.into_iter())
        .map(|(participant, (class, flow, chain))| {
            let size = problem.participants[participant.index()].size;
            let slots: Vec<usize> =
                chain.into_iter().map(|offer| filling.place(offer, size)).collect();
            (participant, class, flow, slots)
        })
        .collect();
    let mut place_of = vec![None; candidates.slots.len()];
    let mut slots = Vec::new();
    for (candidate, slot) in candidates.slots.iter().enumerate() {
        if slot.by_hand.is_some() || filling.load[candidate] > 0 {
            place_of[candidate] = Some(slots.len() as u32);
            slots.push(slot.into());
        }
    }
    let assignments = (placed.into_iter())
        .map(|(participant, class, flow, taken)| {
            let variant = formulation.flows[class][flow].variant;
            let variant = &candidates.classes[class].variants[variant];
            let visits = (variant.steps.iter().zip(taken))
                .filter_map(|(step, slot)| Some(Visit { step: step.step, slot: place_of[slot]? }))
                .collect();
            Assignment { participant, route: variant.route, visits }
        })
        .collect();
    // The solution has a place for each; the best around these slots is as good or better.
    let maintenance = place_maintenance(problem, &slots);
    Plan { slots, assignments, maintenance }
}

/// The candidate, open.
impl From<&SlotCandidate> for PlanSlot {
    fn from(slot: &SlotCandidate) -> Self {
        Self {
            stage: slot.stage,
            environment: slot.environment,
            span: slot.span,
            by_hand: slot.by_hand,
        }
    }
}

/// The itineraries in a flow: who leaves a step first joins the next first.
fn chains(
    candidates: &Candidates,
    formulation: &Formulation,
    (class, flow): (usize, &VariantFlow),
    values: &[i64],
) -> Vec<Vec<OfferId>> {
    let variant = &candidates.classes[class].variants[flow.variant];
    let mut chains: Vec<Vec<OfferId>> = Vec::new();
    for (position, line) in flow.lines.iter().enumerate() {
        // Takes are sorted by start.
        let taken: Vec<OfferId> = (line.takes.iter())
            .flat_map(|(offer, column)| {
                let times = values[column.index()].max(0) as usize;
                std::iter::repeat_n(*offer, times)
            })
            .collect();
        if position == 0 {
            chains = taken.into_iter().map(|offer| vec![offer]).collect();
            continue;
        }
        debug_assert_eq!(chains.len(), taken.len(), "flow is kept at step {position}");
        let lag = i64::from(variant.steps[position].min_lag);
        chains.sort_by_key(|chain| {
            let last = chain[chain.len() - 1];
            i64::from(formulation.offers[last.0 as usize].span.end) + lag
        });
        for (chain, offer) in chains.iter_mut().zip(taken) {
            chain.push(offer);
        }
    }
    chains
}

/// How full slots are while offers are told apart.
struct Filling<'a> {
    formulation: &'a Formulation,
    values: &'a [i64],
    capacity: Vec<u32>,
    load: Vec<u32>,
}

impl<'a> Filling<'a> {
    fn new(
        problem: &Problem,
        candidates: &Candidates,
        formulation: &'a Formulation,
        values: &'a [i64],
    ) -> Self {
        debug_assert_eq!(problem.participants.len(), candidates.class_of.len());
        Self {
            formulation,
            values,
            capacity: candidates.slots.iter().map(|slot| slot.capacity_max).collect(),
            load: vec![0; candidates.slots.len()],
        }
    }

    /// The slot of the offer that the next participant is in.
    fn place(&mut self, offer: OfferId, size: u32) -> usize {
        let slots = &self.formulation.offers[offer.0 as usize].slots;
        let is_open = |slot: usize| self.values[self.formulation.open[slot].index()] > 0;
        let room = |slot: &&usize| self.load[**slot] + size <= self.capacity[**slot];
        let open = slots.iter().filter(|slot| is_open(**slot));
        // The capacity row leaves room; were it broken, the checker would say so.
        let slot = *open.clone().find(room).or(open.clone().next()).unwrap_or(&slots[0]);
        self.load[slot] += size;
        slot
    }
}
