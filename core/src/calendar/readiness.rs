//! What a participant has to wait for: its own dates, its connections, its request, its test data,
//! notice. Each is a date with its reason, or missing.

use std::collections::BTreeSet;

use super::ReadyData;
use super::resolve::Context;
use crate::model::{
    Connectivity, ConnectivityGate, Environment, EnvironmentId, Milestone, Officers, Participant,
    StageId, When,
};

/// No period: what somebody waits for is missing.
pub const NEVER: u32 = u32::MAX;

impl Context<'_> {
    /// Everything that the participant waits for.
    pub(super) fn ready(&self, participant: &Participant) -> Vec<ReadyData> {
        let mut waits = Waits { context: self, found: Vec::new() };
        for ready in &participant.ready {
            let environment = ready.environment.as_ref().map(|id| self.names.environment(id));
            let stage = ready.stage.as_ref().map(|id| self.names.stage(id));
            waits.until(ready.from, environment, stage, ready.reason.clone());
        }
        for environment in &self.programme.environments {
            if let Some(gate) = &environment.connectivity {
                waits.connection(participant, environment, gate);
            }
        }
        let steps = participant.routes.iter().flat_map(|route| &route.steps);
        let stages: BTreeSet<StageId> = steps.map(|step| self.names.stage(&step.stage)).collect();
        for stage in stages {
            waits.stage(participant, stage);
        }
        for data in &participant.data {
            let environment = data.environment.as_ref().map(|id| self.names.environment(id));
            let stage = data.stage.as_ref().map(|id| self.names.stage(id));
            let what = format!("test data {}", data.what);
            waits.milestone(data.ready, environment, stage, &what);
        }
        waits.found
    }
}

struct Waits<'a> {
    context: &'a Context<'a>,
    found: Vec<ReadyData>,
}

impl Waits<'_> {
    fn until(
        &mut self,
        when: When,
        environment: Option<EnvironmentId>,
        stage: Option<StageId>,
        reason: String,
    ) {
        let from = self.context.timeline.first_from(when);
        self.found.push(ReadyData { from, on: Some(when), environment, stage, reason });
    }

    fn missing(
        &mut self,
        environment: Option<EnvironmentId>,
        stage: Option<StageId>,
        reason: String,
    ) {
        self.found.push(ReadyData { from: NEVER, on: None, environment, stage, reason });
    }

    fn milestone(
        &mut self,
        milestone: Milestone,
        environment: Option<EnvironmentId>,
        stage: Option<StageId>,
        what: &str,
    ) {
        let reason = match milestone {
            Milestone::On(_) => what.to_owned(),
            Milestone::After { asked, lead } => format!("{what}, asked for {asked}, takes {lead}"),
        };
        match milestone.when(&self.context.workdays) {
            Some(when) => self.until(when, environment, stage, reason),
            None => self.missing(environment, stage, reason),
        }
    }

    /// The four elements of Connectivity Proving and the endpoints, on one environment, for each
    /// role that needs its own.
    fn connection(
        &mut self,
        participant: &Participant,
        environment: &Environment,
        gate: &ConnectivityGate,
    ) {
        let records: Vec<&Connectivity> =
            participant.connectivity.iter().filter(|c| c.environment == environment.id).collect();
        let nothing = Connectivity::default();
        let mut needed: Vec<(&Connectivity, Option<&str>)> =
            records.iter().map(|record| (*record, record.role.as_deref())).collect();
        if gate.per_role {
            let own =
                |role: &String| records.iter().any(|record| record.role.as_ref() == Some(role));
            let without = participant.roles.iter().filter(|role| !own(role));
            needed.extend(without.map(|role| (&nothing, Some(role.as_str()))));
        }
        if needed.is_empty() {
            needed.push((&nothing, None));
        }
        let place = Some(self.context.names.environment(&environment.id));
        for (record, role) in needed {
            let on = match role {
                Some(role) => format!("on {} for {role}", environment.id),
                None => format!("on {}", environment.id),
            };
            let elements = [
                ("TLS", record.tls.as_ref().map(|tls| tls.ready), "missing"),
                ("JWS", record.jws.as_ref().map(|jws| jws.ready), "missing"),
                ("webhooks", record.webhooks, "not registered"),
                ("API", record.api, "not shown"),
            ];
            for (element, milestone, not_there) in elements {
                match milestone {
                    Some(milestone) => {
                        self.milestone(milestone, place, None, &format!("{element} {on}"));
                    }
                    None => self.missing(place, None, format!("{element} {on} {not_there}")),
                }
            }
            let listed = record.endpoints.iter().map(|endpoint| &endpoint.role);
            let unlisted = gate.endpoints.iter().filter(|role| !listed.clone().any(|r| r == *role));
            let all = (record.endpoints.iter())
                .map(|endpoint| (&endpoint.role, endpoint.proven))
                .chain(unlisted.map(|role| (role, None)));
            for (role, proven) in all {
                match proven {
                    Some(proven) => {
                        self.milestone(proven, place, None, &format!("{role} endpoint {on}"));
                    }
                    None => self.missing(place, None, format!("{role} endpoint {on} unproven")),
                }
            }
        }
        if gate.officers {
            let none = Officers::default();
            let officers = participant.officers.as_ref().unwrap_or(&none);
            for (office, officer) in
                [("SRO", &officers.sro), ("ARO", &officers.aro), ("TC", &officers.tc)]
            {
                match officer {
                    None => {
                        let reason =
                            format!("{office} for certificates on {} not named", environment.id);
                        self.missing(place, None, reason);
                    }
                    Some(officer) => {
                        if let Some(since) = officer.since {
                            let reason = format!("{office} {} in office", officer.name);
                            self.until(since, place, None, reason);
                        }
                    }
                }
            }
        }
    }

    /// What a stage asks for: entry requirements and notice.
    fn stage(&mut self, participant: &Participant, stage: StageId) {
        let id = Some(stage);
        let programme = self.context.programme;
        let stage = &programme.stages[stage.index()];
        if let Some(entry) = stage.entry.as_ref().or(programme.entry.as_ref()) {
            if entry.lacks_manager(participant) {
                self.missing(None, id, "environment manager not named".to_owned());
            }
            let lacking = entry.lacking(participant);
            if !lacking.is_empty() {
                let reason = format!("its request lacks {}", lacking.join(", "));
                self.missing(None, id, reason);
            }
        }
        if let (Some(lead), Some(announced)) = (stage.notice, programme.announced) {
            let milestone = Milestone::After { asked: announced, lead };
            let reason = format!("notice of {lead} from {announced}");
            match milestone.when(&self.context.workdays) {
                Some(when) => self.until(when, None, id, reason),
                None => self.missing(None, id, reason),
            }
        }
    }
}
