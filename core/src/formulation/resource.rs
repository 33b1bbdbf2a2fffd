//! Rule `resource`: open slots and those in them take no more than there is.

use super::{ColumnId, Formulation, RowTag};
use crate::calendar::{Problem, ResourceData, Span};
use crate::candidates::Candidates;
use crate::model::{ResourceId, RuleKind, StageId};

/// For each resource, at each period at which a slot that takes it may start or there is less than
/// before: Σ per slot · open + Σ per participant · take, over all that run then, ≤ amount.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    for (position, resource) in problem.resources.iter().enumerate() {
        let id = ResourceId::new(position);
        let takers = takers(formulation, problem, candidates, id);
        let mut rows: Vec<(u32, Vec<(ColumnId, i64)>)> = Vec::new();
        for period in periods(&takers, resource) {
            let terms: Vec<_> = (takers.iter().filter(|(span, ..)| span.holds(period)))
                .map(|(_, column, amount)| (*column, *amount))
                .collect();
            let most: i64 = (terms.iter())
                .map(|(column, amount)| amount * formulation.program.columns[column.index()].upper)
                .sum();
            if most > i64::from(resource.amount(period)) {
                rows.push((period, terms));
            }
        }
        for (period, terms) in rows {
            let tag = RowTag::of(RuleKind::Resource).resource(id).period(period);
            formulation.program.at_most(terms, i64::from(resource.amount(period)), tag);
        }
    }
}

/// Columns that take of the resource, when, and how much for each one.
fn takers(
    formulation: &Formulation,
    problem: &Problem,
    candidates: &Candidates,
    resource: ResourceId,
) -> Vec<(Span, ColumnId, i64)> {
    let of = |stage: StageId| {
        problem.stages[stage.index()].takes.iter().find(|take| take.resource == resource)
    };
    let mut takers = Vec::new();
    for (slot, open) in candidates.slots.iter().zip(&formulation.open) {
        if let Some(take) = of(slot.stage).filter(|take| take.per_slot > 0) {
            takers.push((slot.span, *open, i64::from(take.per_slot)));
        }
    }
    for line in formulation.flows.iter().flatten().flat_map(|flow| &flow.lines) {
        for (offer, column) in &line.takes {
            let offer = &formulation.offers[offer.0 as usize];
            if let Some(take) = of(offer.stage).filter(|take| take.per_participant > 0) {
                takers.push((offer.span, *column, i64::from(take.per_participant)));
            }
        }
    }
    takers
}

/// The periods at which more may be taken, or less is there, than before.
fn periods(takers: &[(Span, ColumnId, i64)], resource: &ResourceData) -> Vec<u32> {
    let less = resource.amounts.windows(2).filter(|pair| pair[1].1 < pair[0].1);
    let mut periods: Vec<u32> =
        takers.iter().map(|(span, ..)| span.start).chain(less.map(|pair| pair[1].0)).collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}
