//! Maintenance and freezes, as assumed.

use chrono::Days;
use slotwise::model::{Cause, Target, Unavailability};

use super::stages::every;
use crate::data::Parameters;

pub(super) fn unavailability(parameters: &Parameters) -> Vec<Unavailability> {
    let mut list = Vec::new();
    for (name, maintenance) in &parameters.maintenance {
        let Some(on) = &maintenance.on else { continue };
        for from in every(maintenance.first, maintenance.every_weeks, maintenance.until) {
            list.push(Unavailability {
                cause: maintenance.cause,
                ..Unavailability::new(
                    format!("{name} {from}"),
                    on.clone(),
                    from,
                    from + Days::new(maintenance.days),
                )
            });
        }
    }
    for span in &parameters.freeze {
        list.push(Unavailability {
            cause: Cause::Other,
            reason: "Christmas freeze".into(),
            ..Unavailability::new(
                format!("freeze {}", span.from),
                Target::Everywhere,
                span.from,
                span.to,
            )
        });
    }
    list
}
