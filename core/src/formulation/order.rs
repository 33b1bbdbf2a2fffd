//! Rule `order`: at most so long between the steps of a route. That they follow one another, and at
//! least so long apart, is in the flow.

use super::{ColumnId, Formulation, RowTag, VariantFlow};
use crate::candidates::Candidates;
use crate::model::RuleKind;

/// For a step with a largest lag, at each end `e` of the step before: those who started the step by
/// `e + lag` are at least those who ended the one before by `e`. Members of a class are matched
/// first in, first out, so the counts decide.
pub fn add(formulation: &mut Formulation, candidates: &Candidates) {
    for (place, class) in candidates.classes.iter().enumerate() {
        for flow in formulation.flows[place].clone() {
            for (position, step) in class.variants[flow.variant].steps.iter().enumerate().skip(1) {
                let Some(max_lag) = step.max_lag else { continue };
                let tag = RowTag::of(RuleKind::Order).class(place).stage(step.stage);
                for end in ends(formulation, &flow, position - 1) {
                    let latest = i64::from(end) + i64::from(max_lag);
                    let mut terms = started_by(formulation, &flow, position, latest);
                    let ended = ended_by(formulation, &flow, position - 1, i64::from(end));
                    terms.extend(ended.into_iter().map(|column| (column, -1)));
                    formulation.program.at_least(terms, 0, tag.period(end));
                }
            }
        }
    }
}

/// The distinct ends of what can be taken for a step, in order.
pub fn ends(formulation: &Formulation, flow: &VariantFlow, position: usize) -> Vec<u32> {
    let mut ends: Vec<u32> = (flow.lines[position].takes.iter())
        .map(|(offer, _)| formulation.offers[offer.0 as usize].span.end)
        .collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Takes of a step that start by then, each once.
pub fn started_by(
    formulation: &Formulation,
    flow: &VariantFlow,
    position: usize,
    period: i64,
) -> Vec<(ColumnId, i64)> {
    (flow.lines[position].takes.iter())
        .filter(|(offer, _)| i64::from(formulation.offers[offer.0 as usize].span.start) <= period)
        .map(|(_, column)| (*column, 1))
        .collect()
}

/// Takes of a step that end by then.
pub fn ended_by(
    formulation: &Formulation,
    flow: &VariantFlow,
    position: usize,
    period: i64,
) -> Vec<ColumnId> {
    (flow.lines[position].takes.iter())
        .filter(|(offer, _)| i64::from(formulation.offers[offer.0 as usize].span.end) <= period)
        .map(|(_, column)| *column)
        .collect()
}
