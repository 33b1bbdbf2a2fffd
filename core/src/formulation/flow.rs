//! Each variant of each class as a flow from step to step over time.

use super::{ColumnId, ColumnTag, Formulation, Offer, OfferId, RowTag};
use crate::calendar::Problem;
use crate::candidates::{Candidates, Class, Variant};
use crate::model::RuleKind;

/// The flow of one variant.
#[derive(Clone, Debug)]
pub struct VariantFlow {
    /// Place among the class's variants.
    pub variant: usize,
    /// How many take it.
    pub choose: ColumnId,
    /// By step of the chain: what can be taken.
    pub lines: Vec<Line>,
}

/// The line in front of a step.
#[derive(Clone, Debug)]
pub struct Line {
    /// Offers and how many take each, by start of the offer.
    pub takes: Vec<(OfferId, ColumnId)>,
    /// How many stay at each departure but the last; empty for the first step. A departure is a
    /// start of any of the offers.
    pub waits: Vec<(u32, ColumnId)>,
}

/// Adds the columns and rows of all flows.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    let mut flows = Vec::with_capacity(candidates.classes.len());
    for (place, class) in candidates.classes.iter().enumerate() {
        let mut of_class = Vec::new();
        for (variant, chain) in class.variants.iter().enumerate() {
            let offers = (&formulation.offers[..], &formulation.offer_of[..]);
            let reachable = reachable(problem, candidates, offers, class, chain);
            if reachable.iter().any(Vec::is_empty) {
                continue;
            }
            let flow = of_class.len();
            of_class.push(add_flow(formulation, (place, class), (flow, variant), reachable));
        }
        flows.push(of_class);
    }
    formulation.flows = flows;
}

/// By step, the offers through which a whole chain can pass, by start.
pub fn reachable(
    problem: &Problem,
    candidates: &Candidates,
    (offers, offer_of): (&[Offer], &[OfferId]),
    class: &Class,
    chain: &Variant,
) -> Vec<Vec<OfferId>> {
    let deadline = problem.participants[class.first().index()].deadline;
    let last = chain.steps.len() - 1;
    let mut steps: Vec<Vec<OfferId>> = (chain.steps.iter().enumerate())
        .map(|(position, step)| {
            let mut of_step: Vec<OfferId> = candidates
                .allowed(class, step.stage)
                .map(|slot| offer_of[slot])
                .filter(|offer| {
                    let span = offers[offer.0 as usize].span;
                    let in_time = deadline.is_none_or(|d| position < last || span.end <= d);
                    span.start >= step.from && in_time
                })
                .collect();
            of_step.sort_unstable_by_key(|offer| (offers[offer.0 as usize].span, *offer));
            of_step.dedup();
            of_step
        })
        .collect();
    let span = |offer: &OfferId| offers[offer.0 as usize].span;
    let ready = |offer: &OfferId, lag: i32| i64::from(span(offer).end) + i64::from(lag);
    for position in 1..steps.len() {
        let lag = chain.steps[position].min_lag;
        let first = steps[position - 1].iter().map(|offer| ready(offer, lag)).min();
        steps[position]
            .retain(|offer| first.is_some_and(|first| i64::from(span(offer).start) >= first));
    }
    for position in (1..steps.len()).rev() {
        let lag = chain.steps[position].min_lag;
        let latest = steps[position].iter().map(|offer| i64::from(span(offer).start)).max();
        steps[position - 1]
            .retain(|offer| latest.is_some_and(|latest| ready(offer, lag) <= latest));
    }
    steps
}

fn add_flow(
    formulation: &mut Formulation,
    (place, class): (usize, &Class),
    (flow, variant): (usize, usize),
    steps: Vec<Vec<OfferId>>,
) -> VariantFlow {
    let count = i64::from(class.count());
    let chain = &class.variants[variant];
    let offers = &formulation.offers;
    let program = &mut formulation.program;
    let (class_tag, flow_tag) = (place as u32, flow as u32);
    let choose =
        program.add_integer(0, count, ColumnTag::Choose { class: class_tag, flow: flow_tag });
    let mut lines: Vec<Line> = Vec::with_capacity(steps.len());
    for (position, of_step) in steps.into_iter().enumerate() {
        let step = position as u32;
        let takes: Vec<_> = (of_step.into_iter())
            .map(|offer| {
                let tag =
                    ColumnTag::Take { class: class_tag, flow: flow_tag, step, offer: offer.0 };
                (offer, program.add_integer(0, count, tag))
            })
            .collect();
        let start = |offer: OfferId| offers[offer.0 as usize].span.start;
        let Some(previous) = lines.last() else {
            // Nobody waits for the first step: all who choose the variant take it once.
            let mut terms: Vec<_> = takes.iter().map(|(_, column)| (*column, 1)).collect();
            terms.push((choose, -1));
            program.equal(terms, 0, RowTag::of(RuleKind::Demand).class(place));
            lines.push(Line { takes, waits: Vec::new() });
            continue;
        };
        let mut departures: Vec<u32> = takes.iter().map(|(offer, _)| start(*offer)).collect();
        departures.dedup();
        let waits: Vec<_> = departures[..departures.len() - 1]
            .iter()
            .map(|&departure| {
                let tag = ColumnTag::Wait { class: class_tag, flow: flow_tag, step, departure };
                (departure, program.add_implied(0, count, tag))
            })
            .collect();
        let mut arrivals: Vec<(i64, ColumnId)> = (previous.takes.iter())
            .map(|(offer, column)| {
                let end = i64::from(offers[offer.0 as usize].span.end);
                (end + i64::from(chain.steps[position].min_lag), *column)
            })
            .collect();
        arrivals.sort_unstable();
        let (mut arrived, mut left) = (0, 0);
        for (i, &departure) in departures.iter().enumerate() {
            let mut terms = Vec::new();
            if i > 0 {
                terms.push((waits[i - 1].1, 1));
            }
            while arrived < arrivals.len() && arrivals[arrived].0 <= i64::from(departure) {
                terms.push((arrivals[arrived].1, 1));
                arrived += 1;
            }
            while left < takes.len() && start(takes[left].0) == departure {
                terms.push((takes[left].1, -1));
                left += 1;
            }
            if let Some((_, wait)) = waits.get(i) {
                terms.push((*wait, -1));
            }
            let tag = RowTag::of(RuleKind::Order).class(place).period(departure);
            program.equal(terms, 0, tag);
        }
        lines.push(Line { takes, waits });
    }
    VariantFlow { variant, choose, lines }
}
