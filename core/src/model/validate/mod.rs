//! What is wrong with a programme, as far as names, dates and numbers say by themselves. What only
//! the calendar's periods tell is in [`calendar::validate`](crate::calendar::validate), where
//! [`Programme::validate`] brings both together.

mod calendar;
mod cycles;
mod dates;
mod downtime;
mod environments;
mod gates;
mod names;
mod numbers;
mod objective;
mod participants;
mod place;
mod readiness;
mod releases;
mod reliances;
mod report;
mod resources;
mod routes;
mod rules;
pub mod sizes;
mod slots;
mod spelling;
mod stages;
mod systems;
mod unavailability;

pub(crate) use dates::Clock;
pub(crate) use names::Names;
pub(crate) use place::{Place, Spot};
pub(crate) use report::{Report, quoted, shortened};
pub(crate) use spelling::Speller;

use std::rc::Rc;

use super::{Programme, Workdays};

/// What is known of a programme once its names, dates and numbers were looked at.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Where each id stands.
    pub names: Names<'a>,
    /// What dates are judged by.
    pub clock: Clock,
    /// What was found so far.
    pub report: Report,
    /// Which days have work.
    pub workdays: Rc<Workdays>,
    /// Whether any stage has entry requirements.
    pub asks: bool,
    /// Whether lists are short enough to go on.
    pub fits: bool,
    speller: Speller,
}

/// Looks at names, dates and numbers.
pub(crate) fn check(programme: &Programme) -> Checked<'_> {
    let mut report = Report::default();
    sizes::check(programme, &mut report);
    let clock = Clock::new(&programme.calendar);
    let mut checked = Checked {
        programme,
        names: Names::default(),
        clock,
        workdays: Rc::new(Workdays::new(&programme.calendar)),
        asks: programme.entry.is_some() || programme.stages.iter().any(|s| s.entry.is_some()),
        fits: report.is_empty(),
        report,
        speller: Speller::default(),
    };
    if checked.fits {
        checked.names = Names::new(programme);
        checked.calendar();
        checked.phases();
        checked.environments();
        checked.stages();
        checked.cycles();
        checked.requirements();
        checked.participants();
        checked.reliances();
        checked.slots();
        checked.unavailability();
        checked.releases();
        checked.resources();
        checked.groups();
        checked.rules();
        checked.gates();
        checked.objective();
    }
    checked
}
