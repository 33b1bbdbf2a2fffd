//! Terms that depend on how full slots and environments are.

use super::tables::{Slot, Tables};
use crate::model::Term;

/// Sizes of the visits to each environment, for the term [`Term::Balance`].
pub struct Loads {
    by_environment: Vec<i64>,
    /// The largest of them.
    most: i64,
}

impl Loads {
    pub fn new(tables: &Tables) -> Self {
        Self { by_environment: vec![0; tables.problem.environments.len()], most: 0 }
    }

    /// Adds to an environment's load; by how much the largest changes.
    pub fn add(&mut self, environment: u32, size: i64) -> i64 {
        let load = &mut self.by_environment[environment as usize];
        *load += size;
        let before = self.most;
        self.most = if size >= 0 {
            before.max(*load)
        } else if *load - size == before {
            self.by_environment.iter().copied().max().unwrap_or(0)
        } else {
            before
        };
        self.most - before
    }

    /// By how much the largest would grow.
    pub fn growth(&self, environment: u32, size: i64) -> i64 {
        (self.by_environment[environment as usize] + size - self.most).max(0)
    }
}

/// What an open slot with a load lacks to its target.
pub fn lack(tables: &Tables, slot: Slot, load: u32) -> i64 {
    i64::from(tables.target[slot as usize].saturating_sub(load))
}

/// The price of one more participant of a size in a slot with a load, in the terms of loads.
pub fn price(
    tables: &Tables,
    loads: &Loads,
    slot: Slot,
    (open, load, size): (bool, u32, u32),
) -> f64 {
    let mut price = 0.0;
    if tables.counts(Term::UnderTarget) {
        let before = if open { lack(tables, slot, load) } else { 0 };
        let change = lack(tables, slot, load + size) - before;
        price += tables.prices.of(Term::UnderTarget) * 1000.0 * change as f64;
    }
    if tables.counts(Term::Balance) {
        let growth = loads.growth(tables.environment[slot as usize], i64::from(size));
        price += tables.prices.of(Term::Balance) * 1000.0 * growth as f64;
    }
    price
}
