//! Rule `movable`: movable maintenance takes one of its places, and no slot runs then.

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::model::RuleKind;

/// For each maintenance: Σ place = 1; for each slot in one of its environments:
/// open + Σ of the places that it overlaps ≤ 1.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    let mut all: Vec<Vec<ColumnId>> = Vec::with_capacity(problem.maintenance.len());
    for (number, one) in problem.maintenance.iter().enumerate() {
        let columns: Vec<ColumnId> = (0..one.places.len() as u32)
            .map(|place| {
                let tag = ColumnTag::Place { maintenance: number as u32, place };
                formulation.program.add_integer(0, 1, tag)
            })
            .collect();
        let tag = RowTag::of(RuleKind::Movable);
        let terms = columns.iter().map(|column| (*column, 1)).collect();
        formulation.program.equal(terms, 1, tag);
        for (slot, data) in candidates.slots.iter().enumerate() {
            if !one.is_on(data.environment) {
                continue;
            }
            let mut terms: Vec<_> = (one.places.iter().zip(&columns))
                .filter(|(place, _)| place.span.overlaps(data.span))
                .map(|(_, column)| (*column, 1))
                .collect();
            if !terms.is_empty() {
                terms.push((formulation.open[slot], 1));
                formulation.program.at_most(terms, 1, tag.environment(data.environment).slot(slot));
            }
        }
        all.push(columns);
    }
    formulation.places = all;
}
