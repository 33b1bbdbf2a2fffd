//! Participants: names, dates, numbers.

use std::collections::HashMap;

use super::names::{repeated, unique};
use super::numbers::{Count, amount};
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Participant, Pin};

impl Checked<'_> {
    pub(super) fn participants(&mut self) {
        let participants = &self.programme.participants;
        if participants.is_empty() {
            self.report.add(
                "SW-W0501",
                &Place::top("participants"),
                "there is nobody to place",
                "add participants",
            );
        }
        unique(
            |place| Place::list("participants", place),
            "id",
            participants.iter().map(|p| p.id.as_str()),
            &mut self.report,
        );
        let mut ways = 0_u64;
        for (position, participant) in participants.iter().enumerate() {
            let at = Place::list("participants", position);
            self.participant(&at, participant);
            ways = ways.saturating_add(self.routes(&at, participant));
        }
        self.all_ways(ways);
    }

    fn participant(&mut self, at: &Place<'_>, participant: &Participant) {
        let roles = participant.roles.iter().map(String::as_str);
        repeated(|place| at.item("roles", place), roles, &mut self.report);
        let size = Count::sizes("SW-E0501", "the size", 1);
        size.check(participant.size, &at.field("size"), &mut self.report);
        amount(participant.weight, "the weight", &at.field("weight"), &mut self.report);
        if let Some(most) = participant.max_concurrent_environments {
            Count::sizes("SW-E0509", "the most environments at one time", 1).check(
                most,
                &at.field("max_concurrent_environments"),
                &mut self.report,
            );
        }
        for (position, ready) in participant.ready.iter().enumerate() {
            let here = at.item("ready", position);
            self.clock.check(ready.from, &here.field("from"), &mut self.report);
            self.place(&here, ready.stage.as_ref(), ready.environment.as_ref());
            self.on_no_route(&here, participant, ready.stage.as_deref());
        }
        for (position, blackout) in participant.unavailable.iter().enumerate() {
            let here = at.item("unavailable", position);
            self.clock.check_span(blackout.from, blackout.to, &here, &mut self.report);
        }
        for (field, when) in [("due", participant.due), ("deadline", participant.deadline)] {
            if let Some(when) = when {
                self.clock.check(when, &at.field(field), &mut self.report);
            }
        }
        self.deadline(at, participant);
        for (position, preference) in participant.preferences.iter().enumerate() {
            let here = at.item("preferences", position);
            match (preference.from, preference.to) {
                (Some(from), Some(to)) => {
                    self.clock.check_span(from, to, &here, &mut self.report);
                }
                (from, to) => {
                    for (field, when) in [("from", from), ("to", to)] {
                        if let Some(when) = when {
                            self.clock.check(when, &here.field(field), &mut self.report);
                        }
                    }
                }
            }
            amount(preference.penalty, "the penalty", &here.field("penalty"), &mut self.report);
            self.place(&here, preference.stage.as_ref(), preference.environment.as_ref());
            self.on_no_route(&here, participant, preference.stage.as_deref());
        }
        self.pins(at, participant);
        self.shown(at, participant);
        self.needed_versions(at, participant);
        self.details(at, participant);
        for (position, done) in participant.completed.iter().enumerate() {
            let here = at.item("completed", position);
            self.clock.check(done.on, &here.field("on"), &mut self.report);
            self.place(&here, Some(&done.stage), None);
        }
        let completed = participant.completed.iter().map(|done| done.stage.as_str());
        repeated(|place| at.item("completed", place), completed, &mut self.report);
    }

    /// Unknown names of a stage and an environment.
    pub(super) fn place(
        &mut self,
        at: &Place<'_>,
        stage: Option<&String>,
        environment: Option<&String>,
    ) {
        if let Some(stage) = stage {
            let here = at.field("stage");
            self.names.stages.find(stage, &here, &mut self.report, &mut self.speller);
        }
        if let Some(environment) = environment {
            let here = at.field("environment");
            self.names.environments.find(environment, &here, &mut self.report, &mut self.speller);
        }
    }

    /// Facts about a stage that is on none of the participant's routes.
    pub(super) fn on_no_route(
        &mut self,
        at: &Place<'_>,
        participant: &Participant,
        stage: Option<&str>,
    ) {
        let Some(stage) = stage.filter(|stage| self.names.stages.get(stage).is_some()) else {
            return;
        };
        if !has_step(participant, stage) {
            self.report.add(
                "SW-W0509",
                &at.field("stage"),
                format!("{} is on none of its routes, so this changes nothing", quoted(stage)),
                "take it out, or put the stage on a route",
            );
        }
    }

    fn deadline(&mut self, at: &Place<'_>, participant: &Participant) {
        let Some(deadline) = participant.deadline.filter(|when| self.clock.accepts(*when)) else {
            return;
        };
        for (position, ready) in participant.ready.iter().enumerate() {
            let everywhere = ready.environment.is_none() && ready.stage.is_none();
            if everywhere
                && self.clock.accepts(ready.from)
                && !self.clock.is_before(ready.from, deadline)
            {
                self.report.clash(
                    "SW-W0503",
                    &at.field("deadline"),
                    &at.item("ready", position).field("from"),
                    format!("complete by {deadline}, but ready only from {}", ready.from),
                    "let it be ready earlier, or complete later",
                );
            }
        }
        let due = participant.due.filter(|when| self.clock.accepts(*when));
        if let Some(due) = due.filter(|due| self.clock.is_before(deadline, *due)) {
            self.report.clash(
                "SW-W0502",
                &at.field("due"),
                &at.field("deadline"),
                format!("due by {due}, but not allowed after {deadline}, so never late"),
                "let it be due by the deadline, or before",
            );
        }
    }

    fn pins(&mut self, at: &Place<'_>, participant: &Participant) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (position, pin) in participant.pins.iter().enumerate() {
            let here = at.item("pins", position);
            self.place(&here, Some(&pin.stage), pin.environment.as_ref());
            if let Some(start) = pin.start {
                self.clock.check(start, &here.field("start"), &mut self.report);
            }
            let Some(stage) = self.names.stages.get(&pin.stage) else { continue };
            if !has_step(participant, &pin.stage) {
                self.report.add(
                    "SW-E0510",
                    &here.field("stage"),
                    format!(
                        "it is pinned to {}, which is on none of its routes",
                        quoted(&pin.stage)
                    ),
                    "put the stage on a route, or take the pin out",
                );
            }
            self.pin_environment(&here, stage, pin);
            if let Some(before) = first.get(pin.stage.as_str()) {
                let earlier = &participant.pins[*before];
                let other = at.item("pins", *before);
                if differ(earlier.environment.as_ref(), pin.environment.as_ref())
                    || differ(earlier.start.as_ref(), pin.start.as_ref())
                {
                    self.report.clash(
                        "SW-E0512",
                        &here,
                        &other,
                        format!("two pins put {} in different slots", quoted(&pin.stage)),
                        "take one out: a stage is taken once",
                    );
                } else if earlier == pin {
                    let message = format!("{} is pinned there twice", quoted(&pin.stage));
                    self.report.clash("SW-W0102", &here, &other, message, "take one out");
                }
            } else {
                first.insert(&pin.stage, position);
            }
        }
    }

    fn pin_environment(&mut self, at: &Place<'_>, stage: usize, pin: &Pin) {
        let Some(environment) = &pin.environment else { return };
        let stages = &self.programme.stages;
        let known = self.names.environments.get(environment).is_some();
        if known && stages[stage].environments.iter().all(|e| e.environment != *environment) {
            let other = Place::list("stages", stage);
            self.report.clash(
                "SW-E0511",
                &at.field("environment"),
                &other.field("environments"),
                format!("{} may not run in {}", quoted(&pin.stage), quoted(environment)),
                "pin it to an environment that the stage may run in",
            );
        }
    }
}

fn has_step(participant: &Participant, stage: &str) -> bool {
    participant.routes.iter().flat_map(|route| &route.steps).any(|step| step.stage == stage)
}

/// Whether both say something, and not the same.
fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_some() && b.is_some() && a != b
}
