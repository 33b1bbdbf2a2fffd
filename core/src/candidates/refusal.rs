//! Why a slot could not be open, or a participant not be in it: what a single rule decides.

use super::SlotCandidate;
use crate::calendar::{Lack, ParticipantData, Problem, Span, TakeData};
use crate::model::{EnvironmentId, ResourceId, RuleKind, StageId, UnavailabilityId};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// No open window holds it.
    Window,
    /// This unavailability, without or beyond an allowance to pause.
    Unavailable(UnavailabilityId),
    /// It starts or ends outside support cover.
    Support,
    /// The environment is optional and not approved.
    Approval,
    /// This place in what the stage's slots lack of versions.
    Release(usize),
    /// This place in what the participant lacks of versions.
    OwnRelease(usize),
    /// There is never enough of this resource for it with somebody in it.
    Resource(ResourceId),
    /// The slot is smaller than the participant.
    Size,
    /// Before this place in what the participant waits for.
    Readiness(usize),
    /// This place in the participant's [`unavailable`](ParticipantData::unavailable).
    Blackout(usize),
    /// This place in what reaches the participant through what it
    /// [relies on](ParticipantData::relied).
    Relied(usize),
    /// This place in the participant's pins says otherwise.
    Pin(usize),
    /// It has begun, or starts in the frozen time, and the participant was not there before.
    Frozen,
}

impl Refusal {
    /// The rule that it is of.
    pub fn rule(self) -> RuleKind {
        match self {
            Self::Window => RuleKind::Window,
            Self::Unavailable(_) => RuleKind::Unavailable,
            Self::Support => RuleKind::Support,
            Self::Approval => RuleKind::Approval,
            Self::Release(_) | Self::OwnRelease(_) => RuleKind::Release,
            Self::Resource(_) => RuleKind::Resource,
            Self::Size => RuleKind::Capacity,
            Self::Readiness(_) => RuleKind::Readiness,
            Self::Relied(_) => RuleKind::Reliance,
            Self::Blackout(_) | Self::Pin(_) => RuleKind::Participant,
            Self::Frozen => RuleKind::Freeze,
        }
    }
}

/// Why a stage's slot could not be open in an environment over a span; `None` if it could.
pub fn slot_refusal(
    problem: &Problem,
    stage: StageId,
    environment: EnvironmentId,
    span: Span,
) -> Option<Refusal> {
    let data = &problem.stages[stage.index()];
    let place = &problem.environments[environment.index()];
    if place.unapproved {
        return Some(Refusal::Approval);
    }
    if !place.windows[stage.index()].iter().any(|window| window.contains(span)) {
        return Some(Refusal::Window);
    }
    let unavailable = problem.unavailable(stage, environment);
    let mut struck = unavailable.iter().filter(|u| u.span.overlaps(span));
    match data.pause_allowance {
        None => {
            if let Some(first) = struck.next() {
                return Some(Refusal::Unavailable(first.cause));
            }
        }
        Some(allowance) => {
            let mut last = None;
            for u in struck {
                if u.span.holds(span.start) {
                    return Some(Refusal::Unavailable(u.cause));
                }
                last = Some(u.cause);
            }
            let lost = span.len() - data.durations[environment.index()].unwrap_or(span.len());
            if let Some(cause) = last.filter(|_| lost > allowance) {
                return Some(Refusal::Unavailable(cause));
            }
        }
    }
    let covered =
        problem.timeline.support_at_start(span.start) && problem.timeline.support_at_end(span.end);
    if data.needs_support && !covered {
        return Some(Refusal::Support);
    }
    let lack = data.lacks.iter().position(|lack| lack.strikes(stage, environment, span));
    if let Some(place) = lack {
        return Some(Refusal::Release(place));
    }
    let scarce = |take: &&TakeData| {
        problem.resources[take.resource.index()].least(span) < take.per_slot + take.per_participant
    };
    data.takes.iter().find(scarce).map(|take| Refusal::Resource(take.resource))
}

/// Why a participant could not be in a slot that could be open; `None` if it could.
pub fn participant_refusal(participant: &ParticipantData, slot: &SlotCandidate) -> Option<Refusal> {
    if participant.size > slot.capacity_max {
        return Some(Refusal::Size);
    }
    let pin = participant.pins.iter().position(|pin| {
        pin.stage == slot.stage
            && !(pin.environment.is_none_or(|environment| environment == slot.environment)
                && pin.start.is_none_or(|start| start == slot.span.start))
    });
    if let Some(place) = pin {
        return Some(Refusal::Pin(place));
    }
    let baseline = &participant.baseline;
    if baseline.closes(slot.stage, slot.environment, slot.span.start)
        || baseline
            .home(slot.stage)
            .is_some_and(|home| home.stays && !home.is(slot.environment, slot.span.start))
    {
        return Some(Refusal::Frozen);
    }
    if let Some(place) = unready(participant, slot).next() {
        return Some(Refusal::Readiness(place));
    }
    let strikes = |lack: &Lack| lack.strikes(slot.stage, slot.environment, slot.span);
    if let Some(place) = participant.lacks.iter().position(strikes) {
        return Some(Refusal::OwnRelease(place));
    }
    let struck = participant.unavailable.iter().position(|b| b.span.overlaps(slot.span));
    if let Some(place) = struck {
        return Some(Refusal::Blackout(place));
    }
    let reached = participant.relied.iter().position(|relied| {
        relied.span.overlaps(slot.span) && relied.stage.is_none_or(|stage| stage == slot.stage)
    });
    reached.map(Refusal::Relied)
}

/// Places of all that the participant would not be ready with when the slot starts.
pub fn unready(participant: &ParticipantData, slot: &SlotCandidate) -> impl Iterator<Item = usize> {
    let (stage, environment, start) = (slot.stage, slot.environment, slot.span.start);
    (participant.ready.iter().enumerate())
        .filter(move |(_, ready)| {
            ready.environment.is_none_or(|e| e == environment)
                && ready.stage.is_none_or(|s| s == stage)
                && start < ready.from
        })
        .map(|(place, _)| place)
}
