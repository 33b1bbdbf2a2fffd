//! Phases and stages: names, durations, policies.

use std::collections::HashMap;

use super::names::{repeated, unique};
use super::numbers::Count;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Capacity, OverUnavailability, Stage, Starts};

impl Checked<'_> {
    pub(super) fn phases(&mut self) {
        unique(
            |place| Place::list("phases", place),
            "id",
            self.programme.phases.iter().map(|p| p.id.as_str()),
            &mut self.report,
        );
    }

    pub(super) fn stages(&mut self) {
        let stages = &self.programme.stages;
        unique(
            |place| Place::list("stages", place),
            "id",
            stages.iter().map(|s| s.id.as_str()),
            &mut self.report,
        );
        let mut taken = vec![self.programme.participants.is_empty(); stages.len()];
        let routes = self.programme.participants.iter().flat_map(|p| &p.routes);
        for step in routes.flat_map(|route| &route.steps) {
            if let Some(place) = self.names.stages.get(&step.stage) {
                taken[place] = true;
            }
        }
        for (position, stage) in stages.iter().enumerate() {
            let at = Place::list("stages", position);
            self.stage(&at, stage);
            if !taken[position] && self.names.stages.get(&stage.id) == Some(position) {
                self.report.add(
                    "SW-W0405",
                    &at,
                    format!("nobody's route has {}", quoted(&stage.id)),
                    "put it on a route, or take it out",
                );
            }
        }
    }

    fn stage(&mut self, at: &Place<'_>, stage: &Stage) {
        if let Some(phase) = &stage.phase {
            let place = at.field("phase");
            self.names.phases.find(phase, &place, &mut self.report, &mut self.speller);
        }
        let duration = Count::periods("SW-E0401", "the duration", 1);
        duration.check(stage.duration, &at.field("duration"), &mut self.report);
        self.eligible(at, stage, &duration);
        let slots = at.field("slots");
        self.capacity(&slots.field("capacity"), stage.slots.capacity);
        let target = Count::sizes("SW-E0413", "the target", 0);
        let here = at.field("target");
        let sound = target.check(stage.target, &here, &mut self.report);
        if sound && stage.target > stage.slots.capacity.max.max(0) {
            self.report.clash(
                "SW-W0404",
                &here,
                &slots.field("capacity").field("max"),
                format!(
                    "the target is {}, but the most is {}",
                    stage.target, stage.slots.capacity.max
                ),
                "let the target be at most the most: as it is, slots are measured by the most",
            );
        }
        self.starts(&slots.field("starts"), &stage.slots.starts);
        if let OverUnavailability::Pause { allowance } = stage.over_unavailability {
            Count::periods("SW-E0406", "the allowance", 0).check(
                allowance,
                &at.field("over_unavailability").field("pause").field("allowance"),
                &mut self.report,
            );
        }
        if stage.needs_support && self.programme.calendar.support_hours.is_none() {
            self.report.clash(
                "SW-E0206",
                &at.field("needs_support"),
                &Place::top("calendar").field("support_hours"),
                format!("{} needs support, but the calendar has no support hours", stage.id),
                "give the calendar support hours, or let the stage do without",
            );
        }
        self.takes(at, stage);
        self.reserved(at, stage);
        for (position, prerequisite) in stage.prerequisites.iter().enumerate() {
            let here = at.item("prerequisites", position);
            if prerequisite.any_of.is_empty() {
                self.report.add(
                    "SW-E0410",
                    &here.field("any_of"),
                    "no stage is listed, so nothing can be complete before",
                    "list the stages of which one must be, or take the prerequisite out",
                );
            }
            for (number, before) in prerequisite.any_of.iter().enumerate() {
                let place = here.item("any_of", number);
                self.names.stages.find(before, &place, &mut self.report, &mut self.speller);
            }
            let names = prerequisite.any_of.iter().map(String::as_str);
            repeated(|place| here.item("any_of", place), names, &mut self.report);
        }
    }

    fn eligible(&mut self, at: &Place<'_>, stage: &Stage, duration: &Count) {
        if stage.environments.is_empty() {
            self.report.add(
                "SW-E0407",
                &at.field("environments"),
                format!("{} may run nowhere", quoted(&stage.id)),
                "list the environments that it may run in",
            );
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (position, eligible) in stage.environments.iter().enumerate() {
            let here = at.item("environments", position);
            let place = here.field("environment");
            let name = eligible.environment.as_str();
            self.names.environments.find(name, &place, &mut self.report, &mut self.speller);
            if let Some(own) = eligible.duration {
                duration.check(own, &here.field("duration"), &mut self.report);
            }
            if let Some(before) = first.get(name) {
                self.report.clash(
                    "SW-E0408",
                    &place,
                    &at.item("environments", *before).field("environment"),
                    format!("{} is listed twice", quoted(name)),
                    "take one out",
                );
            } else {
                first.insert(name, position);
            }
        }
    }

    pub(super) fn capacity(&mut self, at: &Place<'_>, capacity: Capacity) {
        let least = Count::sizes("SW-E0402", "the least that a slot takes", 0);
        let most = Count::sizes("SW-E0402", "the most that a slot takes", 0);
        let least = least.check(capacity.min, &at.field("min"), &mut self.report);
        let most = most.check(capacity.max, &at.field("max"), &mut self.report);
        if !(least && most) {
            return;
        }
        if capacity.max == 0 {
            self.report.add(
                "SW-E0403",
                &at.field("max"),
                "the most that a slot takes is 0, so nobody can be in it",
                "write at least 1",
            );
        } else if capacity.min > capacity.max {
            self.report.clash(
                "SW-E0404",
                &at.field("min"),
                &at.field("max"),
                format!("the least is {}, but the most is {}", capacity.min, capacity.max),
                "let the least be at most the most",
            );
        }
    }

    fn starts(&mut self, at: &Place<'_>, starts: &Starts) {
        match starts {
            Starts::Every { periods, anchor } => {
                let here = at.field("every");
                let step = Count::periods("SW-E0405", "the step from start to start", 1);
                step.check(*periods, &here.field("periods"), &mut self.report);
                if let Some(anchor) = anchor {
                    self.clock.check(*anchor, &here.field("anchor"), &mut self.report);
                }
            }
            Starts::Weekdays(days) => {
                self.weekdays(at, "weekdays", days);
                if days.is_empty() {
                    self.no_start(&at.field("weekdays"));
                }
            }
            Starts::On(moments) => {
                for (position, when) in moments.iter().enumerate() {
                    self.clock.check(*when, &at.item("on", position), &mut self.report);
                }
                if moments.is_empty() {
                    self.no_start(&at.field("on"));
                }
            }
            Starts::ByHand => {}
        }
    }

    fn no_start(&mut self, at: &Place<'_>) {
        self.report.add(
            "SW-E0412",
            at,
            "the list is empty, so no slot can ever start",
            "list the starts, or write `by_hand` if all slots are given by hand",
        );
    }
}
