//! What whole calendars cost at least, what room in them is worth, and others like them.

use super::dive::{Diver, Trial, opened};
use super::lanes::Decision;
use super::market::Market;
use super::volume::{Pace, Volume};
use crate::solver::Random;

/// Prices come from calendars that are much the same.
const PACE: Pace = Pace { first: 0.1, patience: 10, last: 1e-5 };
const STEPS: u64 = 1_500;
/// Steps until the fractional plan is that of calendars.
const SETTLE: u64 = 150;
/// Calendars decided anew by prices that settle are mostly those of before. So steps are as long as if plans
/// cost so many times as much, and prices swing.
const SHAKEN: f64 = 1e3;
/// Share of the newest answer in the fractional plan.
const NEWEST: f64 = 0.02;

/// Appraises calendars, one after another.
pub struct Appraiser<'m, 'a> {
    volume: Volume<'m, 'a>,
}

impl<'m, 'a> Appraiser<'m, 'a> {
    /// For calendars on one market.
    pub fn new(market: &'m Market<'a>) -> Self {
        Self { volume: Volume::new(market, false) }
    }

    /// Steps by price so far.
    pub fn work(&self) -> u64 {
        self.volume.steps()
    }

    /// No plan with just these generated slots open (places among the candidates) costs less than this, in
    /// millionths; ends early once that is `value`, which is about what such a plan costs. `prices` are, by
    /// slot candidate, about what a unit of size in it is worth: a guess, which is better after it.
    pub fn appraise(
        &mut self,
        slots: impl Iterator<Item = usize>,
        prices: &mut [f64],
        value: f64,
        stop: &dyn Fn() -> bool,
    ) -> f64 {
        self.start(slots, prices);
        self.volume.run(STEPS, value, stop, &mut |_| {});
        for (price, better) in prices.iter_mut().zip(self.volume.prices_of_slots()) {
            *price = better;
        }
        self.volume.best()
    }

    /// Slots as these, with a part of their calendars decided anew, though that may cost more than `value`,
    /// which is about what a plan with them costs; another seed frees another part.
    pub fn recast(
        &mut self,
        slots: impl Iterator<Item = usize>,
        prices: &[f64],
        (value, seed): (f64, u64),
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Vec<usize> {
        let beyond = SHAKEN * value;
        let diver = Diver::new(self.volume.market(), stop);
        let mut random = Random::new(seed);
        let mut decided = self.start(slots, prices);
        self.volume.run(SETTLE, value, stop, &mut |_| {});
        diver.free(&mut decided, &mut random);
        let mut trial = Trial { volume: self.volume.clone(), decided, random, left: u64::MAX };
        diver.complete(&mut trial, beyond);
        self.volume = trial.volume;
        opened(&trial.decided).map(|slot| slot as usize).collect()
    }

    /// Calendars with just these slots, from these prices on.
    fn start(&mut self, slots: impl Iterator<Item = usize>, prices: &[f64]) -> Vec<Decision> {
        let mut decided = vec![Decision::Closed; prices.len()];
        for slot in slots {
            decided[slot] = Decision::Open;
        }
        self.volume.decided = Some(decided.clone());
        self.volume.price(prices);
        self.volume.restart(PACE, NEWEST);
        decided
    }
}
