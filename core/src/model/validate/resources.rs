//! Shared resources: amounts, changes of them, and what stages take.

use std::collections::HashMap;

use super::names::unique;
use super::numbers::Count;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Stage, TakenPer};

impl Checked<'_> {
    pub(super) fn resources(&mut self) {
        let resources = &self.programme.resources;
        unique(
            |place| Place::list("resources", place),
            "id",
            resources.iter().map(|r| r.id.as_str()),
            &mut self.report,
        );
        let mut taken = vec![false; resources.len()];
        for take in self.programme.stages.iter().flat_map(|stage| &stage.takes) {
            if let Some(place) = self.names.resources.get(&take.resource) {
                taken[place] = true;
            }
        }
        let amount = Count::sizes("SW-E2101", "the amount", 0);
        for (position, resource) in resources.iter().enumerate() {
            let at = Place::list("resources", position);
            amount.check(resource.amount, &at.field("amount"), &mut self.report);
            for (number, change) in resource.changes.iter().enumerate() {
                let here = at.item("changes", number);
                amount.check(change.amount, &here.field("amount"), &mut self.report);
                self.clock.check_span(change.from, change.to, &here, &mut self.report);
            }
            if !taken[position] && self.names.resources.get(&resource.id) == Some(position) {
                self.report.add(
                    "SW-W2101",
                    &at,
                    format!("no stage takes {}", quoted(&resource.id)),
                    "let a stage take it, or take it out",
                );
            }
        }
    }

    pub(super) fn takes(&mut self, at: &Place<'_>, stage: &Stage) {
        let amount = Count::sizes("SW-E2102", "the amount taken", 1);
        let mut first: HashMap<(&str, TakenPer), usize> = HashMap::new();
        for (position, take) in stage.takes.iter().enumerate() {
            let here = at.item("takes", position);
            let place = here.field("resource");
            self.names.resources.find(&take.resource, &place, &mut self.report, &mut self.speller);
            amount.check(take.amount, &here.field("amount"), &mut self.report);
            if let Some(before) = first.get(&(take.resource.as_str(), take.per)) {
                self.report.clash(
                    "SW-E2103",
                    &here,
                    &at.item("takes", *before),
                    format!("{} is taken twice in the same way", quoted(&take.resource)),
                    "take one out, and add its amount to the other",
                );
            } else {
                first.insert((&take.resource, take.per), position);
            }
        }
    }
}
