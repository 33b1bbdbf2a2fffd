//! What participants have told of their systems: environments and dates.

use std::collections::HashMap;

use super::names::repeated;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::Participant;

impl Checked<'_> {
    pub(super) fn details(&mut self, at: &Place<'_>, participant: &Participant) {
        let Some(details) = &participant.details else { return };
        let at = at.field("details");
        let contacts = details.contacts.iter().map(String::as_str);
        repeated(|place| at.item("contacts", place), contacts, &mut self.report);
        if let Some(lead) = details.set_up {
            self.lead(&at.field("set_up"), lead);
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (position, provided) in details.provides.iter().enumerate() {
            let here = at.item("provides", position);
            self.place(&here, None, Some(&provided.environment));
            if let (Some(from), Some(to)) = (provided.from, provided.to) {
                self.clock.check_span(from, to, &here, &mut self.report);
            } else {
                for (field, when) in [("from", provided.from), ("to", provided.to)] {
                    if let Some(when) = when {
                        self.clock.check(when, &here.field(field), &mut self.report);
                    }
                }
            }
            match first.get(provided.environment.as_str()) {
                Some(before) => self.report.clash(
                    "SW-E3401",
                    &here.field("environment"),
                    &at.item("provides", *before).field("environment"),
                    format!(
                        "what connects to {} is described twice",
                        quoted(&provided.environment)
                    ),
                    "take one out, or name both environments in one",
                ),
                None => {
                    first.insert(&provided.environment, position);
                }
            }
        }
    }
}
