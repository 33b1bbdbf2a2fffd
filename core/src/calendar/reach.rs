//! Whom an unavailability reaches, directly or through others.

use std::collections::{HashMap, HashSet};

use super::{Problem, ReliedData, Span, Timeline, strikes};
use crate::model::{ParticipantId, Programme, Relied, StageId, Target, UnavailabilityId};

impl Problem {
    /// Those who depend on what an unavailability is on (document §6.4.2, D-55), by id: who is
    /// unavailable itself, or relies on who or what is, directly or through others, or has a stage on
    /// a route that takes the resource, or that may run in the environment.
    pub fn dependants(&self, unavailability: UnavailabilityId) -> Vec<ParticipantId> {
        let programme = &self.programme;
        let u = &programme.unavailability[unavailability.index()];
        let stage_is_struck = |stage: StageId| match &u.on {
            Target::Resource(id) => {
                programme.stages[stage.index()].takes.iter().any(|take| take.resource == *id)
            }
            Target::Environment(_) | Target::Component(_) | Target::Everywhere => {
                let eligible = self.stages[stage.index()].durations.iter();
                (eligible.zip(&programme.environments))
                    .any(|(duration, environment)| duration.is_some() && strikes(u, environment))
            }
            Target::Participant(_) => false,
        };
        let struck: Vec<bool> =
            (0..self.stages.len()).map(|stage| stage_is_struck(StageId::new(stage))).collect();
        (self.participants.iter().zip(&programme.participants).enumerate())
            .filter(|(_, (data, participant))| {
                let steps = data.routes.iter().flat_map(|route| &route.steps);
                matches!(&u.on, Target::Participant(id) if *id == participant.id)
                    || data.relied.iter().any(|relied| relied.cause == unavailability)
                    || steps.clone().any(|step| struck[step.stage.index()])
            })
            .map(|(position, _)| ParticipantId::new(position))
            .collect()
    }
}

impl Problem {
    /// Those who rely on what a target is, directly or through others, each with the stage for which
    /// it does, if not for all. Nobody relies on environments or resources.
    pub fn reliant(&self, on: &Target) -> Vec<(ParticipantId, Option<&str>)> {
        let target = match on {
            Target::Participant(id) => (true, id.as_str()),
            Target::Component(id) => (false, id.as_str()),
            Target::Environment(_) | Target::Resource(_) | Target::Everywhere => return Vec::new(),
        };
        let people = &self.programme.participants;
        let mut by: HashMap<(bool, &str), Vec<(usize, Option<&str>)>> = HashMap::new();
        for (place, person) in people.iter().enumerate() {
            for reliance in &person.relies_on {
                if let Some(system) = node(&reliance.on) {
                    by.entry(system).or_default().push((place, reliance.stage.as_deref()));
                }
            }
        }
        let mut nodes = vec![target];
        let mut seen: HashSet<_> = nodes.iter().copied().collect();
        let mut found = Vec::new();
        while let Some(next) = nodes.pop() {
            for &(place, stage) in by.get(&next).into_iter().flatten() {
                found.push((ParticipantId::new(place), stage));
                let further = (true, people[place].id.as_str());
                if seen.insert(further) {
                    nodes.push(further);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// By participant: what reaches it through what it relies on, by start.
pub(super) fn relied(
    timeline: &Timeline,
    programme: &Programme,
    stage: impl Fn(&str) -> StageId,
) -> Vec<Vec<ReliedData>> {
    let mut on: HashMap<(bool, &str), Vec<(Span, UnavailabilityId)>> = HashMap::new();
    for (position, u) in programme.unavailability.iter().enumerate() {
        let node = match &u.on {
            Target::Participant(id) => (true, id.as_str()),
            Target::Component(id) => (false, id.as_str()),
            Target::Environment(_) | Target::Resource(_) | Target::Everywhere => continue,
        };
        let span = timeline.touched(u.from, u.to);
        if !span.is_empty() {
            on.entry(node).or_default().push((span, UnavailabilityId::new(position)));
        }
    }
    let place: HashMap<&str, usize> = programme
        .participants
        .iter()
        .enumerate()
        .map(|(place, p)| (p.id.as_str(), place))
        .collect();
    let systems = |place: usize| {
        programme.participants[place].relies_on.iter().filter_map(|reliance| node(&reliance.on))
    };
    (programme.participants.iter())
        .map(|participant| {
            let mut reached = Vec::new();
            for (number, reliance) in participant.relies_on.iter().enumerate() {
                let Some(first) = node(&reliance.on) else { continue };
                let mut nodes = vec![first];
                let mut seen: HashSet<_> = nodes.iter().copied().collect();
                while let Some(next) = nodes.pop() {
                    for (span, cause) in on.get(&next).into_iter().flatten() {
                        reached.push(ReliedData {
                            span: *span,
                            cause: *cause,
                            stage: reliance.stage.as_deref().map(&stage),
                            reliance: number as u32,
                        });
                    }
                    let further = place.get(next.1).filter(|_| next.0);
                    for system in further.into_iter().flat_map(|place| systems(*place)) {
                        if seen.insert(system) {
                            nodes.push(system);
                        }
                    }
                }
            }
            reached.sort_unstable();
            reached
        })
        .collect()
}

/// The system that is to be available: whether it is a participant's, and its id.
fn node(on: &Relied) -> Option<(bool, &str)> {
    match on {
        Relied::Participant(id) => Some((true, id)),
        Relied::Component(id) => Some((false, id)),
        Relied::Finished { .. } | Relied::Alongside { .. } => None,
    }
}
