//! The downtime log against its programme: names, times, and what the two say of the same thing.

use std::collections::HashMap;

use super::names::{repeated, unique};
use super::report::quoted;
use super::sizes::{MAX_OWN, MAX_UNAVAILABILITY};
use super::{Clock, Names, Place, Report, Speller, sizes};
use crate::model::{
    Downtime, DowntimeLog, Findings, Programme, Resolution, Unavailability, UnavailabilityKind,
};

impl DowntimeLog {
    /// Everything that is wrong with the log as one of this programme, which is valid itself.
    pub fn validate(&self, programme: &Programme) -> Findings {
        let mut report = Report::default();
        if sizes::check_list(
            &Place::top("entries"),
            self.entries.len(),
            MAX_UNAVAILABILITY,
            &mut report,
        ) {
            let mut of = Log {
                names: Names::new(programme),
                // What happens keeps to no working periods.
                clock: Clock { resolution: Resolution::Hour, ..Clock::new(&programme.calendar) },
                known: (programme.unavailability.iter().enumerate())
                    .map(|(place, one)| (one.id.as_str(), (place, one)))
                    .collect(),
                programme,
                report,
                speller: Speller::default(),
            };
            of.judge(self);
            report = of.report;
        }
        report.into_findings()
    }
}

struct Log<'a> {
    programme: &'a Programme,
    names: Names<'a>,
    clock: Clock,
    known: HashMap<&'a str, (usize, &'a Unavailability)>,
    report: Report,
    speller: Speller,
}

impl Log<'_> {
    fn judge(&mut self, log: &DowntimeLog) {
        let ids = log.entries.iter().map(|entry| entry.id.as_str());
        unique(|place| Place::list("entries", place), "id", ids, &mut self.report);
        for (place, entry) in log.entries.iter().enumerate() {
            let at = Place::list("entries", place);
            self.entry(&at, entry);
            self.times(&at, entry);
            self.same(&at, entry);
        }
    }

    fn entry(&mut self, at: &Place<'_>, entry: &Downtime) {
        if let Some((known, field, id)) = self.names.target(&entry.on) {
            let here = at.field("on");
            known.find(id, &here.field(field), &mut self.report, &mut self.speller);
        }
        let fits = sizes::check_list(
            &at.field("participants"),
            entry.participants.len(),
            MAX_OWN,
            &mut self.report,
        );
        if fits {
            for (place, id) in entry.participants.iter().enumerate() {
                let here = at.item("participants", place);
                self.names.participants.find(id, &here, &mut self.report, &mut self.speller);
            }
            let ids = entry.participants.iter().map(String::as_str);
            repeated(|place| at.item("participants", place), ids, &mut self.report);
        }
        let defects = self.programme.outage_policy.as_ref().is_some_and(|policy| policy.defects);
        if defects && entry.kind == UnavailabilityKind::Unplanned && entry.defect.trim().is_empty()
        {
            self.report.add(
                "SW-E3111",
                &at.field("defect"),
                format!("{} is unplanned, but has no defect number", quoted(&entry.id)),
                "raise the defect first, and write its number",
            );
        }
    }

    fn times(&mut self, at: &Place<'_>, entry: &Downtime) {
        if let Some(notified) = entry.notified {
            self.clock.check(notified, &at.field("notified"), &mut self.report);
        }
        if let Some(planned) = entry.planned {
            let here = at.field("planned");
            self.clock.check_span(planned.from, planned.to, &here, &mut self.report);
        }
        if let Some(actual) = entry.actual {
            let here = at.field("actual");
            match actual.to {
                Some(to) => {
                    self.clock.check_span(actual.from, to, &here, &mut self.report);
                }
                None => {
                    self.clock.check(actual.from, &here.field("from"), &mut self.report);
                }
            }
        }
        let unplanned = entry.kind == UnavailabilityKind::Unplanned;
        match (entry.planned, entry.actual) {
            (None, None) => self.report.add(
                "SW-E3402",
                at,
                format!("{} has neither planned nor actual times", quoted(&entry.id)),
                "say when it was planned to be, or when it was",
            ),
            (None, Some(_)) if !unplanned => self.report.add(
                "SW-E3403",
                &at.field("planned"),
                format!("{} was planned, but not for any time", quoted(&entry.id)),
                "say for when it was planned, or that it was unplanned",
            ),
            (Some(_), _) if unplanned => self.report.clash(
                "SW-E3404",
                &at.field("planned"),
                &at.field("kind"),
                format!("{} is unplanned, but has planned times", quoted(&entry.id)),
                "write them as the actual ones, or say that it was planned",
            ),
            _ => {}
        }
    }

    /// What the programme says of the same thing.
    fn same(&mut self, at: &Place<'_>, entry: &Downtime) {
        let Some((place, one)) = self.known.get(entry.id.as_str()) else { return };
        let there = Place::list("unavailability", *place);
        if (&one.on, one.kind) != (&entry.on, entry.kind) {
            self.report.clash(
                "SW-E3405",
                &at.field("id"),
                &there,
                format!(
                    "the programme has {} on something else, or of another kind",
                    quoted(&entry.id)
                ),
                "give the entry a name of its own, or say the same in both",
            );
            return;
        }
        let moved = entry.planned.filter(|times| {
            let seconds = |when: crate::model::When| self.clock.zone.map(|zone| when.seconds(zone));
            one.movable.is_none()
                && (seconds(times.from), seconds(times.to)) != (seconds(one.from), seconds(one.to))
        });
        if let Some(times) = moved {
            self.report.clash(
                "SW-W3406",
                &at.field("planned"),
                &there,
                format!(
                    "{} was planned from {} to {} in the log, from {} to {} in the programme",
                    quoted(&entry.id),
                    times.from,
                    times.to,
                    one.from,
                    one.to
                ),
                "nothing, if it was moved since; the log keeps what was planned then",
            );
        }
    }
}
