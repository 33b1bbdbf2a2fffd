//! What is wrong with a programme, all of it at once: what its names, dates and numbers say by
//! themselves, and what only the calendar's periods tell. Whatever can still be counted in spite of
//! other errors is.

mod clashes;
mod hand_slots;
mod maintenance;
mod participants;
mod resources;
mod slots;
mod sums;
mod windows;

use super::layout::{self, Open};
use super::{Reasoned, Timeline};
use crate::model::validate::sizes::MAX_PERIODS;
use crate::model::validate::{Checked, Clock, Names, Place, Report, check};
use crate::model::{Findings, Programme, UnavailabilityId};

impl Programme {
    /// Everything that is wrong with the programme, and what is odd about it, in the order of its
    /// places. Without errors, [`Problem::new`](super::Problem::new) can lay it out.
    ///
    /// ```
    /// # use chrono::NaiveDate;
    /// use slotwise::Programme;
    /// use slotwise::model::{Calendar, Environment, Participant, Stage};
    ///
    /// let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
    /// let mut programme = Programme::new("one", Calendar::days("Europe/London", day(8), day(13)));
    /// programme.environments.push(Environment::new("SIT-A", day(8), day(13)));
    /// programme.stages.push(Stage::new("Functional", 2, ["SIT-B"]));
    /// programme.participants.push(Participant::new("Acme", ["Functional"]));
    ///
    /// let findings = programme.validate();
    /// let error = findings.errors().next().unwrap();
    /// assert_eq!(error.code, "SW-E0101");
    /// assert_eq!(error.path, "stages[0].environments[0].environment");
    /// assert!(error.remedy.contains("SIT-A"));
    /// ```
    pub fn validate(&self) -> Findings {
        let mut checked = check(self);
        let calendar = Place::top("calendar");
        if !checked.fits || checked.report.has_errors_in(&calendar) {
            return checked.report.into_findings();
        }
        match Timeline::new(&self.calendar) {
            None => checked.too_long(&calendar, MAX_PERIODS as i64 + 1),
            Some(timeline) if timeline.is_empty() => checked.report.add(
                "SW-E0207",
                &calendar,
                "the calendar has no working period",
                "let it have working days that are no holidays, of an hour or more if it counts \
                 hours",
            ),
            Some(timeline) => {
                let mut periods = Periods::new(&mut checked, &timeline);
                periods.windows();
                periods.unavailability();
                periods.slots();
                periods.hand_slots();
                periods.maintenance();
                periods.participants();
                periods.sums();
            }
        }
        checked.report.into_findings()
    }
}

/// A programme with what is known of it in periods, as far as its names and dates allow.
struct Periods<'a> {
    programme: &'a Programme,
    timeline: &'a Timeline,
    names: &'a Names<'a>,
    clock: Clock,
    report: &'a mut Report,
    /// By environment, in the order of the programme.
    open: Vec<Open<'a>>,
    /// By environment.
    unavailable: Vec<Vec<Reasoned<UnavailabilityId>>>,
    /// Slots given by hand that could be laid out.
    laid: Vec<hand_slots::Laid>,
    /// By stage: when a resource that it takes is.
    resources_unavailable: Vec<Vec<Reasoned<UnavailabilityId>>>,
    /// By stage: no fewer than the slots that could be opened, those given by hand included.
    slots_of: Vec<u64>,
    /// By stage: when slots start, as far as they are few enough to be listed.
    starts_of: Vec<Option<Vec<u32>>>,
}

impl<'a> Periods<'a> {
    fn new(checked: &'a mut Checked<'_>, timeline: &'a Timeline) -> Self {
        let (programme, clock) = (checked.programme, checked.clock);
        let open = (programme.environments.iter())
            .map(|environment| {
                let windows = environment.windows.iter().filter(|w| clock.is_span(w.from, w.to));
                Open::new(timeline, windows)
            })
            .collect();
        let unavailable = (programme.environments.iter())
            .map(|environment| {
                layout::unavailable(timeline, programme, environment, |u| {
                    clock.is_span(u.from, u.to)
                })
            })
            .collect();
        let resources_unavailable = (programme.stages.iter())
            .map(|stage| {
                layout::resources_unavailable(timeline, programme, stage, |u| {
                    clock.is_span(u.from, u.to)
                })
            })
            .collect();
        Self {
            programme,
            timeline,
            names: &checked.names,
            clock,
            report: &mut checked.report,
            open,
            unavailable,
            laid: Vec::new(),
            resources_unavailable,
            slots_of: vec![0; programme.stages.len()],
            starts_of: vec![None; programme.stages.len()],
        }
    }

    /// Whether a number of periods is one that can be laid out.
    fn is_count(value: i64) -> bool {
        (1..=MAX_PERIODS as i64).contains(&value)
    }
}
