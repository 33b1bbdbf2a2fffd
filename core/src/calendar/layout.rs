//! Single facts of a programme in working periods: what laying out a problem and judging a
//! programme both need.

use std::collections::HashMap;

use chrono::Datelike;

use super::span::union;
use super::{EnvironmentData, Reasoned, Span, Timeline};
use crate::model::{
    Environment, Programme, Starts, Target, Unavailability, UnavailabilityId, When, Window,
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
    let mut unavailable: Vec<_> = (programme.unavailability.iter().enumerate())
        .filter(|(_, u)| u.movable.is_none() && strikes(u, environment) && usable(u))
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
    match &unavailability.on {
        Target::Environment(id) => *id == environment.id,
        Target::Component(id) => environment.components.contains(id),
        Target::Participant(_) => false,
        Target::Everywhere => true,
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

/// The end of a slot that starts at `start` and pauses while its environment is unavailable:
/// `duration` available periods later. `None` if the calendar ends before.
pub fn paused_end(
    environment: &EnvironmentData,
    start: u32,
    duration: u32,
    horizon: u32,
) -> Option<u32> {
    end_after_pauses(&environment.unavailable, start, duration, horizon)
}

pub(super) fn end_after_pauses(
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
