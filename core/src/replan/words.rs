//! Changes in words.

use std::fmt;

use super::change::{Awaited, Change, Element, OutageEnd, SlotsOf};
use super::shift::Shift;
use crate::model::{Pin, Target, UnavailabilityKind};

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outage(one) => {
                let kind = match one.kind {
                    UnavailabilityKind::Planned => "planned",
                    UnavailabilityKind::Unplanned => "unplanned",
                    UnavailabilityKind::AdHoc => "ad hoc",
                };
                write!(out, "{kind} outage {} of {} ", one.id, of(&one.on))?;
                write!(out, "from {} {}", one.from, until(one.end))
            }
            Self::UnavailabilityMoved(moved) => {
                write!(out, "{} is now ", moved.unavailability)?;
                if let Some(from) = moved.from {
                    write!(out, "from {from} ")?;
                }
                out.write_str(&until(moved.end))
            }
            Self::ReleaseMoved(moved) => {
                write!(out, "release {} is now from {} to {}", moved.release, moved.from, moved.to)
            }
            Self::StageMoved(moved) => {
                write!(out, "{} moved by {}", moved.stage, moved.by)?;
                moved.from.map_or(Ok(()), |from| write!(out, " from {from} on"))
            }
            Self::SlotMoved(moved) => {
                write!(out, "slot {} now starts at {}", moved.slot, moved.start)?;
                (moved.environment.as_ref()).map_or(Ok(()), |place| write!(out, " in {place}"))
            }
            Self::WindowMoved(moved) => write!(
                out,
                "the window of {} from {} to {} is now from {} to {}",
                moved.environment, moved.window.from, moved.window.to, moved.to.from, moved.to.to
            ),
            Self::ReadinessMoved(moved) => {
                write!(out, "{} of {} has another date", awaited(&moved.what), moved.participant)
            }
            Self::CapacityChanged(changed) => {
                let of = match &changed.of {
                    SlotsOf::Slot(id) => format!("slot {id}"),
                    SlotsOf::Stage(id) => format!("slots of {id}"),
                };
                write!(out, "{of}: {} to {}", changed.capacity.min, changed.capacity.max)
            }
            Self::ParticipantJoined(participant) => write!(out, "{} joined", participant.id),
            Self::ParticipantLeft(left) => write!(out, "{} left", left.participant),
            Self::RouteChanged(changed) => write!(out, "{} has other routes", changed.participant),
            Self::SizeChanged(changed) => {
                write!(out, "{} is now of size {}", changed.participant, changed.size)
            }
            Self::ReadyChanged(changed) => {
                write!(out, "{} is ready from {}", changed.participant, changed.ready.from)
            }
            Self::DueChanged(changed) => match changed.due {
                Some(due) => write!(out, "{} is due by {due}", changed.participant),
                None => write!(out, "{} has no due date any more", changed.participant),
            },
            Self::Pinned(pinned) => {
                write!(out, "{} is pinned to {}", pinned.participant, pin(&pinned.pin))
            }
            Self::Unpinned(unpinned) => {
                write!(out, "{} is no longer pinned for {}", unpinned.participant, unpinned.stage)
            }
            Self::EnvironmentApproved(approved) => {
                write!(out, "{} is approved", approved.environment)
            }
            Self::ProgrammeMoved(moved) => {
                write!(out, "everything from {} on moved by {}", moved.from, moved.by)
            }
        }
    }
}

impl fmt::Display for Shift {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: i64, unit: &str| {
            let plural = if number.abs() == 1 { "" } else { "s" };
            format!("{number} {unit}{plural}")
        };
        match (self.months, self.days) {
            (months, 0) => out.write_str(&count(months, "month")),
            (0, days) => out.write_str(&count(days, "day")),
            (months, days) => write!(out, "{} and {}", count(months, "month"), count(days, "day")),
        }
    }
}

fn of(target: &Target) -> String {
    match target {
        Target::Environment(id)
        | Target::Component(id)
        | Target::Resource(id)
        | Target::Participant(id) => id.clone(),
        Target::Everywhere => "everything".to_owned(),
    }
}

fn until(end: OutageEnd) -> String {
    match end {
        OutageEnd::Known(to) => format!("to {to}"),
        OutageEnd::Estimated(to) => format!("to about {to}"),
        OutageEnd::EstimatedAfter(lead) => format!("for about {lead}"),
    }
}

fn awaited(what: &Awaited) -> String {
    match what {
        Awaited::Data(what) => format!("data {what}"),
        Awaited::Connection { environment, element, .. } => {
            let element = match element {
                Element::Tls => "TLS",
                Element::Jws => "JWS",
                Element::Webhooks => "webhooks",
                Element::Api => "APIs",
                Element::Endpoint(role) => return format!("endpoint {role} on {environment}"),
            };
            format!("{element} on {environment}")
        }
    }
}

fn pin(pin: &Pin) -> String {
    let mut text = pin.stage.clone();
    if let Some(environment) = &pin.environment {
        text.extend([" in ", environment]);
    }
    if let Some(start) = pin.start {
        text.extend([" from ", &start.to_string()]);
    }
    text
}
