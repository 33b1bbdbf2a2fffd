//! What is different between two plans, in names and dates: of one problem, or of two states of a
//! programme.
//!
//! Applied to the first plan, a difference gives the second; of a plan and itself it is empty.

mod applied;
mod named;
mod pairs;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Plan;
use crate::calendar::Problem;
use crate::model::{RuleKind, When};
use named::Named;

/// What is different in a second plan. What is not listed is the same in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDiff {
    /// Participants who are elsewhere, are placed now or are not any more; by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<ParticipantDiff>,
    /// Slots that are elsewhere, are open now or are not any more; by stage, environment and start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<SlotDiff>,
    /// Movable maintenance that is elsewhere; by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<MaintenanceDiff>,
}

/// What happened to something.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DiffKind {
    /// It is where it was, though its end, its step or its slot's number may be another.
    Kept,
    /// It starts at another time or is in another environment.
    Moved,
    /// It was not there before.
    Added,
    /// It is not there any more.
    Dropped,
}

/// A participant who is not where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticipantDiff {
    /// Who.
    pub participant: String,
    /// The route that it took; left out if it was not placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_route: Option<String>,
    /// The route that it takes; left out if it is not placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_route: Option<String>,
    /// Its visits that are different, in the order of their first step.
    pub visits: Vec<VisitDiff>,
}

/// A participant's visit to a stage that is not where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitDiff {
    /// What happened to it.
    pub kind: DiffKind,
    /// For which stage.
    pub stage: String,
    /// Where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SlotPlace>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<SlotPlace>,
    /// Working days from the old start to the new one, negative if it is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Working days from the old end to the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_days: Option<i64>,
    /// Which step of the route it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_step: Option<u32>,
    /// Which step of the route it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_step: Option<u32>,
    /// Why, in a re-plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
}

/// A slot that is not where it was, or not open in both plans.
///
/// A slot given by hand is told by its id. Of the others, one that is gone and one that is new are the
/// same slot, moved, if they are of one stage and have members in common: pairs with most members in
/// common first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotDiff {
    /// What happened to it.
    pub kind: DiffKind,
    /// Where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SlotPlace>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<SlotPlace>,
    /// Working days from the old start to the new one, negative if it is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Working days from the old end to the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_days: Option<i64>,
    /// Why, in a re-plan: the cause of its first member's move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
}

/// A slot, in names and dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotPlace {
    /// The stage that it is for.
    pub stage: String,
    /// Where.
    pub environment: String,
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
    /// The slot given by hand that it is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// How many slots that are just the same stand before it in the plan.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub number: u32,
}

/// Movable maintenance that is not where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceDiff {
    /// What happened to it.
    pub kind: DiffKind,
    /// Which one.
    pub unavailability: String,
    /// Its first day before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Its first day now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// Working days between the two, negative if it is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
}

/// Why something moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// The changes at the root, by their places in the list of changes: without all of them the place of
    /// whoever they struck would be possible again, and none is to spare. Mostly one. Empty if there
    /// is none: the old plan broke a rule before, or nothing had to move it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<usize>,
    /// The rule that the old place would break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleKind>,
    /// Whose moves stand between, from the one that took its place to the one that the change struck;
    /// empty if the change struck it itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<Through>,
    /// In words.
    pub text: String,
}

/// A move between a change and another move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Through {
    /// Who moved.
    pub participant: String,
    /// For which stage.
    pub stage: String,
}

/// How many moves a difference has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveCount {
    /// Visits that start at another time or are in another environment.
    pub moved: usize,
    /// Visits that were not there before.
    pub added: usize,
    /// Visits that are not there any more.
    pub dropped: usize,
}

/// What is different in a second plan. Each plan's indices must be its problem's.
///
/// Working days are those of the second problem's calendar.
pub fn diff(a: (&Problem, &Plan), b: (&Problem, &Plan)) -> PlanDiff {
    pairs::diff(&Named::new(a.0, a.1), &Named::new(b.0, b.1), b.0)
}

impl PlanDiff {
    /// Whether the two plans are the same.
    pub fn is_empty(&self) -> bool {
        self.participants.is_empty() && self.slots.is_empty() && self.maintenance.is_empty()
    }

    /// How many visits moved, came and went.
    pub fn moves(&self) -> MoveCount {
        let mut count = MoveCount::default();
        for visit in self.participants.iter().flat_map(|one| &one.visits) {
            match visit.kind {
                DiffKind::Kept => {}
                DiffKind::Moved => count.moved += 1,
                DiffKind::Added => count.added += 1,
                DiffKind::Dropped => count.dropped += 1,
            }
        }
        count
    }

    /// The second plan, from the first: of the problem `b`, in the order of plans that the planner
    /// makes. `None` if this is no difference from this plan, or to a plan of that problem: names that
    /// are not there, visits of slots that are not open.
    pub fn applied(&self, a: (&Problem, &Plan), b: &Problem) -> Option<Plan> {
        applied::plan(self, &Named::new(a.0, a.1), b)
    }
}

impl ParticipantDiff {
    /// What happened to the participant as a whole: moved if any of its visits is not kept.
    pub fn kind(&self) -> DiffKind {
        match (&self.from_route, &self.to_route) {
            (None, _) => DiffKind::Added,
            (_, None) => DiffKind::Dropped,
            _ if self.visits.iter().all(|visit| visit.kind == DiffKind::Kept) => DiffKind::Kept,
            _ => DiffKind::Moved,
        }
    }
}

impl Plan {
    /// The same plan in the order of plans that the planner makes: slots by stage, environment and
    /// span, assignments by participant, visits by step.
    pub fn sorted(mut self) -> Self {
        let mut order: Vec<usize> = (0..self.slots.len()).collect();
        order.sort_by_key(|place| (self.slots[*place], *place));
        let mut new_place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            new_place[*old] = new as u32;
        }
        self.slots = order.iter().map(|old| self.slots[*old]).collect();
        for assignment in &mut self.assignments {
            for visit in &mut assignment.visits {
                visit.slot = new_place[visit.slot as usize];
            }
            assignment.visits.sort_by_key(|visit| (visit.step, visit.slot));
        }
        self.assignments.sort_by_key(|assignment| assignment.participant);
        self.maintenance.sort_by_key(|placed| placed.unavailability);
        self
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}
