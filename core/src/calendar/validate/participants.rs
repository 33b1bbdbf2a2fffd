//! Participants against the calendar and the slots that there can be.

use std::collections::HashMap;

use super::Periods;
use crate::model::validate::{Place, quoted};
use crate::model::{Participant, Pin, Starts, When};

impl Periods<'_> {
    pub(super) fn participants(&mut self) {
        let largest = self.largest();
        let hand_starts = self.hand_starts();
        for (position, participant) in self.programme.participants.iter().enumerate() {
            let at = Place::list("participants", position);
            self.reach(&at, participant);
            self.size(&at, participant, &largest);
            for (number, pin) in participant.pins.iter().enumerate() {
                self.pin(&at.item("pins", number), pin, &hand_starts);
            }
            for (number, route) in participant.routes.iter().enumerate() {
                let here = at.item("routes", number);
                for (place, step) in route.steps.iter().enumerate().skip(1) {
                    let horizon = i64::from(self.timeline.len());
                    if step.min_lag > horizon {
                        self.report.add(
                            "SW-W0507",
                            &here.item("steps", place).field("min_lag"),
                            format!("the lag is {}, the calendar has {horizon}", step.min_lag),
                            "shorten it: as it is, nobody can go on",
                        );
                    }
                }
            }
        }
    }

    /// Dates that leave no time, or none that counts.
    fn reach(&mut self, at: &Place<'_>, participant: &Participant) {
        let (first, after) = self.timeline.days();
        for (field, when) in [("due", participant.due), ("deadline", participant.deadline)] {
            let Some(when) = when.filter(|when| self.clock.accepts(*when)) else { continue };
            if !self.clock.is_before(When::Day(first), when) {
                self.report.clash(
                    "SW-W0508",
                    &at.field(field),
                    &Place::top("calendar").field("from"),
                    format!("{when} is no later than the calendar's first day, {first}"),
                    "nothing is complete by then; correct the date",
                );
            }
        }
        for (position, ready) in participant.ready.iter().enumerate() {
            if !self.clock.accepts(ready.from) {
                continue;
            }
            if self.timeline.first_from(ready.from) >= self.timeline.len() {
                self.report.clash(
                    "SW-W0508",
                    &at.item("ready", position).field("from"),
                    &Place::top("calendar").field("to"),
                    format!("{} is after the calendar's last working period", ready.from),
                    format!("nothing starts after {after}; correct the date"),
                );
            }
        }
    }

    /// By stage: the largest capacity of any slot, and where it stands.
    fn largest(&self) -> Vec<(i64, Option<usize>)> {
        let mut largest: Vec<(i64, Option<usize>)> = (self.programme.stages.iter())
            .map(|stage| match stage.slots.starts {
                Starts::ByHand => (0, None),
                _ => (stage.slots.capacity.max, None),
            })
            .collect();
        for (position, slot) in self.programme.slots.iter().enumerate() {
            let Some(stage) = self.names.stages.get(&slot.stage) else { continue };
            let own = slot.capacity.unwrap_or(self.programme.stages[stage].slots.capacity).max;
            if own > largest[stage].0 {
                largest[stage] = (own, Some(position));
            }
        }
        largest
    }

    fn size(
        &mut self,
        at: &Place<'_>,
        participant: &Participant,
        largest: &[(i64, Option<usize>)],
    ) {
        let mut told = Vec::new();
        for step in participant.routes.iter().flat_map(|route| &route.steps) {
            let Some(stage) = self.names.stages.get(&step.stage) else { continue };
            let (most, slot) = largest[stage];
            if most < 1 || participant.size <= most || told.contains(&stage) {
                continue;
            }
            told.push(stage);
            let stages = Place::list("stages", stage);
            let slots = stages.field("slots");
            let other = match slot {
                Some(slot) => Place::list("slots", slot),
                None => slots.field("capacity"),
            };
            self.report.clash(
                "SW-W0505",
                &at.field("size"),
                &other,
                format!(
                    "its size is {}, but no slot of {} takes more than {most}",
                    participant.size,
                    quoted(&step.stage)
                ),
                "make slots larger, or split the participant",
            );
        }
    }

    /// By stage: when slots given by hand start.
    fn hand_starts(&self) -> HashMap<usize, Vec<u32>> {
        let mut starts: HashMap<usize, Vec<u32>> = HashMap::new();
        for slot in self.programme.slots.iter().filter(|slot| self.clock.accepts(slot.start)) {
            if let Some(stage) = self.names.stages.get(&slot.stage) {
                starts.entry(stage).or_default().push(self.timeline.first_from(slot.start));
            }
        }
        for own in starts.values_mut() {
            own.sort_unstable();
        }
        starts
    }

    fn pin(&mut self, at: &Place<'_>, pin: &Pin, hand_starts: &HashMap<usize, Vec<u32>>) {
        let Some(start) = pin.start else { return };
        if !self.start(&at.field("start"), start, "the pinned slot") {
            return;
        }
        let Some(stage) = self.names.stages.get(&pin.stage) else { return };
        let Some(starts) = &self.starts_of[stage] else { return };
        let period = self.timeline.first_from(start);
        let by_hand = hand_starts.get(&stage).is_some_and(|own| own.binary_search(&period).is_ok());
        if starts.binary_search(&period).is_err() && !by_hand {
            let stages = Place::list("stages", stage);
            let slots = stages.field("slots");
            self.report.clash(
                "SW-W0504",
                &at.field("start"),
                &slots.field("starts"),
                format!("no slot of {} starts on {start}", quoted(&pin.stage)),
                "pin it to a start that the stage has, or give the slot by hand",
            );
        }
    }
}
