//! Count rows with prices of their own: how many slots a group of participants needs in a window,
//! in whole slots ([`crate::formulation::counts`] has the row and its proof).
//!
//! The rows that the fractional plan breaks are found as in the integer program
//! ([`crate::solver::windows`]) and priced like everything else that links participants to slots: an
//! open slot in the window earns the price, whoever is there pays it.

use std::ops::Range;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::market::Market;
use crate::formulation::counts::{Demand, StageDemand};
use crate::formulation::{ColumnId, OfferId};
use crate::solver::windows::{Window, broken};

/// Rows with prices, over one market.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// The same for all copies.
    stages: Arc<[Stage]>,
    rows: Vec<CountRow>,
    /// By class: the rows that it is in.
    members: Vec<Vec<Member>>,
    /// Prices with the best bound, and those on offer.
    centre: Vec<f64>,
    pub(super) prices: Vec<f64>,
    /// In the fractional plan: slots open in the window, and units of room taken there.
    open: Vec<f64>,
    taken: Vec<f64>,
    direction: Vec<f64>,
    /// Rounds since the row had a price where the bound is best.
    age: Vec<u32>,
}

/// The demand for a stage, with entries and slots as columns.
#[derive(Clone, Debug)]
struct Stage {
    demand: StageDemand,
    /// By demand: its class, and the entries of each step that is the stage.
    classes: Vec<(usize, Vec<Range<usize>>)>,
    /// Offers of the stage, by start.
    offers: Vec<usize>,
}

/// `weight · open - taken >= side`.
#[derive(Clone, Debug)]
struct CountRow {
    stage: usize,
    window: Window,
    weight: f64,
    side: f64,
    /// Offers in the window.
    offers: Vec<usize>,
}

/// Entries of one step of a class in a row.
#[derive(Clone, Copy, Debug)]
struct Member {
    row: u32,
    /// From the first on, so many.
    first: u32,
    count: u32,
    /// Units of room that each of the class takes.
    size: f64,
}

impl Counts {
    /// No rows yet.
    pub fn new(market: &Market<'_>) -> Self {
        let start = |offer: usize| market.offers[offer].span.start;
        let slots = market.size();
        let stages = (0..market.problem.stages.len())
            .filter_map(|stage| {
                let of_stage = |offer: usize| market.offers[offer].stage.index() == stage;
                let mut offers: Vec<usize> =
                    (0..market.offers.len()).filter(|offer| of_stage(*offer)).collect();
                offers.sort_by_key(|offer| (start(*offer), *offer));
                let first = market.offers.get(*offers.first()?)?;
                let mut classes = Vec::new();
                let mut demands = Vec::new();
                for (place, class) in market.people.classes.iter().enumerate() {
                    let mut entries: Vec<Range<usize>> = Vec::new();
                    let mut once = true;
                    for chain in market.people.steps(class) {
                        let before = entries.len();
                        entries.extend(chain.filter(|step| {
                            let entry = market.people.offer.get(step.start);
                            entry.is_some_and(|offer| of_stage(*offer as usize))
                        }));
                        once &= entries.len() <= before + 1;
                    }
                    if entries.is_empty() || !once {
                        continue;
                    }
                    let takes = (entries.iter().cloned().flatten())
                        .map(|e| (OfferId(market.people.offer[e]), ColumnId(e as u32)))
                        .collect();
                    demands.push(Demand {
                        count: class.count as u32,
                        size: class.size as u32,
                        takes,
                    });
                    classes.push((place, entries));
                }
                let size = demands.first()?.size;
                let unit = if demands.iter().all(|d| d.size == size) { size.max(1) } else { 1 };
                for demand in &mut demands {
                    demand.size /= unit;
                }
                let mut capacity = 0;
                let mut columns = Vec::new();
                for &slot in offers.iter().flat_map(|offer| &market.offers[*offer].slots) {
                    let data = &market.candidates.slots[slot];
                    capacity = capacity.max(data.capacity_max / unit);
                    columns.push((data.span.start, ColumnId((slots + slot) as u32)));
                }
                columns.sort_unstable();
                let demand = StageDemand { stage: first.stage, capacity, demands, slots: columns };
                Some(Stage { demand, classes, offers })
            })
            .collect();
        Self { stages, members: vec![Vec::new(); market.people.classes.len()], ..Self::default() }
    }

    /// Adds the rows that the fractional plan breaks most, at no price, so many of each stage at most,
    /// after dropping those that had none for more than `idle` rounds; gives how many were added. `shares`
    /// are the entries', `slots` the slots'.
    pub fn separate(
        &mut self,
        market: &Market<'_>,
        (shares, slots): (&[f32], &[f64]),
        (most, idle): (usize, u32),
    ) -> usize {
        self.drop_idle(idle);
        let starts: Vec<u32> = market.offers.iter().map(|offer| offer.span.start).collect();
        // A share is of one member of the class; the rows count all of them.
        let mut columns: Vec<f64> = vec![0.0; shares.len()];
        for class in &market.people.classes {
            for entry in class.entries.clone() {
                columns[entry] = f64::from(shares[entry]) * class.count;
            }
        }
        columns.extend_from_slice(slots);
        let found: Vec<Vec<Window>> = (self.stages.par_iter())
            .map(|stage| broken(&stage.demand, &starts, &columns, most))
            .collect();
        let before = self.rows.len();
        for (stage, windows) in found.into_iter().enumerate() {
            for window in windows {
                let known = |row: &CountRow| row.stage == stage && row.window == window;
                if !self.rows.iter().any(known) {
                    self.add(market, stage, window, (&columns, &starts));
                }
            }
        }
        self.rows.len() - before
    }

    fn add(
        &mut self,
        market: &Market<'_>,
        stage: usize,
        window: Window,
        (columns, starts): (&[f64], &[u32]),
    ) {
        let Stage { demand, classes, offers } = &self.stages[stage];
        let n: i64 = window.demands.iter().map(|place| demand.demands[*place].units()).sum();
        let (q, r) = demand.split(n);
        let inside = |offer: usize| (window.from..=window.to).contains(&starts[offer]);
        let offers: Vec<usize> = offers.iter().copied().filter(|offer| inside(*offer)).collect();
        let open = offers.iter().flat_map(|offer| &market.offers[*offer].slots);
        self.open.push(open.map(|slot| columns[market.size() + slot]).sum());
        let row = self.rows.len() as u32;
        let mut taken = 0.0;
        for &place in &window.demands {
            let (class, steps) = &classes[place];
            let size = f64::from(demand.demands[place].size);
            for step in steps {
                let offers = &market.people.offer[step.clone()];
                let from = offers.partition_point(|o| starts[*o as usize] < window.from);
                let to = offers.partition_point(|o| starts[*o as usize] <= window.to);
                if from < to {
                    let entries = step.start + from..step.start + to;
                    taken += size * columns[entries.clone()].iter().sum::<f64>();
                    let (first, count) = (entries.start as u32, entries.len() as u32);
                    self.members[*class].push(Member { row, first, count, size });
                }
            }
        }
        self.taken.push(taken);
        self.rows.push(CountRow {
            stage,
            window,
            weight: r as f64,
            side: (r * (q + 1) - n) as f64,
            offers,
        });
        self.centre.push(0.0);
        self.prices.push(0.0);
        self.direction.push(0.0);
        self.age.push(0);
    }

    /// Forgets rows that have had no price where the bound is best for more than so many rounds.
    fn drop_idle(&mut self, idle: u32) {
        let mut place_of = vec![None; self.rows.len()];
        let mut kept = 0;
        for (place, price) in self.centre.iter().enumerate() {
            self.age[place] = if *price > 0.0 { 0 } else { self.age[place] + 1 };
            if self.age[place] <= idle {
                place_of[place] = Some(kept);
                kept += 1;
            }
        }
        let keep = |list: &mut Vec<f64>| {
            let mut places = place_of.iter();
            list.retain(|_| places.next().is_some_and(Option::is_some));
        };
        keep(&mut self.centre);
        keep(&mut self.prices);
        keep(&mut self.open);
        keep(&mut self.taken);
        keep(&mut self.direction);
        let mut places = place_of.iter();
        self.age.retain(|_| places.next().is_some_and(Option::is_some));
        let mut places = place_of.iter();
        self.rows.retain(|_| places.next().is_some_and(Option::is_some));
        for members in &mut self.members {
            members.retain_mut(|member| {
                place_of[member.row as usize].is_some_and(|place| {
                    member.row = place;
                    true
                })
            });
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Offers the best prices again.
    pub fn recentre(&mut self) {
        self.prices.clone_from(&self.centre);
    }

    /// What the rows' sides are worth at the prices on offer.
    pub fn worth(&self) -> f64 {
        self.rows.iter().zip(&self.prices).map(|(row, price)| price * row.side).sum()
    }

    /// Adds to each offer what an open slot of it earns.
    pub fn pay(&self, values: &mut [f64]) {
        for (row, price) in self.rows.iter().zip(&self.prices).filter(|(_, price)| **price > 0.0) {
            for &offer in &row.offers {
                values[offer] += price * row.weight;
            }
        }
    }

    /// By entry of a class, what taking it costs besides; nothing if the class pays nothing.
    pub fn charge(&self, class: usize, entries: &Range<usize>, extra: &mut Vec<f64>) -> bool {
        extra.clear();
        let mut pays = false;
        for member in &self.members[class] {
            let price = self.prices[member.row as usize] * member.size;
            if price <= 0.0 {
                continue;
            }
            if !pays {
                pays = true;
                extra.resize(entries.len() + 1, 0.0);
            }
            let first = member.first as usize - entries.start;
            extra[first] += price;
            extra[first + member.count as usize] -= price;
        }
        let mut sum = 0.0;
        for change in extra.iter_mut() {
            sum += *change;
            *change = sum.max(0.0);
        }
        pays
    }

    /// Adds what a class takes of each row to `load`, if each of its members takes the entries.
    pub fn load(&self, class: usize, count: f64, taken: &[u32], load: &mut [f64]) {
        for member in &self.members[class] {
            // No entry before the first is among so many from there on.
            if taken.iter().any(|entry| entry.wrapping_sub(member.first) < member.count) {
                load[member.row as usize] += count * member.size;
            }
        }
    }

    /// Takes an answer into the fractional plan with a share.
    pub fn average(&mut self, open: &[f64], load: impl Fn(usize) -> f64, newest: f64) {
        for (place, row) in self.rows.iter().enumerate() {
            let answer: f64 = row.offers.iter().map(|offer| open[*offer]).sum();
            self.open[place] += newest * (answer - self.open[place]);
            self.taken[place] += newest * (load(place) - self.taken[place]);
        }
    }

    /// The way the fractional plan breaks the rows; gives its squared length.
    pub fn turn(&mut self) -> f64 {
        let mut norm = 0.0;
        for (place, row) in self.rows.iter().enumerate() {
            let missing = row.side - row.weight * self.open[place] + self.taken[place];
            let is_idle = missing < 0.0 && self.centre[place] <= 0.0;
            self.direction[place] = if is_idle { 0.0 } else { missing };
            norm += self.direction[place] * self.direction[place];
        }
        norm
    }

    /// Makes the prices on offer the best ones.
    pub fn settle(&mut self) {
        self.centre.clone_from(&self.prices);
    }

    /// Offers prices a step from the best ones.
    pub fn offer(&mut self, length: f64) {
        for (place, price) in self.prices.iter_mut().enumerate() {
            *price = (self.centre[place] + length * self.direction[place]).max(0.0);
        }
    }
}
