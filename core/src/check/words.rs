//! Names, dates and numbers for messages. Nothing here fails on an index that does not exist.

use crate::calendar::{Problem, Span};
use crate::model::{EnvironmentId, ParticipantId, Resolution, StageId};
use crate::plan::PlanSlot;

pub fn participant(problem: &Problem, id: ParticipantId) -> String {
    let all = &problem.programme.participants;
    name(all.get(id.index()).map(|p| p.id.as_str()), "participant", id.0, all.len())
}

pub fn environment(problem: &Problem, id: EnvironmentId) -> String {
    let all = &problem.programme.environments;
    name(all.get(id.index()).map(|e| e.id.as_str()), "environment", id.0, all.len())
}

pub fn stage(problem: &Problem, id: StageId) -> String {
    let all = &problem.programme.stages;
    name(all.get(id.index()).map(|s| s.id.as_str()), "stage", id.0, all.len())
}

fn name(id: Option<&str>, kind: &str, index: u32, count: usize) -> String {
    id.map_or_else(|| format!("{kind} number {index} (of {count})"), Into::into)
}

/// Stage, environment and dates; the name as well if it is a slot given by hand.
pub fn slot(problem: &Problem, slot: PlanSlot) -> String {
    let place = format!(
        "{} in {} {}",
        stage(problem, slot.stage),
        environment(problem, slot.environment),
        span(problem, slot.span)
    );
    match slot.by_hand.and_then(|hand| problem.programme.slots.get(hand.index())) {
        Some(hand) => format!("{} ({place})", hand.id),
        None => place,
    }
}

/// Half-open dates, with times where periods are shorter than a day: `[2024-02-26, 2024-03-04)`.
pub fn span(problem: &Problem, span: Span) -> String {
    if span.end <= span.start || span.end > problem.horizon() {
        return format!("[period {}, period {})", span.start, span.end);
    }
    format!("[{}, {})", start(problem, span.start), end(problem, span.end))
}

/// The day or moment at which a period starts.
pub fn start(problem: &Problem, period: u32) -> String {
    match problem.timeline.resolution() {
        Resolution::Day => problem.timeline.day(period).to_string(),
        _ => problem.timeline.start(period).format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// The first day after a span that ends there, or the moment at which it is over.
pub fn end(problem: &Problem, period: u32) -> String {
    match problem.timeline.resolution() {
        Resolution::Day => problem.timeline.day_after(period).to_string(),
        _ => problem.timeline.end(period).format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// `1 period`, `2 periods`.
pub fn periods(count: impl Into<i64>) -> String {
    match count.into() {
        1 => "1 working period".into(),
        many => format!("{many} working periods"),
    }
}

/// The first few, and how many more there are.
pub fn list<T: AsRef<str>>(names: &[T]) -> String {
    const FEW: usize = 5;
    let shown: Vec<&str> = names.iter().take(FEW).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(FEW);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &tail
}
