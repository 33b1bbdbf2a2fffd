//! Shared resources: what open slots and those in them take, period by period.

use super::state::State;
use super::tables::{Slot, Tables};
use crate::calendar::TakeData;

/// By resource, then period: how much is taken. Empty for resources that nothing takes.
pub struct Usage(Vec<Vec<u32>>);

impl Usage {
    pub fn new(tables: &Tables) -> Self {
        let taken = |resource: usize| {
            let stages = &tables.problem.stages;
            stages.iter().any(|s| s.takes.iter().any(|t| t.resource.index() == resource))
        };
        let periods = |resource| if taken(resource) { tables.horizon as usize } else { 0 };
        Self((0..tables.problem.resources.len()).map(|r| vec![0; periods(r)]).collect())
    }

    /// A slot opened, or closed.
    pub fn open<const ON: bool>(&mut self, tables: &Tables, slot: Slot) {
        self.change::<ON>(tables, slot, |take| take.per_slot);
    }

    /// Somebody joined a slot, or left it.
    pub fn enter<const ON: bool>(&mut self, tables: &Tables, slot: Slot) {
        self.change::<ON>(tables, slot, |take| take.per_participant);
    }

    fn change<const ON: bool>(
        &mut self,
        tables: &Tables,
        slot: Slot,
        amount: impl Fn(&TakeData) -> u32,
    ) {
        let span = tables.start[slot as usize] as usize..tables.end[slot as usize] as usize;
        for take in takes(tables, slot) {
            for taken in &mut self.0[take.resource.index()][span.clone()] {
                if ON {
                    *taken += amount(take);
                } else {
                    *taken -= amount(take);
                }
            }
        }
    }
}

fn takes<'a>(tables: &Tables<'a>, slot: Slot) -> &'a [TakeData] {
    let problem = tables.problem;
    &problem.stages[tables.stage[slot as usize] as usize].takes
}

/// Whether there is enough for one more participant in the slot, opened if it is not, beside the
/// same participant in the slots of a chain.
pub fn has_room(state: &State, chain: &[Slot], slot: Slot) -> bool {
    let one_more = |take: &TakeData, slot: Slot| {
        let opening = if state.is_open(slot) { 0 } else { take.per_slot };
        opening + take.per_participant
    };
    fits(state, chain, slot, one_more)
}

/// Whether there is enough to open a slot with nobody in it.
pub fn may_open(state: &State, slot: Slot) -> bool {
    fits(state, &[], slot, |take, _| take.per_slot)
}

fn fits(
    state: &State,
    chain: &[Slot],
    slot: Slot,
    amount: impl Fn(&TakeData, Slot) -> u32,
) -> bool {
    let tables = state.tables;
    takes(tables, slot).iter().all(|take| {
        let resource = &tables.problem.resources[take.resource.index()];
        let taken = &state.usage.0[take.resource.index()];
        let own = amount(take, slot);
        // Slots of the chain that run at the same time and take of it, too.
        let beside: Vec<(Slot, u32)> = (chain.iter())
            .filter(|other| tables.overlap(**other, slot))
            .flat_map(|other| takes(tables, *other).iter().map(move |t| (*other, t)))
            .filter(|(_, t)| t.resource == take.resource)
            .map(|(other, t)| (other, amount(t, other)))
            .collect();
        let (start, end) = (tables.start[slot as usize], tables.end[slot as usize]);
        let mut steps = resource.amounts.iter().rev().skip_while(|(from, _)| *from >= end);
        let mut step = steps.next();
        (start..end).rev().all(|period| {
            while step.is_some_and(|(from, _)| *from > period) {
                step = steps.next();
            }
            let holds = |other: Slot| {
                tables.start[other as usize] <= period && period < tables.end[other as usize]
            };
            let others: u32 = beside.iter().filter(|(o, _)| holds(*o)).map(|(_, a)| a).sum();
            taken[period as usize] + own + others <= step.map_or(0, |(_, amount)| *amount)
        })
    })
}
