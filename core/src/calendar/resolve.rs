//! A programme's names become indices, its dates working periods.

use std::collections::HashMap;

use super::layout::{self, Open, paused_end};
use super::reach;
use super::{
    CountedData, EnvironmentData, FollowData, GateData, HandSlot, LevelData, OwnBaseline,
    ParticipantData, PinData, PreferenceData, Problem, Reasoned, ReserveData, ResourceData,
    RouteData, RuleData, Span, StageData, StepData, TakeData, TermData, Timeline,
};
use crate::model::{
    Capacity, Counted, Environment, EnvironmentId, Findings, Gate, OverUnavailability, Participant,
    ParticipantId, Programme, Relied, Reserve, Resource, ResourceId, Rule, ShareOf, Stage, StageId,
    TakenPer, Target, TrancheSlot, When, Workdays, positions,
};

impl Problem {
    /// The programme in indices and periods.
    ///
    /// The order of the programme's lists does not matter: they are sorted by id first, so
    /// [`Problem::programme`] may be in another order than the one given.
    ///
    /// # Errors
    /// The findings of [`Programme::validate`], warnings included, if any is an error.
    pub fn new(programme: &Programme) -> Result<Self, Findings> {
        let findings = programme.validate();
        if findings.has_errors() {
            return Err(findings);
        }
        Ok(Self::lay_out(programme.canonical()))
    }

    /// A programme in indices and periods that is known to be valid, or was before some of its facts
    /// were taken out, with its lists sorted.
    pub(crate) fn lay_out(programme: Programme) -> Self {
        let timeline = Timeline::new(&programme.calendar).expect("validated: zone and size");
        let names = Names::new(&programme);
        let context = Context::new(&programme, &timeline, &names);
        let environments = context.environments();
        let approved = context.approved();
        let held: Vec<_> = environments.iter().map(|e| e.versions.clone()).collect();
        let mut stages = context.stages();
        for stage in &mut stages {
            stage.lacks = context.stage_lacks(stage, &held, &approved);
        }
        let mut participants = context.participants();
        for (data, participant) in participants.iter_mut().zip(&programme.participants) {
            data.lacks = context.own_lacks(participant, &held);
        }
        let maintenance = context.maintenance(&environments);
        let hand_slots = context.hand_slots(&stages, &environments);
        let resources = programme.resources.iter().map(|r| context.resource(r)).collect();
        let gates = programme.gates.iter().map(|gate| context.gate(gate, &participants)).collect();
        let groups = (programme.exclusive_groups.iter())
            .map(|group| {
                let mut stages: Vec<_> = group.stages.iter().map(|s| names.stage(s)).collect();
                stages.sort_unstable();
                stages.dedup();
                stages
            })
            .collect();
        let rules = programme.rules.iter().map(|rule| context.rule(rule)).collect();
        let levels = levels(&programme);
        Self {
            programme,
            timeline,
            environments,
            stages,
            participants,
            hand_slots,
            resources,
            gates,
            groups,
            rules,
            approved,
            maintenance,
            levels,
        }
    }
}

/// The objective with integer weights.
pub fn levels(programme: &Programme) -> Vec<LevelData> {
    (programme.objective.levels.iter())
        .map(|level| LevelData {
            terms: (level.terms.iter())
                .map(|t| TermData { term: t.term, weight: thousandths(t.weight) })
                .collect(),
        })
        .collect()
}

/// A weight of at most three decimals as an integer.
pub fn thousandths(weight: f64) -> i64 {
    (weight * 1000.0).round() as i64
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

pub(super) struct Names<'a> {
    phases: HashMap<&'a str, usize>,
    environments: HashMap<&'a str, usize>,
    stages: HashMap<&'a str, usize>,
    participants: HashMap<&'a str, usize>,
    resources: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(programme: &'a Programme) -> Self {
        Self {
            phases: positions(programme.phases.iter().map(|p| &p.id)),
            environments: positions(programme.environments.iter().map(|e| &e.id)),
            stages: positions(programme.stages.iter().map(|s| &s.id)),
            participants: positions(programme.participants.iter().map(|p| &p.id)),
            resources: positions(programme.resources.iter().map(|r| &r.id)),
        }
    }

    pub(super) fn environment(&self, id: &str) -> EnvironmentId {
        EnvironmentId::new(self.environments[id])
    }

    pub(super) fn stage(&self, id: &str) -> StageId {
        StageId::new(self.stages[id])
    }
}

pub(super) struct Context<'a> {
    pub(super) programme: &'a Programme,
    pub(super) timeline: &'a Timeline,
    pub(super) names: &'a Names<'a>,
    pub(super) workdays: Workdays,
    /// The unavailabilities of each participant, by place in the programme.
    of_participant: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        programme: &'a Programme,
        timeline: &'a Timeline,
        names: &'a Names<'a>,
    ) -> Self {
        let mut of_participant: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, unavailability) in programme.unavailability.iter().enumerate() {
            if let Target::Participant(id) = &unavailability.on {
                of_participant.entry(id).or_default().push(position);
            }
        }
        let workdays = Workdays::new(&programme.calendar);
        Self { programme, timeline, names, workdays, of_participant }
    }
}

impl Context<'_> {
    fn environments(&self) -> Vec<EnvironmentData> {
        self.programme
            .environments
            .iter()
            .map(|environment| self.environment(environment))
            .collect()
    }

    fn environment(&self, environment: &Environment) -> EnvironmentData {
        let stages = &self.programme.stages;
        let open = Open::new(self.timeline, environment.windows.iter());
        let windows = stages.iter().map(|stage| open.to(&stage.id).to_vec()).collect();
        let every = environment.changeover.periods as u32;
        let mut changeover = vec![vec![every; stages.len()]; stages.len()];
        for between in &environment.changeover.between {
            let (from, to) = (self.names.stage(&between.from), self.names.stage(&between.to));
            changeover[from.index()][to.index()] = between.periods as u32;
        }
        for (stage, own) in changeover.iter_mut().enumerate() {
            own[stage] = 0;
        }
        let unavailable = layout::unavailable(self.timeline, self.programme, environment, |_| true);
        let optional = environment.optional.as_ref();
        EnvironmentData {
            windows,
            unavailable,
            versions: self.held(environment),
            exclusivity: environment.exclusivity,
            changeover,
            max_participants: environment.max_participants.map(|max| max as u32),
            unapproved: optional.is_some_and(|optional| !optional.approved),
            cost: optional.map_or(0, |optional| thousandths(optional.cost)),
        }
    }

    fn stages(&self) -> Vec<StageData> {
        self.programme.stages.iter().map(|stage| self.stage(stage)).collect()
    }

    fn stage(&self, stage: &Stage) -> StageData {
        let mut durations = vec![None; self.programme.environments.len()];
        for eligible in &stage.environments {
            let duration = eligible.duration.unwrap_or(stage.duration);
            durations[self.names.environment(&eligible.environment).index()] =
                Some(duration as u32);
        }
        StageData {
            phase: (stage.phase.as_ref())
                .map(|phase| crate::model::PhaseId::new(self.names.phases[phase.as_str()])),
            durations,
            starts: layout::starts(self.timeline, &stage.slots.starts),
            capacity_min: stage.slots.capacity.min as u32,
            capacity_max: stage.slots.capacity.max as u32,
            target: stage.target.min(stage.slots.capacity.max) as u32,
            overlap: stage.overlap,
            pause_allowance: match stage.over_unavailability {
                OverUnavailability::Avoid => None,
                OverUnavailability::Pause { allowance } => Some(allowance as u32),
            },
            needs_support: stage.needs_support,
            prerequisites: (stage.prerequisites.iter())
                .map(|p| p.any_of.iter().map(|stage| self.names.stage(stage)).collect())
                .collect(),
            versions: Self::required(&stage.versions),
            approved_versions: stage.approved_versions,
            lacks: Vec::new(),
            takes: self.takes(stage),
            unavailable: layout::resources_unavailable(
                self.timeline,
                self.programme,
                stage,
                |_| true,
            ),
            reserved: stage.reserved.iter().map(|reserve| self.reserve(reserve)).collect(),
        }
    }

    fn reserve(&self, reserve: &Reserve) -> ReserveData {
        ReserveData {
            places: reserve.places.map(|places| places as u32),
            environment: reserve.environment.as_ref().map(|id| self.names.environment(id)),
            starts: self.starts(reserve.from, reserve.to),
        }
    }

    /// Starts on or after, and before.
    fn starts(&self, from: Option<When>, to: Option<When>) -> Span {
        Span::new(
            from.map_or(0, |when| self.timeline.first_from(when)),
            to.map_or(self.timeline.len(), |when| self.timeline.first_from(when)),
        )
    }

    /// One entry for each resource, slot and participant together.
    fn takes(&self, stage: &Stage) -> Vec<TakeData> {
        let mut takes: Vec<TakeData> = Vec::new();
        for take in &stage.takes {
            let resource = ResourceId::new(self.names.resources[take.resource.as_str()]);
            let place = takes.iter().position(|t| t.resource == resource).unwrap_or_else(|| {
                takes.push(TakeData { resource, per_slot: 0, per_participant: 0 });
                takes.len() - 1
            });
            match take.per {
                TakenPer::Slot => takes[place].per_slot += take.amount as u32,
                TakenPer::Participant => takes[place].per_participant += take.amount as u32,
            }
        }
        takes.sort_unstable_by_key(|take| take.resource);
        takes
    }

    fn resource(&self, resource: &Resource) -> ResourceData {
        layout::amounts(self.timeline, resource, |_| true)
    }

    fn participants(&self) -> Vec<ParticipantData> {
        let relied = reach::relied(self.timeline, self.programme, |id| self.names.stage(id));
        let mut participants: Vec<ParticipantData> = (self
            .programme
            .participants
            .iter()
            .zip(relied))
        .map(|(participant, relied)| ParticipantData { relied, ..self.participant(participant) })
        .collect();
        for place in 0..participants.len() {
            participants[place].follows = self.follows(place, &participants);
        }
        participants
    }

    /// Whose stages the participant's own rely on, each stage of its own by itself.
    fn follows(&self, place: usize, participants: &[ParticipantData]) -> Vec<FollowData> {
        let steps = participants[place].routes.iter().flat_map(|route| &route.steps);
        let mut own: Vec<StageId> = steps.map(|step| step.stage).collect();
        own.sort_unstable();
        own.dedup();
        let mut follows = Vec::new();
        for reliance in &self.programme.participants[place].relies_on {
            let (other, their, alongside, lag) = match &reliance.on {
                Relied::Finished { participant, stage, lag } => (participant, stage, false, *lag),
                Relied::Alongside { participant, stage } => (participant, stage, true, 0),
                Relied::Participant(_) | Relied::Component(_) => continue,
            };
            let participant = ParticipantId::new(self.names.participants[other.as_str()]);
            let their = self.names.stage(their);
            let completed = participants[participant.index()].completed.iter();
            let completed = completed.filter(|done| done.0 == their).map(|done| done.1).min();
            let lag = lag as u32;
            let only = reliance.stage.as_ref().map(|id| self.names.stage(id));
            for &stage in own.iter().filter(|stage| only.is_none_or(|only| only == **stage)) {
                follows.push(FollowData { stage, participant, their, alongside, lag, completed });
            }
        }
        follows.sort_unstable();
        follows.dedup();
        follows
    }

    fn participant(&self, participant: &Participant) -> ParticipantData {
        let environment = |id: &Option<String>| id.as_ref().map(|id| self.names.environment(id));
        let stage = |id: &Option<String>| id.as_ref().map(|id| self.names.stage(id));
        let own = participant.unavailable.len();
        let mut unavailable: Vec<_> = (participant.unavailable.iter().enumerate())
            .map(|(position, b)| (self.timeline.touched(b.from, b.to), position))
            .chain(self.of_participant.get(participant.id.as_str()).into_iter().flatten().map(
                |position| {
                    let u = &self.programme.unavailability[*position];
                    (self.timeline.touched(u.from, u.to), own + position)
                },
            ))
            .map(|(span, cause)| Reasoned { span, cause: cause as u32 })
            .filter(|b| !b.span.is_empty())
            .collect();
        unavailable.sort_unstable_by_key(|b| (b.span, b.cause));
        let pinned = |id: &str| participant.pins.iter().any(|pin| pin.stage == id);
        ParticipantData {
            size: participant.size as u32,
            weight: thousandths(participant.weight),
            routes: (participant.routes.iter())
                .map(|route| RouteData {
                    steps: (route.steps.iter())
                        .map(|step| StepData {
                            stage: self.names.stage(&step.stage),
                            optional: step.optional && !pinned(&step.stage),
                            min_lag: step.min_lag as i32,
                            max_lag: step.max_lag.map(|lag| lag as i32),
                        })
                        .collect(),
                    penalty: thousandths(route.penalty),
                })
                .collect(),
            ready: self.ready(participant),
            unavailable,
            due: participant.due.map(|when| self.timeline.first_touching(when)),
            deadline: participant.deadline.map(|when| self.timeline.first_touching(when)),
            max_concurrent_environments: (participant.max_concurrent_environments)
                .map(|max| max as u32),
            preferences: (participant.preferences.iter())
                .map(|preference| PreferenceData {
                    stage: stage(&preference.stage),
                    environment: environment(&preference.environment),
                    starts: self.starts(preference.from, preference.to),
                    penalty: thousandths(preference.penalty),
                })
                .collect(),
            pins: (participant.pins.iter())
                .map(|pin| PinData {
                    stage: self.names.stage(&pin.stage),
                    environment: environment(&pin.environment),
                    start: pin.start.map(|when| self.timeline.first_from(when)),
                })
                .collect(),
            completed: (participant.completed.iter())
                .map(|done| (self.names.stage(&done.stage), self.timeline.first_from(done.on)))
                .collect(),
            retests: {
                let mut stages: Vec<StageId> =
                    participant.retests.iter().map(|stage| self.names.stage(stage)).collect();
                stages.sort_unstable();
                stages
            },
            versions: (participant.versions.iter())
                .flat_map(|needed| Self::required(std::slice::from_ref(&needed.needs)))
                .collect(),
            lacks: Vec::new(),
            relied: Vec::new(),
            follows: Vec::new(),
            baseline: OwnBaseline::default(),
        }
    }

    fn hand_slots(&self, stages: &[StageData], environments: &[EnvironmentData]) -> Vec<HandSlot> {
        (self.programme.slots.iter())
            .map(|slot| self.hand_slot(slot, stages, environments))
            .collect()
    }

    fn hand_slot(
        &self,
        slot: &TrancheSlot,
        stages: &[StageData],
        environments: &[EnvironmentData],
    ) -> HandSlot {
        let stage = self.names.stage(&slot.stage);
        let environment = self.names.environment(&slot.environment);
        let start = self.timeline.first_from(slot.start);
        let data = &stages[stage.index()];
        let duration = data.durations[environment.index()].unwrap_or(0);
        let end = match slot.end {
            Some(when) => self.timeline.first_touching(when),
            None if data.pause_allowance.is_some() => {
                let of_environment = &environments[environment.index()].unavailable;
                let unavailable = layout::merged(of_environment, &data.unavailable);
                paused_end(&unavailable, start, duration, self.timeline.len())
                    .unwrap_or(start + duration)
            }
            None => start + duration,
        };
        let capacity =
            slot.capacity.unwrap_or(Capacity { min: 0, max: i64::from(data.capacity_max) });
        let most = capacity.max as u32;
        HandSlot {
            stage,
            environment,
            span: Span::new(start, end),
            capacity_min: capacity.min as u32,
            capacity_max: most,
            reserved: match slot.reserved {
                Some(places) => (places as u32).min(most),
                None => data.reserved(environment, start, most),
            },
        }
    }

    fn gate(&self, gate: &Gate, participants: &[ParticipantData]) -> GateData {
        let before = self.names.stage(&gate.before);
        let mut listed = vec![gate.participants.is_empty(); participants.len()];
        for id in &gate.participants {
            listed[self.names.participants[id.as_str()]] = true;
        }
        let mut counted: Vec<CountedData> = (participants.iter().zip(listed))
            .map(|(participant, listed)| {
                let completed = participant.completed.iter().filter(|done| done.0 == before);
                let completed = completed.map(|done| done.1).min();
                let steps = participant.routes.iter().flat_map(|route| &route.steps);
                let known = completed.is_some() || steps.clone().any(|s| s.stage == before);
                let counts = listed && (known || !gate.participants.is_empty());
                let value = match gate.of {
                    ShareOf::Number => 1,
                    ShareOf::Weight => participant.weight,
                };
                CountedData { value: if counts { value } else { 0 }, completed }
            })
            .collect();
        let unit = counted.iter().map(|c| c.value).fold(0, gcd).max(1);
        for one in &mut counted {
            one.value /= unit;
        }
        let share = thousandths(gate.share);
        let common = gcd(share, 1000);
        GateData {
            before,
            opens: self.names.stage(&gate.opens),
            environment: gate.environment.as_ref().map(|id| self.names.environment(id)),
            share: share / common,
            share_of: 1000 / common,
            all: gate.counted == Counted::All,
            lag: gate.lag as u32,
            counted,
        }
    }

    fn rule(&self, rule: &Rule) -> RuleData {
        let (together, company) = match rule {
            Rule::Together(company) => (true, company),
            Rule::Apart(company) => (false, company),
        };
        let mut participants: Vec<_> = (company.participants.iter())
            .map(|id| ParticipantId::new(self.names.participants[id.as_str()]))
            .collect();
        participants.sort_unstable();
        participants.dedup();
        RuleData {
            together,
            participants,
            stage: company.stage.as_ref().map(|id| self.names.stage(id)),
        }
    }
}
