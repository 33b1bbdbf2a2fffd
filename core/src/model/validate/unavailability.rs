//! Unavailability: what it is on, when, and whether it is there twice.

use std::collections::HashMap;
use std::rc::Rc;

use super::names::unique;
use super::numbers::Count;
use super::report::quoted;
use super::sizes::MAX_LEAD;
use super::{Checked, Place};
use crate::model::{
    Movable, Reliance, Relied, Target, Unavailability, UnavailabilityKind, When, Workdays,
};

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
            self.movable(&at, unavailability);
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
                "SW-E3111",
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
                "SW-W3110",
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

    /// The first reliance on a component: whose it is, and which.
    fn relied_on(&self, component: &str) -> Option<(usize, usize)> {
        (self.programme.participants.iter().enumerate()).find_map(|(place, participant)| {
            let on = |reliance: &Reliance| matches!(&reliance.on, Relied::Component(id) if id == component);
            Some((place, participant.relies_on.iter().position(on)?))
        })
    }

    /// Maintenance that may be put elsewhere is in whole days, on environments, and deploys nothing.
    fn movable(&mut self, at: &Place<'_>, one: &Unavailability) {
        let Some(movable) = one.movable else { return };
        let here = at.field("movable");
        let mut days = vec![(at.field("from"), one.from), (at.field("to"), one.to)];
        let within = here.field("within");
        match movable {
            Movable::Within { from, to } => {
                self.clock.check_span(from, to, &within, &mut self.report);
                days.extend([(within.field("from"), from), (within.field("to"), to)]);
            }
            Movable::Around { days } => {
                let around = here.field("around");
                let count = Count {
                    code: "SW-E3301",
                    what: "the number of days",
                    least: 0,
                    most: MAX_LEAD,
                };
                count.check(days, &around.field("days"), &mut self.report);
            }
        }
        for (place, when) in days {
            if !matches!(when, When::Day(_)) {
                self.report.add(
                    "SW-E3302",
                    &place,
                    format!("{when} is no day, but {} is movable", quoted(&one.id)),
                    "write days: it is moved by whole days",
                );
            }
        }
        if let Target::Participant(id) = &one.on {
            self.report.clash(
                "SW-E3306",
                &here,
                &at.field("on"),
                format!("it is on {}, a participant, but movable", quoted(id)),
                "let it be on an environment or a component, or fix its dates",
            );
        }
        if let Target::Resource(id) = &one.on {
            self.report.clash(
                "SW-E3306",
                &here,
                &at.field("on"),
                format!("it is on {}, a resource, but movable", quoted(id)),
                "let it be on an environment or a component, or fix its dates",
            );
        }
        if let Target::Component(id) = &one.on
            && let Some((place, number)) = self.relied_on(id)
        {
            self.report.clash(
                "SW-E3306",
                &here,
                &Place::list("participants", place).item("relies_on", number),
                format!("a participant relies on {}, but it is movable", quoted(id)),
                "fix its dates, or let nobody rely on the component",
            );
        }
        if one.deploys.is_some() {
            self.report.clash(
                "SW-E3307",
                &here,
                &at.field("deploys"),
                format!("{} deploys a version, but is movable", quoted(&one.id)),
                "fix the dates of a deployment",
            );
        }
    }
}
