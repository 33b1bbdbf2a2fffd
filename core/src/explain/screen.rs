//! Why somebody is not placed, as far as single rules and their own route decide: what the
//! candidates left out, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{ParticipantData, Problem, Span, Timeline};
use crate::candidates::{
    Candidates, Class, Refusal, SlotCandidate, participant_refusal, slot_end, slot_refusal, unready,
};
use crate::model::{EnvironmentId, ParticipantId, Resolution, RuleKind, StageId};
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
    vec![Reason {
        rule: RuleKind::Capacity,
        stage: None,
        text: "each stage has slots that it could be in, but together with everybody else's they \
               are too few: the places are full, or the environments taken"
            .to_owned(),
    }]
}

/// No route can be taken at all: pins or prerequisites.
fn no_way(problem: &Problem, participant: ParticipantId) -> Vec<Reason> {
    let data = &problem.participants[participant.index()];
    let stage_name = |stage: StageId| problem.programme.stages[stage.index()].id.as_str();
    let mut reasons = Vec::new();
    for pin in &data.pins {
        let on_route = |stage: StageId| {
            data.routes.iter().any(|route| route.steps.iter().any(|step| step.stage == stage))
        };
        if !on_route(pin.stage) {
            reasons.push(Reason {
                rule: RuleKind::Participant,
                stage: Some(pin.stage),
                text: format!(
                    "it is pinned to {}, which no route of it has",
                    stage_name(pin.stage)
                ),
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
        let names: Vec<_> = any_of.iter().map(|stage| stage_name(*stage)).collect();
        reasons.push(Reason {
            rule: RuleKind::Prerequisite,
            stage: Some(stage),
            text: format!(
                "{} needs {} before it, and neither is earlier on its route nor completed",
                stage_name(stage),
                names.join(" or ")
            ),
        });
    }
    if reasons.is_empty() {
        reasons.push(Reason {
            rule: RuleKind::Demand,
            stage: None,
            text: "no route of it can be taken whole".to_owned(),
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
            let slot = SlotCandidate {
                stage,
                environment,
                span,
                by_hand: None,
                capacity_min: stage_data.capacity_min,
                capacity_max: stage_data.capacity_max,
            };
            match slot_refusal(problem, stage, environment, span) {
                Some(refusal) => count(vec![refusal]),
                None => count(refusals(data, &slot)),
            }
        }
    }
    for hand in problem.hand_slots.iter().filter(|slot| slot.stage == stage) {
        let slot = SlotCandidate {
            stage,
            environment: hand.environment,
            span: hand.span,
            by_hand: None,
            capacity_min: hand.capacity_min,
            capacity_max: hand.capacity_max,
        };
        count(refusals(data, &slot));
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
                words(problem, participant, stage, refusal)
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

fn words(
    problem: &Problem,
    participant: ParticipantId,
    stage: StageId,
    refusal: Refusal,
) -> String {
    let programme = &problem.programme;
    let person = &programme.participants[participant.index()];
    let data = &problem.participants[participant.index()];
    let because = |reason: &str| {
        if reason.is_empty() { String::new() } else { format!(" ({reason})") }
    };
    match refusal {
        Refusal::Window => "lie outside the open windows".to_owned(),
        Refusal::Unavailable(cause) => {
            let u = &programme.unavailability[cause.index()];
            let reason = because(&u.reason);
            format!("meet the unavailability {}{reason} [{}, {})", u.id, u.from, u.to)
        }
        Refusal::Support => "start or end outside support cover".to_owned(),
        Refusal::Approval => "are in an environment that is not approved".to_owned(),
        Refusal::Release(place) => {
            format!("lack a version: {}", problem.stages[stage.index()].lacks[place].text)
        }
        Refusal::OwnRelease(place) => format!("lack a version: {}", data.lacks[place].text),
        Refusal::Size => format!("take less than its size {}", data.size),
        Refusal::Readiness(place) => {
            let ready = &data.ready[place];
            match ready.on {
                Some(on) => format!("start before it is ready{} on {on}", because(&ready.reason)),
                None => format!("are closed to it: {}", ready.reason),
            }
        }
        Refusal::Blackout(place) => {
            let blackout = data.unavailable[place];
            let cause = blackout.cause as usize;
            let own = person.unavailable.len();
            let reason = if cause < own {
                because(&person.unavailable[cause].reason)
            } else {
                because(&programme.unavailability[cause - own].reason)
            };
            let span = dates(&problem.timeline, blackout.span);
            format!("meet its unavailability{reason} {span}")
        }
        Refusal::Pin(place) => {
            let pin = &person.pins[place];
            let environment = pin.environment.as_ref().map(|e| format!(" in {e}"));
            let start = pin.start.map(|start| format!(" starting {start}"));
            format!(
                "are not where it is pinned{}{}",
                environment.unwrap_or_default(),
                start.unwrap_or_default()
            )
        }
    }
}

/// A span as people write it: half-open, in days, or in moments where periods are shorter.
fn dates(timeline: &Timeline, span: Span) -> String {
    if timeline.resolution() == Resolution::Day {
        format!("[{}, {})", timeline.day(span.start), timeline.day_after(span.end))
    } else {
        let format = "%Y-%m-%d %H:%M";
        let (from, to) = (timeline.start(span.start), timeline.end(span.end));
        format!("[{}, {})", from.format(format), to.format(format))
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
            let days = &problem.timeline;
            Some(format!("{name} from {} to {}", days.day(first.start), days.day_after(last.end)))
        })
        .collect();
    let deadline = (problem.participants[class.first().index()].deadline)
        .map(|end| format!(", to be complete by {}", problem.timeline.day(end)));
    format!(
        "no slots that it could be in follow one another in the order of its route within its lags \
         (open to it: {}{})",
        parts.join("; "),
        deadline.unwrap_or_default()
    )
}
