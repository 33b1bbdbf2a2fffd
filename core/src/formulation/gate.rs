//! Rule `gate`: a stage opens once enough have been through another.

use std::collections::BTreeMap;

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::{GateData, Problem};
use crate::candidates::Candidates;
use crate::model::{GateId, RuleKind};

/// Coefficients up to which the rows that make a gate for everybody stronger are written.
const MOST_TERMS: usize = 500_000;

/// A take of the earlier stage by who counts.
struct Taking {
    class: usize,
    column: ColumnId,
    /// How much each of the class counts.
    value: i64,
    /// The first period at which it does not keep the gate closed.
    from: u64,
    /// From then on it counts no more: if all count, who has completed the stage does so whatever
    /// it takes.
    until: Option<u64>,
}

/// For each gate, at each start `t` of a slot that it binds, in order:
/// - `passed(t) ≤ passed(next)`; nobody is in a slot that starts at `t` unless `passed(t)`;
/// - `through(t) = through(before) + Σ value · take` over takes that end in time since, less those
///   that count no more;
/// - if all count, of whom `c(t)` have completed the stage: `of · (through(t) + c(t)) ≥ share · sum ·
///   passed(t)`;
/// - else, with `all` = through at the end of time: `of · through(t) − share · all ≥ −share · M ·
///   (1 − passed(t))`, where `M` is the most that `all` can be.
///
/// A gate for everybody has rows for each class besides, which the others imply for integers.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    for (position, gate) in problem.gates.iter().enumerate() {
        let id = GateId::new(position);
        let mut starts: Vec<u32> = (candidates.slots.iter())
            .filter(|slot| gate.binds(slot.stage, slot.environment))
            .map(|slot| slot.span.start)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        if starts.is_empty() {
            continue;
        }
        let passed = passed(formulation, id, &starts);
        bind_slots(formulation, candidates, (id, gate), &starts, &passed);
        let takings = takings(formulation, candidates, gate);
        count(formulation, (id, gate), &starts, &passed, &takings);
        if gate.share == gate.share_of {
            each_class(formulation, candidates, (id, gate), (&starts, &passed), &takings);
        }
    }
}

fn tag(gate: GateId) -> RowTag {
    RowTag::of(RuleKind::Gate).gate(gate)
}

fn passed(formulation: &mut Formulation, id: GateId, starts: &[u32]) -> Vec<ColumnId> {
    let program = &mut formulation.program;
    let passed: Vec<ColumnId> = (starts.iter())
        .map(|&period| program.add_integer(0, 1, ColumnTag::Passed { gate: id, period }))
        .collect();
    for (pair, period) in passed.windows(2).zip(starts) {
        program.at_most(vec![(pair[0], 1), (pair[1], -1)], 0, tag(id).period(*period));
    }
    passed
}

/// A generated slot that nobody is in is simply not open; one given by hand may be.
fn bind_slots(
    formulation: &mut Formulation,
    candidates: &Candidates,
    (id, gate): (GateId, &GateData),
    starts: &[u32],
    passed: &[ColumnId],
) {
    for (place, slot) in candidates.slots.iter().enumerate() {
        if !gate.binds(slot.stage, slot.environment) {
            continue;
        }
        let passed = passed[starts.partition_point(|start| *start < slot.span.start)];
        let tag = tag(id).slot(place).period(slot.span.start);
        if slot.by_hand.is_none() {
            formulation.program.at_most(vec![(formulation.open[place], 1), (passed, -1)], 0, tag);
            continue;
        }
        let offer = formulation.offer_of[place];
        for (class, flows) in formulation.flows.iter().enumerate() {
            let mut terms: Vec<_> = (flows.iter().flat_map(|flow| &flow.lines))
                .flat_map(|line| &line.takes)
                .filter(|(taken, _)| *taken == offer)
                .map(|(_, column)| (*column, 1))
                .collect();
            if !terms.is_empty() {
                terms.push((passed, -i64::from(candidates.classes[class].count())));
                formulation.program.at_most(terms, 0, tag.class(class));
            }
        }
    }
}

fn takings(formulation: &Formulation, candidates: &Candidates, gate: &GateData) -> Vec<Taking> {
    let mut takings = Vec::new();
    for (class, flows) in formulation.flows.iter().enumerate() {
        let counted = gate.counted[candidates.classes[class].first().index()];
        if counted.value == 0 {
            continue;
        }
        for (offer, column) in flows.iter().flat_map(|flow| &flow.lines).flat_map(|l| &l.takes) {
            let offer = &formulation.offers[offer.0 as usize];
            if offer.stage == gate.before {
                let lag = u64::from(gate.lag);
                let end = u64::from(offer.span.end) + lag;
                let done = counted.completed.map(|on| u64::from(on) + lag);
                let (from, until) = if gate.all {
                    (end, done)
                } else {
                    (done.map_or(end, |done| done.min(end)), None)
                };
                if until.is_none_or(|until| from < until) {
                    takings.push(Taking {
                        class,
                        column: *column,
                        value: counted.value,
                        from,
                        until,
                    });
                }
            }
        }
    }
    takings
}

fn count(
    formulation: &mut Formulation,
    (id, gate): (GateId, &GateData),
    starts: &[u32],
    passed: &[ColumnId],
    takings: &[Taking],
) {
    let program = &mut formulation.program;
    let most: i64 = {
        let mut of_class = BTreeMap::new();
        for taking in takings {
            let upper = program.columns[taking.column.index()].upper;
            let most = of_class.entry(taking.class).or_insert(0);
            *most = (taking.value * upper).max(*most);
        }
        of_class.values().sum()
    };
    let mut changes: Vec<(u64, ColumnId, i64)> = takings
        .iter()
        .flat_map(|taking| {
            let ends = taking.until.map(|until| (until, taking.column, -taking.value));
            [(taking.from, taking.column, taking.value)].into_iter().chain(ends)
        })
        .collect();
    changes.sort_unstable();
    let mut next = 0;
    let mut before: Option<ColumnId> = None;
    let mut through = Vec::new();
    // The last is the end of time.
    for period in starts.iter().copied().chain([u32::MAX]) {
        let column = program.add_implied(0, most, ColumnTag::Through { gate: id, period });
        let mut terms = vec![(column, 1)];
        terms.extend(before.map(|before| (before, -1)));
        let first = next;
        while changes.get(next).is_some_and(|change| change.0 <= u64::from(period)) {
            next += 1;
        }
        let mut since = BTreeMap::new();
        for (_, column, value) in &changes[first..next] {
            *since.entry(*column).or_insert(0) -= value;
        }
        terms.extend(since.into_iter().filter(|(_, value)| *value != 0));
        program.equal(terms, 0, tag(id).period(period));
        before = Some(column);
        through.push(column);
    }
    let all = through[starts.len()];
    for ((&period, &passed), &through) in starts.iter().zip(passed).zip(&through) {
        let tag = tag(id).period(period);
        if gate.all {
            let done = gate.counted.iter().filter(|c| c.is_through(gate.lag, period));
            let done: i64 = done.map(|c| c.value).sum();
            let terms = vec![(through, gate.share_of), (passed, -gate.share * gate.sum())];
            program.at_least(terms, -gate.share_of * done, tag);
        } else {
            let terms =
                vec![(through, gate.share_of), (all, -gate.share), (passed, -gate.share * most)];
            program.at_least(terms, -gate.share * most, tag);
        }
    }
}

/// Everybody: for each class of `n`, those late add up to at most `n · (1 − passed)`; if all count,
/// those in time to at least `n · passed`.
fn each_class(
    formulation: &mut Formulation,
    candidates: &Candidates,
    (id, gate): (GateId, &GateData),
    (starts, passed): (&[u32], &[ColumnId]),
    takings: &[Taking],
) {
    if takings.len().saturating_mul(starts.len()) > MOST_TERMS {
        return;
    }
    for of_class in takings.chunk_by(|a, b| a.class == b.class) {
        let class = of_class[0].class;
        let count = i64::from(candidates.classes[class].count());
        let counted = gate.counted[candidates.classes[class].first().index()];
        for (&period, &passed) in starts.iter().zip(passed) {
            let tag = tag(id).class(class).period(period);
            let at = u64::from(period);
            let columns = |late: bool| {
                let chosen = of_class.iter().filter(move |t| (t.from > at) == late);
                chosen.map(|taking| (taking.column, 1))
            };
            if gate.all && !counted.is_through(gate.lag, period) {
                let terms = columns(false).chain([(passed, -count)]).collect();
                formulation.program.at_least(terms, 0, tag);
            } else if !gate.all && of_class.iter().any(|taking| taking.from > at) {
                let terms = columns(true).chain([(passed, count)]).collect();
                formulation.program.at_most(terms, count, tag);
            }
        }
    }
}
