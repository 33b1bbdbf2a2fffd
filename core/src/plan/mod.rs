//! Plans: open slots, who is in them, and who is not.

pub mod decode;
pub mod diff;
pub mod encode;
pub mod maintenance;
pub mod score;
mod translate;

use serde::{Deserialize, Serialize};

pub use decode::decode;
pub use diff::{PlanDiff, diff};
pub use encode::encode;
pub use maintenance::{PlacedMaintenance, carry_maintenance, place_maintenance};
pub use score::{LevelScore, Score, TermScore};
pub use translate::translate;

use crate::calendar::Span;
use crate::model::{EnvironmentId, ParticipantId, StageId, TrancheSlotId};

/// A plan of one problem, in that problem's indices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Open slots: sorted by stage, environment and start in plans that the planner makes.
    pub slots: Vec<PlanSlot>,
    /// At most one for each participant; sorted by participant in plans that the planner makes.
    pub assignments: Vec<Assignment>,
    /// Where movable maintenance is put; in the order of the problem in plans that the planner makes.
    #[serde(default)]
    pub maintenance: Vec<PlacedMaintenance>,
}

/// An open slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanSlot {
    /// What it is for.
    pub stage: StageId,
    /// Where.
    pub environment: EnvironmentId,
    /// When, pauses included.
    pub span: Span,
    /// The slot given by hand that it is, if it is one.
    pub by_hand: Option<TrancheSlotId>,
}

/// A placed participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who.
    pub participant: ParticipantId,
    /// Which of its routes, by place.
    pub route: u32,
    /// The steps taken, in the order of the route.
    pub visits: Vec<Visit>,
}

/// A step taken in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Which step of the route, by place.
    pub step: u32,
    /// Which slot of the plan, by place.
    pub slot: u32,
}
