//! A programme's names become indices, its dates working periods.

use std::collections::HashMap;

use super::{
    EnvironmentData, HandSlot, LevelData, ParticipantData, PinData, PreferenceData, Problem,
    ReadyData, Reasoned, RouteData, RuleData, Span, StageData, StepData, TermData, Timeline,
};
use crate::calendar::span::union;
use crate::model::{
    Capacity, Environment, EnvironmentId, Findings, OverUnavailability, Participant, ParticipantId,
    Programme, Rule, Stage, StageId, Starts, Target, TrancheSlot, Unavailability, UnavailabilityId,
    When,
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
        let programme = programme.canonical();
        let timeline = Timeline::new(&programme.calendar).expect("validated: zone and size");
        let names = Names::new(&programme);
        let context = Context { programme: &programme, timeline: &timeline, names: &names };
        let environments = context.environments();
        let stages = context.stages();
        let participants = context.participants();
        let hand_slots = context.hand_slots(&stages, &environments);
        let groups = (programme.exclusive_groups.iter())
            .map(|group| {
                let mut stages: Vec<_> = group.stages.iter().map(|s| names.stage(s)).collect();
                stages.sort_unstable();
                stages.dedup();
                stages
            })
            .collect();
        let rules = programme.rules.iter().map(|rule| context.rule(rule)).collect();
        let levels = (programme.objective.levels.iter())
            .map(|level| LevelData {
                terms: (level.terms.iter())
                    .map(|t| TermData { term: t.term, weight: thousandths(t.weight) })
                    .collect(),
            })
            .collect();
        Ok(Self {
            programme,
            timeline,
            environments,
            stages,
            participants,
            hand_slots,
            groups,
            rules,
            levels,
        })
    }
}

/// A weight of at most three decimals as an integer.
pub fn thousandths(weight: f64) -> i64 {
    (weight * 1000.0).round() as i64
}

struct Names<'a> {
    phases: HashMap<&'a str, usize>,
    environments: HashMap<&'a str, usize>,
    stages: HashMap<&'a str, usize>,
    participants: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn new(programme: &'a Programme) -> Self {
        fn positions<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<&'a str, usize> {
            ids.enumerate().map(|(position, id)| (id.as_str(), position)).collect()
        }
        Self {
            phases: positions(programme.phases.iter().map(|p| &p.id)),
            environments: positions(programme.environments.iter().map(|e| &e.id)),
            stages: positions(programme.stages.iter().map(|s| &s.id)),
            participants: positions(programme.participants.iter().map(|p| &p.id)),
        }
    }

    fn environment(&self, id: &str) -> EnvironmentId {
        EnvironmentId::new(self.environments[id])
    }

    fn stage(&self, id: &str) -> StageId {
        StageId::new(self.stages[id])
    }
}

struct Context<'a> {
    programme: &'a Programme,
    timeline: &'a Timeline,
    names: &'a Names<'a>,
}

impl Context<'_> {
    /// Periods that lie wholly inside.
    fn inside(&self, from: When, to: When) -> Span {
        let start = self.timeline.first_from(from);
        Span::new(start, self.timeline.first_touching(to).max(start))
    }

    /// Periods that are touched.
    fn touched(&self, from: When, to: When) -> Span {
        let start = self.timeline.first_touching(from);
        Span::new(start, self.timeline.first_from(to).max(start))
    }

    fn environments(&self) -> Vec<EnvironmentData> {
        self.programme
            .environments
            .iter()
            .map(|environment| self.environment(environment))
            .collect()
    }

    fn environment(&self, environment: &Environment) -> EnvironmentData {
        let stages = &self.programme.stages;
        // A window that names a stage replaces, for that stage, the windows that name none.
        let windows = (stages.iter())
            .map(|stage| {
                let named: Vec<_> =
                    environment.windows.iter().filter(|w| w.stages.contains(&stage.id)).collect();
                let open: Vec<_> = if named.is_empty() {
                    environment.windows.iter().filter(|w| w.stages.is_empty()).collect()
                } else {
                    named
                };
                union(open.into_iter().map(|w| self.inside(w.from, w.to)).collect())
            })
            .collect();
        let changeover = (stages.iter())
            .map(|from| {
                (stages.iter())
                    .map(|to| {
                        let given = (environment.changeover.between.iter())
                            .find(|b| b.from == from.id && b.to == to.id)
                            .map_or(environment.changeover.periods, |b| b.periods);
                        if from.id == to.id { 0 } else { given as u32 }
                    })
                    .collect()
            })
            .collect();
        let mut unavailable: Vec<_> = (self.programme.unavailability.iter().enumerate())
            .filter(|(_, u)| strikes(u, environment))
            .map(|(position, u)| Reasoned {
                span: self.touched(u.from, u.to),
                cause: UnavailabilityId::new(position),
            })
            .filter(|u| !u.span.is_empty())
            .collect();
        unavailable.sort_unstable_by_key(|u| (u.span, u.cause));
        let optional = environment.optional.as_ref();
        EnvironmentData {
            windows,
            unavailable,
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
            starts: self.starts(&stage.slots.starts),
            capacity_min: stage.slots.capacity.min as u32,
            capacity_max: stage.slots.capacity.max as u32,
            overlap: stage.overlap,
            pause_allowance: match stage.over_unavailability {
                OverUnavailability::Avoid => None,
                OverUnavailability::Pause { allowance } => Some(allowance as u32),
            },
            needs_support: stage.needs_support,
            prerequisites: (stage.prerequisites.iter())
                .map(|p| p.any_of.iter().map(|stage| self.names.stage(stage)).collect())
                .collect(),
        }
    }

    fn starts(&self, starts: &Starts) -> Vec<u32> {
        let horizon = self.timeline.len();
        let mut periods: Vec<u32> = match starts {
            Starts::Every { periods, anchor } => {
                let step = *periods as u32;
                let anchor = anchor.map_or(0, |when| self.timeline.first_from(when));
                (anchor % step..horizon).step_by(step as usize).collect()
            }
            Starts::Weekdays(days) => {
                let (from, to) = self.timeline.days();
                from.iter_days()
                    .take_while(|day| *day < to)
                    .filter(|day| days.iter().any(|d| d.0 == chrono::Datelike::weekday(day)))
                    .map(|day| self.timeline.first_from(When::Day(day)))
                    .collect()
            }
            Starts::On(moments) => {
                moments.iter().map(|when| self.timeline.first_from(*when)).collect()
            }
            Starts::ByHand => Vec::new(),
        };
        periods.retain(|period| *period < horizon);
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    fn participants(&self) -> Vec<ParticipantData> {
        self.programme.participants.iter().map(|p| self.participant(p)).collect()
    }

    fn participant(&self, participant: &Participant) -> ParticipantData {
        let environment = |id: &Option<String>| id.as_ref().map(|id| self.names.environment(id));
        let stage = |id: &Option<String>| id.as_ref().map(|id| self.names.stage(id));
        let horizon = self.timeline.len();
        let own = participant.unavailable.len();
        let mut unavailable: Vec<_> = (participant.unavailable.iter().enumerate())
            .map(|(position, b)| (self.touched(b.from, b.to), position))
            .chain((self.programme.unavailability.iter().enumerate()).filter_map(
                |(position, u)| {
                    let this = matches!(&u.on, Target::Participant(id) if *id == participant.id);
                    this.then(|| (self.touched(u.from, u.to), own + position))
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
            ready: (participant.ready.iter())
                .map(|ready| ReadyData {
                    from: self.timeline.first_from(ready.from),
                    environment: environment(&ready.environment),
                    stage: stage(&ready.stage),
                })
                .collect(),
            unavailable,
            due: participant.due.map(|when| self.timeline.first_touching(when)),
            deadline: participant.deadline.map(|when| self.timeline.first_touching(when)),
            max_concurrent_environments: (participant.max_concurrent_environments)
                .map(|max| max as u32),
            preferences: (participant.preferences.iter())
                .map(|preference| PreferenceData {
                    stage: stage(&preference.stage),
                    environment: environment(&preference.environment),
                    starts: Span::new(
                        preference.from.map_or(0, |when| self.timeline.first_from(when)),
                        preference.to.map_or(horizon, |when| self.timeline.first_from(when)),
                    ),
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
                paused_end(&environments[environment.index()], start, duration, self.timeline.len())
                    .unwrap_or(start + duration)
            }
            None => start + duration,
        };
        let capacity =
            slot.capacity.unwrap_or(Capacity { min: 0, max: i64::from(data.capacity_max) });
        HandSlot {
            stage,
            environment,
            span: Span::new(start, end),
            capacity_min: capacity.min as u32,
            capacity_max: capacity.max as u32,
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

/// Whether an unavailability takes the environment away.
pub fn strikes(unavailability: &Unavailability, environment: &Environment) -> bool {
    match &unavailability.on {
        Target::Environment(id) => *id == environment.id,
        Target::Component(id) => environment.components.contains(id),
        Target::Participant(_) => false,
        Target::Everywhere => true,
    }
}

/// The end of a slot that starts at `start` and pauses while its environment is unavailable:
/// `duration` available periods later. `None` if the calendar ends before.
pub fn paused_end(
    environment: &EnvironmentData,
    start: u32,
    duration: u32,
    horizon: u32,
) -> Option<u32> {
    let mut end = start.checked_add(duration)?;
    let mut counted = start;
    // Spans are sorted by start but may overlap: count each lost period once.
    for unavailable in &environment.unavailable {
        let from = unavailable.span.start.max(counted);
        if from >= end {
            if unavailable.span.start >= end {
                break;
            }
            continue;
        }
        if unavailable.span.end > from {
            end = end.checked_add(unavailable.span.end - from)?;
            counted = unavailable.span.end;
        }
    }
    (end <= horizon).then_some(end)
}
