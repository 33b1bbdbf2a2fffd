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
    /// The same for those that there are: places in [`Scratch::takes`], with entries as places among the
    /// class's. Those of the first step come first.
    takes: Vec<(u32, u32)>,
}

const NONE: u32 = u32::MAX;

/// Working memory.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By number of first slots, then kind, then number of last steps taken: the cheapest walk through
    /// some of these slots that ends in the kind.
    best: Vec<f64>,
    /// By slot, then number of last steps taken after it: what taking it costs, infinite if it can't be.
    takes: Vec<f64>,
    /// By entry of the class: the cheapest way to its begin, with the entry before.
    arrive: Vec<(f64, u32)>,
    /// Places of the slots walked through, in the track.
    pub walked: Vec<u32>,
    taken: Vec<u32>,
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

    /// What each entry of a class costs one of it: its own cost, what room costs, the share of its fee, and
    /// what is `extra`, if anything is.
    pub fn price(
        &self,
        (people, class): (&People, &ClassRow),
        prices: &[f64],
        (fees, extra): (&[f64], &[f64]),
        costs: &mut Vec<f64>,
    ) {
        let each = 1.0 / class.count;
        let entries = class.entries.clone();
        let parts = self.own[entries.clone()].iter().zip(&people.offer[entries]).zip(fees);
        costs.clear();
        costs
            .extend(parts.map(|((own, offer), fee)| {
                own + class.size * prices[*offer as usize] + each * fee
            }));
        costs.iter_mut().zip(extra).for_each(|(cost, more)| *cost += more);
    }

    /// The cheapest way of one of a class along its own calendar. Its entries cost `costs`, their own
    /// included; of a toll, one pays the share `each`. Leaves the entries in `taken`, the places of
    /// the slots walked through in `scratch.walked`.
    pub fn cheapest(
        &self,
        (people, class): (&People, &ClassRow),
        (walk, lane): (&Walk, &Lane),
        costs: &[f64],
        (tolls, each): (&[f64], f64),
        scratch: &mut Scratch,
        taken: &mut Vec<u32>,
    ) -> f64 {
        taken.clear();
        scratch.walked.clear();
        let Some(track) = lane.only_track() else { return f64::INFINITY };
        let mut best = f64::INFINITY;
        for (number, suffix) in walk.suffixes.iter().enumerate() {
            let steps = people.chain(class, number);
            let base = class.entries.start;
            let depth = suffix.depth(tolls.len());
            scratch.takes.clear();
            scratch.takes.resize(tolls.len() * (depth + 1), f64::INFINITY);
            for &(at, entry) in &suffix.takes {
                scratch.takes[at as usize] = costs[entry as usize];
            }
            if suffix.first > 0 {
                self.arrive(&steps[..=suffix.first], base, costs, &mut scratch.arrive);
                let firsts = steps[suffix.first].entries().len();
                for &(at, entry) in &suffix.takes[..firsts] {
                    scratch.takes[at as usize] += scratch.arrive[entry as usize].0;
                }
            }
            scratch.fill(track, depth, |place| each * tolls[place]);
            if number == 0 {
                let plain = scratch.end(track, depth, 0);
                best = class.missing + plain.1.min(0.0);
                if plain.1 < 0.0 {
                    scratch.back(track, depth, (0, plain.0), |_, _| NONE);
                }
            }
            let end = scratch.end(track, depth, depth);
            let value = people.base(class, number) + end.1;
            if value < best {
                best = value;
                let entry = |step: usize, place: usize| suffix.entries[step * tolls.len() + place];
                scratch.back(track, depth, (depth, end.0), entry);
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
    fn arrive(&self, steps: &[Step], base: usize, costs: &[f64], arrive: &mut Vec<(f64, u32)>) {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return };
        arrive.clear();
        arrive.resize(last.entries().end - base, (f64::INFINITY, NONE));
        arrive[first.entries().start - base..first.entries().end - base].fill((0.0, NONE));
        for pair in steps.windows(2) {
            let (here, later) = (pair[0].entries(), pair[1].entries());
            let (done, ahead) = arrive.split_at_mut(later.start - base);
            let ahead = &mut ahead[..later.len()];
            let places = here.start - base..here.end - base;
            let ways =
                done[places.clone()].iter().zip(&costs[places]).zip(&self.next[here.clone()]);
            for (entry, ((to, cost), next)) in (here.start as u32..).zip(ways) {
                let cost = to.0 + cost;
                if let Some(at) = ahead.get_mut(*next as usize).filter(|at| cost < at.0) {
                    *at = (cost, entry);
                }
            }
            let mut least = (f64::INFINITY, NONE);
            for at in ahead {
                if least.0 < at.0 {
                    *at = least;
                } else {
                    least = *at;
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
        let layers = steps.len() - first + 1;
        let mut entries = vec![NONE; (layers - 1) * slots];
        let mut takes = Vec::new();
        for (step, taken) in steps[first..].iter().enumerate() {
            for entry in taken.entries() {
                let (_, place) = at(entry)?;
                entries[step * slots + place as usize] = entry as u32;
                let at = place as usize * layers + step + 1;
                takes.push((at as u32, (entry - class.entries.start) as u32));
            }
        }
        suffixes.push(Suffix { first, entries, takes });
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
    /// The cheapest walks through a track, for each number of last steps taken up to `depth`, each taken
    /// at the cost in `takes`.
    fn fill(&mut self, track: &Track, depth: usize, toll: impl Fn(usize) -> f64) {
        let layers = depth + 1;
        let row = track.kinds() * layers;
        self.best.clear();
        self.best.resize((track.len() + 1) * row, f64::INFINITY);
        let tables = (&mut self.best[..], &self.takes[..]);
        match (track.befores(), layers) {
            (Some(before), 2) => return fill_plain::<2>(tables, before, toll),
            (Some(before), 3) => return fill_plain::<3>(tables, before, toll),
            (Some(before), 4) => return fill_plain::<4>(tables, before, toll),
            _ => {}
        }
        for place in 0..track.len() {
            let (done, next) = self.best.split_at_mut((place + 1) * row);
            next[..row].copy_from_slice(&done[place * row..]);
            let at = &mut next[track.kind(place) * layers..][..layers];
            let toll = toll(place);
            let mut below = ready(done, track, layers, (place, 0)).0;
            at[0] = less(at[0], below + toll);
            let takes = &self.takes[place * layers..][..layers];
            for layer in 1..layers {
                let stay = ready(done, track, layers, (place, layer)).0;
                at[layer] = less(at[layer], less(stay, below + takes[layer]) + toll);
                below = stay;
            }
        }
    }

    /// The cheapest walk with so many last steps taken, of those that go anywhere: its last kind, and
    /// its value.
    fn end(&self, track: &Track, depth: usize, layer: usize) -> (usize, f64) {
        let last = &self.best[track.len() * track.kinds() * (depth + 1)..];
        let ends = last.iter().skip(layer).step_by(depth + 1).copied().enumerate();
        ends.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, f64::INFINITY))
    }

    /// Walks back from the end of a walk, a number of steps taken and a kind: leaves what it takes, the
    /// last first, and where it leads.
    fn back(
        &mut self,
        track: &Track,
        depth: usize,
        (mut layer, mut kind): (usize, usize),
        entry: impl Fn(usize, usize) -> u32,
    ) {
        let Self { best, takes, walked, taken, .. } = self;
        walked.clear();
        taken.clear();
        let layers = depth + 1;
        let tables = (&best[..], &takes[..]);
        match (track.befores(), layers) {
            (Some(before), 2) => {
                return back_plain::<2>(tables, before, layer, (walked, taken), entry);
            }
            (Some(before), 3) => {
                return back_plain::<3>(tables, before, layer, (walked, taken), entry);
            }
            (Some(before), 4) => {
                return back_plain::<4>(tables, before, layer, (walked, taken), entry);
            }
            _ => {}
        }
        let at = |until: usize, kind: usize, layer: usize| {
            best[(until * track.kinds() + kind) * layers + layer].to_bits()
        };
        let mut until = track.len();
        loop {
            let value = at(until, kind, layer);
            while until > 0 && at(until - 1, kind, layer) == value {
                until -= 1;
            }
            let Some(place) = until.checked_sub(1) else { break };
            walked.push(place as u32);
            let (stay, mut from) = ready(best, track, layers, (place, layer));
            if let Some(step) = layer.checked_sub(1) {
                let (below, by) = ready(best, track, layers, (place, step));
                if below + takes[place * layers + layer] < stay {
                    taken.push(entry(step, place));
                    (layer, from) = (step, by);
                }
            }
            let Some(other) = from else { break };
            kind = other;
            until = track.before(place, kind);
        }
    }
}

/// The same where all slots are of one kind, with so many layers: most of the time goes here.
fn fill_plain<const LAYERS: usize>(
    (best, takes): (&mut [f64], &[f64]),
    before: &[u32],
    toll: impl Fn(usize) -> f64,
) {
    let (best, takes) = (best.as_chunks_mut::<LAYERS>().0, takes.as_chunks::<LAYERS>().0);
    let mut at = [f64::INFINITY; LAYERS];
    for (place, (takes, before)) in takes.iter().zip(before).enumerate() {
        let stay = best[*before as usize];
        let toll = toll(place);
        let mut below = less(stay[0], 0.0);
        at[0] = less(at[0], below + toll);
        for layer in 1..LAYERS {
            at[layer] = less(at[layer], less(stay[layer], below + takes[layer]) + toll);
            below = stay[layer];
        }
        best[place + 1] = at;
    }
}

/// And the way back in it.
fn back_plain<const LAYERS: usize>(
    (best, takes): (&[f64], &[f64]),
    before: &[u32],
    mut layer: usize,
    (walked, taken): (&mut Vec<u32>, &mut Vec<u32>),
    entry: impl Fn(usize, usize) -> u32,
) {
    let (best, takes) = (best.as_chunks::<LAYERS>().0, takes.as_chunks::<LAYERS>().0);
    let mut until = before.len();
    loop {
        let value = best[until][layer].to_bits();
        while until > 0 && best[until - 1][layer].to_bits() == value {
            until -= 1;
        }
        let Some(place) = until.checked_sub(1) else { break };
        walked.push(place as u32);
        let from = best[before[place] as usize];
        let is_taken = |step: &usize| {
            let below = if *step == 0 { less(from[0], 0.0) } else { from[*step] };
            below + takes[place][layer] < from[layer]
        };
        if let Some(step) = layer.checked_sub(1).filter(is_taken) {
            taken.push(entry(step, place));
            layer = step;
        }
        if layer == 0 && from[0] >= 0.0 {
            break;
        }
        until = before[place] as usize;
    }
}

/// The lesser; quicker than `min`, which looks for what is no number.
fn less(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The cheapest walk with so many last steps taken that leaves time for a slot, and the kind it ends in;
/// none if it goes nowhere, which only one without a step taken does.
fn ready(
    best: &[f64],
    track: &Track,
    layers: usize,
    (place, layer): (usize, usize),
) -> (f64, Option<usize>) {
    let nowhere = if layer == 0 { 0.0 } else { f64::INFINITY };
    let mut ready = (nowhere, None);
    for kind in 0..track.kinds() {
        let until = track.before(place, kind);
        let value = best[(until * track.kinds() + kind) * layers + layer];
        if value < ready.0 {
            ready = (value, Some(kind));
        }
    }
    ready
}
