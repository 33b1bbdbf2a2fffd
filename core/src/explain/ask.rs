//! Names in questions become indices; what is not known is told with the nearest spelling.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::names;
use crate::calendar::{Problem, Span};
use crate::candidates::slot_end;
use crate::error::Error;
use crate::model::validate::{Speller, quoted};
use crate::model::{EnvironmentId, Finding, Findings, ParticipantId, StageId, TrancheSlotId, When};
use crate::plan::{Plan, PlanSlot};

/// A slot that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SlotRef {
    /// One that is open in the plan, or given by hand, by its id: see [`SlotName::id`].
    ///
    /// [`SlotName::id`]: super::SlotName::id
    Id(String),
    /// One that starts then in an environment, whether it is open or not.
    At {
        /// Id of the environment.
        environment: String,
        /// Its first day or moment.
        start: When,
    },
}

impl SlotRef {
    /// By its id.
    pub fn id(id: impl Into<String>) -> Self {
        Self::Id(id.into())
    }

    /// By its environment and first day.
    pub fn at(environment: impl Into<String>, start: NaiveDate) -> Self {
        Self::At { environment: environment.into(), start: start.into() }
    }
}

fn wrong(code: &str, path: &str, message: String, remedy: String) -> Error {
    Error::Unreadable(Findings(vec![Finding::new(code, path, message, remedy)]))
}

fn find<'a>(
    kind: &str,
    path: &str,
    id: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Result<usize, Error> {
    known.clone().position(|name| name == id).ok_or_else(|| {
        let message = format!("there is no {kind} {}", quoted(id));
        wrong("SW-E0101", path, message, Speller::default().remedy(id, kind, known))
    })
}

/// The participant of that id.
pub fn participant(problem: &Problem, id: &str) -> Result<ParticipantId, Error> {
    let known = problem.programme.participants.iter().map(|p| p.id.as_str());
    find("participant", "participant", id, known).map(ParticipantId::new)
}

/// The stage of that id.
pub fn stage(problem: &Problem, id: &str) -> Result<StageId, Error> {
    let known = problem.programme.stages.iter().map(|s| s.id.as_str());
    find("stage", "stage", id, known).map(StageId::new)
}

/// The environment of that id.
pub fn environment(problem: &Problem, id: &str) -> Result<EnvironmentId, Error> {
    let known = problem.programme.environments.iter().map(|e| e.id.as_str());
    find("environment", "environment", id, known).map(EnvironmentId::new)
}

/// The slot of a stage that is meant: one of the plan if there is one, else one given by hand, else
/// the one that could be opened then.
pub fn slot(
    problem: &Problem,
    plan: &Plan,
    stage: StageId,
    asked: &SlotRef,
) -> Result<PlanSlot, Error> {
    match asked {
        SlotRef::Id(id) => by_id(problem, plan, stage, id),
        SlotRef::At { environment: place, start } => {
            at(problem, plan, stage, environment(problem, place)?, *start)
        }
    }
}

fn given(problem: &Problem) -> impl Iterator<Item = PlanSlot> + '_ {
    problem.hand_slots.iter().enumerate().map(|(place, hand)| PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(TrancheSlotId::new(place)),
    })
}

fn by_id(problem: &Problem, plan: &Plan, stage: StageId, id: &str) -> Result<PlanSlot, Error> {
    let all: Vec<PlanSlot> = plan.slots.iter().copied().chain(given(problem)).collect();
    let ids: Vec<String> = all.iter().map(|slot| names::slot(problem, *slot).id).collect();
    let place = find("slot", "slot", id, ids.iter().map(String::as_str))?;
    let found = all[place];
    if found.stage != stage {
        let (own, other) = (names::stage(problem, found.stage), names::stage(problem, stage));
        return Err(wrong(
            "SW-E1007",
            "slot",
            format!("{} is a slot of {own}, not of {other}", quoted(id)),
            "name a slot of the stage, or the slot's own stage".into(),
        ));
    }
    Ok(found)
}

fn at(
    problem: &Problem,
    plan: &Plan,
    stage: StageId,
    environment: EnvironmentId,
    start: When,
) -> Result<PlanSlot, Error> {
    let timeline = &problem.timeline;
    let period = timeline.first_from(start);
    let starts = period < timeline.len()
        && match start {
            When::Day(day) => timeline.day(period) == day,
            When::Moment(moment) => timeline.start(period) == moment,
            When::Naive(_) => false,
        };
    if !starts {
        return Err(wrong(
            "SW-E1002",
            "slot",
            format!("no working period of the calendar starts on {start}"),
            "name the first day of the slot, a working day of the calendar".into(),
        ));
    }
    let same = |slot: &PlanSlot| {
        (slot.stage, slot.environment, slot.span.start) == (stage, environment, period)
    };
    if let Some(open) = plan.slots.iter().copied().chain(given(problem)).find(same) {
        return Ok(open);
    }
    let end = slot_end(problem, stage, environment, period).unwrap_or_else(|| {
        // No slot that could be open: as long as it would be, for the checker to say why.
        let length = problem.programme.stages[stage.index()].duration as u32;
        period.saturating_add(length).min(problem.horizon())
    });
    Ok(PlanSlot { stage, environment, span: Span::new(period, end), by_hand: None })
}
