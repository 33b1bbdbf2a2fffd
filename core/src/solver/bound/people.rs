//! Participants: the cheapest itinerary of a class at given prices.

use std::ops::Range;

use crate::calendar::Problem;
use crate::candidates::{Candidates, Class, Variant};
use crate::formulation::{Offer, OfferId};
use crate::model::Term;

/// All classes, their chains of steps and what can be taken for each step: flat, for the inner loop.
#[derive(Debug, Default)]
pub struct People {
    pub classes: Vec<ClassRow>,
    chains: Vec<Chain>,
    steps: Vec<Step>,
    /// By entry: the offer.
    pub offer: Vec<u32>,
    /// By entry: what taking it costs of itself.
    pub own: Vec<f64>,
    /// By entry: the first entry of the next step that may follow, as a place in that step.
    pub next: Vec<u32>,
    /// And the first from there on that may not.
    until: Vec<u32>,
}

/// One class.
#[derive(Clone, Debug)]
pub struct ClassRow {
    pub count: f64,
    pub size: f64,
    /// What leaving one of it out costs; infinite if nobody may be left out.
    pub missing: f64,
    chains: Range<usize>,
    /// Its entries.
    pub entries: Range<usize>,
}

#[derive(Clone, Debug)]
struct Chain {
    /// Its place among the class's variants.
    variant: usize,
    base: f64,
    steps: Range<usize>,
}

/// One step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// By start of their offers.
    pub entries: Range<usize>,
    /// Whether the lag to the step before has an end.
    is_limited: bool,
}

impl ClassRow {
    /// How many chains it has.
    pub fn chains(&self) -> usize {
        self.chains.len()
    }
}

/// Working memory of the dynamic program.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By entry of the class: the cheapest way on from it.
    price: Vec<f64>,
    /// By place in a step: the cheapest from there on, and which it is.
    least: Vec<(f64, u32)>,
    /// The entries of the cheapest itinerary.
    pub taken: Vec<u32>,
}

/// What a level counts of one participant, in millionths.
struct Costs<'a> {
    problem: &'a Problem,
    level: usize,
}

/// The levels before the one that is bounded: what a class may add to each at most.
pub struct Earlier<'a> {
    /// Values that the levels must not exceed.
    pub values: &'a [i64],
}

impl People {
    /// The classes of a problem with what they cost at a level, without what would push an
    /// earlier level over its value. Also the greatest common divisor of the costs, and the
    /// period before which not everybody who must be placed can be complete.
    pub fn new(
        problem: &Problem,
        candidates: &Candidates,
        offers: &[Offer],
        offer_of: &[OfferId],
        level: usize,
        earlier: &Earlier<'_>,
    ) -> (Self, i64, u32) {
        let slack = slack(problem, candidates, offers, offer_of, earlier);
        let costs = Costs { problem, level };
        let mut people = Self::default();
        let mut unit = 0;
        let mut latest = 0;
        for class in &candidates.classes {
            let must = slack.iter().enumerate().any(|(level, (least, slack))| {
                let missing = Costs { problem, level }.missing(class);
                missing - least[people.classes.len()] > *slack
            });
            let missing = costs.missing(class);
            unit = gcd(unit, missing);
            let first_chain = people.chains.len();
            let first_entry = people.offer.len();
            let mut first_end = u32::MAX;
            for (place, variant) in class.variants.iter().enumerate() {
                let reach = reachable(problem, candidates, offers, offer_of, class, variant);
                if reach.iter().any(Vec::is_empty) {
                    continue;
                }
                let base = costs.base(class, variant);
                unit = gcd(unit, base);
                let allowed = |offer: &OfferId, last: bool| {
                    slack.iter().enumerate().all(|(level, (least, slack))| {
                        let costs = Costs { problem, level };
                        let own = costs.base(class, variant)
                            + costs.take(class, candidates, &offers[offer.0 as usize], last);
                        own - least[people.classes.len()] <= *slack
                    })
                };
                let last = reach.len() - 1;
                let reach: Vec<Vec<OfferId>> = (reach.into_iter().enumerate())
                    .map(|(position, of_step)| {
                        of_step.into_iter().filter(|o| allowed(o, position == last)).collect()
                    })
                    .collect();
                if reach.iter().any(Vec::is_empty) {
                    continue;
                }
                let ends = reach[last].iter().map(|o| offers[o.0 as usize].span.end);
                first_end = first_end.min(ends.min().unwrap_or(u32::MAX));
                let first_step = people.steps.len();
                for position in 0..reach.len() {
                    let first = people.offer.len();
                    for offer in &reach[position] {
                        let data = &offers[offer.0 as usize];
                        let own = costs.take(class, candidates, data, position == last);
                        unit = gcd(unit, own);
                        let (next, until) = match variant.steps.get(position + 1) {
                            None => (0, 0),
                            Some(step) => {
                                let later = &reach[position + 1];
                                let start =
                                    |o: &OfferId| i64::from(offers[o.0 as usize].span.start);
                                let end = i64::from(data.span.end);
                                let from = end + i64::from(step.min_lag);
                                let next = later.partition_point(|o| start(o) < from);
                                let until = step.max_lag.map_or(later.len(), |most| {
                                    later.partition_point(|o| start(o) <= end + i64::from(most))
                                });
                                (next as u32, until.max(next) as u32)
                            }
                        };
                        people.offer.push(offer.0);
                        people.own.push(own as f64);
                        people.next.push(next);
                        people.until.push(until);
                    }
                    people.steps.push(Step {
                        entries: first..people.offer.len(),
                        is_limited: position > 0 && variant.steps[position].max_lag.is_some(),
                    });
                }
                let steps = first_step..people.steps.len();
                people.chains.push(Chain { variant: place, base: base as f64, steps });
            }
            if must && first_end < u32::MAX {
                latest = latest.max(first_end);
            }
            let size = f64::from(problem.participants[class.first().index()].size);
            let missing = if must { f64::INFINITY } else { missing as f64 };
            people.classes.push(ClassRow {
                count: f64::from(class.count()),
                size,
                missing,
                chains: first_chain..people.chains.len(),
                entries: first_entry..people.offer.len(),
            });
        }
        (people, unit, latest)
    }

    /// The entries of each step of a class, by chain: by start of their offers.
    pub fn steps<'s>(
        &'s self,
        class: &ClassRow,
    ) -> impl Iterator<Item = impl Iterator<Item = Range<usize>> + 's> + 's {
        self.chains[class.chains.clone()]
            .iter()
            .map(|chain| self.steps[chain.steps.clone()].iter().map(|step| step.entries.clone()))
    }

    /// The steps of one of them.
    pub fn chain(&self, class: &ClassRow, number: usize) -> &[Step] {
        &self.steps[self.chains[class.chains.start + number].steps.clone()]
    }

    /// What it costs besides its entries.
    pub fn base(&self, class: &ClassRow, number: usize) -> f64 {
        self.chains[class.chains.start + number].base
    }

    /// Its place among the class's variants.
    pub fn variant(&self, class: &ClassRow, number: usize) -> usize {
        self.chains[class.chains.start + number].variant
    }

    /// The cheapest way of one of the class, and in `scratch.taken` the entries that it takes:
    /// none if it is left out. Entry `e` costs `prices(e)` besides its own.
    pub fn cheapest(
        &self,
        class: &ClassRow,
        scratch: &mut Scratch,
        prices: impl Fn(usize) -> f64,
    ) -> f64 {
        scratch.taken.clear();
        let mut best = class.missing;
        for chain in &self.chains[class.chains.clone()] {
            let least = chain.base + self.price_chain(chain, class.entries.start, scratch, &prices);
            if least < best {
                best = least;
                self.follow(chain, class.entries.start, scratch);
            }
        }
        best
    }

    fn price_chain(
        &self,
        chain: &Chain,
        base: usize,
        scratch: &mut Scratch,
        prices: &impl Fn(usize) -> f64,
    ) -> f64 {
        let Scratch { price, least, .. } = scratch;
        let steps = &self.steps[chain.steps.clone()];
        let end = steps.last().map_or(base, |step| step.entries.end) - base;
        if price.len() < end + 1 {
            price.resize(end + 1, 0.0);
            least.resize(end + 1, (0.0, 0));
        }
        let mut later: Option<&Step> = None;
        for step in steps.iter().rev() {
            let mut cheapest = (f64::INFINITY, 0);
            for entry in step.entries.clone().rev() {
                let rest = match later {
                    None => 0.0,
                    Some(later) => {
                        let next = self.next[entry] as usize;
                        let first = later.entries.start - base;
                        let count = later.entries.len();
                        if later.is_limited {
                            let until = self.until[entry] as usize;
                            let range = &price[first + next..first + until];
                            range.iter().copied().fold(f64::INFINITY, f64::min)
                        } else if next < count {
                            least[first + next].0
                        } else {
                            f64::INFINITY
                        }
                    }
                };
                let on = self.own[entry] + prices(entry) + rest;
                if on < cheapest.0 {
                    cheapest = (on, entry as u32);
                }
                price[entry - base] = on;
                least[entry - base] = cheapest;
            }
            later = Some(step);
        }
        later.map_or(0.0, |first| least[first.entries.start - base].0)
    }

    fn follow(&self, chain: &Chain, base: usize, scratch: &mut Scratch) {
        scratch.taken.clear();
        let mut before: Option<u32> = None;
        for step in &self.steps[chain.steps.clone()] {
            let first = step.entries.start;
            let entry = match before {
                None => scratch.least[first - base].1,
                Some(before) => {
                    let next = self.next[before as usize] as usize;
                    if step.is_limited {
                        let until = self.until[before as usize] as usize;
                        let price = |entry: &usize| scratch.price[*entry - base];
                        (first + next..first + until)
                            .min_by(|a, b| price(a).total_cmp(&price(b)))
                            .unwrap_or(first) as u32
                    } else {
                        scratch.least[first + next - base].1
                    }
                }
            };
            scratch.taken.push(entry);
            before = Some(entry);
        }
    }
}

/// For each earlier level: what each class adds at least, for each member, and how much more than
/// all those together the level's value leaves.
fn slack(
    problem: &Problem,
    candidates: &Candidates,
    offers: &[Offer],
    offer_of: &[OfferId],
    earlier: &Earlier<'_>,
) -> Vec<(Vec<i64>, i64)> {
    (earlier.values.iter().enumerate())
        .map(|(level, value)| {
            let costs = Costs { problem, level };
            let least: Vec<i64> = (candidates.classes.iter())
                .map(|class| {
                    let ways = class.variants.iter().filter_map(|variant| {
                        let reach =
                            reachable(problem, candidates, offers, offer_of, class, variant);
                        let last = reach.last()?;
                        if reach.iter().any(Vec::is_empty) {
                            return None;
                        }
                        let end = (last.iter())
                            .map(|o| costs.end(class, offers[o.0 as usize].span.end))
                            .min()?;
                        Some(costs.base(class, variant) + end)
                    });
                    ways.chain([costs.missing(class)]).min().unwrap_or(0)
                })
                .collect();
            let all = (candidates.classes.iter().zip(&least))
                .map(|(class, least)| least.saturating_mul(i64::from(class.count())))
                .fold(0_i64, i64::saturating_add);
            (least, value.saturating_sub(all))
        })
        .collect()
}

impl Costs<'_> {
    fn weight(&self, term: Term) -> i64 {
        self.problem.levels[self.level].weight(term)
    }

    /// What the terms of moves count, weighted.
    fn moves(&self, count: impl Fn(Term) -> i64) -> i64 {
        let counted = Term::MOVES.into_iter().filter(|term| self.weight(*term) != 0);
        counted.map(|term| self.weight(term) * count(term)).sum()
    }

    fn missing(&self, class: &Class) -> i64 {
        let data = &self.problem.participants[class.first().index()];
        data.weight * self.weight(Term::UnplacedMandatory)
            + data.weight * data.most_optional() * self.weight(Term::UnplacedOptional)
            + self.moves(|term| data.all_gone(term))
    }

    fn base(&self, class: &Class, variant: &Variant) -> i64 {
        let data = &self.problem.participants[class.first().index()];
        data.weight * i64::from(variant.skipped) * self.weight(Term::UnplacedOptional)
            + variant.penalty * self.weight(Term::Preferences)
            + self.moves(|term| crate::formulation::gone_without(data, variant, term))
    }

    fn end(&self, class: &Class, end: u32) -> i64 {
        let data = &self.problem.participants[class.first().index()];
        let late = data.due.map_or(0, |due| end.saturating_sub(due));
        data.weight
            * (i64::from(late) * self.weight(Term::Lateness)
                + i64::from(end) * self.weight(Term::Completion))
    }

    fn take(&self, class: &Class, candidates: &Candidates, offer: &Offer, last: bool) -> i64 {
        let data = &self.problem.participants[class.first().index()];
        let weight = self.weight(Term::Preferences);
        let preference = if weight == 0 || data.preferences.is_empty() {
            0
        } else {
            weight * crate::formulation::preference(data, &candidates.slots[offer.slots[0]])
        };
        let slot = &candidates.slots[offer.slots[0]];
        let moves =
            self.moves(|term| data.elsewhere(term, slot.stage, slot.environment, slot.span.start));
        preference + moves + if last { self.end(class, offer.span.end) } else { 0 }
    }
}

/// By step, the offers through which a whole chain can pass, by start.
fn reachable(
    problem: &Problem,
    candidates: &Candidates,
    offers: &[Offer],
    offer_of: &[OfferId],
    class: &Class,
    chain: &Variant,
) -> Vec<Vec<OfferId>> {
    crate::formulation::reachable(problem, candidates, (offers, offer_of), class, chain)
}

pub fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
