//! The relaxed problem, laid out for evaluating prices again and again.

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use super::counts::Counts;
use super::itinerary;
use super::lanes::{self, Decision, Lane};
use super::people::{Earlier, People, gcd};
use super::prefixes::Prefixes;
use super::walks::{self, Walks};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::formulation::{Offer, OfferId, partition};
use crate::model::{EnvironmentId, Term};

/// One level of the objective over the relaxed problem.
pub struct Market<'a> {
    pub(super) level: usize,
    pub(super) problem: &'a Problem,
    pub(super) candidates: &'a Candidates,
    pub(super) offers: Vec<Offer>,
    offer_of: Vec<OfferId>,
    pub(super) people: People,
    pub(super) lanes: Vec<Lane>,
    /// What opening a slot costs.
    pub(super) slot_cost: f64,
    /// By offer: sizes that each of its slots takes.
    pub(super) capacity: Vec<f64>,
    /// By offer: how many of its slots are given by hand.
    by_hand: Vec<f64>,
    /// What is there whatever the plan, in millionths.
    pub(super) constant: i64,
    /// Values are whole multiples of it, counted from the constant.
    unit: i64,
}

/// Prices: of a unit of size in a slot of an offer, and of a class being in an offer's slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Offered {
    /// By offer.
    pub prices: Vec<f64>,
    /// By offer: what all classes together pay to be in its slots, besides.
    pub fees: Vec<f64>,
}

/// What the environments answer to prices.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendars {
    scratch: lanes::Scratch,
    values: Vec<f64>,
    /// By place on the shelves: the price of a unit of size.
    placed: Vec<f64>,
    /// By offer: how many of its slots are open.
    pub open: Vec<f64>,
    /// The generated slots that are open.
    pub slots: Vec<u32>,
}

/// Some of the classes, one after another, with what is kept of each of their entries.
#[derive(Clone)]
pub(super) struct Chunk {
    pub classes: std::ops::Range<usize>,
    /// Their entries.
    pub entries: std::ops::Range<usize>,
    pub scratch: itinerary::Scratch,
    /// What the classes answered: cost, sizes by offer, entries taken.
    pub bound: f64,
    pub load: Vec<f64>,
    pub taken: Vec<u32>,
    /// By entry: prices, prices at the centre, and the share of the class that takes it on average.
    pub fees: Vec<f64>,
    pub centre: Vec<f64>,
    pub shares: Vec<f32>,
    /// By offer: the sum of the fees.
    pub fee_sums: Vec<f64>,
    /// By toll of the classes, from the first on: what is paid, at the centre too, and the share of
    /// the class that walks through the slot on average. Empty if nobody walks.
    pub tolls: Vec<f64>,
    pub toll_centre: Vec<f64>,
    pub walks: Vec<f32>,
    pub first_toll: usize,
    /// The tolls that they pay.
    pub walked: Vec<u32>,
    pub walk: walks::Scratch,
    /// By count row: units of room that they take.
    pub counted: Vec<f64>,
    /// By entry of the class at work: what it pays to count rows.
    extra: Vec<f64>,
    /// And, if the class walks, what it costs.
    costs: Vec<f64>,
    /// Part of the squared length of the direction.
    pub norm: f64,
}

impl Chunk {
    /// Offers the best fees again, and adds them to the sums by offer; `offer` is by entry of all.
    pub fn recentre(&mut self, offer: &[u32], sums: &mut [f64]) {
        self.fees.copy_from_slice(&self.centre);
        for (fee, offer) in self.fees.iter().zip(&offer[self.entries.clone()]) {
            sums[*offer as usize] += fee;
        }
    }
}

/// Entries in a chunk, about: as many whatever the threads, so that sums do not depend on them.
const CHUNK: usize = 16_384;

impl<'a> Market<'a> {
    /// The relaxed problem for one level, for plans that have at most `earlier` values in the
    /// levels before.
    pub fn new(problem: &'a Problem, candidates: &'a Candidates, earlier: &[i64]) -> Self {
        let level = earlier.len();
        let weight = |term| problem.levels[level].weight(term);
        let (offers, offer_of) = partition(problem, candidates);
        let (people, mut unit, latest) = People::new(
            problem,
            candidates,
            &offers,
            &offer_of,
            level,
            &Earlier { values: earlier },
        );
        let lanes = (0..problem.environments.len())
            .map(|e| Lane::new(problem, candidates, &offer_of, level, EnvironmentId::new(e)))
            .collect();
        let slot = 1000 * weight(Term::SlotsOpened);
        let mut by_hand = vec![0.0; offers.len()];
        let mut used = vec![false; problem.environments.len()];
        let mut constant = 0;
        let mut last = latest;
        for (place, candidate) in candidates.slots.iter().enumerate() {
            if candidate.by_hand.is_some() {
                by_hand[offer_of[place].0 as usize] += 1.0;
                used[candidate.environment.index()] = true;
                last = last.max(candidate.span.end);
                constant += slot;
            }
        }
        for (environment, _) in problem.environments.iter().zip(used).filter(|(_, used)| *used) {
            constant += environment.cost * weight(Term::EnvironmentCost);
        }
        constant += 1000 * i64::from(last) * weight(Term::Makespan);
        for environment in &problem.environments {
            unit = gcd(unit, environment.cost * weight(Term::EnvironmentCost));
        }
        let whole = [Term::SlotsOpened, Term::Changeovers, Term::Makespan];
        unit = whole.into_iter().fold(unit, |unit, term| gcd(unit, 1000 * weight(term)));
        // Terms that are left out may have any value.
        let known = problem.levels[level].terms.iter().all(|t| KNOWN.contains(&t.term));
        Self {
            capacity: offers.iter().map(|offer| f64::from(offer.capacity_max)).collect(),
            level,
            problem,
            candidates,
            offers,
            offer_of,
            people,
            lanes,
            slot_cost: slot as f64,
            by_hand,
            constant,
            unit: if known { unit.max(1) } else { 1 },
        }
    }

    /// The bound that a value of the relaxation proves, in millionths.
    pub fn whole(&self, bound: f64) -> i64 {
        super::whole(bound, self.constant, self.unit)
    }

    /// The value of the relaxation from which on it proves a value, and a little more.
    pub fn enough(&self, value: i64) -> f64 {
        let value = value as f64;
        (value - self.unit as f64 + 1e-5 * value.abs()).min(value)
    }

    /// How many itinerary entries there are: the size of the work.
    pub fn size(&self) -> usize {
        self.people.offer.len()
    }

    /// The classes in chunks; with room for prices by class if `fees`.
    pub(super) fn chunks(&self, fees: bool) -> Vec<Chunk> {
        let classes = &self.people.classes;
        let mut chunks = Vec::new();
        let mut first = 0;
        while first < classes.len() {
            let start = classes[first].entries.start;
            let mut end = first + 1;
            while end < classes.len() && classes[end].entries.end - start <= CHUNK {
                end += 1;
            }
            let entries = start..classes[end - 1].entries.end;
            let priced = if fees { entries.len() } else { 0 };
            chunks.push(Chunk {
                classes: first..end,
                scratch: itinerary::Scratch::default(),
                bound: 0.0,
                load: vec![0.0; self.offers.len()],
                taken: Vec::new(),
                fees: vec![0.0; priced],
                centre: vec![0.0; priced],
                shares: vec![0.0; priced],
                fee_sums: vec![0.0; if fees { self.offers.len() } else { 0 }],
                norm: 0.0,
                tolls: Vec::new(),
                toll_centre: Vec::new(),
                walks: Vec::new(),
                first_toll: 0,
                walked: Vec::new(),
                walk: walks::Scratch::default(),
                counted: Vec::new(),
                extra: Vec::new(),
                costs: Vec::new(),
                entries,
            });
            first = end;
        }
        chunks
    }

    /// The value of the relaxation at prices, and what everybody answers.
    pub(super) fn evaluate(
        &self,
        (offered, counts, walks): (&Offered, &Counts, &Walks),
        (decided, prefixes): (Option<&[Decision]>, &Prefixes),
        chunks: &mut [Chunk],
        calendars: &mut Calendars,
    ) -> f64 {
        let placed = &mut calendars.placed;
        placed.clear();
        placed.extend(self.people.shelves.offers.iter().map(|o| offered.prices[*o as usize]));
        let prices = (&offered.prices[..], &placed[..]);
        each(chunks, |chunk| self.ask(prices, counts, walks, chunk));
        let mut bound = self.constant as f64 + counts.worth() + prefixes.worth();
        for chunk in chunks.iter() {
            bound += chunk.bound;
        }
        bound - self.pack(offered, counts, (decided, prefixes), calendars)
    }

    /// What the classes answer to prices, by offer and by place on the shelves.
    fn ask(
        &self,
        (prices, placed): (&[f64], &[f64]),
        counts: &Counts,
        walks: &Walks,
        chunk: &mut Chunk,
    ) {
        chunk.load.fill(0.0);
        chunk.counted.clear();
        chunk.counted.resize(counts.len(), 0.0);
        chunk.taken.clear();
        chunk.walked.clear();
        chunk.bound = 0.0;
        let first = chunk.entries.start;
        let offer = &self.people.offer[..];
        for place in chunk.classes.clone() {
            let class = &self.people.classes[place];
            let size = class.size;
            if chunk.fees.is_empty() {
                let cost =
                    self.people.cheapest(class, &mut chunk.scratch, placed, |_, price| price);
                chunk.bound += class.count * cost;
                for place in &chunk.scratch.places {
                    let offer = self.people.shelves.offers[*place] as usize;
                    chunk.load[offer] += class.count * size;
                }
                continue;
            }
            let fees = &chunk.fees[..];
            let each = 1.0 / class.count;
            let mut extra = std::mem::take(&mut chunk.extra);
            let mut costs = std::mem::take(&mut chunk.costs);
            let pays = counts.charge(place, &class.entries, &mut extra);
            let base = class.entries.start;
            let walk = walks.classes.get(place).and_then(Option::as_ref);
            let cost = if let Some(walk) = walk {
                let own = walk.tolls.start - chunk.first_toll;
                let tolls = &chunk.tolls[own..own + walk.tolls.len()];
                let fees = &fees[base - first..class.entries.end - first];
                let extra = if pays { &extra[..] } else { &[] };
                walks.price((&self.people, class), prices, (fees, extra), &mut costs);
                let cost = walks.cheapest(
                    (&self.people, class),
                    (walk, &self.lanes[walk.lane()]),
                    &costs,
                    (tolls, each),
                    &mut chunk.walk,
                    &mut chunk.scratch.taken,
                );
                let first = walk.tolls.start as u32;
                chunk.walked.extend(chunk.walk.walked.iter().map(|slot| first + slot));
                cost
            } else {
                let charge = |entry: usize, price: f64| {
                    let fee = each * fees[entry - first];
                    let more = if pays { extra[entry - base] } else { 0.0 };
                    price + fee + more
                };
                let cost = self.people.cheapest(class, &mut chunk.scratch, placed, charge);
                self.people.find_entries(&mut chunk.scratch);
                cost
            };
            counts.load(place, class.count, &chunk.scratch.taken, &mut chunk.counted);
            (chunk.extra, chunk.costs) = (extra, costs);
            chunk.bound += class.count * cost;
            for &entry in &chunk.scratch.taken {
                chunk.load[offer[entry as usize] as usize] += class.count * size;
                chunk.taken.push(entry);
            }
        }
    }

    /// What the environments' best calendars are worth, with the slots given by hand.
    fn pack(
        &self,
        offered: &Offered,
        counts: &Counts,
        (decided, prefixes): (Option<&[Decision]>, &Prefixes),
        calendars: &mut Calendars,
    ) -> f64 {
        let Calendars { scratch, values, open, slots, .. } = calendars;
        self.earn(offered, counts, values);
        prefixes.pay(values);
        open.clear();
        slots.clear();
        let mut worth = 0.0;
        for (value, by_hand) in values.iter_mut().zip(&self.by_hand) {
            worth += by_hand * *value;
            open.push(*by_hand);
            *value -= self.slot_cost;
        }
        for lane in &self.lanes {
            worth += lane.best(values, decided, scratch, &mut |slot| slots.push(slot));
        }
        for &slot in slots.iter() {
            open[self.offer_of(slot)] += 1.0;
        }
        worth
    }

    /// What an open slot of each offer earns at prices.
    pub(super) fn earn(&self, offered: &Offered, counts: &Counts, values: &mut Vec<f64>) {
        values.clear();
        for place in 0..self.offers.len() {
            let fee = offered.fees.get(place).copied().unwrap_or(0.0);
            values.push(self.capacity[place] * offered.prices[place] + fee);
        }
        counts.pay(values);
    }

    pub(super) fn offer_of(&self, slot: u32) -> usize {
        self.offer_of[slot as usize].0 as usize
    }
}

/// Calls with each chunk: in parallel if there are several.
pub(super) fn each(chunks: &mut [Chunk], call: impl Fn(&mut Chunk) + Sync + Send) {
    match chunks {
        [chunk] => call(chunk),
        chunks => chunks.par_iter_mut().for_each(call),
    }
}

/// Terms whose every coefficient is looked at.
const KNOWN: [Term; 12] = [
    Term::UnplacedMandatory,
    Term::UnplacedOptional,
    Term::Lateness,
    Term::EnvironmentCost,
    Term::SlotsOpened,
    Term::Changeovers,
    Term::Completion,
    Term::Makespan,
    Term::Preferences,
    Term::Frozen,
    Term::ShortNotice,
    Term::Moves,
];
