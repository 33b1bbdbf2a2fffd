//! From fractional calendars to whole ones: open the slots that are nearly open, look for prices
//! again, and so on; then free a part of them and decide it anew, as long as that pays.
//!
//! With calendars decided, the relaxation's value is a bound for all plans that have them, so
//! calendars are compared by it, and a trial ends as soon as it is no better than the best.

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use super::lanes::Decision;
use super::market::Market;
use super::volume::{Pace, Volume};
use crate::solver::Random;

/// Whole calendars, and prices at which participants are content with them.
#[derive(Clone, Debug, Default)]
pub struct Dive {
    /// The level of the objective that they are for.
    pub level: usize,
    /// Places of the generated slots that are open, among the candidates.
    pub slots: Vec<u32>,
    /// The same of other calendars, the best first.
    pub others: Vec<Vec<u32>>,
    /// By slot candidate: the price of a unit of size in it, in millionths.
    pub prices: Vec<f64>,
}

/// How far to look for calendars.
#[derive(Clone, Copy, Debug)]
pub struct DiveBudget {
    /// Dives in different ways, of which the best is gone on from: as many as there are ways, at most.
    pub dives: usize,
    /// So often a part of the calendars is freed and decided anew.
    pub rounds: u64,
    /// Steps at most.
    pub steps: u64,
    /// Another seed frees other parts.
    pub seed: u64,
    /// About what the best plan costs.
    pub value: f64,
}

/// How a dive goes.
#[derive(Clone, Copy)]
struct Manner {
    /// Share of the slots that are still fractional that is opened at once, at least one.
    share: f64,
    /// Steps between openings.
    steps: u64,
    /// Share that an answer has in the fractional plan: what was there before the last openings
    /// must be forgotten before the next.
    newest: f64,
    /// By how much chance may change what a slot is open by, as a share of it.
    blur: f64,
}

/// With all calendars open to decide: one dive is a matter of luck.
const FIRST: [Manner; 6] = [
    Manner { share: 0.02, steps: 20, newest: 0.02, blur: 0.0 },
    Manner { share: 0.01, steps: 30, newest: 0.01, blur: 0.0 },
    Manner { share: 0.01, steps: 30, newest: 0.02, blur: 0.0 },
    Manner { share: 0.01, steps: 30, newest: 0.03, blur: 0.0 },
    Manner { share: 0.01, steps: 60, newest: 0.02, blur: 0.0 },
    Manner { share: 0.005, steps: 30, newest: 0.05, blur: 0.0 },
];
/// Steps that are enough for one of these.
const ENOUGH: u64 = 5_000;
/// With a part of them. The same part is decided again and again, so never twice in the same way.
const AGAIN: Manner = Manner { share: 0.05, steps: 15, newest: 0.05, blur: 0.5 };
/// Steps between freeing a part and opening the first slot of it.
const WARM_UP: u64 = 30;
/// Between openings.
const PACE: Pace = Pace { first: 0.05, patience: 10, last: 1e-5 };
/// Once all is decided, with a share for each answer so small that what has no room is not noise.
const SETTLE: Pace = Pace { first: 0.1, patience: 10, last: 1e-5 };
const SETTLE_STEPS: u64 = 300;
const SETTLED: f64 = 0.02;
/// What the first calendars may cost, as a multiple of the best plan.
const AMPLE: f64 = 2.0;
/// Share of what a visit costs that is counted for one without room.
const OUT: f64 = 0.25;
/// Slots that are open by more than this are opened at once.
const NEARLY: f64 = 0.95;
/// Slots that are open by less than this are left out.
const BARELY: f64 = 1e-3;
/// So many trials run at once, whatever the threads, and the best of them is kept.
const SIDE_BY_SIDE: usize = 2;
/// How often whole environments are freed, and otherwise a window that has about such a part of all
/// open slots.
const WHOLE: f64 = 0.8;
const WINDOW: usize = 8;

/// Looks for calendars with which the relaxation costs little. Gives how many steps were taken; the
/// calendars may not be whole if `stop` or the steps ended the first dive.
pub fn calendars<'m, 'a>(
    volume: &Volume<'m, 'a>,
    budget: &DiveBudget,
    stop: &(dyn Fn() -> bool + Sync),
) -> (Dive, u64) {
    let market = volume.market();
    let diver = Diver::new(market, stop);
    let mut random = Random::new(budget.seed);
    // A copy, since a dive leaves its calendars decided.
    let mut best = volume.clone();
    let mut decided = vec![Decision::Free; market.candidates.slots.len()];
    let mut left = budget.steps;
    // Calendars are to be whole, even if they are worse than those of the best plan.
    let ample = AMPLE * budget.value;
    let dives = (left / ENOUGH).min(budget.dives as u64) as usize;
    let manners = &FIRST[..dives.clamp(1, FIRST.len())];
    let share = left / manners.len() as u64;
    let trial = |random: &mut Random, decided: Vec<Decision>, best: &Volume<'m, 'a>, left| Trial {
        volume: best.clone(),
        decided,
        random: Random::new(random.bits()),
        left,
    };
    let mut first: Vec<(Manner, Trial<'_, '_>)> = (manners.iter())
        .map(|manner| (*manner, trial(&mut random, decided.clone(), &best, share)))
        .collect();
    first.par_iter_mut().for_each(|(manner, trial)| {
        diver.open(trial, *manner, ample);
        diver.settle(trial, ample);
    });
    left -= first.iter().map(|(_, trial)| share - trial.left).sum::<u64>();
    // Those that are whole come first.
    let first = first.into_iter().map(|(_, trial)| (trial.left == 0, worth(&trial.volume), trial));
    let mut first: Vec<_> = first.collect();
    first.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut first = first.into_iter();
    if let Some((.., trial)) = first.next() {
        (best, decided) = (trial.volume, trial.decided);
    }
    let whole = first.filter(|(is_cut, ..)| !is_cut && !stop());
    let others = whole.map(|(.., trial)| opened(&trial.decided).collect()).collect();
    for _ in 0..budget.rounds.div_ceil(SIDE_BY_SIDE as u64) {
        if stop() || left == 0 {
            break;
        }
        let value = best.best();
        let now = worth(&best);
        let share = left / SIDE_BY_SIDE as u64;
        let mut trials: Vec<Trial<'_, '_>> = (0..SIDE_BY_SIDE)
            .map(|_| {
                let mut anew = decided.clone();
                diver.free(&mut anew, &mut random);
                trial(&mut random, anew, &best, share)
            })
            .collect();
        trials.par_iter_mut().for_each(|trial| diver.decide_anew(trial, value));
        left -= trials.iter().map(|trial| share - trial.left).sum::<u64>();
        // One that was not settled may cost more than it seems to.
        let settled = trials.into_iter().filter(|trial| trial.left > 0 && !stop());
        let least =
            (settled.map(|trial| (worth(&trial.volume), trial))).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, trial)) = least.filter(|(least, _)| *least < now) {
            best = trial.volume;
            decided = trial.decided;
        }
    }
    let prices = best.prices_of_slots().collect();
    let slots = opened(&decided).collect();
    (Dive { level: market.level, slots, others, prices }, budget.steps - left)
}

/// What calendars cost, with a share of what everybody costs for whoever finds no room in them: prices
/// take long to tell that some don't, and calendars that leave them out would seem the best.
fn worth(volume: &Volume<'_, '_>) -> f64 {
    let (excess, all) = volume.excess();
    volume.best() * (1.0 + OUT * excess / all.max(1.0))
}

/// The slots that are open.
pub(super) fn opened(decided: &[Decision]) -> impl Iterator<Item = u32> {
    (0..decided.len() as u32).filter(|slot| decided[*slot as usize] == Decision::Open)
}

/// By generated slot: its lane.
fn lanes(market: &Market<'_>) -> Vec<usize> {
    let mut lane_of = vec![0; market.candidates.slots.len()];
    for (place, lane) in market.lanes.iter().enumerate() {
        for (slot, _) in lane.slots() {
            lane_of[slot as usize] = place;
        }
    }
    lane_of
}

/// What all dives share.
pub(super) struct Diver<'d, 'a> {
    market: &'d Market<'a>,
    lane_of: Vec<usize>,
    stop: &'d (dyn Fn() -> bool + Sync),
}

/// Calendars of which all or a part is still to be decided.
pub(super) struct Trial<'m, 'a> {
    pub volume: Volume<'m, 'a>,
    pub decided: Vec<Decision>,
    pub random: Random,
    /// Steps that it may still take.
    pub left: u64,
}

impl<'d, 'a> Diver<'d, 'a> {
    pub fn new(market: &'d Market<'a>, stop: &'d (dyn Fn() -> bool + Sync)) -> Self {
        Self { market, lane_of: lanes(market), stop }
    }

    /// Decides what is free, from the best prices on, unless that comes to no less than `value`.
    pub fn complete(&self, trial: &mut Trial<'_, '_>, value: f64) {
        trial.volume.decided = Some(trial.decided.clone());
        self.run(trial, (PACE, AGAIN.newest, WARM_UP), value);
        self.open(trial, AGAIN, value);
    }

    /// The same, with prices for what has come of it.
    fn decide_anew(&self, trial: &mut Trial<'_, '_>, value: f64) {
        self.complete(trial, value);
        if trial.volume.best() < value {
            self.settle(trial, value);
        }
    }

    /// Steps from the best prices on, at a pace, with a share for each answer in the fractional plan.
    fn run(&self, trial: &mut Trial<'_, '_>, (pace, newest, steps): (Pace, f64, u64), value: f64) {
        trial.volume.restart(pace, newest);
        let steps = steps.min(trial.left);
        trial.left -= trial.volume.run(steps, value, self.stop, &mut |_| {});
    }

    /// Prices for calendars that are whole.
    fn settle(&self, trial: &mut Trial<'_, '_>, value: f64) {
        self.run(trial, (SETTLE, SETTLED, SETTLE_STEPS), value);
    }

    /// Opens slots until all calendars are whole, or as dear as `value`.
    fn open(&self, trial: &mut Trial<'_, '_>, manner: Manner, value: f64) {
        loop {
            let Trial { volume, decided, random, left } = &mut *trial;
            let mut open: Vec<(f64, f64, u32)> = (volume.slots().iter().enumerate())
                .filter(|(slot, open)| decided[*slot] == Decision::Free && **open > BARELY)
                .map(|(slot, open)| {
                    (open * (1.0 - manner.blur * random.unit()), *open, slot as u32)
                })
                .collect();
            if open.is_empty() || *left == 0 || (self.stop)() {
                break;
            }
            open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
            let most = ((open.len() as f64 * manner.share).ceil() as usize).max(1);
            let mut opened = 0;
            for (_, share, slot) in open {
                if opened >= most && share < NEARLY {
                    continue;
                }
                if decided[slot as usize] == Decision::Free {
                    opened += 1;
                    self.decide(decided, slot);
                }
            }
            volume.decided = Some(decided.clone());
            self.run(trial, (PACE, manner.newest, manner.steps), value);
            if trial.volume.best() >= value {
                break;
            }
        }
    }

    /// Opens a slot, and closes what it excludes.
    fn decide(&self, decided: &mut [Decision], slot: u32) {
        let Market { candidates, problem, ref lanes, .. } = *self.market;
        decided[slot as usize] = Decision::Open;
        let own = self.lane_of[slot as usize];
        // Exclusive groups reach over environments.
        let lanes = if problem.groups.is_empty() { &lanes[own..=own] } else { &lanes[..] };
        for lane in lanes {
            lane.for_each_conflict(candidates, problem, slot, |other| {
                decided[other as usize] = Decision::Closed;
            });
        }
    }

    /// Frees a part of calendars: an environment or two, or all of them for some time.
    pub fn free(&self, decided: &mut [Decision], random: &mut Random) {
        let start = |slot: u32| self.market.candidates.slots[slot as usize].span.start;
        let mut open: Vec<u32> = opened(decided).collect();
        open.sort_by_key(|slot| (start(*slot), *slot));
        let count = self.market.lanes.len();
        let mut lanes = vec![true; count];
        let mut window = 0..=u32::MAX;
        if count > 1 && random.chance(WHOLE) {
            lanes.fill(false);
            for _ in 0..=random.below((count / 4).clamp(1, 2)) {
                lanes[random.below(count)] = true;
            }
        } else if let [.., last] = open[..] {
            let length = (open.len() / WINDOW).max(2);
            let first = random.below(open.len());
            let end = open.get(first + length).copied().unwrap_or(last);
            window = start(open[first])..=start(end);
        }
        let is_free =
            |slot: u32| lanes[self.lane_of[slot as usize]] && window.contains(&start(slot));
        for slot in 0..decided.len() as u32 {
            let part = if is_free(slot) { Decision::Free } else { Decision::Closed };
            decided[slot as usize] = part;
        }
        for slot in open {
            if !is_free(slot) {
                self.decide(decided, slot);
            }
        }
    }
}
