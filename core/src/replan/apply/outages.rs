//! Outages, and other dates of what is unavailable.

use super::Applier;
use crate::model::validate::{Place, quoted};
use crate::model::{Assumption, Lead, Unavailability, When, Workdays};
use crate::replan::change::{Outage, OutageEnd, ReleaseMoved, UnavailabilityMoved};

impl Applier {
    pub(super) fn outage(&mut self, at: &Place<'_>, outage: &Outage) {
        let all = &self.programme.unavailability;
        if let Some(place) = all.iter().position(|one| one.id == outage.id) {
            self.report.clash(
                "SW-E4001",
                &at.field("id"),
                &Place::list("unavailability", place).field("id"),
                format!("there is an unavailability {} already", quoted(&outage.id)),
                "give the outage a name of its own, or tell that the other one has other dates",
            );
            return;
        }
        let names = crate::model::validate::Names::new(&self.programme);
        if let Some((known, field, id)) = names.target(&outage.on) {
            let on = at.field("on");
            known.find(id, &on.field(field), &mut self.report, &mut self.speller);
        }
        let Some(to) = self.end(&at.field("end"), &outage.id, outage.from, outage.end) else {
            return;
        };
        let mut one = Unavailability::new(&outage.id, outage.on.clone(), outage.from, to);
        one.kind = outage.kind;
        one.cause = outage.cause;
        one.reason.clone_from(&outage.reason);
        one.notified = outage.notified;
        one.defect.clone_from(&outage.defect);
        self.programme.unavailability.push(one);
    }

    pub(super) fn unavailability_moved(&mut self, at: &Place<'_>, moved: &UnavailabilityMoved) {
        let here = at.field("unavailability");
        let Some(place) = self.unavailability(&here, &moved.unavailability) else { return };
        let from = moved.from.unwrap_or(self.programme.unavailability[place].from);
        let Some(to) = self.end(&at.field("end"), &moved.unavailability, from, moved.end) else {
            return;
        };
        let one = &mut self.programme.unavailability[place];
        (one.from, one.to) = (from, to);
    }

    pub(super) fn release_moved(&mut self, at: &Place<'_>, moved: &ReleaseMoved) {
        let here = at.field("release");
        let Some(place) = self.unavailability(&here, &moved.release) else { return };
        let one = &mut self.programme.unavailability[place];
        if one.deploys.is_none() {
            self.report.clash(
                "SW-E4004",
                &here,
                &Place::list("unavailability", place),
                format!("{} deploys nothing", quoted(&moved.release)),
                "name a deployment, or tell of it as `unavailability_moved`",
            );
            return;
        }
        (one.from, one.to) = (moved.from, moved.to);
    }

    /// When an outage is over; what is estimated becomes an assumption, instead of one made before.
    fn end(&mut self, at: &Place<'_>, id: &str, from: When, end: OutageEnd) -> Option<When> {
        let name = format!("end of {id}");
        self.programme.assumptions.retain(|assumption| assumption.name != name);
        let (to, reason) = match end {
            OutageEnd::Known(to) => return Some(to),
            OutageEnd::Estimated(to) => (to, "its end is not known; estimated".to_owned()),
            OutageEnd::EstimatedAfter(lead) => {
                let Some(to) = self.after(from, lead) else {
                    self.report.add(
                        "SW-E4006",
                        at,
                        format!("{lead} after {from} there is no day"),
                        "write at least 1 and a time that ends before the year 10000",
                    );
                    return None;
                };
                (to, format!("its end is not known; estimated to take {lead}"))
            }
        };
        self.programme.assumptions.push(Assumption::new(name, to.to_string(), reason));
        Some(to)
    }

    /// The first day after a time that begins on a day, that day counted.
    fn after(&self, from: When, lead: Lead) -> Option<When> {
        if lead.count() < 1 || lead.count() > crate::model::validate::sizes::MAX_LEAD {
            return None;
        }
        let workdays = Workdays::new(&self.programme.calendar);
        match lead {
            Lead::Days(_) => workdays.after(from.date(), lead).map(When::Day),
            Lead::WorkingDays(count) => {
                let last = workdays.after(from.date(), Lead::WorkingDays(count - 1))?;
                last.succ_opt().map(When::Day)
            }
        }
    }
}
