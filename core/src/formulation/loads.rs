//! The terms that depend on how full slots and environments are: `under_target` and `balance`.

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::model::EnvironmentId;

/// For each slot with a target: lack ≥ target · open − Σ size · take. Returns the lacks.
pub fn lacks(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> Vec<ColumnId> {
    let loads = by_offer(formulation, problem, candidates);
    let mut lacks = Vec::new();
    for (place, slot) in candidates.slots.iter().enumerate() {
        let target = i64::from(problem.target(slot.stage, slot.by_hand));
        if target == 0 {
            continue;
        }
        let column =
            formulation.program.add_implied(0, target, ColumnTag::Lack { slot: place as u32 });
        let mut terms = vec![(column, 1), (formulation.open[place], -target)];
        // An offer with a target is of one slot.
        terms.extend(loads[formulation.offer_of[place].0 as usize].iter().copied());
        formulation.program.at_least(terms, 0, RowTag::definition().slot(place));
        lacks.push(column);
    }
    lacks
}

/// The largest load of an environment: at least the sizes of all visits to it, for each.
pub fn largest(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> ColumnId {
    let loads = by_offer(formulation, problem, candidates);
    let most = problem.participants.iter().map(|participant| {
        let steps = participant.routes.iter().map(|route| route.steps.len()).max().unwrap_or(0);
        i64::from(participant.size) * steps as i64
    });
    let largest = formulation.program.add_implied(0, most.sum(), ColumnTag::LargestLoad);
    for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
        let mut terms = vec![(largest, 1)];
        // If the term counts, offers are of one slot each.
        for (offer, loads) in formulation.offers.iter().zip(&loads) {
            if candidates.slots[offer.slots[0]].environment == environment {
                terms.extend(loads.iter().map(|(column, size)| (*column, -size)));
            }
        }
        if terms.len() > 1 {
            let tag = RowTag::definition().environment(environment);
            formulation.program.at_least(terms, 0, tag);
        }
    }
    largest
}

/// By offer: the columns that fill it, with the size of each one.
fn by_offer(
    formulation: &Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> Vec<Vec<(ColumnId, i64)>> {
    let mut loads = vec![Vec::new(); formulation.offers.len()];
    for (class, flows) in candidates.classes.iter().zip(&formulation.flows) {
        let size = i64::from(problem.participants[class.first().index()].size);
        for (offer, column) in flows.iter().flat_map(|flow| &flow.lines).flat_map(|l| &l.takes) {
            loads[offer.0 as usize].push((*column, size));
        }
    }
    loads
}
