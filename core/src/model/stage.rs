//! Phases, stages, and the slots that a stage is given in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::DayOfWeek;
use super::{Entry, Lead, RequiredVersion, Reserve, Take, When};

/// A phase of the test programme, such as SIT or UIT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Stable name, unique among phases.
    pub id: String,
    /// Name for people; the id if left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// A stage of a phase, such as Functional: what a slot is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Stable name, unique among stages.
    pub id: String,
    /// Name for people; the id if left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The phase it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// The environments it may run in.
    pub environments: Vec<Eligible>,
    /// Length of a slot in working periods.
    pub duration: i64,
    /// When its slots may start, and how many fit.
    #[serde(default)]
    pub slots: SlotPolicy,
    /// Whether slots of this stage may overlap in one environment.
    #[serde(default)]
    pub overlap: bool,
    /// What a slot does when its environment is unavailable.
    #[serde(default)]
    pub over_unavailability: OverUnavailability,
    /// Whether its slots must start and end inside support cover (rule `support`, document §6.8).
    #[serde(default)]
    pub needs_support: bool,
    /// Of each list, one stage must be complete before (rule `prerequisite`; document T1: SIT or
    /// Qualification before Sandbox).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<Prerequisite>,
    /// What a participant has to have given for it, instead of the programme's entry requirements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// How long ahead participants are told: no slot starts earlier after
    /// [`Programme::announced`](super::Programme::announced) (rule `readiness`, document §6.2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Lead>,
    /// Versions that its slots need where they run (rule `release`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<RequiredVersion>,
    /// Whether its slots run only where the versions were approved together
    /// ([`Programme::approved_versions`](super::Programme::approved_versions)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approved_versions: bool,
    /// How full an open slot should be at least, in sizes: what it lacks is counted (term
    /// `under_target`).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub target: i64,
    /// What its slots take of shared resources (rule `resource`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Take>,
    /// Places of its slots that are kept for re-tests (rule `retest`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved: Vec<Reserve>,
}

/// An environment that a stage may run in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Eligible {
    /// The environment.
    pub environment: String,
    /// Length of a slot there, if not the stage's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
}

impl From<&str> for Eligible {
    fn from(environment: &str) -> Self {
        Self { environment: environment.into(), duration: None }
    }
}

/// Stages of which one must be complete before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// One of these, earlier on the participant's route or among its completed stages.
    pub any_of: Vec<String>,
}

/// When slots may start, and how many participants they take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotPolicy {
    /// Possible starts.
    #[serde(default)]
    pub starts: Starts,
    /// How many participants a slot takes, in sizes.
    #[serde(default)]
    pub capacity: Capacity,
}

impl Default for SlotPolicy {
    fn default() -> Self {
        Self { starts: Starts::default(), capacity: Capacity { min: 0, max: 1 } }
    }
}

/// Possible starts of slots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Starts {
    /// Every so many working periods.
    Every {
        /// Step in working periods.
        periods: i64,
        /// A day or moment on the grid; the calendar's first if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anchor: Option<When>,
    },
    /// The first working period on or after each such weekday.
    Weekdays(Vec<DayOfWeek>),
    /// Just these; a day stands for its first working period.
    On(Vec<When>),
    /// None: the stage has only the slots given by hand.
    ByHand,
}

impl Default for Starts {
    fn default() -> Self {
        Self::Every { periods: 1, anchor: None }
    }
}

/// How much a slot takes, in participants' sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// A slot that anybody is in has at least this much.
    #[serde(default)]
    pub min: i64,
    /// And at most this much.
    pub max: i64,
}

impl Default for Capacity {
    fn default() -> Self {
        Self { min: 0, max: 1 }
    }
}

/// What a slot does when its environment is unavailable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OverUnavailability {
    /// It never overlaps an unavailability.
    #[default]
    Avoid,
    /// It stops and goes on afterwards, longer by the time lost.
    Pause {
        /// The most working periods that one slot may lose.
        allowance: i64,
    },
}

/// A tranche slot given by hand: it is always open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrancheSlot {
    /// Stable name, unique among slots given by hand.
    pub id: String,
    /// The stage it is for.
    pub stage: String,
    /// Where it runs.
    pub environment: String,
    /// Its first day or moment.
    pub start: When,
    /// The first day or moment after; by the stage's duration if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<When>,
    /// What it takes; the stage's largest if left out, and no least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// Places that it keeps for re-tests, in sizes, instead of what its stage keeps (rule `retest`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved: Option<i64>,
}

impl Stage {
    /// A stage of so many working periods in the given environments, for one participant a slot.
    pub fn new(
        id: impl Into<String>,
        duration: i64,
        environments: impl IntoIterator<Item = impl Into<Eligible>>,
    ) -> Self {
        Self {
            id: id.into(),
            name: String::new(),
            phase: None,
            environments: environments.into_iter().map(Into::into).collect(),
            duration,
            slots: SlotPolicy::default(),
            overlap: false,
            over_unavailability: OverUnavailability::Avoid,
            needs_support: false,
            prerequisites: Vec::new(),
            entry: None,
            notice: None,
            versions: Vec::new(),
            approved_versions: false,
            takes: Vec::new(),
            target: 0,
            reserved: Vec::new(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(value: &i64) -> bool {
    *value == 0
}
