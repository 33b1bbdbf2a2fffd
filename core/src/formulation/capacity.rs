//! Rule `capacity`: slots and environments take no more than they can, and no less than a slot's
//! least.

use std::collections::BTreeMap;

use super::{ColumnId, ColumnTag, Formulation, OfferId, RowTag};
use crate::calendar::{Problem, Span};
use crate::candidates::Candidates;
use crate::model::{EnvironmentId, RuleKind};

/// How many of one class are in an offer: columns over variants and steps.
struct Load {
    class: usize,
    columns: Vec<ColumnId>,
}

/// Adds, for each offer of slots `S` with takes `x` of classes `c`:
/// - Σ size(c)·x(c) ≤ max · Σ open(S), and x(c) ≤ count(c) · Σ open(S) where that is stronger;
/// - Σ size(c)·x(c) ≥ min · open for a slot with a least (that anybody is in it, for one by hand);
///
/// and for each environment with a most, at each start: Σ size·x over what runs ≤ most.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    let loads = loads(formulation);
    let size = |class: usize| {
        i64::from(problem.participants[candidates.classes[class].first().index()].size)
    };
    for (offer, of_offer) in loads.iter().enumerate() {
        let data = formulation.offers[offer].clone();
        if of_offer.is_empty() {
            continue;
        }
        let tag = RowTag::of(RuleKind::Capacity).stage(data.stage).slot(data.slots[0]);
        let open: Vec<_> = data.slots.iter().map(|slot| formulation.open[*slot]).collect();
        let filling: Vec<(ColumnId, i64)> = (of_offer.iter())
            .flat_map(|load| load.columns.iter().map(|column| (*column, size(load.class))))
            .collect();
        let program = &mut formulation.program;
        let maximum = i64::from(data.capacity_max);
        let mut terms = filling.clone();
        terms.extend(open.iter().map(|column| (*column, -maximum)));
        program.at_most(terms, 0, tag);
        for load in of_offer {
            let count = i64::from(candidates.classes[load.class].count());
            let alone = of_offer.len() == 1;
            if count * size(load.class) < maximum || (!alone && count == 1) {
                let mut terms: Vec<_> = load.columns.iter().map(|column| (*column, 1)).collect();
                terms.extend(open.iter().map(|column| (*column, -count)));
                program.at_most(terms, 0, tag.class(load.class));
            }
        }
        if data.capacity_min > 0 {
            let minimum = i64::from(data.capacity_min);
            let slot = data.slots[0];
            // A generated slot that nobody is in is simply not open.
            let occupied = if candidates.slots[slot].by_hand.is_some() {
                let column = program.add_integer(0, 1, ColumnTag::Occupied { slot: slot as u32 });
                let mut terms = filling.clone();
                terms.push((column, -maximum));
                program.at_most(terms, 0, tag);
                column
            } else {
                open[0]
            };
            let mut terms = filling;
            terms.push((occupied, -minimum));
            program.at_least(terms, 0, tag);
        }
    }
    environments(formulation, problem, candidates, &loads, size);
}

/// By offer, who could take it, by class.
fn loads(formulation: &Formulation) -> Vec<Vec<Load>> {
    let mut loads: Vec<BTreeMap<usize, Vec<ColumnId>>> =
        (0..formulation.offers.len()).map(|_| BTreeMap::new()).collect();
    for (class, flows) in formulation.flows.iter().enumerate() {
        for (OfferId(offer), column) in
            flows.iter().flat_map(|flow| flow.lines.iter().flat_map(|line| &line.takes))
        {
            loads[*offer as usize].entry(class).or_default().push(*column);
        }
    }
    (loads.into_iter())
        .map(|of_offer| {
            of_offer.into_iter().map(|(class, columns)| Load { class, columns }).collect()
        })
        .collect()
}

fn environments(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
    loads: &[Vec<Load>],
    size: impl Fn(usize) -> i64,
) {
    for (position, environment) in problem.environments.iter().enumerate() {
        let Some(maximum) = environment.max_participants else { continue };
        let id = EnvironmentId::new(position);
        // Offers in such an environment are of one slot each.
        let here: Vec<(usize, Span)> = (formulation.offers.iter().enumerate())
            .filter(|(_, offer)| candidates.slots[offer.slots[0]].environment == id)
            .map(|(place, offer)| (place, offer.span))
            .collect();
        let mut starts: Vec<u32> = here.iter().map(|(_, span)| span.start).collect();
        starts.sort_unstable();
        starts.dedup();
        for period in starts {
            let terms: Vec<_> = (here.iter())
                .filter(|(_, span)| span.holds(period))
                .flat_map(|(offer, _)| &loads[*offer])
                .flat_map(|load| load.columns.iter().map(|column| (*column, size(load.class))))
                .collect();
            if !terms.is_empty() {
                let tag = RowTag::of(RuleKind::Capacity).environment(id).period(period);
                formulation.program.at_most(terms, i64::from(maximum), tag);
            }
        }
    }
}
