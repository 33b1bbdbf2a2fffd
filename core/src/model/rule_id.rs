//! The names of the rules, shared by rows, violations, reasons and documentation.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule that a plan keeps. `docs/rules.md` states each with its formula.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A placed participant takes one route whole, optional stages aside, each stage once.
    Demand,
    /// A slot is one that its stage's policy offers, or one given by hand.
    Slot,
    /// A slot lies inside an open window.
    Window,
    /// A slot avoids unavailability, or pauses within its stage's allowance.
    Unavailable,
    /// Slots that exclude one another do not overlap, with changeover between different stages.
    Exclusive,
    /// Slots and environments take no more than they can, and no less than a slot's least.
    Capacity,
    /// The stages of a route follow one another within their lags.
    Order,
    /// What must be complete before a stage is.
    Prerequisite,
    /// Nobody starts before being ready.
    Readiness,
    /// Blackouts, deadline, concurrency, pins, together, apart.
    Participant,
    /// A stage opens once enough have been through another.
    Gate,
    /// Nobody is in a slot without what it relies on others for.
    Reliance,
    /// Slots and those in them never take more of a resource than there is.
    Resource,
    /// Slots that need support start and end inside support cover.
    Support,
    /// An optional environment is used only when approved.
    Approval,
    /// Where a slot runs, components have the versions that it needs.
    Release,
    /// Movable maintenance takes one place, and no slot runs then.
    Movable,
    /// In a re-plan, nobody enters a slot that has begun, or that starts in the frozen time.
    Freeze,
}

impl RuleKind {
    /// Every rule.
    pub const ALL: [Self; 18] = [
        Self::Demand,
        Self::Slot,
        Self::Window,
        Self::Unavailable,
        Self::Exclusive,
        Self::Capacity,
        Self::Order,
        Self::Prerequisite,
        Self::Readiness,
        Self::Participant,
        Self::Gate,
        Self::Reliance,
        Self::Resource,
        Self::Support,
        Self::Approval,
        Self::Release,
        Self::Movable,
        Self::Freeze,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::Slot => "slot",
            Self::Window => "window",
            Self::Unavailable => "unavailable",
            Self::Exclusive => "exclusive",
            Self::Capacity => "capacity",
            Self::Order => "order",
            Self::Prerequisite => "prerequisite",
            Self::Readiness => "readiness",
            Self::Participant => "participant",
            Self::Gate => "gate",
            Self::Reliance => "reliance",
            Self::Resource => "resource",
            Self::Support => "support",
            Self::Approval => "approval",
            Self::Release => "release",
            Self::Movable => "movable",
            Self::Freeze => "freeze",
        }
    }
}

impl fmt::Display for RuleKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
