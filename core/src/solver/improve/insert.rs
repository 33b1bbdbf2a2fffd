//! The best way to place one participant into a plan in the making.

use super::company::Company;
use super::state::State;
use super::tables::{NONE, Slot, Tables};
use crate::candidates::{Class, Variant};
use crate::formulation::gone_without;
use crate::model::Term;

/// How insertions are priced for a while.
#[derive(Clone, Copy, Debug)]
pub struct Mood {
    /// Share of what room is worth by the inserter's prices that who takes it is charged.
    pub charge: f64,
    /// Share of an opening's price that the first to use a slot is charged.
    pub opening: f64,
    /// Of 256 offers, so many are overlooked.
    pub blinks: u8,
    /// Changes which are overlooked.
    pub salt: u64,
    /// Whether slots must have their least load at once.
    pub strict: bool,
}

impl Mood {
    /// Prices as they are.
    pub const PLAIN: Self = Self { charge: 0.0, opening: 1.0, blinks: 0, salt: 0, strict: false };

    fn overlooks(&self, slot: Slot) -> bool {
        if self.blinks == 0 {
            return false;
        }
        let mixed = (u64::from(slot) ^ self.salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 56) < u64::from(self.blinks)
    }
}

/// A way to place a participant.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub price: f64,
    pub variant: usize,
    pub chain: Vec<Slot>,
}

/// Finds the best way to place a participant; keeps its working memory between calls.
#[derive(Default)]
pub struct Inserter {
    /// By slot candidate: what a unit of room in it is worth to others; empty if nobody knows.
    pub room: Vec<f64>,
    steps: Vec<StepOffers>,
    best: Choice,
}

/// The offers at one step of a chain, each with the price of the chain from there on.
#[derive(Default)]
struct StepOffers {
    offers: Vec<Offer>,
    /// By start: the cheapest offer there, or, where the lag has no end, from there on.
    cheapest: Vec<Cheapest>,
}

#[derive(Clone, Copy)]
struct Offer {
    price: f64,
    slot: Slot,
}

#[derive(Clone, Copy)]
struct Cheapest {
    price: f64,
    offer: u32,
}

const NOTHING: Cheapest = Cheapest { price: f64::INFINITY, offer: NONE };

/// Offers tried where the best chain by steps may stand in its own way.
const TRIES: u32 = 2000;

/// What one participant pays.
struct Bill<'a> {
    tables: &'a Tables<'a>,
    person: u32,
    size: u32,
    lateness: f64,
    completion: f64,
    due: u32,
    deadline: u32,
    preferences: bool,
    company: bool,
    /// Most sizes in its environments, where any has a limit.
    crowds: bool,
    /// Whether room is all that it, or any slot, asks for.
    room_only: bool,
}

impl Inserter {
    /// The cheapest way to place the participant, if there is any; within the search's limits if
    /// steps may overlap.
    pub fn best(&mut self, state: &State, person: u32, mood: &Mood) -> Option<&Choice> {
        let tables = state.tables;
        let class_place = tables.candidates.class_of[person as usize];
        let class = &tables.candidates.classes[class_place];
        let bill = Bill::new(tables, person);
        self.best.price = f64::INFINITY;
        for (place, variant) in class.variants.iter().enumerate() {
            let table = &tables.variants[class_place][place];
            let base = tables.prices.of(Term::UnplacedOptional)
                * tables.problem.participants[person as usize].weight as f64
                * f64::from(variant.skipped)
                + tables.prices.of(Term::Preferences) * variant.penalty as f64
                + gone_price(tables, person, variant);
            if base >= self.best.price {
                continue;
            }
            let least = self.price_steps(state, class, variant, &table.offers, &bill, mood);
            if base + least >= self.best.price {
                continue;
            }
            if table.simple {
                self.best.price = base + least;
                self.best.variant = place;
                self.follow(tables, variant);
            } else if let Some((price, chain)) = self.explore(state, variant, &bill)
                && base + price < self.best.price
            {
                self.best = Choice { price: base + price, variant: place, chain };
            }
        }
        self.best.price.is_finite().then_some(&self.best)
    }

    /// Prices all offers, from the last step to the first; gives the least price of a chain.
    fn price_steps(
        &mut self,
        state: &State,
        class: &Class,
        variant: &Variant,
        offers: &[usize],
        bill: &Bill,
        mood: &Mood,
    ) -> f64 {
        let tables = state.tables;
        let count = variant.steps.len();
        if self.steps.len() < count {
            self.steps.resize_with(count, StepOffers::default);
        }
        for place in (0..count).rev() {
            let step = &variant.steps[place];
            let stage = &tables.stages[step.stage.index()];
            let (now, later) = self.steps.split_at_mut(place + 1);
            let now = &mut now[place];
            now.offers.clear();
            now.cheapest.clear();
            now.cheapest.resize(stage.starts as usize, NOTHING);
            let company = bill.company.then(|| Company::of(state, bill.person, step.stage.0));
            let next = variant.steps.get(place + 1).map(|next| {
                (&later[0], &tables.stages[next.stage.index()].from, next.min_lag, next.max_lag)
            });
            let allowed = class.allowed[offers[place]].set.as_slice();
            let offered = state.offered[step.stage.index()].as_slice();
            for (block, (allowed, offered)) in allowed.iter().zip(offered).enumerate() {
                let mut bits = allowed & offered;
                while bits != 0 {
                    let bit = bits.trailing_zeros();
                    bits &= bits - 1;
                    let slot = stage.first + block as u32 * usize::BITS + bit;
                    if tables.start[slot as usize] < step.from || mood.overlooks(slot) {
                        continue;
                    }
                    let Some(mut own) = bill.price(state, slot, company.as_ref(), mood) else {
                        continue;
                    };
                    if mood.charge > 0.0 {
                        let room = self.room.get(slot as usize).copied().unwrap_or(0.0);
                        own += mood.charge * room * f64::from(bill.size);
                    }
                    let end = tables.end[slot as usize];
                    let rest = match next {
                        None if end > bill.deadline => continue,
                        None => bill.at_end(state, end),
                        Some((later, from, min_lag, max_lag)) => {
                            later.cheapest_after(from, end, min_lag, max_lag).price
                        }
                    };
                    let price = own + rest;
                    if price == f64::INFINITY {
                        continue;
                    }
                    let cheapest = &mut now.cheapest[tables.rank[slot as usize] as usize];
                    if price < cheapest.price {
                        *cheapest = Cheapest { price, offer: now.offers.len() as u32 };
                    }
                    now.offers.push(Offer { price, slot });
                }
            }
            if now.offers.is_empty() {
                return f64::INFINITY;
            }
            if step.max_lag.is_none() || place == 0 {
                let mut least = NOTHING;
                for cheapest in now.cheapest.iter_mut().rev() {
                    if cheapest.price <= least.price {
                        least = *cheapest;
                    } else {
                        *cheapest = least;
                    }
                }
            }
        }
        self.steps[0].cheapest.first().map_or(f64::INFINITY, |cheapest| cheapest.price)
    }

    /// Writes the chain of the least price.
    fn follow(&mut self, tables: &Tables, variant: &Variant) {
        self.best.chain.clear();
        let mut end = 0;
        for (place, step) in variant.steps.iter().enumerate() {
            let at = &self.steps[place];
            let cheapest = if place == 0 {
                at.cheapest[0]
            } else {
                let from = &tables.stages[step.stage.index()].from;
                at.cheapest_after(from, end, step.min_lag, step.max_lag)
            };
            let slot = at.offers[cheapest.offer as usize].slot;
            end = tables.end[slot as usize];
            self.best.chain.push(slot);
        }
    }

    /// The first chain, cheapest offers first, whose slots do not stand in one another's way.
    fn explore(
        &mut self,
        state: &State,
        variant: &Variant,
        bill: &Bill,
    ) -> Option<(f64, Vec<Slot>)> {
        for step in &mut self.steps[..variant.steps.len()] {
            step.offers.sort_by(|a, b| a.price.total_cmp(&b.price));
        }
        let mut chain = Vec::with_capacity(variant.steps.len());
        let mut tries = TRIES;
        let found = self.descend(state, variant, bill, &mut chain, &mut tries);
        let first = *chain.first()?;
        let price = self.steps[0].offers.iter().find(|offer| offer.slot == first)?.price;
        found.then_some((price, chain))
    }

    fn descend(
        &self,
        state: &State,
        variant: &Variant,
        bill: &Bill,
        chain: &mut Vec<Slot>,
        tries: &mut u32,
    ) -> bool {
        let place = chain.len();
        let Some(step) = variant.steps.get(place) else { return true };
        let tables = state.tables;
        for offer in &self.steps[place].offers {
            let slot = offer.slot;
            let start = i64::from(tables.start[slot as usize]);
            if let Some(&before) = chain.last() {
                let lag = start - i64::from(tables.end[before as usize]);
                if lag < i64::from(step.min_lag)
                    || step.max_lag.is_some_and(|most| lag > i64::from(most))
                {
                    continue;
                }
            }
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            if !bill.fits(state, &step.after, chain, slot) {
                continue;
            }
            chain.push(slot);
            if self.descend(state, variant, bill, chain, tries) {
                return true;
            }
            chain.pop();
        }
        false
    }
}

impl StepOffers {
    /// The cheapest offer within the lags after an end.
    fn cheapest_after(
        &self,
        from: &[u32],
        end: u32,
        min_lag: i32,
        max_lag: Option<i32>,
    ) -> Cheapest {
        let last = from.len() as i64 - 1;
        let earliest = (i64::from(end) + i64::from(min_lag)).max(0);
        if earliest > last {
            return NOTHING;
        }
        let first = from[earliest as usize] as usize;
        let Some(max_lag) = max_lag else {
            return self.cheapest.get(first).copied().unwrap_or(NOTHING);
        };
        let latest = i64::from(end) + i64::from(max_lag) + 1;
        if latest <= earliest {
            return NOTHING;
        }
        let after =
            if latest > last { self.cheapest.len() } else { from[latest as usize] as usize };
        let mut least = NOTHING;
        for cheapest in &self.cheapest[first.min(after)..after] {
            if cheapest.price < least.price {
                least = *cheapest;
            }
        }
        least
    }
}

impl<'a> Bill<'a> {
    fn new(tables: &'a Tables<'a>, person: u32) -> Self {
        let participant = &tables.problem.participants[person as usize];
        let weight = participant.weight as f64;
        Self {
            tables,
            person,
            size: participant.size,
            lateness: weight * tables.prices.of(Term::Lateness),
            completion: weight * tables.prices.of(Term::Completion),
            due: participant.due.unwrap_or(u32::MAX),
            deadline: participant.deadline.unwrap_or(u32::MAX),
            preferences: tables.counts(Term::Preferences) && !participant.preferences.is_empty(),
            company: !tables.rules_of[person as usize].is_empty(),
            crowds: tables.problem.environments.iter().any(|e| e.max_participants.is_some()),
            room_only: tables.asks_room_only
                && tables.rules_of[person as usize].is_empty()
                && participant.preferences.is_empty()
                && participant.follows.is_empty()
                && tables.followers.of(person).is_empty(),
        }
    }

    /// The price of taking an offered slot; `None` if it can't be taken.
    fn price(
        &self,
        state: &State,
        slot: Slot,
        company: Option<&Company>,
        mood: &Mood,
    ) -> Option<f64> {
        let tables = self.tables;
        let place = slot as usize;
        let open = state.is_open(slot);
        let load = state.load(slot);
        let after = load + self.size;
        if after > tables.most[place] {
            return None;
        }
        if self.room_only {
            return Some(if open { 0.0 } else { mood.opening * opening(state, slot) });
        }
        let mut price = 0.0;
        let least = tables.least[place];
        if least > 1 {
            if mood.strict && after < least {
                return None;
            }
            let short_before = if load == 0 { 0 } else { least.saturating_sub(load) };
            let short = f64::from(least.saturating_sub(after)) - f64::from(short_before);
            price += short * tables.prices.shortage;
        }
        if self.crowds {
            let environment = &tables.problem.environments[tables.environment[place] as usize];
            if environment.max_participants.is_some_and(|m| state.crowd_over(slot) + self.size > m)
            {
                return None;
            }
        }
        if !super::retest::has_room(state, self.person, slot)
            || !super::resource::has_room(state, &[], slot)
            || !super::coupling::allows(state, self.person, slot, mood.strict)
        {
            return None;
        }
        if let Some(company) = company {
            if !company.allows(slot) {
                return None;
            }
            if after + company.to_come > tables.most[place] {
                // Better a slot in which those to come find room.
                price += 0.5 * tables.prices.unplaced[self.person as usize];
            }
        }
        if tables.moves {
            price += tables.move_price(self.person, slot);
        }
        if self.preferences {
            price += tables.prices.of(Term::Preferences) * tables.penalty(self.person, slot) as f64;
        }
        price += super::load::price(tables, &state.loads, slot, (open, load, self.size));
        if !open {
            if !state.leaves_places([slot].iter()) {
                return None;
            }
            price += mood.opening * opening(state, slot);
        }
        Some(price)
    }

    /// The price of completing at an end.
    fn at_end(&self, state: &State, end: u32) -> f64 {
        let late = f64::from(end.saturating_sub(self.due));
        let longer = f64::from(end.saturating_sub(state.latest));
        self.lateness * late
            + self.completion * f64::from(end)
            + self.tables.prices.of(Term::Makespan) * longer * 1000.0
    }

    /// Whether a slot can follow those of a chain, as far as steps alone do not tell.
    fn fits(&self, state: &State, after: &[u32], chain: &[Slot], slot: Slot) -> bool {
        let tables = self.tables;
        let start = tables.start[slot as usize];
        if after.iter().any(|step| tables.end[chain[*step as usize] as usize] > start) {
            return false;
        }
        if !state.is_open(slot)
            && chain.iter().any(|other| !state.is_open(*other) && tables.exclude(*other, slot))
        {
            return false;
        }
        if !state.leaves_places(chain.iter().chain([&slot])) {
            return false;
        }
        let participant = &tables.problem.participants[self.person as usize];
        let environment = tables.environment[slot as usize];
        if let Some(most) = tables.problem.environments[environment as usize].max_participants {
            let same = chain.iter().filter(|other| {
                tables.environment[**other as usize] == environment && tables.overlap(**other, slot)
            });
            if state.crowd_over(slot) + self.size * (1 + same.count() as u32) > most {
                return false;
            }
        }
        super::resource::has_room(state, chain, slot)
            && participant
                .max_concurrent_environments
                .is_none_or(|most| tables.environments_at_once(chain, slot) <= most)
    }
}

/// The price of the stages that the participant was in before and that a variant goes without.
fn gone_price(tables: &Tables, person: u32, variant: &Variant) -> f64 {
    if !tables.moves {
        return 0.0;
    }
    let participant = &tables.problem.participants[person as usize];
    let price =
        |term: Term| tables.prices.of(term) * gone_without(participant, variant, term) as f64;
    Term::MOVES.into_iter().map(price).sum()
}

/// The price of opening a slot: itself, its environment if it is the first there, changes.
pub fn opening(state: &State, slot: Slot) -> f64 {
    let tables = state.tables;
    let prices = &tables.prices;
    let mut price = prices.of(Term::SlotsOpened) * 1000.0;
    if tables.counts(Term::EnvironmentCost) {
        let environment = tables.environment[slot as usize] as usize;
        if state.lanes[environment].is_empty() {
            let cost = tables.problem.environments[environment].cost;
            price += prices.of(Term::EnvironmentCost) * cost as f64;
        }
    }
    if tables.counts(Term::Changeovers) {
        price += prices.of(Term::Changeovers) * 1000.0 * state.more_changes(slot) as f64;
    }
    price
}

impl Tables<'_> {
    pub fn overlap(&self, a: Slot, b: Slot) -> bool {
        let (a, b) = (a as usize, b as usize);
        self.start[a] < self.end[b] && self.start[b] < self.end[a]
    }

    /// The most environments that one would be in at a time, with a slot added to a chain.
    pub fn environments_at_once(&self, chain: &[Slot], slot: Slot) -> u32 {
        let all = || chain.iter().copied().chain([slot]);
        let mut most = 0;
        // The number only grows where a slot starts.
        for at in all() {
            let start = self.start[at as usize];
            let holds = |other: &Slot| {
                self.start[*other as usize] <= start && start < self.end[*other as usize]
            };
            let mut environments: Vec<u32> =
                all().filter(holds).map(|other| self.environment[other as usize]).collect();
            environments.sort_unstable();
            environments.dedup();
            most = most.max(environments.len() as u32);
        }
        most
    }
}
