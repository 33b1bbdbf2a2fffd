//! The restricted master problem: a column for each itinerary found, rows for classes and offers.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::calendars::Calendars;
use super::{FIRST_WAYS, TOLERANCE, Task};
use crate::error::Error;
use crate::formulation::{Column, ColumnId, ColumnTag, Linear, Program, Row, RowTag};
use crate::model::RuleKind;
use crate::plan::Plan;
use crate::solver::backend::{NewColumn, Relaxation};
use crate::solver::bound::exclude;
use crate::solver::bound::ways::{Scratch, Way};

/// Values this near to a whole number are whole.
const WHOLE: f64 = 1e-6;

/// How far the first prices may be left, as a share of each and of their mean, before any may be.
const AWAY: f64 = 0.05;

fn is_near(value: f64) -> bool {
    (value - value.round()).abs() < WHOLE
}

/// What a column says.
#[derive(Clone, Debug)]
pub enum Means {
    /// So many of a class are not placed.
    Unplaced,
    /// A slot is open that was not.
    Open(usize),
    /// Room in a slot is bought, or sold.
    Trades,
    /// So many of a class take an itinerary: one of its chains, an entry for each step.
    Takes { class: usize, chain: usize, entries: Vec<u32> },
}

/// The program so far: first the columns of classes that are not placed, by class.
pub struct Master {
    pub columns: Vec<(Means, NewColumn)>,
    /// Those of the classes, then those of the offers, then one for each two slots that may not both be
    /// opened.
    rows: Vec<Row>,
    classes: usize,
    /// What is to be found must cost less: what the plan costs, without the slots that it has open.
    pub most: i64,
}

impl Master {
    /// With where the plan has everybody, and what the first prices say.
    pub fn new(calendars: &Calendars<'_>, plan: &Plan, task: &Task<'_>) -> Self {
        let Calendars { problem, people, offers, .. } = calendars;
        let row = |lower, upper, tag| Row { terms: Vec::new(), lower, upper: Some(upper), tag };
        let mut rows = Vec::with_capacity(people.classes.len() + offers.len());
        let mut columns = Vec::new();
        let mut placed = vec![0; people.classes.len()];
        let plan_has = calendars.placed(plan);
        for (class, _, _) in &plan_has {
            placed[*class] += 1;
        }
        let mut most = 0;
        for (place, class) in people.classes.iter().enumerate() {
            let count = class.count as i64;
            rows.push(row(Some(count), count, RowTag::of(RuleKind::Demand).class(place)));
            // Nobody may be left out who must not be, unless it is now.
            let out = count - placed[place];
            let (cost, upper) =
                if class.missing.is_finite() { (class.missing as i64, count) } else { (0, out) };
            most += cost * out;
            let terms = vec![(place as u32, 1)];
            columns.push((Means::Unplaced, NewColumn { cost, upper, terms }));
        }
        for offer in offers {
            let open = offer.slots.iter().filter(|slot| calendars.is_open[**slot]).count() as i64;
            let tag = RowTag::of(RuleKind::Capacity).stage(offer.stage);
            rows.push(row(None, open * i64::from(offer.capacity_max), tag));
        }
        let gaps: Vec<usize> =
            (0..calendars.is_open.len()).filter(|slot| !calendars.is_open[*slot]).collect();
        let mut room: Vec<Vec<(u32, i64)>> = (gaps.iter())
            .map(|slot| {
                let offer = calendars.offer_of[*slot].0;
                let most = i64::from(offers[offer as usize].capacity_max);
                vec![(people.classes.len() as u32 + offer, -most)]
            })
            .collect();
        let slots = &calendars.candidates.slots;
        for a in 0..gaps.len() {
            for b in a + 1..gaps.len() {
                if exclude(problem, &slots[gaps[a]], &slots[gaps[b]]) {
                    room[a].push((rows.len() as u32, 1));
                    room[b].push((rows.len() as u32, 1));
                    rows.push(row(None, 1, RowTag::of(RuleKind::Exclusive)));
                }
            }
        }
        for (slot, terms) in gaps.into_iter().zip(room) {
            let cost = calendars.slot_cost;
            columns.push((Means::Open(slot), NewColumn { cost, upper: 1, terms }));
        }
        let mut master = Self { columns, rows, classes: people.classes.len(), most };
        for (class, chain, entries) in plan_has {
            let column = master.takes(calendars, class, chain, entries);
            master.most += column.1.cost;
            master.columns.push(column);
        }
        if !(task.stop)() {
            let most = vec![f64::INFINITY; master.classes];
            let (first, _) = master.ways(calendars, &calendars.prices, &most, FIRST_WAYS);
            master.columns.extend(first);
        }
        master
    }

    /// Columns that buy and sell room in slots for about what it is worth, so that the relaxation's prices
    /// stay near those.
    pub fn trades(&self, calendars: &Calendars<'_>) -> Vec<(Means, NewColumn)> {
        let paid = || calendars.prices.iter().copied().filter(|price| *price > 0.0);
        let mean = paid().sum::<f64>() / (paid().count() as f64).max(1.0);
        let away = |price: f64| AWAY * (price + mean);
        let all = calendars.offers.iter().zip(&calendars.prices).enumerate();
        let room = |offer: usize| self.rows[self.classes + offer].upper.unwrap_or(0);
        // Where nothing is known, there is nothing to stay near.
        all.filter(|(offer, _)| mean > 0.0 && room(*offer) > 0)
            .flat_map(|(offer, (_, price))| {
                let row = (self.classes + offer) as u32;
                let column = |cost: f64, factor: i64| {
                    let cost = cost as i64;
                    let terms = vec![(row, factor)];
                    (Means::Trades, NewColumn { cost, upper: room(offer), terms })
                };
                let sell = (price - away(*price)).max(0.0);
                [column(price + away(*price), -1), column(-sell, 1)]
            })
            .collect()
    }

    /// Adds columns, to its relaxation too; gives their places.
    pub fn add(
        &mut self,
        relaxation: &mut dyn Relaxation,
        columns: Vec<(Means, NewColumn)>,
    ) -> Result<Range<usize>, Error> {
        let first = self.columns.len();
        let (means, columns): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        relaxation.add_columns(&columns)?;
        self.columns.extend(means.into_iter().zip(columns));
        Ok(first..self.columns.len())
    }

    /// Closes columns, in its relaxation too.
    pub fn close(
        &mut self,
        relaxation: &mut dyn Relaxation,
        columns: Range<usize>,
    ) -> Result<(), Error> {
        for place in columns.clone() {
            self.columns[place].1.upper = 0;
        }
        let none: Vec<_> = columns.map(|place| (ColumnId(place as u32), 0, 0)).collect();
        relaxation.bound_columns(&none)
    }

    /// The column of an itinerary.
    fn takes(
        &self,
        calendars: &Calendars<'_>,
        class: usize,
        chain: usize,
        entries: Vec<u32>,
    ) -> (Means, NewColumn) {
        let row = &calendars.people.classes[class];
        let size = row.size as i64;
        let mut terms = vec![(class as u32, 1)];
        for entry in &entries {
            let offer = self.classes as u32 + calendars.people.offer[*entry as usize];
            match terms[1..].iter_mut().find(|(row, _)| *row == offer) {
                Some((_, factor)) => *factor += size,
                None => terms.push((offer, size)),
            }
        }
        let cost = calendars.people.cost(row, chain, &entries) as i64;
        let column = NewColumn { cost, upper: row.count as i64, terms };
        (Means::Takes { class, chain, entries }, column)
    }

    /// The cheapest itineraries of each class at prices by offer, so many at most, of those that cost
    /// less than `most` says; and by class what the cheapest of these costs.
    fn ways(
        &self,
        calendars: &Calendars<'_>,
        prices: &[f64],
        most: &[f64],
        count: usize,
    ) -> (Vec<(Means, NewColumn)>, Vec<f64>) {
        let people = &calendars.people;
        let found: Vec<Vec<Way>> = (0..self.classes)
            .into_par_iter()
            .map_init(Scratch::default, |scratch, class| {
                let mut ways = people.ways(&people.classes[class], scratch, prices, most[class]);
                ways.truncate(count);
                ways
            })
            .collect();
        let price = |ways: &Vec<Way>| ways.first().map_or(f64::INFINITY, |way| way.price);
        let least = found.iter().map(price).collect();
        let ways = (found.into_iter().enumerate())
            .flat_map(|(class, ways)| ways.into_iter().map(move |way| (class, way)))
            .map(|(class, way)| self.takes(calendars, class, way.chain, way.entries))
            .collect();
        (ways, least)
    }

    /// Itineraries that the relaxation's prices say could make it cheaper, so many for each class at
    /// most; and no itineraries make it cheaper by more than what is given besides.
    pub fn price(
        &self,
        calendars: &Calendars<'_>,
        prices: &[f64],
        count: usize,
    ) -> (Vec<(Means, NewColumn)>, f64) {
        let most: Vec<f64> = prices[..self.classes].iter().map(|p| p - TOLERANCE).collect();
        let offers = &prices[self.classes..self.classes + calendars.offers.len()];
        let offers: Vec<f64> = offers.iter().map(|price| -price.min(0.0)).collect();
        let (ways, least) = self.ways(calendars, &offers, &most, count);
        let gains = least.iter().zip(prices).zip(&calendars.people.classes);
        let gain = gains.map(|((least, now), class)| class.count * (now - least).max(TOLERANCE));
        (ways, gain.sum())
    }

    /// Writes down what the relaxation says that a unit of size is worth, by slot candidate.
    pub fn tell(&self, calendars: &Calendars<'_>, found: &[f64], prices: &mut [f64]) {
        for (slot, offer) in calendars.whole.iter().zip(&calendars.offer_of) {
            let price = -found[self.classes + offer.0 as usize].min(0.0);
            if let Some(known) = slot.and_then(|slot| prices.get_mut(slot)) {
                *known = price;
            }
        }
    }

    /// The program of all columns so far.
    pub fn program(&self) -> Program {
        let mut program = Program { rows: self.rows.clone(), ..Program::default() };
        let mut objective = Linear::default();
        for (place, (_, column)) in self.columns.iter().enumerate() {
            let id = ColumnId(place as u32);
            let (lower, upper) = (0, column.upper);
            program.columns.push(Column { lower, upper, integer: true, tag: ColumnTag::Relaxed });
            objective.terms.push((id, column.cost));
            for (row, factor) in &column.terms {
                program.rows[*row as usize].terms.push((id, *factor));
            }
        }
        program.levels.push(objective);
        program
    }

    /// The program in which all stay where a fractional solution has them whole, in slots that it has
    /// whole.
    pub fn rest(&self, calendars: &Calendars<'_>, values: &[f64]) -> Program {
        let mut is_partly = vec![false; calendars.offers.len()];
        for ((means, _), value) in self.columns.iter().zip(values) {
            if let Means::Open(slot) = means {
                is_partly[calendars.offer_of[*slot].0 as usize] |= !is_near(*value);
            }
        }
        let mut is_whole = vec![true; self.classes];
        for ((means, _), value) in self.columns.iter().zip(values) {
            if let Means::Takes { class, entries, .. } = means {
                let offers = entries.iter().map(|e| calendars.people.offer[*e as usize]);
                let partly = *value > WHOLE && offers.into_iter().any(|o| is_partly[o as usize]);
                is_whole[*class] &= is_near(*value) && !partly;
            }
        }
        let mut program = self.program();
        for (place, ((means, _), value)) in self.columns.iter().zip(values).enumerate() {
            let class = match means {
                Means::Takes { class, .. } => *class,
                Means::Unplaced => place,
                Means::Open(_) | Means::Trades => continue,
            };
            if is_whole[class] {
                program.columns[place].lower = value.round() as i64;
                program.columns[place].upper = value.round() as i64;
            }
        }
        program
    }

    /// Columns that a fractional solution has most of, with the next whole number: a share of those in
    /// parts, one of a class at most, for which there is room beside what is whole; none if all are whole.
    pub fn next_whole(&self, values: &[f64], share: f64) -> Vec<(ColumnId, i64)> {
        let part = |value: f64| value - value.floor();
        let mut load = vec![0.0; self.rows.len()];
        for ((_, column), value) in self.columns.iter().zip(values) {
            let whole = if is_near(*value) { value.round() } else { value.floor() };
            for (row, factor) in column.terms.iter().filter(|_| whole != 0.0) {
                load[*row as usize] += *factor as f64 * whole;
            }
        }
        let mut parts: Vec<usize> =
            (0..values.len()).filter(|place| !is_near(values[*place])).collect();
        parts.sort_by(|a, b| part(values[*b]).total_cmp(&part(values[*a])).then(a.cmp(b)));
        let most = (parts.len() as f64 * share).ceil() as usize;
        let mut next = Vec::new();
        for place in parts {
            let terms = &self.columns[place].1.terms;
            let fits = terms.iter().all(|(row, factor)| {
                let most = self.rows[*row as usize].upper.map_or(f64::INFINITY, |most| most as f64);
                *factor <= 0 || load[*row as usize] + *factor as f64 <= most + WHOLE
            });
            if !fits && !next.is_empty() {
                continue;
            }
            for (row, factor) in terms {
                load[*row as usize] += *factor as f64;
            }
            next.push((ColumnId(place as u32), values[place].ceil() as i64));
            if next.len() == most {
                break;
            }
        }
        next
    }

    /// What a solution of the relaxation costs.
    pub fn value(&self, values: &[f64]) -> f64 {
        self.columns.iter().zip(values).map(|((_, column), v)| column.cost as f64 * v).sum()
    }

    /// Whether it costs less than what is to be found must.
    pub fn is_better(&self, values: &[f64]) -> bool {
        self.value(values) < self.most as f64 - TOLERANCE
    }

    /// By slot: whether a solution has it open.
    pub fn opened(&self, calendars: &Calendars<'_>, values: &[i64]) -> Vec<bool> {
        let mut opened = calendars.is_open.clone();
        for ((means, _), value) in self.columns.iter().zip(values) {
            if let Means::Open(slot) = means {
                opened[*slot] = *value > 0;
            }
        }
        opened
    }

    /// Class, chain, entries, and how many take them.
    pub fn taken(&self, values: &[i64]) -> impl Iterator<Item = (usize, usize, &[u32], usize)> {
        self.columns.iter().zip(values).filter_map(|((means, _), value)| match means {
            Means::Takes { class, chain, entries } if *value > 0 => {
                Some((*class, *chain, &entries[..], *value as usize))
            }
            _ => None,
        })
    }
}
