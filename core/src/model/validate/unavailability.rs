//! Unavailability: what it is on, when, and whether it is there twice.

use std::collections::HashMap;

use super::names::unique;
use super::{Checked, Place};
use crate::model::Unavailability;

impl Checked<'_> {
    pub(super) fn unavailability(&mut self) {
        let all = &self.programme.unavailability;
        unique(
            |place| Place::list("unavailability", place),
            "id",
            all.iter().map(|u| u.id.as_str()),
            &mut self.report,
        );
        let mut first: HashMap<_, usize> = HashMap::new();
        for (position, unavailability) in all.iter().enumerate() {
            let at = Place::list("unavailability", position);
            let Unavailability { on, from, to, .. } = unavailability;
            if let Some((known, field, id)) = self.names.target(on) {
                let here = at.field("on");
                known.find(id, &here.field(field), &mut self.report, &mut self.speller);
            }
            self.clock.check_span(*from, *to, &at, &mut self.report);
            let facts = (self.names.target(on).map(|(_, field, id)| (field, id)), from, to);
            if let Some(before) = first.get(&facts) {
                self.report.clash(
                    "SW-W0701",
                    &at,
                    &Place::list("unavailability", *before),
                    format!("the same is unavailable from {from} to {to} twice"),
                    "take one out",
                );
            } else {
                first.insert(facts, position);
            }
        }
    }
}
