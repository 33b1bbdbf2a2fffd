//! Rule `demand`: each of a class takes one variant, or is not placed.

use super::{Formulation, RowTag};
use crate::candidates::Candidates;
use crate::model::RuleKind;

/// Σ over variants of `choose` + `unplaced` = members. That a chosen variant's steps are all taken
/// is in the flow.
pub fn add(formulation: &mut Formulation, candidates: &Candidates) {
    for (place, class) in candidates.classes.iter().enumerate() {
        let mut terms: Vec<_> =
            formulation.flows[place].iter().map(|flow| (flow.choose, 1)).collect();
        terms.push((formulation.unplaced[place], 1));
        let tag = RowTag::of(RuleKind::Demand).class(place);
        formulation.program.equal(terms, i64::from(class.count()), tag);
    }
}
