//! Participants: what each class can take, and what that costs of itself.

use std::ops::Range;

use super::shelves::{Builder, Shelves};
use crate::calendar::Problem;
use crate::candidates::{Candidates, Class, Variant};
use crate::formulation::{Offer, OfferId};
use crate::model::Term;

/// All classes, their chains of steps and what can be taken for each step: flat, for the inner loop.
#[derive(Debug, Default)]
pub struct People {
    pub classes: Vec<ClassRow>,
    pub(super) chains: Vec<Chain>,
    steps: Vec<Step>,
    /// Runs of places on the steps' shelves: their entries.
    runs: Vec<Range<u32>>,
    pub shelves: Shelves,
    /// By entry: the offer.
    pub offer: Vec<u32>,
    /// What entries cost of themselves, for steps of which only a list tells.
    listed: Vec<f64>,
}

/// One class.
#[derive(Clone, Debug)]
pub struct ClassRow {
    pub count: f64,
    pub size: f64,
    /// What leaving one of it out costs; infinite if nobody may be left out.
    pub missing: f64,
    pub(super) end: EndCost,
    pub(super) chains: Range<usize>,
    /// Its entries.
    pub entries: Range<usize>,
}

/// What a class's last step costs by its end.
#[derive(Clone, Copy, Debug)]
pub struct EndCost {
    /// For each period after the due one.
    late: f64,
    due: f64,
    /// For each period.
    each: f64,
}

#[derive(Clone, Debug)]
pub struct Chain {
    /// Its place among the class's variants.
    variant: u32,
    steps: Range<u32>,
    pub base: f64,
}

/// One step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// By start of their offers.
    entries: Range<u32>,
    pub shelf: u32,
    runs: Range<u32>,
    /// From its shelf to that of the next step.
    pub link: u32,
    pub own: Own,
    /// Whether the lag to the step before has an end.
    pub is_limited: bool,
}

/// What the entries of a step cost of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    Nothing,
    /// As the class's last step does.
    End,
    /// From this place on in the list.
    Listed(u32),
}

impl ClassRow {
    /// How many chains it has.
    pub fn chains(&self) -> usize {
        self.chains.len()
    }
}

impl EndCost {
    pub fn at(self, end: f64) -> f64 {
        self.late * (end - self.due).max(0.0) + self.each * end
    }
}

impl Step {
    /// Its entries, by start of their offers.
    pub fn entries(&self) -> Range<usize> {
        self.entries.start as usize..self.entries.end as usize
    }
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
        let mut shelves = Builder::new(problem, candidates, offers);
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
            let end = costs.end_cost(class);
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
                let first_step = people.steps.len() as u32;
                let mut before = None;
                for (position, of_step) in reach.iter().enumerate() {
                    let rule = &variant.steps[position];
                    let shelf = shelves.shelf(rule.stage, of_step);
                    if let Some(before) = before {
                        let link = shelves.link(before, shelf, rule.min_lag, rule.max_lag);
                        if let Some(step) = people.steps.last_mut() {
                            step.link = link;
                        }
                    }
                    before = Some(shelf);
                    let runs = people.runs.len() as u32;
                    shelves.runs(shelf, of_step, &mut people.runs);
                    let first = people.offer.len() as u32;
                    let listed = people.listed.len();
                    let by_end = if position == last { Some(end) } else { None };
                    let mut own = if by_end.is_some() { Own::End } else { Own::Nothing };
                    for offer in of_step {
                        let data = &offers[offer.0 as usize];
                        let cost = costs.take(class, candidates, data, position == last);
                        unit = gcd(unit, cost);
                        let cost = cost as f64;
                        let end = f64::from(data.span.end);
                        if by_end.map_or(0.0, |by_end| by_end.at(end)).to_bits() != cost.to_bits() {
                            own = Own::Listed(listed as u32);
                        }
                        people.offer.push(offer.0);
                        people.listed.push(cost);
                    }
                    if !matches!(own, Own::Listed(_)) {
                        people.listed.truncate(listed);
                    }
                    people.steps.push(Step {
                        entries: first..people.offer.len() as u32,
                        shelf,
                        runs: runs..people.runs.len() as u32,
                        link: 0,
                        own,
                        is_limited: position > 0 && rule.max_lag.is_some(),
                    });
                }
                let steps = first_step..people.steps.len() as u32;
                people.chains.push(Chain { variant: place as u32, base: base as f64, steps });
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
                end,
                chains: first_chain..people.chains.len(),
                entries: first_entry..people.offer.len(),
            });
        }
        people.shelves = shelves.shelves;
        (people, unit, latest)
    }

    /// The entries of each step of a class, by chain: by start of their offers.
    pub fn steps<'s>(
        &'s self,
        class: &'s ClassRow,
    ) -> impl Iterator<Item = impl Iterator<Item = Range<usize>> + 's> + 's {
        (0..class.chains()).map(|chain| self.chain(class, chain).iter().map(Step::entries))
    }

    /// The steps of one of them.
    pub fn chain(&self, class: &ClassRow, number: usize) -> &[Step] {
        self.steps_of(&self.chains[class.chains.start + number])
    }

    pub(super) fn steps_of(&self, chain: &Chain) -> &[Step] {
        &self.steps[chain.steps.start as usize..chain.steps.end as usize]
    }

    /// What it costs besides its entries.
    pub fn base(&self, class: &ClassRow, number: usize) -> f64 {
        self.chains[class.chains.start + number].base
    }

    /// Its place among the class's variants.
    pub fn variant(&self, class: &ClassRow, number: usize) -> usize {
        self.chains[class.chains.start + number].variant as usize
    }

    /// What an entry costs of itself; `place` is among those of all shelves.
    pub fn own(&self, class: &ClassRow, step: &Step, place: usize, entry: usize) -> f64 {
        match step.own {
            Own::Nothing => 0.0,
            Own::End => class.end.at(self.shelves.ends[place]),
            Own::Listed(first) => self.listed[first as usize + entry - step.entries.start as usize],
        }
    }

    /// Its entries' places on its shelf.
    pub fn runs(&self, step: &Step) -> &[Range<u32>] {
        &self.runs[step.runs.start as usize..step.runs.end as usize]
    }

    /// By entry: what it costs of itself, and the first entry of the next step that may follow, as a
    /// place in that step.
    pub fn by_entry(&self) -> (Vec<f64>, Vec<u32>) {
        let mut costs = Vec::with_capacity(self.offer.len());
        let mut nexts = Vec::with_capacity(self.offer.len());
        for class in &self.classes {
            for steps in (0..class.chains()).map(|chain| self.chain(class, chain)) {
                for (position, step) in steps.iter().enumerate() {
                    let shelf = self.shelves.places(step.shelf);
                    let later: Vec<u32> = (steps.get(position + 1).into_iter())
                        .flat_map(|later| self.runs(later).iter().cloned().flatten())
                        .collect();
                    for (entry, place) in
                        step.entries().zip(self.runs(step).iter().cloned().flatten())
                    {
                        costs.push(self.own(class, step, shelf.start + place as usize, entry));
                        nexts.push(if later.is_empty() {
                            0
                        } else {
                            let next = self.shelves.link(step.link).next[place as usize];
                            later.partition_point(|place| *place < next) as u32
                        });
                    }
                }
            }
        }
        (costs, nexts)
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

    /// What an end costs, for all of them.
    fn end_cost(&self, class: &Class) -> EndCost {
        let data = &self.problem.participants[class.first().index()];
        EndCost {
            late: data.weight as f64 * self.weight(Term::Lateness) as f64,
            due: data.due.map_or(f64::INFINITY, f64::from),
            each: data.weight as f64 * self.weight(Term::Completion) as f64,
        }
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
