//! The downtime log: when something could not be used, as planned and as it came (document §6.1.2,
//! §6.4.3; D-59).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cause, Programme, Target, Unavailability, UnavailabilityKind, When};

/// What was planned to be unavailable, and what was: a value of its own beside the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DowntimeLog {
    /// In any order.
    pub entries: Vec<Downtime>,
}

/// An entry of the log: one piece of maintenance, or one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Downtime {
    /// Stable name, unique in the log; that of the programme's unavailability, if it is one of its.
    pub id: String,
    /// What is unavailable.
    pub on: Target,
    /// Whether it was planned.
    #[serde(default)]
    pub kind: UnavailabilityKind,
    /// What it is.
    #[serde(default)]
    pub cause: Cause,
    /// When it was planned to be; incidents were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<PlannedTimes>,
    /// When it was; not, or not yet, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<ActualTimes>,
    /// Why it came to be, once that is known (document §6.4.3).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub root_cause: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<When>,
    /// Number of the defect that it belongs to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub defect: String,
    /// Ids of participants who said that it hit them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<String>,
}

/// When something was planned to be unavailable. Moments are told with their offset, also where the
/// calendar counts days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedTimes {
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
}

/// When something was unavailable. Moments as for [`PlannedTimes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActualTimes {
    /// First day or moment.
    pub from: When,
    /// First day or moment after; still going on if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
}

impl DowntimeLog {
    /// The log as it begins: what the programme has as unavailability, by id. What is planned, or ad
    /// hoc, has no actual times yet; an incident has its own as the actual ones. Of movable
    /// maintenance the days wished for are the planned ones.
    pub fn of(programme: &Programme) -> Self {
        let mut entries: Vec<Downtime> =
            programme.unavailability.iter().map(Downtime::of).collect();
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        Self { entries }
    }
}

impl Downtime {
    /// Something of which nothing is known yet but what it is on and of which kind.
    pub fn new(id: impl Into<String>, on: Target, kind: UnavailabilityKind) -> Self {
        Self {
            id: id.into(),
            on,
            kind,
            cause: Cause::default(),
            planned: None,
            actual: None,
            root_cause: String::new(),
            reason: String::new(),
            notified: None,
            defect: String::new(),
            participants: Vec::new(),
        }
    }

    /// Sets when it was planned to be: `[from, to)`.
    pub fn with_planned(mut self, from: impl Into<When>, to: impl Into<When>) -> Self {
        self.planned = Some(PlannedTimes { from: from.into(), to: to.into() });
        self
    }

    /// Sets when it was: `[from, to)`, or from then on.
    pub fn with_actual(mut self, from: impl Into<When>, to: Option<When>) -> Self {
        self.actual = Some(ActualTimes { from: from.into(), to });
        self
    }

    /// An unavailability of the programme.
    fn of(one: &Unavailability) -> Self {
        let entry = Self {
            cause: one.cause,
            reason: one.reason.clone(),
            notified: one.notified,
            defect: one.defect.clone(),
            ..Self::new(&one.id, one.on.clone(), one.kind)
        };
        match one.kind {
            UnavailabilityKind::Unplanned => entry.with_actual(one.from, Some(one.to)),
            UnavailabilityKind::Planned | UnavailabilityKind::AdHoc => {
                entry.with_planned(one.from, one.to)
            }
        }
    }
}
