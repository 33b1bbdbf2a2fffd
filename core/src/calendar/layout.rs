//! Single facts of a programme in working periods: what laying out a problem and judging a
//! programme both need.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::Datelike;

use super::span::union;
use super::{Reasoned, ResourceData, Span, Timeline};
use crate::model::{
    AmountChange, Environment, Programme, Resource, Stage, Starts, Target, Unavailability,
    UnavailabilityId, When, Window,
};

/// When an environment is open to each stage.
///
/// A window that names a stage replaces, for that stage, the windows that name none.
pub(super) struct Open<'a> {
    named: HashMap<&'a str, Vec<Span>>,
    to_all: Vec<Span>,
}

impl<'a> Open<'a> {
    /// The windows of an environment.
    pub fn new(timeline: &Timeline, windows: impl Iterator<Item = &'a Window>) -> Self {
        let mut named: HashMap<&str, Vec<Span>> = HashMap::new();
        let mut to_all = Vec::new();
        for window in windows {
            let span = timeline.inside(window.from, window.to);
            if window.stages.is_empty() {
                to_all.push(span);
            }
            for stage in &window.stages {
                named.entry(stage).or_default().push(span);
            }
        }
        let named = named.into_iter().map(|(stage, spans)| (stage, union(spans))).collect();
        Self { named, to_all: union(to_all) }
    }

    /// The periods in which it is open to a stage, sorted and disjoint.
    pub fn to(&self, stage: &str) -> &[Span] {
        self.named.get(stage).unwrap_or(&self.to_all)
    }
}

/// When an environment is unavailable for certain, by start; `usable` tells which dates can be laid out.
pub(super) fn unavailable(
    timeline: &Timeline,
    programme: &Programme,
    environment: &Environment,
    usable: impl Fn(&Unavailability) -> bool,
) -> Vec<Reasoned<UnavailabilityId>> {
    listed(timeline, programme, |u| strikes(u, environment) && usable(u))
}

/// When a resource that the stage takes is unavailable, by start; `usable` as above.
pub(super) fn resources_unavailable(
    timeline: &Timeline,
    programme: &Programme,
    stage: &Stage,
    usable: impl Fn(&Unavailability) -> bool,
) -> Vec<Reasoned<UnavailabilityId>> {
    listed(timeline, programme, |u| strikes_takers(u, stage) && usable(u))
}

/// Both lists as one, by start.
pub(super) fn merged<'a>(
    of_environment: &'a [Reasoned<UnavailabilityId>],
    of_stage: &[Reasoned<UnavailabilityId>],
) -> Cow<'a, [Reasoned<UnavailabilityId>]> {
    if of_stage.is_empty() {
        return Cow::Borrowed(of_environment);
    }
    let mut all = [of_environment, of_stage].concat();
    all.sort_unstable_by_key(|u| (u.span, u.cause));
    Cow::Owned(all)
}

fn listed(
    timeline: &Timeline,
    programme: &Programme,
    strikes: impl Fn(&Unavailability) -> bool,
) -> Vec<Reasoned<UnavailabilityId>> {
    let mut unavailable: Vec<_> = (programme.unavailability.iter().enumerate())
        .filter(|(_, u)| u.movable.is_none() && strikes(u))
        .map(|(position, u)| Reasoned {
            span: timeline.touched(u.from, u.to),
            cause: UnavailabilityId::new(position),
        })
        .filter(|u| !u.span.is_empty())
        .collect();
    unavailable.sort_unstable_by_key(|u| (u.span, u.cause));
    unavailable
}

/// Whether an unavailability takes the environment away.
pub fn strikes(unavailability: &Unavailability, environment: &Environment) -> bool {
    strikes_target(&unavailability.on, environment)
}

/// Whether what is on a target takes an environment away.
pub fn strikes_target(on: &Target, environment: &Environment) -> bool {
    match on {
        Target::Environment(id) => *id == environment.id,
        Target::Component(id) => environment.components.contains(id),
        Target::Resource(_) | Target::Participant(_) => false,
        Target::Everywhere => true,
    }
}

/// Whether an unavailability takes away a resource that the stage takes.
fn strikes_takers(unavailability: &Unavailability, stage: &Stage) -> bool {
    match &unavailability.on {
        Target::Resource(id) => stage.takes.iter().any(|take| take.resource == *id),
        _ => false,
    }
}

/// The periods at which slots may start, sorted.
pub(super) fn starts(timeline: &Timeline, starts: &Starts) -> Vec<u32> {
    let horizon = timeline.len();
    let mut periods: Vec<u32> = match starts {
        Starts::Every { periods, anchor } => {
            let step = *periods as u32;
            let anchor = anchor.map_or(0, |when| timeline.first_from(when));
            (anchor % step..horizon).step_by(step as usize).collect()
        }
        Starts::Weekdays(days) => {
            let (from, to) = timeline.days();
            from.iter_days()
                .take_while(|day| *day < to)
                .filter(|day| days.iter().any(|d| d.0 == day.weekday()))
                .map(|day| timeline.first_from(When::Day(day)))
                .collect()
        }
        Starts::On(moments) => moments.iter().map(|when| timeline.first_from(*when)).collect(),
        Starts::ByHand => Vec::new(),
    };
    periods.retain(|period| *period < horizon);
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// How much there is of a resource over time; `usable` tells which changes can be laid out.
pub(super) fn amounts(
    timeline: &Timeline,
    resource: &Resource,
    usable: impl Fn(&AmountChange) -> bool,
) -> ResourceData {
    let usual = resource.amount as u32;
    let changes: Vec<(Span, u32)> = (resource.changes.iter())
        .filter(|change| usable(change))
        .map(|change| {
            // A period of which only a part has more can't count on it.
            let span = if change.amount < resource.amount {
                timeline.touched(change.from, change.to)
            } else {
                timeline.inside(change.from, change.to)
            };
            (span, change.amount as u32)
        })
        .filter(|(span, _)| !span.is_empty())
        .collect();
    let mut edges: Vec<u32> =
        changes.iter().flat_map(|(span, _)| [span.start, span.end]).chain([0]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut amounts: Vec<(u32, u32)> = Vec::new();
    for edge in edges {
        let changed =
            changes.iter().filter(|(span, _)| span.holds(edge)).map(|(_, amount)| *amount);
        let amount = changed.min().unwrap_or(usual);
        if amounts.last().is_none_or(|(_, before)| *before != amount) {
            amounts.push((edge, amount));
        }
    }
    ResourceData { amounts }
}

/// The end of a slot that starts at `start` and pauses over what is unavailable, sorted by start:
/// `duration` available periods later. `None` if the calendar ends before.
pub fn paused_end(
    unavailable: &[Reasoned<UnavailabilityId>],
    start: u32,
    duration: u32,
    horizon: u32,
) -> Option<u32> {
    let mut end = start.checked_add(duration)?;
    let mut counted = start;
    // Spans are sorted by start but may overlap: count each lost period once.
    for unavailable in unavailable {
        let from = unavailable.span.start.max(counted);
        if from >= end {
            if unavailable.span.start >= end {
                break;
            }
            continue;
        }
        if unavailable.span.end > from {
            end = end.checked_add(unavailable.span.end - from)?;
            counted = unavailable.span.end;
        }
    }
    (end <= horizon).then_some(end)
}
