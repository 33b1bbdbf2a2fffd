//! Ways in which a programme can give, each with its price.

use std::fmt;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::model::{Capacity, Programme, TrancheSlot, When, Window};

/// One way in which a programme can give.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Relaxation {
    /// More places in one slot. A slot that is not given by hand is from then on, with the larger
    /// capacity.
    Place {
        /// Id of the slot given by hand that it is, or that it becomes.
        slot: String,
        /// Its stage.
        stage: String,
        /// Its environment.
        environment: String,
        /// Its first day or moment, as text.
        start: String,
        /// Sizes more.
        places: i64,
    },
    /// An environment opens earlier or closes later.
    Window {
        /// The environment.
        environment: String,
        /// First day of the window that gives, as text.
        from: String,
        /// First day after it, as text.
        to: String,
        /// Which end gives.
        end: End,
        /// By so many days.
        days: u32,
    },
    /// A participant is there during a blackout of its own.
    Blackout {
        /// Who.
        participant: String,
        /// First day of the blackout, as text.
        from: String,
        /// First day after it, as text.
        to: String,
    },
    /// An unavailability of a participant is called off.
    Unavailability {
        /// Its id.
        id: String,
    },
    /// A participant may be complete later.
    Deadline {
        /// Who.
        participant: String,
        /// By so many days.
        days: u32,
    },
    /// A participant is ready earlier.
    Ready {
        /// Who.
        participant: String,
        /// Its readiness date now, as text.
        from: String,
        /// By so many days.
        days: u32,
    },
    /// A maintenance window, or another unavailability of an environment or component, is moved.
    Maintenance {
        /// Its id.
        id: String,
        /// By so many days; earlier if negative.
        days: i32,
    },
    /// An optional environment is approved.
    Approval {
        /// Which.
        environment: String,
    },
}

/// An end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Its first day.
    From,
    /// Its last day.
    To,
}

/// What each kind of relaxation costs; `None` if it can't be had. At most three decimals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Prices {
    /// A place more in a slot.
    pub place: Option<f64>,
    /// A day more of a window.
    pub window_day: Option<f64>,
    /// A blackout lifted.
    pub blackout: Option<f64>,
    /// A day that a deadline moves.
    pub deadline_day: Option<f64>,
    /// A day that a readiness date moves.
    pub ready_day: Option<f64>,
    /// A day that a maintenance window moves.
    pub maintenance_day: Option<f64>,
    /// An optional environment approved, beside its own cost.
    pub approval: Option<f64>,
}

impl Default for Prices {
    /// A place 1, a day 1, a blackout 10, an approval 20: to be set by whoever knows.
    fn default() -> Self {
        Self {
            place: Some(1.0),
            window_day: Some(1.0),
            blackout: Some(10.0),
            deadline_day: Some(1.0),
            ready_day: Some(1.0),
            maintenance_day: Some(1.0),
            approval: Some(20.0),
        }
    }
}

impl Relaxation {
    /// The programme with the relaxation; the one given stays as it is. A relaxation of what the
    /// programme does not have changes nothing.
    pub fn apply(&self, programme: &Programme) -> Programme {
        let mut programme = programme.clone();
        match self {
            Self::Place { slot, stage, environment, start, places } => {
                more_places(&mut programme, slot, (stage, environment, start), *places);
            }
            Self::Window { environment, from, to, end, days } => {
                let calendar = (programme.calendar.from, programme.calendar.to);
                let known = programme.environments.iter_mut().filter(|e| e.id == *environment);
                for window in known.flat_map(|e| &mut e.windows) {
                    if (window.from.to_string(), window.to.to_string())
                        == (from.clone(), to.clone())
                    {
                        longer(window, *end, *days, calendar);
                    }
                }
            }
            Self::Blackout { participant, from, to } => {
                for person in programme.participants.iter_mut().filter(|p| p.id == *participant) {
                    person.unavailable.retain(|b| {
                        (b.from.to_string(), b.to.to_string()) != (from.clone(), to.clone())
                    });
                }
            }
            Self::Unavailability { id } => programme.unavailability.retain(|u| u.id != *id),
            Self::Deadline { participant, days } => {
                let last = programme.calendar.to;
                for person in programme.participants.iter_mut().filter(|p| p.id == *participant) {
                    person.deadline = person.deadline.map(|at| {
                        let later = shift(at, i64::from(*days));
                        if later.date() > last { When::Day(last) } else { later }
                    });
                }
            }
            Self::Ready { participant, from, days } => {
                let first = programme.calendar.from;
                let people = programme.participants.iter_mut().filter(|p| p.id == *participant);
                for ready in people.flat_map(|p| &mut p.ready) {
                    if ready.from.to_string() == *from {
                        let earlier = shift(ready.from, -i64::from(*days));
                        ready.from =
                            if earlier.date() < first { When::Day(first) } else { earlier };
                    }
                }
            }
            Self::Maintenance { id, days } => {
                for u in programme.unavailability.iter_mut().filter(|u| u.id == *id) {
                    u.from = shift(u.from, i64::from(*days));
                    u.to = shift(u.to, i64::from(*days));
                }
            }
            Self::Approval { environment } => {
                let known = programme.environments.iter_mut().filter(|e| e.id == *environment);
                for optional in known.filter_map(|e| e.optional.as_mut()) {
                    optional.approved = true;
                }
            }
        }
        programme
    }
}

/// Applies relaxations one after the other; the programme given stays as it is.
pub fn apply(programme: &Programme, relaxations: &[Relaxation]) -> Programme {
    relaxations.iter().fold(programme.clone(), |programme, one| one.apply(&programme))
}

fn more_places(
    programme: &mut Programme,
    id: &str,
    (stage, environment, start): (&str, &str, &str),
    places: i64,
) {
    let Some(data) = programme.stages.iter().find(|s| s.id == stage) else { return };
    let most = data.slots.capacity.max;
    if let Some(slot) = programme.slots.iter_mut().find(|slot| slot.id == id) {
        let now = slot.capacity.unwrap_or(Capacity { min: 0, max: most });
        slot.capacity = Some(Capacity { max: now.max + places, ..now });
    } else if let Some(start) = When::parse(start) {
        programme.slots.push(TrancheSlot {
            id: id.to_owned(),
            stage: stage.to_owned(),
            environment: environment.to_owned(),
            start,
            end: None,
            capacity: Some(Capacity { min: data.slots.capacity.min, max: most + places }),
            reserved: None,
        });
    }
}

/// Not beyond the calendar.
fn longer(window: &mut Window, end: End, days: u32, calendar: (NaiveDate, NaiveDate)) {
    match end {
        End::From => {
            let from = shift(window.from, -i64::from(days));
            window.from = if from.date() < calendar.0 { When::Day(calendar.0) } else { from };
        }
        End::To => {
            let to = shift(window.to, i64::from(days));
            window.to = if to.date() > calendar.1 { When::Day(calendar.1) } else { to };
        }
    }
}

/// So many calendar days later; the same clock time, where there is one.
fn shift(when: When, days: i64) -> When {
    let by = Days::new(days.unsigned_abs());
    let moved = |date: NaiveDate| {
        if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
    };
    match when {
        When::Day(day) => When::Day(moved(day).unwrap_or(day)),
        When::Moment(at) => {
            let moved = if days < 0 { at.checked_sub_days(by) } else { at.checked_add_days(by) };
            When::Moment(moved.unwrap_or(at))
        }
        When::Naive(at) => {
            let moved = if days < 0 { at.checked_sub_days(by) } else { at.checked_add_days(by) };
            When::Naive(moved.unwrap_or(at))
        }
    }
}

impl fmt::Display for Relaxation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |count: u32| if count == 1 { "1 day".into() } else { format!("{count} days") };
        match self {
            Self::Place { slot, places: 1, .. } => write!(out, "one more place in {slot}"),
            Self::Place { slot, places, .. } => write!(out, "{places} more places in {slot}"),
            Self::Window { environment, end: End::From, from, days, .. } => {
                write!(out, "{environment} opens {} before {from}", day(*days))
            }
            Self::Window { environment, end: End::To, to, days, .. } => {
                write!(out, "{environment} closes {} after {to}", day(*days))
            }
            Self::Blackout { participant, from, to } => {
                write!(out, "{participant} is there in [{from}, {to})")
            }
            Self::Unavailability { id } => write!(out, "{id} is called off"),
            Self::Deadline { participant, days } => {
                write!(out, "the deadline of {participant} is {} later", day(*days))
            }
            Self::Ready { participant, from, days } => {
                write!(out, "{participant} is ready {} before {from}", day(*days))
            }
            Self::Maintenance { id, days } => {
                let way = if *days < 0 { "earlier" } else { "later" };
                write!(out, "{id} is {} {way}", day(days.unsigned_abs()))
            }
            Self::Approval { environment } => write!(out, "{environment} is approved"),
        }
    }
}
