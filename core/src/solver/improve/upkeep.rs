//! Movable maintenance during the search: each keeps a place that no open slot runs in, and takes
//! the best of them.

use super::state::State;
use super::tables::{NONE, Slot, Tables};
use crate::model::Term;
use crate::plan::maintenance::amount;

/// Where each maintenance is, and what stands in the way of its places.
#[derive(Default)]
pub struct Upkeep {
    /// By maintenance, then place: how many open slots run then.
    blocked: Vec<Vec<u32>>,
    /// By maintenance: the place taken.
    chosen: Vec<u32>,
}

/// The terms that it counts in.
const TERMS: [Term; 3] = [Term::MaintenanceLost, Term::MaintenanceOutside, Term::MaintenanceWait];

impl Upkeep {
    /// Nothing is open: each takes its best place.
    pub fn new(tables: &Tables) -> Self {
        let all = &tables.problem.maintenance;
        Self {
            blocked: all.iter().map(|one| vec![0; one.places.len()]).collect(),
            chosen: tables.ranked.iter().map(|r| r.first().copied().unwrap_or(NONE)).collect(),
        }
    }

    /// What all together count in each term, in thousandths.
    pub fn amounts(&self, tables: &Tables) -> [i64; Term::ALL.len()] {
        let mut amounts = [0; Term::ALL.len()];
        for (number, place) in self.chosen.iter().enumerate() {
            add(tables, &mut amounts, number, *place, 1);
        }
        amounts
    }

    /// Counts a slot that opened or closed.
    pub fn note(
        &mut self,
        tables: &Tables,
        slot: Slot,
        opened: bool,
        amounts: &mut [i64; Term::ALL.len()],
    ) {
        for &number in &tables.maintenance_in[tables.environment[slot as usize] as usize] {
            let number = number as usize;
            let places = &tables.problem.maintenance[number].places;
            for (place, blocked) in places.iter().zip(&mut self.blocked[number]) {
                if tables.span(slot).overlaps(place.span) {
                    *blocked = if opened { *blocked + 1 } else { blocked.saturating_sub(1) };
                }
            }
            let free = |place: &&u32| self.blocked[number][**place as usize] == 0;
            let best = tables.ranked[number].iter().find(free).copied().unwrap_or(NONE);
            let before = std::mem::replace(&mut self.chosen[number], best);
            if before != best {
                add(tables, amounts, number, before, -1);
                add(tables, amounts, number, best, 1);
            }
        }
    }
}

fn add(
    tables: &Tables,
    amounts: &mut [i64; Term::ALL.len()],
    number: usize,
    place: u32,
    sign: i64,
) {
    if let Some(data) = tables.problem.maintenance[number].places.get(place as usize) {
        for term in TERMS {
            amounts[term as usize] += sign * amount(data, term);
        }
    }
}

impl State<'_> {
    /// Whether every maintenance would keep a place with these slots open as well.
    pub fn leaves_places<'s>(&self, slots: impl Iterator<Item = &'s Slot> + Clone) -> bool {
        let tables = self.tables;
        if tables.problem.maintenance.is_empty() {
            return true;
        }
        let closed = slots.filter(|slot| !self.is_open(**slot));
        (tables.problem.maintenance.iter().zip(&self.upkeep.blocked)).all(|(one, blocked)| {
            let here = closed.clone().filter(|slot| {
                one.is_on(crate::model::EnvironmentId(tables.environment[**slot as usize]))
            });
            let free = |span: crate::calendar::Span| {
                here.clone().all(|slot| !tables.span(*slot).overlaps(span))
            };
            here.clone().next().is_none()
                || one.places.iter().zip(blocked).any(|(p, b)| *b == 0 && free(p.span))
        })
    }
}

impl Tables<'_> {
    /// When a slot runs.
    pub fn span(&self, slot: Slot) -> crate::calendar::Span {
        crate::calendar::Span::new(self.start[slot as usize], self.end[slot as usize])
    }
}
