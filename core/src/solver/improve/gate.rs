//! Gates between stages.
//!
//! When a gate opens is a part of the plan in the making: nobody is in a slot that it binds before
//! then, and those who count for it are placed so that enough have been through by then. The search
//! moves the opening like it moves slots.

use super::random::Random;
use super::recreate::remove;
use super::state::State;
use super::tables::{NONE, Slot, Tables};
use crate::calendar::GateData;
use crate::model::{EnvironmentId, StageId};
use crate::plan::Plan;

/// A gate that does not open: nobody is in a slot that it binds, and nobody is late for it.
const NEVER: u32 = u32::MAX;

/// Where each gate stands.
#[derive(Default)]
pub struct Gates(Vec<Standing>);

#[derive(Clone, Default)]
struct Standing {
    /// No slot that the gate binds is used before.
    opening: u32,
    /// How many visits there are to slots that it binds.
    uses: u32,
    /// Sum over those who take the earlier stage.
    takers: i64,
    /// Of them, those who have not been through by the opening.
    late: i64,
    /// Of them, those who have, but not beforehand.
    by_slots: i64,
    /// Sum over all who had been through beforehand.
    beforehand: i64,
    /// Sum over all who may count.
    sum: i64,
}

impl Standing {
    fn is_enough(&self, gate: &GateData) -> bool {
        self.is_enough_with(gate, 0, 0)
    }

    /// Whether enough have been through, with so many more takers, and so much of them late.
    fn is_enough_with(&self, gate: &GateData, takers: i64, late: i64) -> bool {
        if gate.all {
            gate.is_enough(self.beforehand + self.by_slots, self.sum)
        } else {
            let of = self.takers + takers;
            gate.is_enough(of - self.late - late, of)
        }
    }

    fn is_kept(&self, gate: &GateData) -> bool {
        self.uses == 0 || self.is_enough(gate)
    }
}

impl Gates {
    pub fn new(tables: &Tables) -> Self {
        let standing = |gate: &GateData| Standing {
            sum: gate.sum(),
            beforehand: beforehand(gate, 0),
            ..Standing::default()
        };
        Self(tables.problem.gates.iter().map(standing).collect())
    }

    pub fn opening(&self, gate: usize) -> u32 {
        self.0[gate].opening
    }

    pub fn openings(&self) -> Vec<u32> {
        self.0.iter().map(|standing| standing.opening).collect()
    }

    /// Somebody joined a slot (1), or left it (-1).
    pub fn enter(&mut self, tables: &Tables, person: u32, slot: Slot, sign: i64) {
        for (standing, gate) in self.0.iter_mut().zip(&tables.problem.gates) {
            if binds(tables, gate, slot) {
                standing.uses = standing.uses.wrapping_add_signed(sign as i32);
            }
            if gate.before.0 == tables.stage[slot as usize] {
                standing.pass(gate, person, tables.end[slot as usize], sign);
            }
        }
    }

    pub fn set_opening(&mut self, state: &State, gate: usize, period: u32) {
        let data = &state.tables.problem.gates[gate];
        let standing = &mut self.0[gate];
        standing.opening = period;
        standing.beforehand = beforehand(data, period);
        (standing.takers, standing.late, standing.by_slots) = (0, 0, 0);
        for (person, end) in takers(state, data) {
            standing.pass(data, person, end, 1);
        }
    }
}

impl Standing {
    fn pass(&mut self, gate: &GateData, person: u32, end: u32, sign: i64) {
        let counted = gate.counted[person as usize];
        self.takers += sign * counted.value;
        if counted.is_through(gate.lag, self.opening) {
            return;
        }
        if is_late(gate, end, self.opening) {
            self.late += sign * counted.value;
        } else {
            self.by_slots += sign * counted.value;
        }
    }
}

fn is_late(gate: &GateData, end: u32, opening: u32) -> bool {
    u64::from(end) + u64::from(gate.lag) > u64::from(opening)
}

fn beforehand(gate: &GateData, opening: u32) -> i64 {
    gate.counted.iter().filter(|c| c.is_through(gate.lag, opening)).map(|c| c.value).sum()
}

fn binds(tables: &Tables, gate: &GateData, slot: Slot) -> bool {
    let slot = slot as usize;
    gate.binds(StageId(tables.stage[slot]), EnvironmentId(tables.environment[slot]))
}

/// Those placed who take the gate's earlier stage, and the ends of their slots.
fn takers<'s>(state: &'s State, gate: &'s GateData) -> impl Iterator<Item = (u32, u32)> + 's {
    let tables = state.tables;
    (0..tables.participants() as u32).filter_map(move |person| {
        let mut visits = state.visits(person).iter();
        let slot = visits.find(|slot| tables.stage[**slot as usize] == gate.before.0)?;
        Some((person, tables.end[*slot as usize]))
    })
}

/// Whether the gates allow the participant in the slot: none that binds it opens later, and enough
/// can still have been through in time. If strict, enough have.
pub fn allows(state: &State, person: u32, slot: Slot, strict: bool) -> bool {
    let tables = state.tables;
    (state.gates.0.iter().zip(&tables.problem.gates)).all(|(standing, gate)| {
        if binds(tables, gate, slot) {
            let open = tables.start[slot as usize] >= standing.opening;
            if !open || (strict && !standing.is_enough(gate)) {
                return false;
            }
        }
        if gate.all || gate.before.0 != tables.stage[slot as usize] {
            return true;
        }
        let counted = gate.counted[person as usize];
        let late = !counted.is_through(gate.lag, standing.opening)
            && is_late(gate, tables.end[slot as usize], standing.opening);
        if !late {
            true
        } else if strict {
            standing.uses == 0 || standing.is_enough_with(gate, counted.value, counted.value)
        } else {
            // If all who may count came, and they alone were late.
            gate.is_enough(standing.sum - standing.late - counted.value, standing.sum)
        }
    })
}

/// Whether every gate is kept.
pub fn are_kept(state: &State) -> bool {
    state.gates.0.iter().zip(&state.tables.problem.gates).all(|(s, gate)| s.is_kept(gate))
}

/// Mends one gate that is not kept, if there is one: puts out those who are late for it or those who
/// use what it opens, whichever costs less.
pub fn settle(state: &mut State, out: &mut Vec<u32>) -> bool {
    let tables = state.tables;
    let gates = &tables.problem.gates;
    let Some(broken) = (0..gates.len()).find(|g| !state.gates.0[*g].is_kept(&gates[*g])) else {
        return false;
    };
    let gate = &gates[broken];
    let price = |people: &[u32]| -> f64 {
        people.iter().map(|person| tables.prices.unplaced[*person as usize]).sum()
    };
    let users: Vec<u32> = (0..tables.participants() as u32)
        .filter(|person| state.visits(*person).iter().any(|slot| binds(tables, gate, *slot)))
        .collect();
    let late = late_beyond(state, broken);
    let leave = if gate.all || price(&users) <= price(&late) { users } else { late };
    for person in leave {
        remove(state, person);
        out.push(person);
    }
    true
}

/// Those late for a gate without whom enough would have been through, the cheapest first.
fn late_beyond(state: &State, number: usize) -> Vec<u32> {
    let tables = state.tables;
    let gate = &tables.problem.gates[number];
    let standing = &state.gates.0[number];
    let mut late: Vec<u32> = takers(state, gate)
        .filter(|(person, end)| {
            let counted = gate.counted[*person as usize];
            let through = counted.is_through(gate.lag, standing.opening);
            counted.value > 0 && !through && is_late(gate, *end, standing.opening)
        })
        .map(|(person, _)| person)
        .collect();
    let price = |person: &u32| tables.prices.unplaced[*person as usize];
    late.sort_by(|a, b| price(a).total_cmp(&price(b)));
    let mut gone = 0;
    let mut count = 0;
    while count < late.len() && !standing.is_enough_with(gate, -gone, -gone) {
        gone += gate.counted[late[count] as usize].value;
        count += 1;
    }
    late.truncate(count);
    late
}

/// Lets gates open as they do in a plan; `slots` are its slots' candidates.
pub fn open_as(state: &mut State, plan: &Plan, slots: &[Slot]) {
    let tables = state.tables;
    for (number, gate) in tables.problem.gates.iter().enumerate() {
        let visits = plan.assignments.iter().flat_map(|assignment| &assignment.visits);
        let first = visits
            .filter_map(|visit| slots.get(visit.slot as usize).copied())
            .filter(|slot| *slot != NONE && binds(tables, gate, *slot))
            .map(|slot| tables.start[slot as usize])
            .min();
        state.set_opening(number, first.unwrap_or(NEVER));
    }
}

/// When a gate may open: the starts of the slots that it binds, in order, and never.
fn openings(tables: &Tables, gate: &GateData) -> Vec<u32> {
    let of_stage = tables.candidates.of_stage[gate.opens.index()].clone();
    let bound = of_stage.filter(|slot| binds(tables, gate, *slot as Slot));
    let mut starts: Vec<u32> = bound.map(|slot| tables.start[slot]).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.push(NEVER);
    starts
}

/// Before an attempt at a first plan: gates that nobody uses yet open at some time, a later one for
/// gates behind others.
pub fn try_openings(state: &mut State, attempt: usize, attempts: usize) {
    let tables = state.tables;
    for (number, gate) in tables.problem.gates.iter().enumerate() {
        let openings = openings(tables, gate);
        if state.gates.0[number].uses == 0 {
            let place = openings.len() * (attempt + 1) / (attempts + 1);
            state.set_opening(number, openings[place.min(openings.len() - 1)]);
        }
    }
}

/// Now and then moves the opening of a gate, and puts out those for whom it is too late or too early;
/// whether it did.
pub fn shift(state: &mut State, random: &mut Random, out: &mut Vec<u32>) -> bool {
    let tables = state.tables;
    if tables.problem.gates.is_empty() || !random.chance(0.25) {
        return false;
    }
    let number = random.below(tables.problem.gates.len());
    let gate = &tables.problem.gates[number];
    let openings = openings(tables, gate);
    let now = openings.partition_point(|start| *start < state.gates.opening(number));
    let place = match random.below(4) {
        0 => random.below(openings.len()),
        // As early as those who take the earlier stage allow.
        1 => {
            let mut ends: Vec<u32> = takers(state, gate).map(|(_, end)| end + gate.lag).collect();
            ends.sort_unstable();
            let share = (ends.len() as u64 * gate.share.unsigned_abs())
                .div_ceil(gate.share_of.unsigned_abs()) as usize;
            let end = share.checked_sub(1).map_or(0, |last| ends[last.min(ends.len() - 1)]);
            openings.partition_point(|start| *start < end)
        }
        _ => {
            let reach = 1 + random.below(4);
            let first = now.saturating_sub(reach);
            first + random.below(2 * reach + 1)
        }
    };
    let opening = openings[place.min(openings.len() - 1)];
    for person in 0..tables.participants() as u32 {
        let early =
            |slot: &Slot| binds(tables, gate, *slot) && tables.start[*slot as usize] < opening;
        if state.visits(person).iter().any(early) {
            remove(state, person);
            out.push(person);
        }
    }
    state.set_opening(number, opening);
    if !gate.all {
        for person in late_beyond(state, number) {
            remove(state, person);
            out.push(person);
        }
    }
    true
}
