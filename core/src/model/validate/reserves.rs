//! Places kept for re-tests, and who re-tests what.

use super::names::repeated;
use super::numbers::Count;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Participant, Reserve, Stage, TrancheSlot};

fn places() -> Count {
    Count::sizes("SW-E3501", "the number of places kept", 0)
}

impl Checked<'_> {
    pub(super) fn reserved(&mut self, at: &Place<'_>, stage: &Stage) {
        for (position, reserve) in stage.reserved.iter().enumerate() {
            self.reserve(at, &at.item("reserved", position), stage, reserve);
        }
    }

    fn reserve(&mut self, at: &Place<'_>, here: &Place<'_>, stage: &Stage, reserve: &Reserve) {
        if let Some(count) = reserve.places {
            let most = at.field("slots");
            let most = most.field("capacity");
            self.kept(&here.field("places"), count, &most.field("max"), stage.slots.capacity.max);
        }
        if let Some(environment) = &reserve.environment {
            let place = here.field("environment");
            let known = self.names.environments.find(
                environment,
                &place,
                &mut self.report,
                &mut self.speller,
            );
            if known.is_some() && stage.environments.iter().all(|e| e.environment != *environment) {
                self.report.clash(
                    "SW-E3502",
                    &place,
                    &at.field("environments"),
                    format!("{} may not run in {}", quoted(&stage.id), quoted(environment)),
                    "list the environment with the stage, or name another one",
                );
            }
        }
        self.clock.check_ends(reserve.from, reserve.to, here, &mut self.report);
    }

    pub(super) fn reserved_by_hand(&mut self, at: &Place<'_>, slot: &TrancheSlot) {
        let Some(count) = slot.reserved else { return };
        let place = at.field("reserved");
        let Some(stage) = self.names.stages.get(&slot.stage) else { return };
        let stages = Place::list("stages", stage);
        let slots = stages.field("slots");
        let (own, of_stage) = (at.field("capacity"), slots.field("capacity"));
        let (most, max) = match slot.capacity {
            Some(capacity) => (&own, capacity.max),
            None => (&of_stage, self.programme.stages[stage].slots.capacity.max),
        };
        self.kept(&place, count, &most.field("max"), max);
    }

    /// So many places are kept of slots that take so much.
    fn kept(&mut self, at: &Place<'_>, count: i64, most: &Place<'_>, max: i64) {
        let sound = places().check(count, at, &mut self.report);
        if sound && max > 0 && count > max {
            self.report.clash(
                "SW-W3501",
                at,
                most,
                format!("{count} places are kept for re-tests, but the most is {max}"),
                "keep at most the most: as it is, the whole slot is kept",
            );
        }
    }

    /// The stages that a participant takes for re-tests.
    pub(super) fn retests(&mut self, at: &Place<'_>, participant: &Participant) {
        for (position, stage) in participant.retests.iter().enumerate() {
            let here = at.item("retests", position);
            self.names.stages.find(stage, &here, &mut self.report, &mut self.speller);
            self.needs_step(&here, participant, stage);
        }
        let names = participant.retests.iter().map(String::as_str);
        repeated(|place| at.item("retests", place), names, &mut self.report);
    }
}
