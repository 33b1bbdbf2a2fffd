//! Rule `prerequisite`, where lags alone do not put the stage that is asked for before. Where they
//! do, or where it is complete already, the candidates have it.

use super::order::{ended_by, started_by};
use super::{Formulation, RowTag};
use crate::candidates::Candidates;
use crate::model::RuleKind;

/// For a step that waits for an earlier one: at each of its starts, those who started by then are
/// at most those for whom the earlier one ended by then.
pub fn add(formulation: &mut Formulation, candidates: &Candidates) {
    for (place, class) in candidates.classes.iter().enumerate() {
        for flow in formulation.flows[place].clone() {
            for (position, step) in class.variants[flow.variant].steps.iter().enumerate() {
                let mut starts: Vec<u32> = (flow.lines[position].takes.iter())
                    .map(|(offer, _)| formulation.offers[offer.0 as usize].span.start)
                    .collect();
                starts.dedup();
                let tag = RowTag::of(RuleKind::Prerequisite).class(place).stage(step.stage);
                for &earlier in &step.after {
                    for &start in &starts {
                        let at = i64::from(start);
                        let mut terms = started_by(formulation, &flow, position, at);
                        let ended = ended_by(formulation, &flow, earlier as usize, at);
                        terms.extend(ended.into_iter().map(|column| (column, -1)));
                        formulation.program.at_most(terms, 0, tag.period(start));
                    }
                }
            }
        }
    }
}
