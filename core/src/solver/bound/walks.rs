//! Participants walk through the calendar in which they end: a stronger relaxation than "nobody is
//! in a slot that is not open".
//!
//! A fractional calendar is a mixture of whole ones, and a participant may be in two slots of one of
//! them and in none of another, though no plan does that. So each class gets a calendar of its own
//! for the environment in which its chains end, takes the slots of its last steps along it, and
//! pays or earns a toll for every slot on the way, taken or not. Tolls, of either sign, make all
//! these calendars the one of the environment: what a class pays, the slot earns.
//!
//! The walk is a dynamic program over the environment's slots and the number of last steps taken.
//! What it cannot say is left out: steps before the last ones keep to their own slots, and classes
//! whose last steps have lags of their own do not walk.

use std::ops::Range;

use super::lanes::{Lane, Track};
use super::people::{ClassRow, People, Step};
use crate::candidates::Candidates;
use crate::formulation::Offer;

/// Who walks where.
#[derive(Clone, Debug, Default)]
pub struct Walks {
    /// By class.
    pub classes: Vec<Option<Walk>>,
    /// By toll: the offer that earns it.
    pub offer: Vec<u32>,
    /// By entry: what taking it costs of itself.
    own: Vec<f64>,
    /// By entry: the first entry of the next step that may follow, as a place in that step.
    next: Vec<u32>,
}

/// A class's walk.
#[derive(Clone, Debug)]
pub struct Walk {
    lane: usize,
    /// A toll for each slot of the lane's track, in its order.
    pub tolls: Range<usize>,
    /// By chain of the class.
    suffixes: Vec<Suffix>,
}

/// The last steps of a chain, all in the lane.
#[derive(Clone, Debug)]
struct Suffix {
    /// The first of them.
    first: usize,
    /// By step from there on, then slot of the track: the entry, or none.
    entries: Vec<u32>,
}

const NONE: u32 = u32::MAX;

/// Working memory.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By number of last steps taken.
    layers: Vec<Layer>,
    /// By entry of the class: the cheapest way to its begin, with the entry before.
    arrive: Vec<(f64, u32)>,
    /// Places of the slots walked through, in the track.
    pub walked: Vec<u32>,
    taken: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Layer {
    /// By number of first slots, then kind: the cheapest walk through them that ends in the kind, and
    /// the place of its last slot.
    best: Vec<(f64, u32)>,
    /// By slot: the kind before it + 1, or 0 if it is the first; and whether it is taken.
    from: Vec<(u32, bool)>,
}

impl Walks {
    /// The walks of all classes, over at most so many slots.
    pub fn new(
        people: &People,
        lanes: &[Lane],
        offers: &[Offer],
        candidates: &Candidates,
        most: usize,
    ) -> Self {
        let mut walks = Self::default();
        // By offer: lane and place in its track, where no other slot could stand in for it.
        let mut place_of: Vec<Option<(usize, u32)>> = vec![None; offers.len()];
        for (number, lane) in lanes.iter().enumerate() {
            let Some(track) = lane.only_track() else { continue };
            if track.offers().all(|offer| offers[offer as usize].slots.len() == 1) {
                for (place, offer) in track.offers().enumerate() {
                    place_of[offer as usize] = Some((number, place as u32));
                }
            }
        }
        for (class, row) in candidates.classes.iter().zip(&people.classes) {
            let lags = |chain: usize, step: usize| {
                let step = &class.variants[people.variant(row, chain)].steps[step];
                (step.min_lag, step.max_lag)
            };
            let walk = walk(people, row, lanes, &place_of, &lags, walks.offer.len())
                .filter(|walk| walk.tolls.end <= most);
            if let Some(track) = walk.as_ref().and_then(|walk| lanes[walk.lane].only_track()) {
                walks.offer.extend(track.offers());
            }
            walks.classes.push(walk);
        }
        if !walks.offer.is_empty() {
            (walks.own, walks.next) = people.by_entry();
        }
        walks
    }

    /// The cheapest way of one of a class along its own calendar. Entry `e` costs `prices(e)` besides
    /// its own; of a toll, one pays the share `each`. Leaves the entries in `taken`, the places of
    /// the slots walked through in `scratch.walked`.
    pub fn cheapest(
        &self,
        (people, class): (&People, &ClassRow),
        (walk, lane): (&Walk, &Lane),
        prices: impl Fn(usize) -> f64,
        (tolls, each): (&[f64], f64),
        scratch: &mut Scratch,
        taken: &mut Vec<u32>,
    ) -> f64 {
        taken.clear();
        scratch.walked.clear();
        let Some(track) = lane.only_track() else { return f64::INFINITY };
        let toll = |place: usize| each * tolls[place];
        let depth = walk.suffixes.iter().map(|s| s.depth(tolls.len())).max().unwrap_or(0);
        if scratch.layers.len() <= depth {
            scratch.layers.resize(depth + 1, Layer::default());
        }
        scratch.layers[0].fill(track, None, &toll, |_| f64::INFINITY);
        let plain = scratch.layers[0].end(track);
        let mut best = class.missing + plain.map_or(0.0, |(_, value)| value).min(0.0);
        scratch.back(track, 0, plain.filter(|(_, value)| *value < 0.0), |_, _| 0);
        for (number, suffix) in walk.suffixes.iter().enumerate() {
            let steps = people.chain(class, number);
            let base = class.entries.start;
            self.arrive(&steps[..=suffix.first], base, &prices, &mut scratch.arrive);
            let depth = suffix.depth(tolls.len());
            let entry = |step: usize, place: usize| suffix.entries[step * tolls.len() + place];
            for layer in 1..=depth {
                let (below, rest) = scratch.layers.split_at_mut(layer);
                let arrive = &scratch.arrive;
                rest[0].fill(track, Some((&below[layer - 1], layer == 1)), &toll, |place| {
                    let entry = entry(layer - 1, place);
                    if entry == NONE {
                        return f64::INFINITY;
                    }
                    let entry = entry as usize;
                    let before = if layer == 1 { arrive[entry - base].0 } else { 0.0 };
                    before + self.own[entry] + prices(entry)
                });
            }
            let Some(end) = scratch.layers[depth].end(track) else { continue };
            let value = people.base(class, number) + end.1;
            if value < best {
                best = value;
                scratch.back(track, depth, Some(end), |step, place| entry(step, place as usize));
                taken.clear();
                if let Some(&first) = scratch.taken.last() {
                    follow(&steps[..suffix.first], first, base, &scratch.arrive, taken);
                }
                taken.extend(scratch.taken.iter().rev());
            }
        }
        best
    }

    /// By entry of these steps: the cheapest way there, without what the entry itself costs.
    fn arrive(
        &self,
        steps: &[Step],
        base: usize,
        prices: &impl Fn(usize) -> f64,
        arrive: &mut Vec<(f64, u32)>,
    ) {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return };
        arrive.clear();
        arrive.resize(last.entries().end - base, (f64::INFINITY, NONE));
        arrive[first.entries().start - base..first.entries().end - base].fill((0.0, NONE));
        for pair in steps.windows(2) {
            let (here, later) = (pair[0].entries(), pair[1].entries());
            for entry in here {
                let next = later.start + self.next[entry] as usize;
                let cost = arrive[entry - base].0 + self.own[entry] + prices(entry);
                if next < later.end && cost < arrive[next - base].0 {
                    arrive[next - base] = (cost, entry as u32);
                }
            }
            for entry in later.skip(1) {
                if arrive[entry - 1 - base].0 < arrive[entry - base].0 {
                    arrive[entry - base] = arrive[entry - 1 - base];
                }
            }
        }
    }
}

impl Suffix {
    /// How many steps it has, in a track of so many slots.
    fn depth(&self, slots: usize) -> usize {
        self.entries.len() / slots.max(1)
    }
}

/// The walk of a class in the lane in which all its chains end, if there is one.
fn walk(
    people: &People,
    class: &ClassRow,
    lanes: &[Lane],
    place_of: &[Option<(usize, u32)>],
    lags: &dyn Fn(usize, usize) -> (i32, Option<i32>),
    first_toll: usize,
) -> Option<Walk> {
    let mut lane = None;
    let mut suffixes = Vec::new();
    let at = |entry: usize| place_of[people.offer[entry] as usize];
    for chain in 0..class.chains() {
        let steps = people.chain(class, chain);
        let last = steps.last()?.entries();
        let here = at(last.start)?.0;
        if *lane.get_or_insert(here) != here {
            return None;
        }
        let slots = lanes[here].only_track()?.len();
        let is_here = |step: &Range<usize>| {
            step.clone().all(|entry| at(entry).is_some_and(|(lane, _)| lane == here))
        };
        let limited = (1..steps.len()).any(|step| lags(chain, step).1.is_some());
        if limited || !is_here(&last) {
            return None;
        }
        let mut first = steps.len() - 1;
        while first > 0 && lags(chain, first).0 == 0 && is_here(&steps[first - 1].entries()) {
            first -= 1;
        }
        let mut entries = vec![NONE; (steps.len() - first) * slots];
        for (step, taken) in steps[first..].iter().enumerate() {
            for entry in taken.entries() {
                let (_, place) = at(entry)?;
                entries[step * slots + place as usize] = entry as u32;
            }
        }
        suffixes.push(Suffix { first, entries });
    }
    let lane = lane?;
    let slots = lanes[lane].only_track()?.len();
    Some(Walk { lane, tolls: first_toll..first_toll + slots, suffixes })
}

impl Walk {
    /// The lane it is in.
    pub fn lane(&self) -> usize {
        self.lane
    }
}

/// The entries on the cheapest way to an entry, in order.
fn follow(steps: &[Step], to: u32, base: usize, arrive: &[(f64, u32)], taken: &mut Vec<u32>) {
    let mut at = to;
    for _ in steps {
        at = arrive[at as usize - base].1;
        taken.push(at);
    }
    taken.reverse();
}

impl Scratch {
    /// Walks back from the end of a walk: leaves what it takes, the last first, and where it leads.
    fn back(
        &mut self,
        track: &Track,
        mut layer: usize,
        end: Option<(usize, f64)>,
        entry: impl Fn(usize, u32) -> u32,
    ) {
        let Self { layers, walked, taken, .. } = self;
        walked.clear();
        taken.clear();
        let Some((mut kind, _)) = end else { return };
        let mut place = layers[layer].best[track.len() * track.kinds() + kind].1;
        loop {
            walked.push(place);
            let (before, is_taken) = layers[layer].from[place as usize];
            if is_taken {
                layer -= 1;
                taken.push(entry(layer, place));
            }
            let Some(other) = before.checked_sub(1) else { break };
            kind = other as usize;
            let until = track.before(place as usize, kind);
            place = layers[layer].best[until * track.kinds() + kind].1;
        }
    }
}

impl Layer {
    /// The cheapest walks: on this layer, or by taking a slot, from the one below.
    fn fill(
        &mut self,
        track: &Track,
        below: Option<(&Self, bool)>,
        toll: &impl Fn(usize) -> f64,
        take: impl Fn(usize) -> f64,
    ) {
        let kinds = track.kinds();
        self.best.clear();
        self.best.resize((track.len() + 1) * kinds, (f64::INFINITY, 0));
        self.from.clear();
        self.from.resize(track.len(), (0, false));
        for place in 0..track.len() {
            for kind in 0..kinds {
                self.best[(place + 1) * kinds + kind] = self.best[place * kinds + kind];
            }
            let toll = toll(place);
            let (mut value, mut from) = self.ready(track, place, below.is_none());
            let mut is_taken = false;
            if let Some((below, is_first)) = below {
                let cost = take(place);
                if cost < f64::INFINITY {
                    let (before, by) = below.ready(track, place, is_first);
                    if cost + before < value {
                        (value, from, is_taken) = (cost + before, by, true);
                    }
                }
            }
            let at = &mut self.best[(place + 1) * kinds + track.kind(place)];
            if value + toll < at.0 {
                *at = (value + toll, place as u32);
                self.from[place] = (from, is_taken);
            }
        }
    }

    /// The cheapest walk that leaves time for a slot, and the kind it ends in + 1; 0 for none at all,
    /// which only a layer without anything taken has.
    fn ready(&self, track: &Track, place: usize, may_be_none: bool) -> (f64, u32) {
        let mut best = (if may_be_none { 0.0 } else { f64::INFINITY }, 0);
        for kind in 0..track.kinds() {
            let until = track.before(place, kind);
            let value = self.best[until * track.kinds() + kind].0;
            if value < best.0 {
                best = (value, kind as u32 + 1);
            }
        }
        best
    }

    /// The cheapest walk through any of the slots: its last kind, and its value.
    fn end(&self, track: &Track) -> Option<(usize, f64)> {
        let last = &self.best[track.len() * track.kinds()..];
        (last.iter().map(|(value, _)| *value).enumerate())
            .filter(|(_, value)| value.is_finite())
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }
}
