//! Why somebody is not placed, as far as single rules and their own route decide: what the
//! candidates left out, and why.

use std::collections::{BTreeMap, BTreeSet};

use super::{names, rules};
use crate::calendar::{ParticipantData, Problem, Span};
use crate::candidates::{
    Candidates, Class, Refusal, SlotCandidate, participant_refusal, slot_end, slot_refusal, unready,
};
use crate::model::{EnvironmentId, ParticipantId, RuleKind, StageId, TrancheSlotId};
use crate::plan::Plan;

/// A participant that is not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Who.
    pub participant: ParticipantId,
    /// Why: what closed how many of the slots of the stages that stood in the way.
    pub reasons: Vec<Reason>,
}

/// Why a participant can't take a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: RuleKind,
    /// The stage; `None` if the reason is not about one stage.
    pub stage: Option<StageId>,
    /// In the programme's words, with names, dates and numbers.
    pub text: String,
}

/// Everybody whom the plan leaves out, with reasons, by id.
pub fn unplaced(problem: &Problem, candidates: &Candidates, plan: &Plan) -> Vec<Unplaced> {
    let mut placed = vec![false; problem.participants.len()];
    for assignment in &plan.assignments {
        placed[assignment.participant.index()] = true;
    }
    (placed.iter().enumerate())
        .filter(|(_, placed)| !**placed)
        .map(|(position, _)| {
            let participant = ParticipantId::new(position);
            Unplaced { participant, reasons: reasons(problem, candidates, participant) }
        })
        .collect()
}

fn reasons(problem: &Problem, candidates: &Candidates, participant: ParticipantId) -> Vec<Reason> {
    let class = candidates.class(participant);
    if class.variants.is_empty() {
        return no_way(problem, participant);
    }
    let mut stages: Vec<StageId> =
        class.allowed.iter().filter(|a| a.set.is_clear()).map(|a| a.stage).collect();
    stages.sort_unstable();
    if !stages.is_empty() {
        let screened = stages.into_iter().flat_map(|stage| screen(problem, participant, stage));
        return screened.collect();
    }
    if !passable(problem, candidates, class) {
        return vec![Reason {
            rule: RuleKind::Order,
            stage: None,
            text: order_text(problem, candidates, class),
        }];
    }
    let mut reasons = vec![Reason {
        rule: RuleKind::Capacity,
        stage: None,
        text: "each stage has slots that it could be in, but together with everybody else's they \
               are too few: the places are full, or the environments taken"
            .to_owned(),
    }];
    let person = &problem.programme.participants[participant.index()];
    reasons.extend(person.relies_on.iter().map(|reliance| Reason {
        rule: RuleKind::Reliance,
        stage: None,
        text: rules::reliance::text(problem, reliance),
    }));
    for allowed in &class.allowed {
        let of =
            |rule: RuleKind| move |text: String| Reason { rule, stage: Some(allowed.stage), text };
        let gates = rules::gate::opening(problem, allowed.stage);
        reasons.extend(gates.into_iter().map(of(RuleKind::Gate)));
        let taken = rules::resource::taken(problem, allowed.stage);
        reasons.extend(taken.into_iter().map(of(RuleKind::Resource)));
    }
    reasons
}

/// No route can be taken at all: pins or prerequisites.
fn no_way(problem: &Problem, participant: ParticipantId) -> Vec<Reason> {
    let data = &problem.participants[participant.index()];
    let mut reasons = Vec::new();
    for pin in &data.pins {
        let on_route = |stage: StageId| {
            data.routes.iter().any(|route| route.steps.iter().any(|step| step.stage == stage))
        };
        if !on_route(pin.stage) {
            reasons.push(Reason {
                rule: RuleKind::Participant,
                stage: Some(pin.stage),
                text: rules::participant::pinned_off_route(names::stage(problem, pin.stage)),
            });
        }
    }
    let mut needed: BTreeMap<StageId, &[StageId]> = BTreeMap::new();
    for route in &data.routes {
        for (position, step) in route.steps.iter().enumerate() {
            for any_of in &problem.stages[step.stage.index()].prerequisites {
                let before = route.steps[..position].iter().map(|step| step.stage);
                let completed = data.completed.iter().map(|(stage, _)| *stage);
                if !before.chain(completed).any(|stage| any_of.contains(&stage)) {
                    needed.insert(step.stage, any_of);
                }
            }
        }
    }
    for (stage, any_of) in needed {
        reasons.push(Reason {
            rule: RuleKind::Prerequisite,
            stage: Some(stage),
            text: rules::prerequisite::missing(problem, stage, any_of),
        });
    }
    if reasons.is_empty() {
        reasons.push(Reason {
            rule: RuleKind::Demand,
            stage: None,
            text: rules::demand::no_route(),
        });
    }
    reasons
}

/// For a stage without any slot for the participant: which rule closed how many.
fn screen(problem: &Problem, participant: ParticipantId, stage: StageId) -> Vec<Reason> {
    let data = &problem.participants[participant.index()];
    let stage_data = &problem.stages[stage.index()];
    let mut closed: BTreeMap<(RuleKind, Refusal), u32> = BTreeMap::new();
    let mut total = 0;
    let mut count = |refusals: Vec<Refusal>| {
        total += 1;
        for refusal in refusals {
            *closed.entry((refusal.rule(), refusal)).or_insert(0) += 1;
        }
    };
    for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
        for &start in &stage_data.starts {
            let Some(end) = slot_end(problem, stage, environment, start) else { continue };
            let span = Span::new(start, end);
            let slot = SlotCandidate::generated(problem, stage, environment, span);
            match slot_refusal(problem, stage, environment, span) {
                Some(refusal) => count(vec![refusal]),
                None => count(refusals(data, &slot)),
            }
        }
    }
    for id in (0..problem.hand_slots.len()).map(TrancheSlotId::new) {
        let slot = SlotCandidate::by_hand(problem, id);
        if slot.stage == stage {
            count(refusals(data, &slot));
        }
    }
    let name = &problem.programme.stages[stage.index()].id;
    if total == 0 {
        let text = format!("{name} has no slot at all: no start of its policy fits its duration");
        return vec![Reason { rule: RuleKind::Slot, stage: Some(stage), text }];
    }
    (closed.into_iter())
        .map(|((rule, refusal), slots)| Reason {
            rule,
            stage: Some(stage),
            text: format!(
                "{name}: {slots} of {total} slots {}",
                rules::closed(problem, participant, stage, refusal)
            ),
        })
        .collect()
}

/// What stands in the participant's way: the first of the rules, but all that it waits for.
fn refusals(data: &ParticipantData, slot: &SlotCandidate) -> Vec<Refusal> {
    match participant_refusal(data, slot) {
        Some(Refusal::Readiness(_)) => unready(data, slot).map(Refusal::Readiness).collect(),
        refusal => refusal.into_iter().collect(),
    }
}

/// Whether any variant has slots that follow one another within its lags, everybody else aside.
fn passable(problem: &Problem, candidates: &Candidates, class: &Class) -> bool {
    let deadline = problem.participants[class.first().index()].deadline;
    class.variants.iter().any(|variant| {
        let last = variant.steps.len() - 1;
        let mut ends: Option<BTreeSet<u32>> = None;
        for (position, step) in variant.steps.iter().enumerate() {
            let follows = |span: &Span| {
                let Some(before) = &ends else { return true };
                // Ends of the step before from which this start is within the lags.
                let start = i64::from(span.start);
                let latest = start - i64::from(step.min_lag);
                let earliest = step.max_lag.map_or(0, |lag| start - i64::from(lag)).max(0);
                earliest <= latest && before.range(earliest as u32..=latest as u32).next().is_some()
            };
            let in_time = |span: &Span| deadline.is_none_or(|d| position < last || span.end <= d);
            let next: BTreeSet<u32> = (candidates.allowed(class, step.stage))
                .map(|slot| candidates.slots[slot].span)
                .filter(|span| span.start >= step.from && follows(span) && in_time(span))
                .map(|span| span.end)
                .collect();
            ends = Some(next);
        }
        ends.is_some_and(|ends| !ends.is_empty())
    })
}

fn order_text(problem: &Problem, candidates: &Candidates, class: &Class) -> String {
    let parts: Vec<String> = (class.allowed.iter())
        .filter_map(|allowed| {
            let spans: Vec<Span> = (candidates.allowed(class, allowed.stage))
                .map(|slot| candidates.slots[slot].span)
                .collect();
            let first = spans.iter().min()?;
            let last = spans.iter().max_by_key(|span| span.end)?;
            let name = &problem.programme.stages[allowed.stage.index()].id;
            let open = names::span(problem, Span::new(first.start, last.end));
            Some(format!("{name} {open}"))
        })
        .collect();
    let deadline = (problem.participants[class.first().index()].deadline)
        .map(|end| format!(", to be complete by the end of {}", names::end(problem, end)));
    format!(
        "no slots that it could be in follow one another in the order of its route within its lags \
         (open to it: {}{})",
        parts.join("; "),
        deadline.unwrap_or_default()
    )
}
