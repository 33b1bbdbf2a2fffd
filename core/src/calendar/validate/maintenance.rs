//! Movable maintenance: whether it has a place inside the calendar that no slot given by hand runs
//! in. So the plan with nobody placed always has one for each.

use super::Periods;
use crate::calendar::layout::strikes;
use crate::calendar::maintenance::first_days;
use crate::model::validate::sizes::{MAX_LEAD, MAX_PLACES};
use crate::model::validate::{Place, quoted};
use crate::model::{Unavailability, When};

impl Periods<'_> {
    pub(super) fn maintenance(&mut self) {
        let mut left = MAX_PLACES;
        for (position, one) in self.programme.unavailability.iter().enumerate() {
            let window = one.movable.and_then(|m| m.window(one.from.date(), one.to.date()));
            if window.is_none() || !self.clock.is_span(one.from, one.to) {
                continue;
            }
            let at = Place::list("unavailability", position);
            let struck: Vec<bool> =
                self.programme.environments.iter().map(|e| strikes(one, e)).collect();
            let environments = struck.iter().filter(|struck| **struck).count().max(1);
            let count = first_days(one, self.timeline.days()).take(left + 1).count();
            let long = (one.to.date() - one.from.date()).num_days() > MAX_LEAD;
            if long || count.saturating_mul(environments) > left {
                self.report.add(
                    "SW-E3303",
                    &at.field("movable"),
                    format!(
                        "movable maintenance up to here has more than {MAX_PLACES} places, over \
                         all environments, or takes more than {MAX_LEAD} days"
                    ),
                    "let it move less far, or shorten it",
                );
                return;
            }
            left -= count * environments;
            self.place(&at, one, count, &struck);
        }
    }

    fn place(&mut self, at: &Place<'_>, one: &Unavailability, count: usize, struck: &[bool]) {
        if count == 0 {
            self.report.add(
                "SW-E3304",
                &at.field("movable"),
                format!(
                    "{} is longer than the days of the calendar that it may move in",
                    quoted(&one.id)
                ),
                "shorten it, or let it move further",
            );
            return;
        }
        let length = one.to.date() - one.from.date();
        let mut clash = None;
        let free = first_days(one, self.timeline.days()).any(|day| {
            let Some(end) = day.checked_add_signed(length) else { return false };
            let span = self.timeline.touched(When::Day(day), When::Day(end));
            let taken =
                self.laid.iter().find(|slot| struck[slot.environment] && slot.span.overlaps(span));
            clash = clash.or(taken.map(|slot| slot.place));
            taken.is_none()
        });
        if let Some(slot) = clash.filter(|_| !free) {
            self.report.clash(
                "SW-E3305",
                &at.field("movable"),
                &Place::list("slots", slot),
                format!(
                    "in each place that {} could take, a slot given by hand runs",
                    quoted(&one.id)
                ),
                "let it move further, or move the slot",
            );
        }
    }
}
