//! From fractional calendars to whole ones: open the slots that are nearly open, look for prices
//! again, and so on.

use super::lanes::Decision;
use super::volume::{Pace, Volume};

/// Whole calendars, and prices at which participants are content with them.
#[derive(Clone, Debug, Default)]
pub struct Dive {
    /// The level of the objective that they are for.
    pub level: usize,
    /// Places of the generated slots that are open, among the candidates.
    pub slots: Vec<u32>,
    /// By slot candidate: the price of a unit of size in it, in millionths.
    pub prices: Vec<f64>,
}

/// Slots that are open by more than this are opened at once.
const NEARLY: f64 = 0.95;
/// Slots that are open by less than this are left out.
const BARELY: f64 = 1e-3;
/// Between openings.
const PACE: Pace = Pace { first: 0.05, patience: 10, last: 1e-5 };

/// Opens a `share` of the slots that are still fractional, at least one, takes `steps` steps, and
/// so on until all calendars are whole. Leaves the run with its slots decided. Gives how many steps
/// were taken; the calendars may not be whole if `stop` ended it.
pub fn dive(
    volume: &mut Volume<'_, '_>,
    share: f64,
    steps: u64,
    value: f64,
    stop: &dyn Fn() -> bool,
) -> (Dive, u64) {
    let market = volume.market();
    let mut lane_of = vec![0; market.candidates.slots.len()];
    for (place, lane) in market.lanes.iter().enumerate() {
        for (slot, _) in lane.slots() {
            lane_of[slot as usize] = place;
        }
    }
    let mut decided = vec![Decision::Free; market.candidates.slots.len()];
    let mut taken = 0;
    loop {
        let mut open: Vec<(f64, u32)> = (volume.slots().iter().enumerate())
            .filter(|(slot, open)| decided[*slot] == Decision::Free && **open > BARELY)
            .map(|(slot, open)| (*open, slot as u32))
            .collect();
        if open.is_empty() || stop() {
            break;
        }
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let most = ((open.len() as f64 * share).ceil() as usize).max(1);
        let mut opened = 0;
        for (share, slot) in open {
            if opened >= most && share < NEARLY {
                break;
            }
            if decided[slot as usize] != Decision::Free {
                continue;
            }
            decided[slot as usize] = Decision::Open;
            opened += 1;
            let lane = &market.lanes[lane_of[slot as usize]];
            lane.for_each_conflict(market.candidates, market.problem, slot, |other| {
                decided[other as usize] = Decision::Closed;
            });
        }
        volume.decided = Some(decided.clone());
        volume.restart(PACE);
        taken += volume.run(steps, value, stop, &mut |_| {});
    }
    let prices =
        (0..decided.len() as u32).map(|slot| volume.prices()[market.offer_of(slot)]).collect();
    let slots = (0..decided.len() as u32)
        .filter(|slot| decided[*slot as usize] == Decision::Open)
        .collect();
    (Dive { level: market.level, slots, prices }, taken)
}
