//! What has to be there before somebody starts: leads, certificates and their officers, entry
//! requirements, notice, set-up.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::names::repeated;
use super::numbers::Count;
use super::report::quoted;
use super::sizes::MAX_LEAD;
use super::{Checked, Place};
use crate::model::{
    Certificate, Connectivity, Entry, Environment, Lead, Milestone, Participant, Stage, When,
    WhenMissing, Workdays,
};

impl Checked<'_> {
    /// The programme's own requirements, and those of its stages and environments.
    pub(super) fn requirements(&mut self) {
        let programme = self.programme;
        let workdays = Rc::clone(&self.workdays);
        if let Some(entry) = &programme.entry {
            self.entry(&Place::top("entry"), entry);
        }
        if let Some(announced) = programme.announced {
            self.clock.check(announced, &Place::top("announced"), &mut self.report);
        }
        if let Some(notice) = programme.outage_policy.as_ref().and_then(|policy| policy.notice) {
            self.lead(&Place::top("outage_policy").field("notice"), notice);
        }
        for (position, stage) in programme.stages.iter().enumerate() {
            let at = Place::list("stages", position);
            if let Some(entry) = &stage.entry {
                self.entry(&at.field("entry"), entry);
            }
            let Some(notice) = stage.notice else { continue };
            self.lead(&at.field("notice"), notice);
            if programme.announced.is_none() {
                self.report.clash(
                    "SW-E3107",
                    &at.field("notice"),
                    &Place::top("announced"),
                    format!(
                        "{} has a notice of {notice}, but nothing says from when it counts",
                        quoted(&stage.id)
                    ),
                    "say when the plan is announced (`announced`), or take the notice out",
                );
            }
        }
        for (position, environment) in programme.environments.iter().enumerate() {
            let at = Place::list("environments", position);
            if let Some(gate) = &environment.connectivity {
                let at = at.field("connectivity");
                let names = gate.endpoints.iter().map(String::as_str);
                self.filled(&at, "endpoints", names.clone());
                repeated(|place| at.item("endpoints", place), names, &mut self.report);
            }
            self.set_up(&at, environment, &workdays);
        }
    }

    fn entry(&mut self, at: &Place<'_>, entry: &Entry) {
        let items = entry.request.iter().map(String::as_str);
        self.filled(at, "request", items.clone());
        repeated(|place| at.item("request", place), items, &mut self.report);
    }

    /// Entries of a list that say nothing.
    fn filled<'t>(
        &mut self,
        at: &Place<'_>,
        field: &'static str,
        names: impl Iterator<Item = &'t str>,
    ) {
        for (place, _) in names.enumerate().filter(|(_, name)| name.trim().is_empty()) {
            let here = at.item(field, place);
            self.report.add("SW-E0103", &here, "the name is empty", "give it a name");
        }
    }

    pub(super) fn lead(&mut self, at: &Place<'_>, lead: Lead) -> bool {
        let count = Count { code: "SW-E3101", what: "the lead time", least: 0, most: MAX_LEAD };
        count.check(lead.count(), at, &mut self.report)
    }

    fn milestone(&mut self, at: &Place<'_>, milestone: Milestone) -> bool {
        match milestone {
            Milestone::On(when) => self.clock.check(when, &at.field("on"), &mut self.report),
            Milestone::After { asked, lead } => {
                let at = at.field("after");
                let asked = self.clock.check(asked, &at.field("asked"), &mut self.report);
                self.lead(&at.field("lead"), lead) && asked
            }
        }
    }

    /// Set-up that is over only after the first window has opened (D-06).
    fn set_up(&mut self, at: &Place<'_>, environment: &Environment, workdays: &Workdays) {
        let Some(set_up) = environment.set_up else { return };
        let at = at.field("set_up");
        if !self.lead(&at.field("lead"), set_up.lead) {
            return;
        }
        let Some(started) = set_up.started else { return };
        let started_at = at.field("started");
        if !self.clock.check(started, &started_at, &mut self.report) {
            return;
        }
        let Some(opens) = environment.opens() else { return };
        let over = workdays.after(started.date(), set_up.lead);
        if let (Some(over), Some(latest)) = (over, workdays.latest_start(opens, set_up.lead))
            && over > opens
        {
            self.report.add(
                "SW-E3108",
                &started_at,
                format!(
                    "set up from {started}, which takes {}, {} is ready on {over}, but opens on \
                     {opens}",
                    set_up.lead,
                    quoted(&environment.id)
                ),
                format!("start by {latest}, or open it later"),
            );
        }
    }

    /// What a participant has to show.
    pub(super) fn shown(&mut self, at: &Place<'_>, participant: &Participant) {
        let items = participant.request.iter().map(String::as_str);
        repeated(|place| at.item("request", place), items, &mut self.report);
        let workdays = Rc::clone(&self.workdays);
        let mut first: HashMap<(&str, Option<&str>), usize> = HashMap::new();
        for (position, connectivity) in participant.connectivity.iter().enumerate() {
            let here = at.item("connectivity", position);
            self.connectivity(&here, connectivity, &workdays);
            let key = (connectivity.environment.as_str(), connectivity.role.as_deref());
            if let Some(before) = first.get(&key) {
                self.report.clash(
                    "SW-E3109",
                    &here,
                    &at.item("connectivity", *before),
                    format!("the connection to {} is there twice", quoted(key.0)),
                    "take one out, or say which role each is for",
                );
            } else {
                first.insert(key, position);
            }
        }
        self.identifiers(at, participant);
        self.officers(at, participant, &workdays);
        for (position, data) in participant.data.iter().enumerate() {
            let here = at.item("data", position);
            if data.what.trim().is_empty() {
                let what = here.field("what");
                self.report.add("SW-E0103", &what, "the data has no name", "say which data it is");
            }
            self.place(&here, data.stage.as_ref(), data.environment.as_ref());
            self.on_no_route(&here, participant, data.stage.as_deref());
            if self.milestone(&here.field("ready"), data.ready) {
                self.data_notice(at, participant, position, &workdays);
            }
        }
        if self.asks {
            let steps = participant.routes.iter().flat_map(|route| &route.steps);
            let stages: BTreeSet<usize> =
                steps.filter_map(|step| self.names.stages.get(&step.stage)).collect();
            for stage in stages {
                self.entry_of(at, participant, stage, &self.programme.stages[stage]);
            }
        }
    }

    fn connectivity(&mut self, at: &Place<'_>, given: &Connectivity, workdays: &Workdays) {
        self.place(at, None, Some(&given.environment));
        let mut verified = Vec::new();
        for (field, certificate) in [("tls", &given.tls), ("jws", &given.jws)] {
            let Some(certificate) = certificate else { continue };
            if self.milestone(&at.field(field).field("ready"), certificate.ready) {
                verified.extend(certificate.ready.when(workdays).map(|when| (field, when)));
            }
        }
        for (field, milestone) in [("webhooks", given.webhooks), ("api", given.api)] {
            if let Some(milestone) = milestone {
                self.milestone(&at.field(field), milestone);
            }
        }
        let roles = given.endpoints.iter().map(|endpoint| endpoint.role.as_str());
        repeated(|place| at.item("endpoints", place), roles, &mut self.report);
        for (place, endpoint) in given.endpoints.iter().enumerate() {
            let here = at.item("endpoints", place);
            if endpoint.role.trim().is_empty() {
                let role = here.field("role");
                self.report.add("SW-E0103", &role, "the role is empty", "give it a name");
            }
            if let Some(proven) = endpoint.proven {
                self.milestone(&here.field("proven"), proven);
            }
        }
        let early = match verified.as_slice() {
            [("jws", jws)] if given.tls.is_none() => Some((*jws, "TLS is missing".to_owned())),
            [(_, tls), (_, jws)] if self.clock.is_before(*jws, *tls) => {
                Some((*jws, format!("TLS only on {tls}")))
            }
            _ => None,
        };
        if let Some((jws, tls)) = early {
            self.report.clash(
                "SW-E3102",
                &at.field("jws"),
                &at.field("tls"),
                format!("JWS on {} is verified on {jws}, {tls}", quoted(&given.environment)),
                "verify TLS first: messages are signed over a secured connection",
            );
        }
    }

    /// One certificate in two environments, or in production as well (D-42).
    fn identifiers(&mut self, at: &Place<'_>, participant: &Participant) {
        let mut first: HashMap<&str, (super::Spot, &str)> = HashMap::new();
        for (place, identifier) in participant.production_certificates.iter().enumerate() {
            let spot = at.item("production_certificates", place).spot();
            first.entry(identifier).or_insert((spot, "production"));
        }
        for (place, given) in participant.connectivity.iter().enumerate() {
            for (field, certificate) in [("tls", &given.tls), ("jws", &given.jws)] {
                let Some(Certificate { identifier, .. }) = certificate else { continue };
                if identifier.is_empty() {
                    continue;
                }
                let here = at.item("connectivity", place);
                let here = here.field(field);
                let spot = here.field("identifier").spot();
                match first.get(identifier.as_str()) {
                    Some((other, where_)) if *where_ != given.environment => {
                        self.report.clash_at(
                            "SW-E3103",
                            &spot,
                            Some(other),
                            format!(
                                "the certificate {} of {} is used in {} too",
                                quoted(identifier),
                                quoted(&given.environment),
                                quoted(where_)
                            ),
                            "request one of its own for each environment",
                        );
                    }
                    Some(_) => {}
                    None => {
                        first.insert(identifier, (spot, &given.environment));
                    }
                }
            }
        }
    }

    /// SRO → ARO and TC → request → management (D-41).
    fn officers(&mut self, at: &Place<'_>, participant: &Participant, workdays: &Workdays) {
        let Some(officers) = &participant.officers else { return };
        let officers_at = at.field("officers");
        let mut since: HashMap<&str, When> = HashMap::new();
        for (office, officer) in
            [("sro", &officers.sro), ("aro", &officers.aro), ("tc", &officers.tc)]
        {
            let Some(officer) = officer else { continue };
            let here = officers_at.field(office);
            if officer.name.trim().is_empty() {
                let name = here.field("name");
                self.report.add("SW-E0103", &name, "the name is empty", "say who it is");
            }
            if let Some(when) = officer.since
                && self.clock.check(when, &here.field("since"), &mut self.report)
            {
                since.insert(office, when);
            }
        }
        let mut early = |at: &Place<'_>, what: &str, on: When, office: &str| {
            let Some(from) = since.get(office).filter(|from| self.clock.is_before(on, **from))
            else {
                return;
            };
            self.report.clash(
                "SW-E3104",
                at,
                &officers_at.field(office).field("since"),
                format!(
                    "{what} on {on}, but the {} is in office from {from}",
                    office.to_uppercase()
                ),
                "the SRO appoints ARO and TC, the ARO requests certificates, the TC manages them: \
                 put the dates in that order",
            );
        };
        for office in ["aro", "tc"] {
            if let Some(appointed) = since.get(office).copied() {
                let here = officers_at.field(office);
                let what = format!("the {} is appointed", office.to_uppercase());
                early(&here.field("since"), &what, appointed, "sro");
            }
        }
        for (place, given) in participant.connectivity.iter().enumerate() {
            let here = at.item("connectivity", place);
            for (field, certificate) in [("tls", &given.tls), ("jws", &given.jws)] {
                let Some(certificate) = certificate else { continue };
                let here = here.field(field);
                let here = here.field("ready");
                let name = field.to_uppercase();
                if let Milestone::After { asked, .. } = certificate.ready
                    && self.clock.accepts(asked)
                {
                    let what = format!("{name} on {} is requested", given.environment);
                    early(&here, &what, asked, "aro");
                }
                if let Some(when) = certificate.ready.when(workdays)
                    && self.clock.accepts(when)
                {
                    let what = format!("{name} on {} is installed", given.environment);
                    early(&here, &what, when, "tc");
                }
            }
        }
    }

    /// A pinned start that test data is not there for (D-37).
    fn data_notice(
        &mut self,
        at: &Place<'_>,
        participant: &Participant,
        position: usize,
        workdays: &Workdays,
    ) {
        let data = &participant.data[position];
        let Some(ready) = data.ready.when(workdays) else { return };
        for (place, pin) in participant.pins.iter().enumerate() {
            let other = |a: &Option<String>, b: Option<&String>| {
                a.as_ref().is_some_and(|a| b.is_some_and(|b| a != b))
            };
            let Some(start) = pin.start.filter(|start| self.clock.accepts(*start)) else {
                continue;
            };
            if other(&data.stage, Some(&pin.stage))
                || other(&data.environment, pin.environment.as_ref())
                || !self.clock.is_before(start, ready)
            {
                continue;
            }
            let available = match data.ready {
                Milestone::After { asked, lead } => format!(
                    ", asked for {asked}, takes {lead}, {} are available",
                    workdays.available(asked.date(), start.date(), lead)
                ),
                Milestone::On(_) => String::new(),
            };
            self.report.clash(
                "SW-W3107",
                &at.item("pins", place).field("start"),
                &at.item("data", position).field("ready"),
                format!(
                    "it is pinned to start on {start}, but its test data {}{available}: it is \
                     there on {ready}",
                    quoted(&data.what)
                ),
                format!("start on {ready} or later, or ask for the data earlier"),
            );
        }
    }

    /// What a stage asks for and the participant has not given (D-36, D-38).
    fn entry_of(
        &mut self,
        at: &Place<'_>,
        participant: &Participant,
        position: usize,
        stage: &Stage,
    ) {
        let own = Place::list("stages", position);
        let (entry, other) = match (&stage.entry, &self.programme.entry) {
            (Some(entry), _) => (entry, own.field("entry")),
            (None, Some(entry)) => (entry, Place::top("entry")),
            (None, None) => return,
        };
        let stops = entry.missing == WhenMissing::Stop;
        let left_out = if stops { "" } else { ", and gets no slot of it" };
        if entry.lacks_manager(participant) {
            self.report.clash(
                if stops { "SW-E3105" } else { "SW-W3105" },
                &at.field("environment_manager"),
                &other.field("environment_manager"),
                format!(
                    "{} asks for an environment manager, {} has not named one{left_out}",
                    quoted(&stage.id),
                    quoted(&participant.id)
                ),
                "name the environment manager, or let the stage do without",
            );
        }
        let lacking = entry.lacking(participant);
        if !lacking.is_empty() {
            self.report.clash(
                if stops { "SW-E3106" } else { "SW-W3106" },
                &at.field("request"),
                &other.field("request"),
                format!(
                    "the request of {} for {} lacks {}{left_out}",
                    quoted(&participant.id),
                    quoted(&stage.id),
                    lacking.join(", ")
                ),
                "complete the request, or let the stage do without",
            );
        }
    }
}
