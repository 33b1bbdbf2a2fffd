//! What a participant has to wait for: its own dates, its connections, its request, its test data,
//! notice. Each is a date with its reason, or missing.

use std::collections::BTreeSet;

use super::resolve::{Context, Names};
use super::{Problem, ReadyData};
use crate::model::{
    Connectivity, ConnectivityGate, Environment, EnvironmentId, Lead, Milestone, Officers,
    Participant, StageId, When,
};

/// No period: what somebody waits for is missing.
pub const NEVER: u32 = u32::MAX;

/// Something that is asked of a participant before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Of which kind it is.
    pub kind: CriterionKind,
    /// What has to be there.
    pub what: String,
    /// Whether it is there.
    pub given: Given,
    /// How long it takes, if that is known.
    pub lead: Option<Lead>,
    /// Why nobody starts before; what is missing, if it is.
    pub reason: String,
    /// In this environment; everywhere if `None`.
    pub environment: Option<EnvironmentId>,
    /// For this stage; for all if `None`.
    pub stage: Option<StageId>,
}

/// Kinds of what is asked of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CriterionKind {
    /// A date of its own.
    Own,
    /// An element of Connectivity Proving, or an endpoint.
    Connectivity,
    /// An officer for certificates.
    Officer,
    /// Its environment manager.
    EnvironmentManager,
    /// Something that its request carries.
    Request,
    /// That it was told ahead.
    Notice,
    /// Test data.
    TestData,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Yes, and nobody says since when.
    Yes,
    /// From then on.
    On(When),
    /// No, and nobody says from when on.
    No,
}

impl Problem {
    /// Everything that is asked of each participant before it starts, by
    /// [`ParticipantId`](crate::model::ParticipantId).
    pub fn criteria(&self) -> Vec<Vec<Criterion>> {
        let names = Names::new(&self.programme);
        let context = Context::new(&self.programme, &self.timeline, &names);
        self.programme.participants.iter().map(|one| context.criteria(one)).collect()
    }
}

impl Context<'_> {
    /// Everything that the participant waits for.
    pub(super) fn ready(&self, participant: &Participant) -> Vec<ReadyData> {
        let mut found: Vec<ReadyData> = Vec::new();
        let mut request = None;
        for Criterion { kind, given, what, reason, environment, stage, .. } in
            self.criteria(participant)
        {
            let (from, on) = match given {
                Given::Yes => continue,
                Given::On(when) => (self.timeline.first_from(when), Some(when)),
                Given::No => (NEVER, None),
            };
            if kind == CriterionKind::Request {
                // What a request lacks for a stage is one reason.
                if request == stage
                    && let Some(last) = found.last_mut()
                {
                    last.reason = format!("{}, {what}", last.reason);
                    continue;
                }
                request = stage;
            }
            found.push(ReadyData { from, on, environment, stage, reason });
        }
        found
    }

    /// Everything that is asked of the participant: first its own dates, last its test data.
    fn criteria(&self, participant: &Participant) -> Vec<Criterion> {
        let mut waits = Waits { context: self, found: Vec::new() };
        for ready in &participant.ready {
            let place = Where {
                environment: ready.environment.as_ref().map(|id| self.names.environment(id)),
                stage: ready.stage.as_ref().map(|id| self.names.stage(id)),
            };
            let given = Given::On(ready.from);
            let what = if ready.reason.is_empty() { "ready" } else { &ready.reason };
            waits.add(CriterionKind::Own, place, what.to_owned(), given, ready.reason.clone());
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
            let place = Where {
                environment: data.environment.as_ref().map(|id| self.names.environment(id)),
                stage: data.stage.as_ref().map(|id| self.names.stage(id)),
            };
            let what = format!("test data {}", data.what);
            waits.milestone(CriterionKind::TestData, place, what, Some(data.ready), "");
        }
        waits.found
    }
}

/// What a criterion is for.
#[derive(Clone, Copy)]
struct Where {
    environment: Option<EnvironmentId>,
    stage: Option<StageId>,
}

struct Waits<'a> {
    context: &'a Context<'a>,
    found: Vec<Criterion>,
}

impl Waits<'_> {
    fn add(
        &mut self,
        kind: CriterionKind,
        place: Where,
        what: String,
        given: Given,
        reason: String,
    ) {
        let Where { environment, stage } = place;
        let lead = None;
        self.found.push(Criterion { kind, what, given, lead, reason, environment, stage });
    }

    /// What has a milestone; without one it is missing, in these words.
    fn milestone(
        &mut self,
        kind: CriterionKind,
        place: Where,
        what: String,
        milestone: Option<Milestone>,
        missing: &str,
    ) {
        let (reason, lead) = match milestone {
            None => (format!("{what} {missing}"), None),
            Some(Milestone::On(_)) => (what.clone(), None),
            Some(Milestone::After { asked, lead }) => {
                (format!("{what}, asked for {asked}, takes {lead}"), Some(lead))
            }
        };
        let when = milestone.and_then(|milestone| milestone.when(&self.context.workdays));
        let given = when.map_or(Given::No, Given::On);
        self.add(kind, place, what, given, reason);
        if let Some(last) = self.found.last_mut() {
            last.lead = lead;
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
        let id = self.context.names.environment(&environment.id);
        let place = Where { environment: Some(id), stage: None };
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
            for (element, milestone, missing) in elements {
                let what = format!("{element} {on}");
                self.milestone(CriterionKind::Connectivity, place, what, milestone, missing);
            }
            let listed = record.endpoints.iter().map(|endpoint| &endpoint.role);
            let unlisted = gate.endpoints.iter().filter(|role| !listed.clone().any(|r| r == *role));
            let all = (record.endpoints.iter())
                .map(|endpoint| (&endpoint.role, endpoint.proven))
                .chain(unlisted.map(|role| (role, None)));
            for (role, proven) in all {
                let what = format!("{role} endpoint {on}");
                self.milestone(CriterionKind::Connectivity, place, what, proven, "unproven");
            }
        }
        if gate.officers {
            let none = Officers::default();
            let officers = participant.officers.as_ref().unwrap_or(&none);
            for (office, officer) in
                [("SRO", &officers.sro), ("ARO", &officers.aro), ("TC", &officers.tc)]
            {
                let what = format!("{office} for certificates on {}", environment.id);
                let (given, reason) = match officer {
                    None => (Given::No, format!("{what} not named")),
                    Some(officer) => (
                        officer.since.map_or(Given::Yes, Given::On),
                        format!("{office} {} in office", officer.name),
                    ),
                };
                self.add(CriterionKind::Officer, place, what, given, reason);
            }
        }
    }

    /// What a stage asks for: entry requirements and notice.
    fn stage(&mut self, participant: &Participant, stage: StageId) {
        let place = Where { environment: None, stage: Some(stage) };
        let programme = self.context.programme;
        let stage = &programme.stages[stage.index()];
        let given = |is: bool| if is { Given::Yes } else { Given::No };
        if let Some(entry) = stage.entry.as_ref().or(programme.entry.as_ref()) {
            if entry.environment_manager {
                let named = given(!entry.lacks_manager(participant));
                let what = "environment manager".to_owned();
                let reason = format!("{what} not named");
                self.add(CriterionKind::EnvironmentManager, place, what, named, reason);
            }
            let lacking = entry.lacking(participant);
            for item in &entry.request {
                let carried = given(!lacking.contains(&item.as_str()));
                let reason = format!("its request lacks {item}");
                self.add(CriterionKind::Request, place, item.clone(), carried, reason);
            }
        }
        if let (Some(lead), Some(announced)) = (stage.notice, programme.announced) {
            let milestone = Milestone::After { asked: announced, lead };
            let what = format!("notice of {lead}");
            self.milestone(CriterionKind::Notice, place, what, Some(milestone), "");
            if let Some(last) = self.found.last_mut() {
                last.reason = format!("{} from {announced}", last.what);
            }
        }
    }
}
