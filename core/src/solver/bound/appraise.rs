//! What whole calendars cost at least, what room in them is worth, and others like them.

use super::dive::{Diver, opened};
use super::lanes::Decision;
use super::market::Market;
use super::volume::{Pace, Volume};
use crate::solver::Random;

/// Prices come from calendars that are much the same.
const PACE: Pace = Pace { first: 0.1, patience: 10, last: 1e-5 };
const STEPS: u64 = 1_500;
/// Steps until the fractional plan is that of calendars.
const SETTLE: u64 = 150;
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

    /// No plan with just these generated slots open (places among the candidates) costs less than this, in
    /// millionths; ends early once that is `enough`. `prices` are, by slot candidate, about what a unit of
    /// size in it is worth: a guess, which is better after it.
    pub fn appraise(
        &mut self,
        slots: impl Iterator<Item = usize>,
        prices: &mut [f64],
        enough: f64,
        stop: &dyn Fn() -> bool,
    ) -> f64 {
        self.start(slots, prices);
        self.volume.run(STEPS, enough, stop, &mut |_| {});
        for (price, better) in prices.iter_mut().zip(self.volume.prices_of_slots()) {
            *price = better;
        }
        self.volume.best()
    }
    /// Slots as these, with a part of their calendars decided anew, though that may cost more; another
    /// seed frees another part.
    pub fn recast(
        &mut self,
        slots: impl Iterator<Item = usize>,
        prices: &[f64],
        seed: u64,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Vec<usize> {
        let diver = Diver::new(self.volume.market(), stop);
        let mut decided = self.start(slots, prices);
        self.volume.run(SETTLE, f64::INFINITY, stop, &mut |_| {});
        diver.free(&mut decided, &mut Random::new(seed));
        diver.complete(&mut self.volume, &mut decided, f64::INFINITY, &mut { u64::MAX });
        opened(&decided).map(|slot| slot as usize).collect()
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
