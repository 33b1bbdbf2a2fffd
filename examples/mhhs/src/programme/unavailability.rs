//! Maintenance and freezes, as assumed.

use chrono::Days;
use slotwise::model::{Cause, Target, Unavailability, UnavailabilityKind};

use super::stages::every;
use crate::data::Parameters;

pub(super) fn unavailability(parameters: &Parameters) -> Vec<Unavailability> {
    let mut list = Vec::new();
    for (name, maintenance) in &parameters.maintenance {
        let Some(on) = &maintenance.on else { continue };
        for from in every(maintenance.first, maintenance.every_weeks, maintenance.until) {
            list.push(Unavailability {
                id: format!("{name} {from}"),
                on: on.clone(),
                from: from.into(),
                to: (from + Days::new(maintenance.days)).into(),
                kind: UnavailabilityKind::Planned,
                cause: maintenance.cause,
                reason: String::new(),
            });
        }
    }
    for span in &parameters.freeze {
        list.push(Unavailability {
            id: format!("freeze {}", span.from),
            on: Target::Everywhere,
            from: span.from.into(),
            to: span.to.into(),
            kind: UnavailabilityKind::Planned,
            cause: Cause::Other,
            reason: "Christmas freeze".into(),
        });
    }
    list
}
