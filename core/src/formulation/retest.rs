//! Rule `retest`: places kept for re-tests are taken by nobody else.

use super::{ColumnId, Formulation, RowTag};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::model::RuleKind;

/// For each slot that keeps places: Σ size·x over those who do not re-test ≤ (most − kept) · open.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    // Offers that keep places are of one slot each.
    let mut first: Vec<Vec<(ColumnId, i64)>> = vec![Vec::new(); formulation.offers.len()];
    for (class, flows) in candidates.classes.iter().zip(&formulation.flows) {
        let data = &problem.participants[class.first().index()];
        for (offer, column) in flows.iter().flat_map(|flow| &flow.lines).flat_map(|l| &l.takes) {
            if !data.retests.contains(&formulation.offers[offer.0 as usize].stage) {
                first[offer.0 as usize].push((*column, i64::from(data.size)));
            }
        }
    }
    for (offer, mut terms) in first.into_iter().enumerate() {
        let place = formulation.offers[offer].slots[0];
        let slot = &candidates.slots[place];
        if slot.reserved == 0 || terms.is_empty() {
            continue;
        }
        let left = i64::from(slot.capacity_max - slot.reserved);
        terms.push((formulation.open[place], -left));
        let tag = RowTag::of(RuleKind::Retest).stage(slot.stage).slot(place);
        formulation.program.at_most(terms, 0, tag);
    }
}
