//! Slots given by hand: names, dates as written, capacities.

use super::names::unique;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::TrancheSlot;

impl Checked<'_> {
    pub(super) fn slots(&mut self) {
        let slots = &self.programme.slots;
        unique(
            |place| Place::list("slots", place),
            "id",
            slots.iter().map(|s| s.id.as_str()),
            &mut self.report,
        );
        for (position, slot) in slots.iter().enumerate() {
            self.slot(&Place::list("slots", position), slot);
        }
    }

    fn slot(&mut self, at: &Place<'_>, slot: &TrancheSlot) {
        let here = at.field("stage");
        let stage = self.names.stages.find(&slot.stage, &here, &mut self.report, &mut self.speller);
        let here = at.field("environment");
        let environment = (self.names.environments).find(
            &slot.environment,
            &here,
            &mut self.report,
            &mut self.speller,
        );
        if let (Some(stage), Some(environment)) = (stage, environment) {
            let eligible = &self.programme.stages[stage].environments;
            if eligible.iter().all(|e| e.environment != slot.environment) {
                let other = Place::list("stages", stage);
                self.report.clash(
                    "SW-E0601",
                    &at.field("environment"),
                    &other.field("environments"),
                    format!("{} may not run in {}", quoted(&slot.stage), quoted(&slot.environment)),
                    "list the environment with the stage, or move the slot",
                );
            }
            let optional = self.programme.environments[environment].optional.as_ref();
            if optional.is_some_and(|optional| !optional.approved) {
                let other = Place::list("environments", environment);
                self.report.clash(
                    "SW-E0608",
                    &at.field("environment"),
                    &other.field("optional").field("approved"),
                    format!("{} is not approved, so it has no slots", quoted(&slot.environment)),
                    "say that it is approved, or move the slot",
                );
            }
        }
        let starts = self.clock.check(slot.start, &at.field("start"), &mut self.report);
        if let Some(end) = slot.end {
            let ends = self.clock.check(end, &at.field("end"), &mut self.report);
            if starts && ends && !self.clock.is_before(slot.start, end) {
                self.report.clash(
                    "SW-E0214",
                    &at.field("end"),
                    &at.field("start"),
                    format!("it ends at {end}, but starts at {}", slot.start),
                    "`end` is the first day or moment that is no longer in: it is later than `start`",
                );
            }
        }
        if let Some(capacity) = slot.capacity {
            self.capacity(&at.field("capacity"), capacity);
        }
        self.reserved_by_hand(at, slot);
    }
}
