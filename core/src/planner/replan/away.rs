//! Those who leave where they were, on their way: through other slots, until they are back.
//!
//! Participants of one itinerary are a group: how many of it are where they were is counted visit by
//! visit. Whoever leaves goes on from step to step of its route through any slots, at their times, and
//! may come back before any later visit; who it is, nobody asks. So a row for each route and step says
//! what moving one visit costs the next ones, without a choice of slots for each participant.

use std::collections::BTreeMap;

use crate::formulation::{ColumnId, ColumnTag, Formulation, OfferId, RowTag};
use crate::model::{ParticipantId, RuleKind, StageId};

/// Participants that were in the same slots for the same route.
pub struct Group {
    pub members: Vec<ParticipantId>,
    pub size: i64,
    /// Steps of the route: the stage, and periods after the step before.
    pub steps: Vec<(StageId, i64)>,
    /// By step: where they were.
    pub homes: Vec<Home>,
    /// Whether all steps have to be taken by whoever leaves; else nothing is asked of them.
    pub is_bound: bool,
}

/// A visit to where somebody was.
pub struct Home {
    /// Place among the slots of where everybody was.
    pub slot: u32,
    /// The class of the relaxation's participants that stand for it.
    pub class: usize,
    pub start: u32,
    pub end: u32,
}

/// By stage: offers, and the column that counts the seats taken in each.
pub type Seats = BTreeMap<StageId, Vec<(OfferId, ColumnId)>>;

/// Adds columns and rows; by group and visit, the column that says how many are where they were.
///
/// With `h` of a group's members at home for a visit, `l` who leave before it, `j` who come back for it:
/// - `h(v) = h(v-1) - l(v) + j(v)`; over all groups, `Σ h` are those whom the class has in that slot;
/// - for each route and step, flow is kept from start to start: those who leave, or end the step before,
///   wait, take a seat, or come back;
/// - seats taken by all routes are at most those that are taken in the offer.
pub fn add(
    formulation: &mut Formulation,
    groups: &[Group],
    seats: &Seats,
    open_from: u32,
) -> Vec<Vec<ColumnId>> {
    let mut stays: Vec<Vec<ColumnId>> = Vec::with_capacity(groups.len());
    let mut ways: BTreeMap<(Steps<'_>, i64), Way> = BTreeMap::new();
    for group in groups {
        let count = group.members.len() as i64;
        let program = &mut formulation.program;
        let mut of_group: Vec<ColumnId> = Vec::new();
        let mut way = group.is_bound.then(|| {
            let way = ways.entry((&group.steps[..], group.size)).or_default();
            way.count += count;
            way.steps.resize_with(group.steps.len(), Step::default);
            way
        });
        for (visit, home) in group.homes.iter().enumerate() {
            let stay = program.add_integer(0, count, ColumnTag::Relaxed);
            if let Some(way) = &mut way {
                let leave = program.add_implied(0, count, ColumnTag::Relaxed);
                let mut terms = vec![(stay, 1), (leave, 1)];
                let ready = match visit.checked_sub(1) {
                    None => i64::from(open_from),
                    Some(before) => {
                        let back = program.add_implied(0, count, ColumnTag::Relaxed);
                        way.steps[visit].leave.push((i64::from(home.start), back));
                        terms.extend([(of_group[before], -1), (back, -1)]);
                        i64::from(group.homes[before].end) + group.steps[visit].1
                    }
                };
                way.steps[visit].enter.push((ready, leave));
                let side = if visit == 0 { count } else { 0 };
                program.equal(terms, side, RowTag::of(RuleKind::Order));
            }
            of_group.push(stay);
        }
        stays.push(of_group);
    }
    at_home(formulation, groups, &stays);
    let mut taken: BTreeMap<OfferId, Vec<(ColumnId, i64)>> = BTreeMap::new();
    for ((steps, size), way) in ways {
        walk(formulation, (steps, size), way, seats, &mut taken);
    }
    for (offer, seat) in seats.values().flatten() {
        if let Some(mut terms) = taken.remove(offer) {
            terms.push((*seat, -1));
            formulation.program.at_most(terms, 0, RowTag::of(RuleKind::Capacity));
        }
    }
    stays
}

/// Steps of a route: the stage, and periods after the step before.
type Steps<'g> = &'g [(StageId, i64)];

/// What happens on the way of a route.
#[derive(Default)]
struct Way {
    count: i64,
    steps: Vec<Step>,
}

/// Who gets in line before a step, and who leaves the line to come back: when, and how many.
#[derive(Default)]
struct Step {
    enter: Vec<(i64, ColumnId)>,
    leave: Vec<(i64, ColumnId)>,
}

/// The members at home, over all groups, are those of the class.
fn at_home(formulation: &mut Formulation, groups: &[Group], stays: &[Vec<ColumnId>]) {
    let mut classes: BTreeMap<usize, (Vec<(ColumnId, i64)>, i64)> = BTreeMap::new();
    for (group, stays) in groups.iter().zip(stays) {
        for (home, stay) in group.homes.iter().zip(stays) {
            let (terms, count) = classes.entry(home.class).or_default();
            terms.push((*stay, 1));
            *count += group.members.len() as i64;
        }
    }
    for (class, (mut terms, count)) in classes {
        terms.push((formulation.unplaced[class], 1));
        formulation.program.equal(terms, count, RowTag::of(RuleKind::Demand).class(class));
    }
}

/// Adds the lines before each step of a route, and what is taken of each offer.
fn walk(
    formulation: &mut Formulation,
    (steps, size): (Steps<'_>, i64),
    way: Way,
    seats: &Seats,
    taken: &mut BTreeMap<OfferId, Vec<(ColumnId, i64)>>,
) {
    let count = way.count;
    let mut ended: Vec<(i64, ColumnId)> = Vec::new();
    for (&(stage, lag), step) in steps.iter().zip(way.steps) {
        let mut enter = step.enter;
        enter.extend(ended.drain(..).map(|(end, column)| (end + lag, column)));
        enter.sort_unstable();
        let mut leave = step.leave;
        for (offer, _) in seats.get(&stage).into_iter().flatten() {
            let span = formulation.offers[offer.0 as usize].span;
            let take = formulation.program.add_implied(0, count, ColumnTag::Relaxed);
            leave.push((i64::from(span.start), take));
            ended.push((i64::from(span.end), take));
            taken.entry(*offer).or_default().push((take, size));
        }
        leave.sort_unstable();
        let mut waiting: Option<ColumnId> = None;
        let mut entered = enter.into_iter().peekable();
        let mut left = leave.into_iter().peekable();
        while let Some(&(now, _)) = left.peek() {
            let mut terms: Vec<(ColumnId, i64)> =
                waiting.map(|column| (column, 1)).into_iter().collect();
            while let Some((_, column)) = entered.next_if(|(at, _)| *at <= now) {
                terms.push((column, 1));
            }
            while let Some((_, column)) = left.next_if(|(at, _)| *at == now) {
                terms.push((column, -1));
            }
            waiting = (left.peek())
                .map(|_| formulation.program.add_implied(0, count, ColumnTag::Relaxed));
            terms.extend(waiting.map(|column| (column, -1)));
            let tag = RowTag::of(RuleKind::Order).stage(stage);
            formulation.program.equal(terms, 0, tag);
        }
        // Whoever comes too late for all seats does not come.
        let late: Vec<_> = entered.map(|(_, column)| (column, 1)).collect();
        if !late.is_empty() {
            formulation.program.at_most(late, 0, RowTag::of(RuleKind::Order).stage(stage));
        }
    }
}
