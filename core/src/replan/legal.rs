//! Whether an old place would still be possible by itself, whatever the others do.

use crate::calendar::Problem;
use crate::calendar::Span;
use crate::candidates::{SlotCandidate, participant_refusal, slot_end, slot_refusal, variants};
use crate::model::{EnvironmentId, ParticipantId, RuleKind, StageId, TrancheSlotId};
use crate::plan::diff::SlotPlace;

/// The slot that a participant was in, as it would be now.
///
/// # Errors
/// The first rule that the place would break by itself.
pub(super) fn place(
    problem: &Problem,
    who: &str,
    place: &SlotPlace,
) -> Result<SlotCandidate, RuleKind> {
    let programme = &problem.programme;
    // Lists are sorted by id.
    let stage = find(&programme.stages, |s| &s.id, &place.stage).ok_or(RuleKind::Slot)?;
    let environment =
        find(&programme.environments, |e| &e.id, &place.environment).ok_or(RuleKind::Slot)?;
    let participant = participant(problem, who).ok_or(RuleKind::Demand)?;
    let data = &problem.participants[participant.index()];
    let start = problem.timeline.first_from(place.from);
    if start >= problem.horizon() || problem.timeline.dates_start(start) != place.from {
        return Err(RuleKind::Slot);
    }
    let (stage, environment) = (StageId::new(stage), EnvironmentId::new(environment));
    let policy = &problem.stages[stage.index()];
    let by_hand = (problem.hand_slots.iter().enumerate())
        .filter(|(_, slot)| {
            (slot.stage, slot.environment, slot.span.start) == (stage, environment, start)
        })
        .min_by_key(|(number, _)| place.slot.as_ref() != Some(&programme.slots[*number].id));
    let candidate = if let Some((number, _)) = by_hand {
        SlotCandidate::by_hand(problem, TrancheSlotId::new(number))
    } else {
        if policy.starts.binary_search(&start).is_err() {
            return Err(RuleKind::Slot);
        }
        let end = slot_end(problem, stage, environment, start).ok_or(RuleKind::Window)?;
        let span = Span::new(start, end);
        if let Some(refusal) = slot_refusal(problem, stage, environment, span) {
            return Err(refusal.rule());
        }
        SlotCandidate::generated(problem, stage, environment, span)
    };
    if let Some(refusal) = participant_refusal(data, &candidate) {
        return Err(refusal.rule());
    }
    if data.deadline.is_some_and(|deadline| candidate.span.end > deadline) {
        return Err(RuleKind::Participant);
    }
    let takes =
        |stage| variants(problem, data).iter().any(|v| v.steps.iter().any(|s| s.stage == stage));
    if takes(stage) { Ok(candidate) } else { Err(RuleKind::Demand) }
}

/// A participant by its id.
pub(super) fn participant(problem: &Problem, id: &str) -> Option<ParticipantId> {
    find(&problem.programme.participants, |p| &p.id, id).map(ParticipantId::new)
}

fn find<T>(list: &[T], id_of: impl Fn(&T) -> &String, id: &str) -> Option<usize> {
    list.binary_search_by(|one| id_of(one).as_str().cmp(id)).ok()
}
