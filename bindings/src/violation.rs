//! What the checker says, in names and dates, as plain data for Python's `Violation`.

use serde::Serialize;
use slotwise::Problem;
use slotwise::calendar::Span;
use slotwise::check::Violation;
use slotwise::model::{RuleKind, When};

use crate::plan::PlanData;

/// A broken rule.
#[derive(Serialize)]
pub struct ViolationData {
    rule: RuleKind,
    message: String,
    participants: Vec<String>,
    slots: Vec<String>,
    environment: Option<String>,
    stage: Option<String>,
    start: Option<When>,
    end: Option<When>,
}

/// A broken rule of a plan whose slots have the given ids.
pub fn named(problem: &Problem, plan: &PlanData, violation: &Violation) -> ViolationData {
    let programme = &problem.programme;
    let known = |span: &Span| !span.is_empty() && span.end <= problem.horizon();
    let (start, end) = (violation.span.filter(known))
        .map(|span| problem.timeline.dates(span))
        .map_or((None, None), |(start, end)| (Some(start), Some(end)));
    ViolationData {
        rule: violation.rule,
        message: violation.message.clone(),
        participants: (violation.participants.iter())
            .map(|participant| programme.participants[participant.index()].id.clone())
            .collect(),
        slots: (violation.slots.iter()).filter_map(|slot| plan.slot_id(*slot)).collect(),
        environment: violation.environment.map(|e| programme.environments[e.index()].id.clone()),
        stage: violation.stage.map(|stage| programme.stages[stage.index()].id.clone()),
        start,
        end,
    }
}
