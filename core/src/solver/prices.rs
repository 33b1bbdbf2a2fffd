//! Bounds and exclusions from prices on rows.
//!
//! Any prices of the right sign on the rows other than the flows' give a bound: every class takes
//! its cheapest itineraries at these prices, every other column its cheapest bound. How much dearer
//! the cheapest solution with a given column is, is that column's margin; where bound and margin
//! together exceed what a better plan may cost, the column is 0 in every better plan.

use crate::candidates::Candidates;
use crate::formulation::{ColumnId, Formulation, Linear, Row, VariantFlow};

/// What prices say.
pub struct Priced {
    /// No solution has less, in the objective's units, up to rounding.
    pub bound: f64,
    /// By column: no solution in which it is positive has less than the bound and this.
    pub margins: Vec<f64>,
}

impl Priced {
    /// By column: whether no solution in which it is positive has at most `target`.
    pub fn beyond(&self, target: i64) -> impl Iterator<Item = bool> + '_ {
        let target = target as f64;
        let slack = 1e-6 * target.abs().max(1.0);
        let bound = self.bound;
        self.margins.iter().map(move |margin| *margin > 0.0 && bound + margin > target + slack)
    }
}

/// Evaluates prices on all rows, those of the program first, then `extra`; the flows' own rows are
/// left out. Prices of the wrong sign count as 0. Columns that are `closed` stay at their lower
/// bound. An infinite bound says that there is no solution.
pub fn evaluate(
    formulation: &Formulation,
    candidates: &Candidates,
    objective: &Linear,
    extra: &[Row],
    closed: &[bool],
    prices: &[f64],
) -> Priced {
    let program = &formulation.program;
    let mut costs = vec![0.0; program.columns.len()];
    for (column, coefficient) in &objective.terms {
        costs[column.index()] += *coefficient as f64;
    }
    let mut bound = objective.constant as f64;
    let rows = program.rows.iter().chain(extra).zip(prices).skip(formulation.flow_rows);
    for (row, price) in rows {
        let side = if *price > 0.0 { row.lower } else { row.upper };
        let Some(side) = side.filter(|_| *price != 0.0 && price.is_finite()) else { continue };
        bound += price * side as f64;
        for (column, coefficient) in &row.terms {
            costs[column.index()] -= price * *coefficient as f64;
        }
    }
    let mut margins = vec![f64::NAN; program.columns.len()];
    for (cost, (_, column)) in costs
        .iter_mut()
        .zip(closed.iter().zip(&program.columns))
        .filter(|(_, (closed, _))| **closed)
    {
        if column.lower == 0 {
            *cost = f64::INFINITY;
        }
    }
    for (place, class) in candidates.classes.iter().enumerate() {
        let each = price_class(formulation, candidates, place, &costs, &mut margins);
        bound += each * f64::from(class.count());
    }
    for (place, column) in program.columns.iter().enumerate() {
        if margins[place].is_nan() {
            let cost = costs[place];
            let at = if cost > 0.0 { column.lower } else { column.upper };
            if at != 0 {
                bound += cost * at as f64;
            }
            margins[place] = if column.lower == 0 { cost.max(0.0) } else { 0.0 };
        }
    }
    Priced { bound, margins }
}

/// The cheapest way of one of a class, placed or not; fills in the margins of its columns.
fn price_class(
    formulation: &Formulation,
    candidates: &Candidates,
    place: usize,
    costs: &[f64],
    margins: &mut [f64],
) -> f64 {
    let unplaced = formulation.unplaced[place];
    let missing = costs[unplaced.index()];
    let flows: Vec<Passage> = (formulation.flows[place].iter())
        .map(|flow| {
            let chain = &candidates.classes[place].variants[flow.variant];
            let lags: Vec<i32> = chain.steps.iter().map(|step| step.min_lag).collect();
            Passage::new(formulation, flow, &lags, costs)
        })
        .collect();
    let best = flows.iter().map(|flow| flow.cheapest).fold(missing, f64::min);
    if best == f64::INFINITY {
        margins[unplaced.index()] = best;
        return best;
    }
    margins[unplaced.index()] = missing - best;
    for (flow, passage) in formulation.flows[place].iter().zip(&flows) {
        margins[flow.choose.index()] = passage.cheapest - best;
        for (column, through) in &passage.through {
            margins[column.index()] = through - best;
        }
    }
    best
}

/// The cheapest itineraries of one flow.
struct Passage {
    cheapest: f64,
    /// By column of the flow: the cheapest itinerary that uses it.
    through: Vec<(ColumnId, f64)>,
}

impl Passage {
    fn new(formulation: &Formulation, flow: &VariantFlow, lags: &[i32], costs: &[f64]) -> Self {
        let span = |offer: crate::formulation::OfferId| formulation.offers[offer.0 as usize].span;
        let cost = |column: ColumnId| costs[column.index()];
        let choose = cost(flow.choose);
        let steps = flow.lines.len();
        // The departure that who takes an offer of the step before joins the line at.
        let departures: Vec<Vec<u32>> = (flow.lines.iter())
            .map(|line| {
                let mut starts: Vec<u32> =
                    line.takes.iter().map(|(offer, _)| span(*offer).start).collect();
                starts.dedup();
                starts
            })
            .collect();
        let joins = |step: usize, end: u32| {
            let at = i64::from(end) + i64::from(lags[step]);
            departures[step].partition_point(|departure| i64::from(*departure) < at)
        };
        // Forward: the cheapest way to be in the line at each departure, before it.
        let mut before: Vec<Vec<f64>> =
            departures.iter().map(|d| vec![f64::INFINITY; d.len()]).collect();
        if let Some(first) = before.first_mut() {
            first.fill(choose);
        }
        for step in 0..steps {
            let line = &flow.lines[step];
            for (i, (_, wait)) in line.waits.iter().enumerate() {
                let stayed = before[step][i] + cost(*wait);
                before[step][i + 1] = before[step][i + 1].min(stayed);
            }
            if step + 1 == steps {
                break;
            }
            for (offer, take) in &line.takes {
                let span = span(*offer);
                let here = departures[step].partition_point(|d| *d < span.start);
                let there = joins(step + 1, span.end);
                let reached = before[step][here] + cost(*take);
                if let Some(best) = before[step + 1].get_mut(there) {
                    *best = best.min(reached);
                }
            }
        }
        // Backward: the cheapest way to the end from the line at each departure.
        let mut after: Vec<Vec<f64>> =
            departures.iter().map(|d| vec![f64::INFINITY; d.len()]).collect();
        let mut through = vec![(flow.choose, f64::INFINITY)];
        for step in (0..steps).rev() {
            let line = &flow.lines[step];
            for (offer, take) in &line.takes {
                let span = span(*offer);
                let here = departures[step].partition_point(|d| *d < span.start);
                let rest = if step + 1 == steps {
                    0.0
                } else {
                    after[step + 1].get(joins(step + 1, span.end)).copied().unwrap_or(f64::INFINITY)
                };
                let onward = cost(*take) + rest;
                after[step][here] = after[step][here].min(onward);
                through.push((*take, before[step][here] + onward));
            }
            for (i, (_, wait)) in line.waits.iter().enumerate().rev() {
                let onward = cost(*wait) + after[step][i + 1];
                after[step][i] = after[step][i].min(onward);
                through.push((*wait, before[step][i] + onward));
            }
        }
        let cheapest =
            after.first().map_or(0.0, |first| first.iter().copied().fold(f64::INFINITY, f64::min))
                + choose;
        through[0].1 = cheapest;
        Self { cheapest, through }
    }
}
