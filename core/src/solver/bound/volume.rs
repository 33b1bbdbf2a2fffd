//! The volume algorithm: prices that make the bound high, and a fractional plan on the way.

use std::sync::Arc;

use super::counts::Counts;
use super::lanes::Decision;
use super::market::{Calendars, Chunk, Market, Offered, each};
use super::prefixes::Prefixes;
use super::walks::Walks;

/// How the steps get shorter.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Length of the first steps, as a share of Polyak's.
    pub first: f64,
    /// So many steps without a better bound make the next ones shorter.
    pub patience: u32,
    /// Steps get no shorter than this; then the pace is over.
    pub last: f64,
}

impl Pace {
    /// Quickly to a fair bound.
    pub const BRISK: Self = Self { first: 0.1, patience: 10, last: 2e-4 };
    /// Slowly to a good one.
    pub const STEADY: Self = Self { first: 0.1, patience: 30, last: 2e-4 };
}

/// A run of the volume algorithm on one market.
#[derive(Clone)]
pub struct Volume<'m, 'a> {
    pub(super) market: &'m Market<'a>,
    pub(super) chunks: Vec<Chunk>,
    calendars: Calendars,
    pub(super) offered: Offered,
    /// Prices with the best bound.
    pub(super) centre: Vec<f64>,
    best: f64,
    /// The fractional plan, by offer: slots open, sizes in them.
    pub(super) open: Vec<f64>,
    pub(super) load: Vec<f64>,
    /// By offer: sizes in its slots in the newest answer.
    answer: Vec<f64>,
    /// And by slot candidate.
    pub(super) slots: Vec<f64>,
    direction: Vec<f64>,
    /// Share that the newest answer has in the fractional plan.
    newest: f64,
    pace: Pace,
    factor: f64,
    since: u32,
    steps: u64,
    /// Whether the fractional plan has no walks yet.
    fresh: bool,
    pub(super) counts: Counts,
    pub(super) walks: Arc<Walks>,
    pub(super) prefixes: Prefixes,
    pub(super) decided: Option<Vec<Decision>>,
}

/// The newest answer has at least this share in the fractional plan.
const LEAST: f64 = 0.0005;
/// And this when classes begin to walk.
const WALKED: f64 = 0.01;
/// A step without a better bound, several times over, makes steps shorter by this.
const SHORTER: f64 = 0.8;
/// A step that goes on where the last one went makes them longer.
const LONGER: f64 = 1.1;

impl<'m, 'a> Volume<'m, 'a> {
    /// Starts with prices by which whoever takes a slot pays its share of opening it. With `fees`,
    /// classes are charged apart too, for being where no slot is open: a better bound, more slowly.
    pub fn new(market: &'m Market<'a>, fees: bool) -> Self {
        let count = market.offers.len();
        let share = |capacity: &f64| market.slot_cost / capacity.max(1.0);
        let prices: Vec<f64> = market.capacity.iter().map(share).collect();
        let fee_sums = if fees { vec![0.0; count] } else { Vec::new() };
        Self {
            chunks: market.chunks(fees),
            calendars: Calendars::default(),
            centre: prices.clone(),
            offered: Offered { prices, fees: fee_sums },
            best: f64::NEG_INFINITY,
            open: vec![0.0; count],
            load: vec![0.0; count],
            answer: vec![0.0; count],
            slots: vec![0.0; market.candidates.slots.len()],
            direction: vec![0.0; count],
            newest: 0.1,
            pace: Pace::BRISK,
            factor: Pace::BRISK.first,
            since: 0,
            steps: 0,
            fresh: false,
            counts: if fees { Counts::new(market) } else { Counts::default() },
            walks: Arc::default(),
            prefixes: Prefixes::default(),
            decided: None,
            market,
        }
    }

    /// The same prices to start from, with fees.
    pub fn with_fees(&self) -> Self {
        let mut other = Self::new(self.market, true);
        other.centre.clone_from(&self.centre);
        other.offered.prices.clone_from(&self.centre);
        other
    }

    /// The best value of the relaxation so far, in millionths.
    pub fn best(&self) -> f64 {
        self.best
    }

    /// The market.
    pub fn market(&self) -> &'m Market<'a> {
        self.market
    }

    /// How many steps it has taken.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How much of each slot candidate is open in the fractional plan.
    pub fn slots(&self) -> &[f64] {
        &self.slots
    }

    /// How much more than there is room for the fractional plan puts into slots, and all that it does,
    /// in sizes.
    pub fn excess(&self) -> (f64, f64) {
        let room = self.market.capacity.iter().zip(&self.open).map(|(most, open)| most * open);
        let excess = self.load.iter().zip(room).map(|(load, room)| (load - room).max(0.0)).sum();
        (excess, self.load.iter().sum())
    }

    /// By offer: the price of a unit of size at the best bound.
    pub fn prices(&self) -> &[f64] {
        &self.centre
    }

    /// The same by slot candidate.
    pub(super) fn prices_of_slots(&self) -> impl Iterator<Item = f64> {
        let slots = 0..self.market.candidates.slots.len() as u32;
        slots.map(|slot| self.centre[self.market.offer_of(slot)])
    }

    /// Takes prices of slot candidates for the best ones.
    pub(super) fn price(&mut self, prices: &[f64]) {
        for (slot, price) in prices.iter().enumerate() {
            self.centre[self.market.offer_of(slot as u32)] = *price;
        }
    }

    /// Prices the count rows that the fractional plan breaks most, so many for each stage at most; gives
    /// how many were added. Rows that had no price for more than `idle` calls are left. Only with fees,
    /// since what each class does is not known without.
    pub fn count(&mut self, most: usize, idle: u32) -> usize {
        let shares: Vec<f32> =
            self.chunks.iter().flat_map(|chunk| chunk.shares.iter().copied()).collect();
        self.counts.separate(self.market, (&shares, &self.slots), (most, idle))
    }

    /// Lets classes walk through calendars of their own, over at most so many slots in all; whether
    /// any can. Only with fees.
    pub fn walk(&mut self, most: usize) -> bool {
        let market = self.market;
        let walks =
            Walks::new(&market.people, &market.lanes, &market.offers, market.candidates, most);
        if walks.offer.is_empty() {
            return false;
        }
        for chunk in &mut self.chunks {
            let mut tolls = walks.classes[chunk.classes.clone()].iter().flatten();
            let first = tolls.next().map_or(0..0, |walk| walk.tolls.clone());
            let last = tolls.last().map_or(first.end, |walk| walk.tolls.end);
            chunk.first_toll = first.start;
            chunk.tolls = vec![0.0; last - first.start];
            chunk.toll_centre = chunk.tolls.clone();
            chunk.walks = vec![0.0; chunk.tolls.len()];
        }
        self.walks = Arc::new(walks);
        self.fresh = true;
        self.newest = WALKED;
        self.share_out();
        true
    }

    /// Goes back to the centre, where each class that walks in a lane takes over an equal share of what
    /// its calendar is worth: that lowers no bound.
    fn share_out(&mut self) {
        let market = self.market;
        let offer = &market.people.offer[..];
        self.offered.prices.clone_from(&self.centre);
        self.counts.recentre();
        self.offered.fees.fill(0.0);
        for chunk in &mut self.chunks {
            chunk.recentre(offer, &mut self.offered.fees);
        }
        let mut values = Vec::new();
        market.earn(&self.offered, &self.counts, &mut values);
        let mut walkers = vec![0.0; values.len()];
        for offer in &self.walks.offer {
            walkers[*offer as usize] += 1.0;
        }
        for chunk in &mut self.chunks {
            let offers = &self.walks.offer[chunk.first_toll..];
            for (toll, offer) in chunk.tolls.iter_mut().zip(offers) {
                let offer = *offer as usize;
                *toll = (market.slot_cost - values[offer]) / walkers[offer];
                self.offered.fees[offer] += *toll;
            }
            chunk.toll_centre.copy_from_slice(&chunk.tolls);
        }
        self.best = f64::NEG_INFINITY;
    }

    /// Sets the pace.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
        self.factor = pace.first;
        self.since = 0;
    }

    /// Starts anew at the best prices, after more has been decided; `newest` is the share that an
    /// answer has in the fractional plan.
    pub(super) fn restart(&mut self, pace: Pace, newest: f64) {
        self.newest = newest;
        self.best = f64::NEG_INFINITY;
        self.offered.prices.clone_from(&self.centre);
        self.set_pace(pace);
    }

    /// Steps at the pace set until it is over, `steps` are done or `stop` says so; `news` hears of
    /// better values. `value` is about what the best plan costs. Gives the number of steps.
    pub fn run(
        &mut self,
        steps: u64,
        value: f64,
        stop: &dyn Fn() -> bool,
        news: &mut dyn FnMut(f64),
    ) -> u64 {
        let mut done = 0;
        while done < steps && self.factor > self.pace.last && !stop() {
            done += 1;
            if self.step(value) {
                news(self.best);
            }
            if self.best >= value {
                break;
            }
        }
        done
    }

    /// Evaluates the prices and goes on to others; whether the bound is better.
    fn step(&mut self, value: f64) -> bool {
        let market = self.market;
        let bound = market.evaluate(
            (&self.offered, &self.counts, &self.walks),
            (self.decided.as_deref(), &self.prefixes),
            &mut self.chunks,
            &mut self.calendars,
        );
        let better = bound > self.best;
        let newest = if self.steps == 0 { 1.0 } else { self.newest };
        let mut along = 0.0;
        sum(&mut self.answer, self.chunks.iter().map(|chunk| &chunk.load[..]));
        for offer in 0..self.open.len() {
            let load = self.answer[offer];
            let open = self.calendars.open[offer];
            along += (load - market.capacity[offer] * open) * self.direction[offer];
            self.load[offer] += newest * (load - self.load[offer]);
            self.open[offer] += newest * (open - self.open[offer]);
        }
        let chunks = &self.chunks;
        let counted = |row: usize| chunks.iter().map(|chunk| chunk.counted[row]).sum();
        self.counts.average(&self.calendars.open, counted, newest);
        for share in &mut self.slots {
            *share *= 1.0 - newest;
        }
        for slot in &self.calendars.slots {
            self.slots[*slot as usize] += newest;
        }
        if better {
            self.best = bound;
            self.centre.clone_from(&self.offered.prices);
            self.counts.settle();
            self.prefixes.settle();
            self.since = 0;
            if along >= 0.0 {
                self.factor = (self.factor * LONGER).min(2.0);
            }
        } else {
            self.since += 1;
            if self.since >= self.pace.patience {
                self.factor *= SHORTER;
                self.since = 0;
            }
        }
        self.steps += 1;
        if self.steps.is_multiple_of(100) {
            self.newest = (self.newest * 0.9).max(LEAST);
        }
        self.move_on(value, better, newest as f32);
        better
    }

    /// From the centre on, the way that the fractional plan breaks the rows that are priced.
    fn move_on(&mut self, value: f64, better: bool, newest: f32) {
        let capacity = &self.market.capacity;
        let offer = &self.market.people.offer[..];
        let toll_offer = &self.walks.offer[..];
        let first_walk = if std::mem::take(&mut self.fresh) { 1.0 } else { newest };
        let open = &self.open[..];
        let mut norm = 0.0;
        for place in 0..open.len() {
            let excess = self.load[place] - capacity[place] * open[place];
            let is_idle = excess < 0.0 && self.centre[place] <= 0.0;
            self.direction[place] = if is_idle { 0.0 } else { excess };
            norm += self.direction[place] * self.direction[place];
        }
        each(&mut self.chunks, |chunk| {
            let first = chunk.entries.start;
            chunk.norm = 0.0;
            if chunk.fees.is_empty() {
                return;
            }
            for share in &mut chunk.shares {
                *share *= 1.0 - newest;
            }
            for entry in &chunk.taken {
                chunk.shares[*entry as usize - first] += newest;
            }
            if better {
                chunk.centre.copy_from_slice(&chunk.fees);
            }
            for share in &mut chunk.walks {
                *share *= 1.0 - first_walk;
            }
            for toll in &chunk.walked {
                chunk.walks[*toll as usize - chunk.first_toll] += first_walk;
            }
            if better {
                chunk.toll_centre.copy_from_slice(&chunk.tolls);
            }
            for (place, share) in chunk.walks.iter().enumerate() {
                let excess =
                    f64::from(*share) - open[toll_offer[chunk.first_toll + place] as usize];
                chunk.norm += excess * excess;
            }
            let centre = chunk.shares.iter().zip(&chunk.centre);
            for ((share, centre), offer) in centre.zip(&offer[chunk.entries.clone()]) {
                let excess = f64::from(*share) - open[*offer as usize];
                let is_idle = excess <= 0.0 && *centre <= 0.0;
                chunk.norm += if is_idle { 0.0 } else { excess * excess };
            }
        });
        for chunk in &self.chunks {
            norm += chunk.norm;
        }
        norm += self.counts.turn();
        norm += self.prefixes.turn(&self.open);
        let scale = self.best.abs().max(0.1 * value.abs());
        let missing = (value - self.best).clamp(0.002 * scale, 0.05 * scale.max(1.0));
        let length = self.factor * missing / norm.max(1e-9);
        for (place, price) in self.offered.prices.iter_mut().enumerate() {
            *price = (self.centre[place] + length * self.direction[place]).max(0.0);
        }
        self.counts.offer(length);
        self.prefixes.offer(length);
        if self.offered.fees.is_empty() {
            return;
        }
        each(&mut self.chunks, |chunk| {
            chunk.fee_sums.fill(0.0);
            let centre = chunk.shares.iter().zip(&chunk.centre);
            let fees = centre.zip(&mut chunk.fees).zip(&offer[chunk.entries.clone()]);
            for (((share, centre), fee), offer) in fees {
                let offer = *offer as usize;
                let excess = f64::from(*share) - open[offer];
                *fee = (centre + length * excess).max(0.0);
                chunk.fee_sums[offer] += *fee;
            }
            for (place, share) in chunk.walks.iter().enumerate() {
                let offer = toll_offer[chunk.first_toll + place] as usize;
                let toll = chunk.toll_centre[place] + length * (f64::from(*share) - open[offer]);
                chunk.tolls[place] = toll;
                chunk.fee_sums[offer] += toll;
            }
        });
        sum(&mut self.offered.fees, self.chunks.iter().map(|chunk| &chunk.fee_sums[..]));
    }
}

/// Leaves the sums of parts, in their order whatever the threads.
fn sum<'p>(sums: &mut [f64], parts: impl Iterator<Item = &'p [f64]>) {
    sums.fill(0.0);
    for part in parts {
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum += part;
        }
    }
}
