//! A plan in the making put aside, and made a plan of.

use super::recreate::close_empty;
use super::state::State;
use super::tables::{Slot, Tables};
use crate::model::ParticipantId;
use crate::plan::{Assignment, Plan, PlanSlot, Visit, place_maintenance};

/// Who is where.
#[derive(Clone, Default)]
pub struct Snapshot {
    /// Values of the levels.
    pub values: Vec<i64>,
    people: Vec<(u32, u32)>,
    visits: Vec<Slot>,
    /// By gate: when it opens.
    openings: Vec<u32>,
}

impl Snapshot {
    /// Who is where.
    pub fn of(state: &State) -> Self {
        let mut snapshot = Self::default();
        snapshot.take(state);
        snapshot
    }

    /// Remembers who is where.
    pub fn take(&mut self, state: &State) {
        self.values.clear();
        self.values.extend(state.values());
        self.openings = state.gates.openings();
        self.people.clear();
        self.visits.clear();
        for person in 0..state.tables.participants() as u32 {
            if let Some(variant) = state.variant(person) {
                self.people.push((person, variant as u32));
                self.visits.extend_from_slice(state.visits(person));
            }
        }
    }

    /// Puts everybody back. What was done before can't be taken back any more.
    pub fn restore(&self, state: &mut State) {
        for person in 0..state.tables.participants() as u32 {
            state.remove(person);
        }
        close_empty(state);
        for (gate, opening) in self.openings.iter().enumerate() {
            state.set_opening(gate, *opening);
        }
        let mut first = 0;
        for &(person, variant) in &self.people {
            let class = state.tables.candidates.class_of[person as usize];
            let variants = &state.tables.candidates.classes[class].variants;
            let steps = variants[variant as usize].steps.len();
            state.place(person, variant as usize, &self.visits[first..first + steps]);
            first += steps;
        }
        state.commit();
    }

    /// The plan that it stands for.
    pub fn plan(&self, tables: &Tables) -> Plan {
        let mut open: Vec<Slot> =
            (0..tables.start.len() as Slot).filter(|slot| tables.by_hand[*slot as usize]).collect();
        open.extend_from_slice(&self.visits);
        // Candidates are in the order that plans have.
        open.sort_unstable();
        open.dedup();
        let candidate = |slot: &Slot| &tables.candidates.slots[*slot as usize];
        let slots: Vec<PlanSlot> = open.iter().map(|slot| candidate(slot).into()).collect();
        let mut first = 0;
        let assignments = (self.people.iter())
            .map(|&(person, variant)| {
                let class = tables.candidates.class_of[person as usize];
                let variant = &tables.candidates.classes[class].variants[variant as usize];
                let chain = &self.visits[first..first + variant.steps.len()];
                first += chain.len();
                let place = |slot: &Slot| open.partition_point(|other| other < slot) as u32;
                let visits = (variant.steps.iter().zip(chain))
                    .map(|(step, slot)| Visit { step: step.step, slot: place(slot) })
                    .collect();
                Assignment { participant: ParticipantId(person), route: variant.route, visits }
            })
            .collect();
        let maintenance = place_maintenance(tables.problem, &slots);
        Plan { slots, assignments, maintenance }
    }
}
