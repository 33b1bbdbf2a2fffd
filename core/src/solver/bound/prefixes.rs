//! Limits on how many slots of a stage start up to some day, with prices of their own.

use std::sync::Arc;

use super::market::Market;
use super::volume::Volume;

/// The slots of a stage that start up to some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// The stage's place.
    pub stage: usize,
    /// Their last start.
    pub until: u32,
}

/// How many slots there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At most.
    AtMost(u32),
    /// At least.
    AtLeast(u32),
}

/// Limits with prices, over one market.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes {
    rows: Vec<Row>,
}

/// `sign * (open - side) >= 0`.
#[derive(Clone, Debug)]
struct Row {
    offers: Arc<[u32]>,
    sign: f64,
    side: f64,
    price: f64,
    centre: f64,
    direction: f64,
}

/// How much more than others a limit's price moves in a step. There are some thousands of others, of single
/// classes and slots, that together take the place of one of these.
const QUICKER: f64 = 20.0;

impl Prefixes {
    /// Adds a limit. A price of 0 would stay there for long: what it costs to keep the limit shows only
    /// once many other prices have moved.
    pub fn add(&mut self, market: &Market<'_>, prefix: Prefix, side: Side, price: f64) {
        let inside = |offer: &u32| {
            let data = &market.offers[*offer as usize];
            data.stage.index() == prefix.stage && data.span.start <= prefix.until
        };
        let offers = (0..market.offers.len() as u32).filter(inside).collect();
        let (sign, side) = match side {
            Side::AtMost(most) => (-1.0, most),
            Side::AtLeast(least) => (1.0, least),
        };
        let side = f64::from(side);
        self.rows.push(Row { offers, sign, side, price, centre: price, direction: 0.0 });
    }

    /// Offers the best prices again.
    pub fn recentre(&mut self) {
        self.rows.iter_mut().for_each(|row| row.price = row.centre);
    }

    /// What the sides are worth at the prices on offer.
    pub fn worth(&self) -> f64 {
        self.rows.iter().map(|row| row.price * row.sign * row.side).sum()
    }

    /// Adds to each offer what an open slot of it earns.
    pub fn pay(&self, values: &mut [f64]) {
        for row in self.rows.iter().filter(|row| row.price > 0.0) {
            for &offer in row.offers.iter() {
                values[offer as usize] += row.price * row.sign;
            }
        }
    }

    /// The way the fractional plan breaks the limits; gives its squared length, in steps of which one's price
    /// moves as others do.
    pub fn turn(&mut self, open: &[f64]) -> f64 {
        let mut norm = 0.0;
        for row in &mut self.rows {
            let open: f64 = row.offers.iter().map(|offer| open[*offer as usize]).sum();
            let missing = row.sign * (row.side - open);
            let is_idle = missing < 0.0 && row.centre <= 0.0;
            row.direction = if is_idle { 0.0 } else { missing };
            norm += QUICKER * row.direction * row.direction;
        }
        norm
    }

    /// Makes the prices on offer the best ones.
    pub fn settle(&mut self) {
        self.rows.iter_mut().for_each(|row| row.centre = row.price);
    }

    /// Offers prices a step from the best ones.
    pub fn offer(&mut self, length: f64) {
        for row in &mut self.rows {
            row.price = (row.centre + QUICKER * length * row.direction).max(0.0);
        }
    }
}

impl Volume<'_, '_> {
    /// Limits how many slots of a stage start up to a day, at a price to begin with, in millionths a slot.
    pub fn limit(&mut self, prefix: Prefix, side: Side, price: f64) {
        self.prefixes.add(self.market, prefix, side, price);
    }

    /// By stage: what an open slot earns beyond its cost, on average, at the prices on offer. Where that is
    /// nothing, limits cost little.
    pub(super) fn rents(&self) -> Vec<f64> {
        let market = self.market;
        let mut values = Vec::new();
        market.earn(&self.offered, &self.counts, &mut values);
        let mut sums = vec![(0.0, 0.0); market.problem.stages.len()];
        for ((offer, value), open) in market.offers.iter().zip(values).zip(&self.open) {
            let (rent, slots) = &mut sums[offer.stage.index()];
            *rent += (value - market.slot_cost).max(0.0) * open;
            *slots += open;
        }
        sums.into_iter().map(|(rent, slots)| rent / f64::max(slots, 1.0)).collect()
    }

    /// How many slots of a stage start up to some day in the fractional plan, where that is not nearly
    /// whole: between two whole numbers, the one that is nearest to their middle.
    pub fn prefixes(&self) -> Vec<(Prefix, f64)> {
        let mut found: Vec<(Prefix, f64)> = Vec::new();
        for stage in 0..self.market.problem.stages.len() {
            let of_stage = self.market.offers.iter().zip(&self.open);
            let mut open: Vec<(u32, f64)> = of_stage
                .filter(|(offer, _)| offer.stage.index() == stage)
                .map(|(offer, open)| (offer.span.start, *open))
                .collect();
            open.sort_by_key(|(start, _)| *start);
            let first = found.len();
            let mut sum = 0.0;
            for of_day in open.chunk_by(|a, b| a.0 == b.0) {
                sum += of_day.iter().map(|(_, open)| open).sum::<f64>();
                let this = (Prefix { stage, until: of_day[0].0 }, sum);
                if off_middle(sum) > MIDDLE {
                    continue;
                }
                match found[first..].last_mut() {
                    Some(last) if last.1.floor() >= sum.floor() => {
                        if off_middle(sum) < off_middle(last.1) {
                            *last = this;
                        }
                    }
                    _ => found.push(this),
                }
            }
        }
        found.sort_by(|a, b| off_middle(a.1).total_cmp(&off_middle(b.1)));
        found
    }
}

/// Counts farther from the middle between two whole numbers are nearly whole.
const MIDDLE: f64 = 0.4;

fn off_middle(count: f64) -> f64 {
    (count - count.floor() - 0.5).abs()
}
