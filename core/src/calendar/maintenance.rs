//! Movable maintenance: the places it could take, and what each would cost.

use chrono::{Days, NaiveDate};

use super::layout::strikes;
use super::resolve::Context;
use super::span::union;
use super::{EnvironmentData, MaintenanceData, PlaceData, Span};
use crate::model::{
    EnvironmentId, Movable, Unavailability, UnavailabilityId, UnavailabilityKind, When,
};

impl Movable {
    /// First day, and first day after, of the window in which a span of days may lie. `None` if the
    /// dates lead beyond all dates.
    pub fn window(self, from: NaiveDate, to: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Within { from, to } => Some((from.date(), to.date())),
            Self::Around { days } => {
                let days = Days::new(u64::try_from(days).ok()?);
                Some((from.checked_sub_days(days)?, to.checked_add_days(days)?))
            }
        }
    }
}

/// The first days of the places of a movable span: each so many days long, inside the window and
/// the calendar's days.
pub(super) fn first_days(
    one: &Unavailability,
    calendar: (NaiveDate, NaiveDate),
) -> impl Iterator<Item = NaiveDate> {
    let (from, to) = (one.from.date(), one.to.date());
    let window = one.movable.and_then(|movable| movable.window(from, to));
    let length = Days::new((to - from).num_days().max(0).unsigned_abs());
    window.into_iter().flat_map(move |(first, after)| {
        let after = after.min(calendar.1);
        (first.max(calendar.0).iter_days())
            .take_while(move |day| day.checked_add_days(length).is_some_and(|end| end <= after))
    })
}

impl Context<'_> {
    /// All movable maintenance, with its places in the order of time.
    pub(super) fn maintenance(&self, environments: &[EnvironmentData]) -> Vec<MaintenanceData> {
        (self.programme.unavailability.iter().enumerate())
            .filter(|(_, one)| one.movable.is_some())
            .map(|(number, one)| {
                let struck: Vec<EnvironmentId> = (self.programme.environments.iter().enumerate())
                    .filter(|(_, environment)| strikes(one, environment))
                    .map(|(place, _)| EnvironmentId::new(place))
                    .collect();
                let usable: Vec<Vec<Span>> =
                    struck.iter().map(|id| usable(&environments[id.index()])).collect();
                MaintenanceData {
                    cause: UnavailabilityId::new(number),
                    places: self.places(one, &struck, &usable),
                    environments: struck,
                }
            })
            .collect()
    }

    fn places(
        &self,
        one: &Unavailability,
        struck: &[EnvironmentId],
        usable: &[Vec<Span>],
    ) -> Vec<PlaceData> {
        let days: Vec<NaiveDate> = first_days(one, self.timeline.days()).collect();
        let length = (one.to.date() - one.from.date()).num_days().unsigned_abs() as usize;
        let Some(&first) = days.first() else { return Vec::new() };
        let planned: Vec<Vec<u32>> = (struck.iter())
            .map(|id| self.planned_before(*id, first, days.len() + length))
            .collect();
        (days.iter().enumerate())
            .filter_map(|(wait, &from)| {
                let to = from.checked_add_days(Days::new(length as u64))?;
                let span = self.timeline.touched(When::Day(from), When::Day(to));
                let lost = usable.iter().flatten().map(|open| open.intersection(span).len());
                let outside = (planned.iter())
                    .map(|before| length as u32 - (before[wait + length] - before[wait]));
                Some(PlaceData {
                    from,
                    to,
                    span,
                    lost: lost.sum(),
                    outside: outside.sum(),
                    wait: wait as u32,
                })
            })
            .collect()
    }

    /// By number of days from the first: how many of them a fixed planned unavailability of the
    /// environment holds whole.
    fn planned_before(&self, id: EnvironmentId, first: NaiveDate, count: usize) -> Vec<u32> {
        let environment = &self.programme.environments[id.index()];
        let mut held = vec![false; count];
        let planned = (self.programme.unavailability.iter())
            .filter(|u| u.movable.is_none() && u.kind == UnavailabilityKind::Planned)
            .filter(|u| strikes(u, environment));
        for one in planned {
            // A day that it begins in the middle of is not held whole.
            let begun = matches!(one.from, When::Day(_));
            let from = (one.from.date() - first).num_days() + i64::from(!begun);
            let to = (one.to.date() - first).num_days().clamp(0, count as i64);
            let from = from.clamp(0, to);
            held[from as usize..to as usize].fill(true);
        }
        let mut before = vec![0];
        before.extend(held.iter().scan(0, |sum, held| {
            *sum += u32::from(*held);
            Some(*sum)
        }));
        before
    }
}

/// Periods in which the environment is open to any stage and not unavailable anyway.
fn usable(environment: &EnvironmentData) -> Vec<Span> {
    let open = union(environment.windows.iter().flatten().copied().collect());
    let down = union(environment.unavailable.iter().map(|u| u.span).collect());
    let mut usable = Vec::new();
    for window in open {
        let mut at = window.start;
        for lost in down.iter().filter(|lost| lost.overlaps(window)) {
            usable.push(Span::new(at, lost.start.max(at)));
            at = at.max(lost.end);
        }
        usable.push(Span::new(at.min(window.end), window.end));
    }
    usable.retain(|span| !span.is_empty());
    usable
}

impl MaintenanceData {
    /// Whether it takes the environment away.
    pub fn is_on(&self, environment: EnvironmentId) -> bool {
        self.environments.binary_search(&environment).is_ok()
    }
}
