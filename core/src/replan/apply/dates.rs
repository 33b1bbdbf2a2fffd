//! Stages, slots and windows with other dates; slots with another capacity; approvals.

use super::Applier;
use crate::model::validate::{Place, quoted};
use crate::model::{Starts, When};
use crate::replan::change::{
    CapacityChanged, EnvironmentApproved, SlotMoved, SlotsOf, StageMoved, WindowMoved,
};
use crate::replan::shift::Shift;

impl Applier {
    pub(super) fn stage_moved(&mut self, at: &Place<'_>, moved: &StageMoved) {
        let Some(place) = self.stage(at, &moved.stage) else { return };
        if !self.moves(&at.field("by"), moved.by) {
            return;
        }
        let mut dates: Vec<&mut When> = Vec::new();
        let programme = &mut self.programme;
        for environment in &mut programme.environments {
            for window in &mut environment.windows {
                if !window.stages.is_empty() && window.stages.iter().all(|id| *id == moved.stage) {
                    dates.extend([&mut window.from, &mut window.to]);
                }
            }
        }
        match &mut programme.stages[place].slots.starts {
            Starts::Every { anchor, .. } => dates.extend(anchor.as_mut()),
            Starts::On(starts) => dates.extend(starts),
            Starts::Weekdays(_) | Starts::ByHand => {}
        }
        for slot in programme.slots.iter_mut().filter(|slot| slot.stage == moved.stage) {
            dates.push(&mut slot.start);
            dates.extend(slot.end.as_mut());
        }
        let zone = self.zone;
        dates.retain(|date| moved.from.is_none_or(|from| date.seconds(zone) >= from.seconds(zone)));
        if dates.is_empty() {
            self.nothing(
                &at.field("stage"),
                format!(
                    "{} has no window, listed start, grid or slot given by hand of its own then",
                    quoted(&moved.stage)
                ),
                "move the window of an environment, or give the stage windows of its own",
            );
            return;
        }
        let moved_to: Option<Vec<When>> =
            dates.iter().map(|date| moved.by.when(**date, zone)).collect();
        match moved_to {
            Some(moved_to) => {
                dates.into_iter().zip(moved_to).for_each(|(date, moved)| *date = moved);
            }
            None => self.out_of_reach(&at.field("by"), moved.by),
        }
    }

    pub(super) fn slot_moved(&mut self, at: &Place<'_>, moved: &SlotMoved) {
        let place = self.slot(at, &moved.slot);
        let environment = (moved.environment.as_ref()).map(|id| self.environment(at, id).is_some());
        let (Some(place), true) = (place, environment.unwrap_or(true)) else { return };
        let slot = &mut self.programme.slots[place];
        slot.start = moved.start;
        slot.end = moved.end;
        if let Some(environment) = &moved.environment {
            slot.environment.clone_from(environment);
        }
    }

    pub(super) fn window_moved(&mut self, at: &Place<'_>, moved: &WindowMoved) {
        let Some(place) = self.environment(at, &moved.environment) else { return };
        let environment = &mut self.programme.environments[place];
        let mut found = false;
        for window in &mut environment.windows {
            let mut stages = window.stages.clone();
            stages.sort();
            let meant = moved.stages.as_ref().is_none_or(|wanted| {
                let mut wanted = wanted.clone();
                wanted.sort();
                wanted == stages
            });
            if (window.from, window.to) == (moved.window.from, moved.window.to) && meant {
                (window.from, window.to, found) = (moved.to.from, moved.to.to, true);
            }
        }
        if !found {
            let known: Vec<_> =
                environment.windows.iter().map(|w| format!("{} to {}", w.from, w.to)).collect();
            let known = known.join(", ");
            self.nothing(
                &at.field("window"),
                format!(
                    "{} has no such window from {} to {}; its windows: {known}",
                    quoted(&moved.environment),
                    moved.window.from,
                    moved.window.to
                ),
                "write the dates and stages of one of them",
            );
        }
    }

    pub(super) fn capacity_changed(&mut self, at: &Place<'_>, changed: &CapacityChanged) {
        let of = at.field("of");
        match &changed.of {
            SlotsOf::Slot(id) => {
                if let Some(place) = self.slot(&of, id) {
                    self.programme.slots[place].capacity = Some(changed.capacity);
                }
            }
            SlotsOf::Stage(id) => {
                if let Some(place) = self.stage(&of, id) {
                    self.programme.stages[place].slots.capacity = changed.capacity;
                }
            }
        }
    }

    pub(super) fn approved(&mut self, at: &Place<'_>, approved: &EnvironmentApproved) {
        let Some(place) = self.environment(at, &approved.environment) else { return };
        let Some(optional) = &mut self.programme.environments[place].optional else {
            self.report.clash(
                "SW-E4004",
                &at.field("environment"),
                &Place::list("environments", place).field("optional"),
                format!("{} is there without approval", quoted(&approved.environment)),
                "leave the change out, or name an optional environment",
            );
            return;
        };
        optional.approved = true;
        if !approved.approval.is_empty() {
            optional.approval.clone_from(&approved.approval);
        }
    }

    /// Whether a shift moves anything; a finding if not.
    pub(super) fn moves(&mut self, at: &Place<'_>, by: Shift) -> bool {
        if by.is_zero() {
            self.report.add(
                "SW-E4006",
                at,
                "it moves nothing",
                "write a number of months or days, or leave the change out",
            );
        }
        !by.is_zero()
    }

    pub(super) fn out_of_reach(&mut self, at: &Place<'_>, by: Shift) {
        self.report.add(
            "SW-E4006",
            at,
            format!("{by} lead beyond all dates"),
            "write a smaller number of months or days",
        );
    }
}
