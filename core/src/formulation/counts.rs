//! How many slots a group of participants needs: rows that follow from the others for whole
//! numbers, but not for fractions.
//!
//! Let participants who together take `n` units of room ask for a stage, of which a slot has `c`, and
//! `n - 1 = q·c + r - 1` with `1 <= r <= c`. Let those who take the stage in slots that start in a
//! window take `x` units, and `y` of the stage's slots that start there be open. Then
//! `r·y - x >= r·(q + 1) - n`.
//!
//! Proof: `j = n - x` units are not taken there. If `j < r`, then `x > q·c`, so `y >= q + 1`, and
//! `r·y >= r·(q + 1) - j`. Else `j = r + i·c + k` with `0 <= k < c`; `x = q·c - i·c - k`, so
//! `y >= q - i`, and `r·(q + 1) - j = r·q - i·c - k <= r·q - i·r`, because `c >= r`. Whoever is not
//! placed is among the `j`. It holds for the largest `c` of any slot. A unit is a participant where
//! all have one size, and else what size 1 takes.

use std::collections::BTreeMap;

use super::{ColumnId, Formulation, OfferId, Row, RowTag};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::model::{RuleKind, StageId};

/// Participants of one class, as demand for one stage.
#[derive(Clone, Debug)]
pub struct Demand {
    /// How many.
    pub count: u32,
    /// Units of room that each takes.
    pub size: u32,
    /// Offers of the stage that they could take, with the columns, by start of the offer.
    pub takes: Vec<(OfferId, ColumnId)>,
}

/// All demand for one stage.
#[derive(Clone, Debug)]
pub struct StageDemand {
    /// The stage.
    pub stage: StageId,
    /// Units of room that a slot has at most.
    pub capacity: u32,
    /// By class.
    pub demands: Vec<Demand>,
    /// Slots of the stage that any of them could be in: start and column, by start.
    pub slots: Vec<(u32, ColumnId)>,
}

/// The demand for each stage.
pub fn stage_demands(
    formulation: &Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> Vec<StageDemand> {
    let mut found: BTreeMap<StageId, Vec<Demand>> = BTreeMap::new();
    for (place, class) in candidates.classes.iter().enumerate() {
        let size = problem.participants[class.first().index()].size;
        for allowed in &class.allowed {
            let mut takes: Vec<(OfferId, ColumnId)> = (formulation.flows[place].iter())
                .flat_map(|flow| flow.lines.iter().flat_map(|line| &line.takes))
                .filter(|(offer, _)| formulation.offers[offer.0 as usize].stage == allowed.stage)
                .copied()
                .collect();
            takes.sort_unstable_by_key(|(offer, column)| {
                (formulation.offers[offer.0 as usize].span.start, *offer, *column)
            });
            if takes.is_empty() {
                continue;
            }
            let demand = Demand { count: class.count(), size, takes };
            found.entry(allowed.stage).or_default().push(demand);
        }
    }
    (found.into_iter())
        .map(|(stage, mut demands)| {
            let size = demands[0].size;
            let unit = if demands.iter().all(|demand| demand.size == size) { size } else { 1 };
            for demand in &mut demands {
                demand.size /= unit;
            }
            let mut offers: Vec<OfferId> =
                demands.iter().flat_map(|d| d.takes.iter().map(|(offer, _)| *offer)).collect();
            offers.sort_unstable();
            offers.dedup();
            let mut slots: Vec<(u32, ColumnId)> = Vec::new();
            let mut capacity = 0;
            for slot in offers.iter().flat_map(|o| &formulation.offers[o.0 as usize].slots) {
                let data = &candidates.slots[*slot];
                capacity = capacity.max(data.capacity_max / unit);
                slots.push((data.span.start, formulation.open[*slot]));
            }
            slots.sort_unstable();
            StageDemand { stage, capacity, demands, slots }
        })
        .collect()
}

impl Demand {
    /// Units of room that all of them take.
    pub fn units(&self) -> i64 {
        i64::from(self.count) * i64::from(self.size)
    }
}

impl StageDemand {
    /// The row for some of the classes, by place, and slots that start in `[from, to]`.
    pub fn row(&self, starts: &[u32], of: &[usize], from: u32, to: u32) -> Row {
        let n: i64 = of.iter().map(|place| self.demands[*place].units()).sum();
        let (q, r) = self.split(n);
        let inside = |start: u32| from <= start && start <= to;
        let mut terms: Vec<(ColumnId, i64)> = (self.slots.iter())
            .filter(|(start, _)| inside(*start))
            .map(|(_, column)| (*column, r))
            .collect();
        for place in of {
            let demand = &self.demands[*place];
            let takes = demand.takes.iter();
            terms.extend(
                takes
                    .filter(|(offer, _)| inside(starts[offer.0 as usize]))
                    .map(|(_, column)| (*column, -i64::from(demand.size))),
            );
        }
        let tag = RowTag::of(RuleKind::Capacity).stage(self.stage).period(from);
        Row { terms, lower: Some(r * (q + 1) - n), upper: None, tag }
    }

    /// `q` and `r` for so many units.
    pub fn split(&self, n: i64) -> (i64, i64) {
        let capacity = i64::from(self.capacity.max(1));
        ((n - 1) / capacity, (n - 1) % capacity + 1)
    }
}

/// For each stage: all who ask for it, over all its slots.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    let starts: Vec<u32> = formulation.offers.iter().map(|offer| offer.span.start).collect();
    for demand in stage_demands(formulation, problem, candidates) {
        let all: Vec<usize> = (0..demand.demands.len()).collect();
        let row = demand.row(&starts, &all, 0, u32::MAX);
        formulation.program.rows.push(row);
    }
}
