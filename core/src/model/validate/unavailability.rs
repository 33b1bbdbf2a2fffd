//! Unavailability: what it is on, when, and whether it is there twice.

use std::collections::HashMap;
use std::rc::Rc;

use super::names::unique;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Unavailability, UnavailabilityKind, Workdays};

impl Checked<'_> {
    pub(super) fn unavailability(&mut self) {
        let all = &self.programme.unavailability;
        unique(
            |place| Place::list("unavailability", place),
            "id",
            all.iter().map(|u| u.id.as_str()),
            &mut self.report,
        );
        let workdays = Rc::clone(&self.workdays);
        let mut first: HashMap<_, usize> = HashMap::new();
        for (position, unavailability) in all.iter().enumerate() {
            let at = Place::list("unavailability", position);
            let Unavailability { on, from, to, .. } = unavailability;
            if let Some((known, field, id)) = self.names.target(on) {
                let here = at.field("on");
                known.find(id, &here.field(field), &mut self.report, &mut self.speller);
            }
            let sound = self.clock.check_span(*from, *to, &at, &mut self.report);
            self.log(&at, unavailability, sound.then_some(&workdays));
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

    /// What the log asks for: notice of what is planned, a defect number of what is not.
    fn log(&mut self, at: &Place<'_>, one: &Unavailability, workdays: Option<&Workdays>) {
        let notified_at = at.field("notified");
        let notified =
            one.notified.filter(|when| self.clock.check(*when, &notified_at, &mut self.report));
        let Some(policy) = &self.programme.outage_policy else { return };
        if policy.defects
            && one.kind == UnavailabilityKind::Unplanned
            && one.defect.trim().is_empty()
        {
            self.report.clash(
                "SW-E1111",
                &at.field("defect"),
                &Place::top("outage_policy").field("defects"),
                format!("{} is unplanned, but has no defect number", quoted(&one.id)),
                "raise the defect first, and write its number",
            );
        }
        let (Some(notice), Some(notified), Some(workdays)) = (policy.notice, notified, workdays)
        else {
            return;
        };
        let given = workdays.available(notified.date(), one.from.date(), notice);
        if one.kind != UnavailabilityKind::Unplanned && given < notice.count() {
            let kind = match one.kind {
                UnavailabilityKind::AdHoc => "ad hoc, ",
                _ => "",
            };
            self.report.clash(
                "SW-W1110",
                &notified_at,
                &Place::top("outage_policy").field("notice"),
                format!(
                    "{} ({kind}from {}) was announced on {notified}: a notice of {given} of {notice}",
                    quoted(&one.id),
                    one.from,
                ),
                "it counts as it is; announce the next one earlier",
            );
        }
    }
}
