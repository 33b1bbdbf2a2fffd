//! Branching by prices, once they have settled: on how many slots of a stage start up to some day.
//!
//! Each side of such a count has prices of its own, from the parent's on. The node with the lowest
//! bound is next, and some are worked on at a time, as many whatever the threads.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::kept::Kept;
use super::prefixes::{Prefix, Side};
use super::volume::{Pace, Volume};

/// Steps of each side at the root, before count rows come, and after: which count is the best shows only when
/// prices have settled.
const FIRST_STEPS: (u64, u64) = (600, 300);
/// The same later on. What a side is still to rise by, its own sides rise by as well.
const STEPS: (u64, u64) = (250, 100);
/// Count rows of each stage that are added. Those that have no price by then are left: each costs time in
/// every step.
const COUNTS: usize = 10;
const PACE: Pace = Pace { first: 0.03, patience: 12, last: 1e-5 };
/// Share of an answer in the fractional plan at first.
const NEWEST: f64 = 0.003;
/// First price of a limit for each slot, as a share of the best plan's value.
const PRICE: f64 = 0.002;
/// Nodes at a time.
const BATCH: usize = 2;
/// Counts tried at the root, and how many of these of one stage; later on, one at each node.
const FIRST_TRIES: (usize, usize) = (4, 2);
/// No stage is expected to raise bounds by less than this share of what the scarcest does.
const LEAST_SCARCE: f64 = 0.05;
/// Open nodes at most.
const NODES: usize = 2_000;

/// What is still to be proven.
struct Node {
    bound: f64,
    kept: Kept,
    /// Counts to branch on.
    counts: Vec<(Prefix, f64)>,
}

/// A count that a node tries, one side of it.
struct Trial {
    node: usize,
    prefix: Prefix,
    open: f64,
    is_up: bool,
}

/// What counts have raised bounds by: sum of rises for each whole slot, and number.
struct Gains {
    all: BTreeMap<(usize, i64), [(f64, f64); 2]>,
    /// By stage: how scarce it is, as a share of the scarcest.
    scarce: Vec<f64>,
}

/// Threads that may be free some time.
#[derive(Clone, Copy, Debug)]
pub struct Spare<'s> {
    /// The threads.
    pub pool: &'s ThreadPool,
    /// Whether they are in use by others.
    pub is_used: &'s AtomicBool,
}

impl Spare<'_> {
    /// Does work on them if they are free.
    fn work<T: Send>(self, work: impl FnOnce() -> T + Send) -> T {
        if self.is_used.load(Ordering::Acquire) { work() } else { self.pool.install(work) }
    }
}

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub struct TreeBudget<'s> {
    /// Steps at most.
    pub steps: u64,
    /// Threads to go on with, once they are free, instead of those that it has.
    pub spare: Option<Spare<'s>>,
    /// If no count raises both sides by this share of what is missing, it is not worth going on.
    pub least_rise: f64,
}

/// Branches from where the prices are. `value` says what the best plan costs, `news` hears of better
/// bounds, both in millionths. Gives the number of steps; the same for as many threads as one likes if
/// `value` and `stop` are.
pub fn branch(
    volume: &Volume<'_, '_>,
    budget: &TreeBudget<'_>,
    value: &dyn Fn() -> i64,
    stop: &(dyn Fn() -> bool + Sync),
    news: &mut dyn FnMut(i64),
) -> u64 {
    let market = volume.market();
    let mut gains = Gains::new(volume.rents());
    let mut done = 0;
    let mut open =
        vec![Node { bound: volume.best(), kept: volume.keep(), counts: volume.prefixes() }];
    let mut is_root = true;
    while !stop() && open.len() <= NODES {
        let value = value();
        open.retain(|node| market.whole(node.bound) < value);
        open.sort_by(|a, b| b.bound.total_cmp(&a.bound));
        let Some(lowest) = open.last() else {
            news(value);
            break;
        };
        news(market.whole(lowest.bound));
        let nodes = open.split_off(open.len().saturating_sub(BATCH));
        let mut trials = Vec::new();
        for (node, Node { counts, .. }) in nodes.iter().enumerate() {
            let picked = if is_root { first(counts, &gains.scarce) } else { gains.pick(counts) };
            if picked.is_empty() {
                return done;
            }
            for (prefix, open) in picked {
                trials.extend([false, true].map(|is_up| Trial { node, prefix, open, is_up }));
            }
        }
        let steps = if is_root { FIRST_STEPS } else { STEPS };
        if done + (steps.0 + steps.1) * trials.len() as u64 > budget.steps {
            break;
        }
        let enough = market.enough(value);
        let work = || -> Vec<(Node, u64)> {
            let sides = trials.par_iter();
            let one =
                |trial: &Trial| side(volume, &nodes[trial.node], trial, (steps, enough), stop);
            sides.map(one).collect()
        };
        let sides = budget.spare.map_or_else(work, |spare| spare.work(work));
        done += sides.iter().map(|(_, steps)| steps).sum::<u64>();
        if stop() {
            break;
        }
        let mut best: Vec<Option<(f64, [Node; 2])>> = nodes.iter().map(|_| None).collect();
        let mut sides = sides.into_iter().map(|(side, _)| side);
        for trial in trials.iter().step_by(2) {
            let (Some(down), Some(up)) = (sides.next(), sides.next()) else { break };
            let bound = nodes[trial.node].bound;
            let missing = (enough - bound).max(0.0);
            let rises = [&down, &up].map(|side| (side.bound - bound).clamp(0.0, missing));
            gains.learn(trial.prefix, trial.open, rises);
            let best = &mut best[trial.node];
            if best.as_ref().is_none_or(|(most, _)| score(rises) > *most) {
                *best = Some((score(rises), [down, up]));
            }
        }
        let sides = best.into_iter().flatten().flat_map(|(_, sides)| sides);
        open.extend(sides);
        if is_root {
            let least = open.iter().map(|side| side.bound).fold(f64::INFINITY, f64::min);
            if least - nodes[0].bound < budget.least_rise * (enough - nodes[0].bound) {
                break;
            }
            is_root = false;
        }
    }
    done
}

/// One side of a count at a node, and how many steps it took.
fn side(
    volume: &Volume<'_, '_>,
    node: &Node,
    trial: &Trial,
    (most, enough): ((u64, u64), f64),
    stop: &dyn Fn() -> bool,
) -> (Node, u64) {
    let mut volume = volume.clone();
    volume.go_back(&node.kept, PACE, NEWEST);
    let below = trial.open.floor() as u32;
    let side = if trial.is_up { Side::AtLeast(below + 1) } else { Side::AtMost(below) };
    volume.limit(trial.prefix, side, PRICE * enough.abs());
    let mut steps = volume.run(most.0, enough, stop, &mut |_| {});
    if steps == most.0 && volume.best() < enough {
        volume.count(COUNTS, 0);
        steps += volume.run(most.1, enough, stop, &mut |_| {});
    }
    let bound = volume.best().max(node.bound);
    (Node { bound, kept: volume.keep(), counts: volume.prefixes() }, steps)
}

/// Those nearest to the middle, of scarce stages first, of each some.
fn first(counts: &[(Prefix, f64)], scarce: &[f64]) -> Vec<(Prefix, f64)> {
    let mut counts = counts.to_vec();
    let score = |(prefix, open): &(Prefix, f64)| {
        let away = open - open.floor();
        scarce[prefix.stage] * away.min(1.0 - away)
    };
    counts.sort_by(|a, b| score(b).total_cmp(&score(a)));
    let mut picked: Vec<(Prefix, f64)> = Vec::new();
    for count in counts {
        let alike = picked.iter().filter(|other| other.0.stage == count.0.stage).count();
        if alike < FIRST_TRIES.1 && picked.len() < FIRST_TRIES.0 {
            picked.push(count);
        }
    }
    picked
}

/// Both sides matter.
fn score(rises: [f64; 2]) -> f64 {
    let [least, most] = if rises[0] < rises[1] { rises } else { [rises[1], rises[0]] };
    least + 0.1 * most
}

impl Gains {
    fn new(rents: Vec<f64>) -> Self {
        let most = rents.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let scarce = rents.into_iter().map(|rent| (rent / most).max(LEAST_SCARCE)).collect();
        Self { all: BTreeMap::new(), scarce }
    }

    /// What a count is expected to raise the sides by: as it did between the same whole numbers, as others
    /// of its stage did, or as all did, by how scarce their stages are.
    fn expect(&self, (prefix, open): (Prefix, f64)) -> f64 {
        let key = (prefix.stage, open.floor() as i64);
        let known = self.all.get(&key);
        let of = |alike: &dyn Fn(usize) -> bool| {
            let mut sums = [(0.0, 0.0); 2];
            for (key, gains) in self.all.iter().filter(|(key, _)| alike(key.0)) {
                let share = self.scarce[prefix.stage] / self.scarce[key.0];
                for (sum, gain) in sums.iter_mut().zip(gains) {
                    *sum = (sum.0 + gain.0 * share, sum.1 + gain.1);
                }
            }
            (sums[0].1 > 0.0).then_some(sums)
        };
        let gains = (known.copied())
            .or_else(|| of(&|stage| stage == prefix.stage))
            .or_else(|| of(&|_| true))
            .unwrap_or([(1.0, 1.0); 2]);
        let away = open - open.floor();
        let rise = |(sum, count): (f64, f64), away: f64| away * sum / count;
        score([rise(gains[0], away), rise(gains[1], 1.0 - away)])
    }

    /// The most promising.
    fn pick(&self, counts: &[(Prefix, f64)]) -> Vec<(Prefix, f64)> {
        let rises = counts.iter().map(|count| self.expect(*count));
        let best = rises.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(place, _)| counts[place]).into_iter().collect()
    }

    fn learn(&mut self, prefix: Prefix, open: f64, rises: [f64; 2]) {
        let away = open - open.floor();
        let gains = self.all.entry((prefix.stage, open.floor() as i64)).or_default();
        for ((sum, rise), away) in gains.iter_mut().zip(rises).zip([away, 1.0 - away]) {
            *sum = (sum.0 + rise / away, sum.1 + 1.0);
        }
    }
}
