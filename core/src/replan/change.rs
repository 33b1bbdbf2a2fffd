//! What happens to a programme: a closed list of changes, as people tell them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shift::Shift;
use crate::model::{
    Capacity, Cause, Dates, Lead, Milestone, Participant, Pin, Ready, Route, Target,
    UnavailabilityKind, When,
};

/// One change of a programme. [`apply`](super::apply()) makes a new programme of an old one and a
/// list of changes.
///
/// Ids are those of the programme as the changes before in the list leave it. In text, a change is an
/// object with one field: `{"participant_left": {"participant": "Acme"}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Something can't be used for a while (document §6.4).
    Outage(Outage),
    /// An unavailability, such as an outage told before or planned maintenance, has other dates.
    UnavailabilityMoved(UnavailabilityMoved),
    /// A deployment has other dates (document §6.4.1, D-65).
    ReleaseMoved(ReleaseMoved),
    /// Whatever has a date of a stage's own is later or earlier: windows for this stage alone, starts
    /// that are listed or lie on a grid with an anchor, slots given by hand.
    StageMoved(StageMoved),
    /// A slot given by hand starts at another time, or in another environment.
    SlotMoved(SlotMoved),
    /// An environment is open at other times.
    WindowMoved(WindowMoved),
    /// What a participant waits for is there at another time.
    ReadinessMoved(ReadinessMoved),
    /// Slots take more or fewer.
    CapacityChanged(CapacityChanged),
    /// Somebody takes part who did not.
    ParticipantJoined(Box<Participant>),
    /// Somebody takes part no longer: with its rules, and unavailability on it.
    ParticipantLeft(ParticipantLeft),
    /// A participant takes other routes.
    RouteChanged(RouteChanged),
    /// A participant takes more or less of a slot.
    SizeChanged(SizeChanged),
    /// A participant is ready at another time.
    ReadyChanged(ReadyChanged),
    /// A participant is due at another time, or no longer.
    DueChanged(DueChanged),
    /// A participant must be somewhere: instead of its other pin for the stage, if it has one.
    Pinned(Pinned),
    /// A participant may be anywhere again.
    Unpinned(Unpinned),
    /// An optional environment may be used (document §6.2.2, D-13).
    EnvironmentApproved(EnvironmentApproved),
    /// Everything from a date on is later or earlier, the calendar's end included.
    ProgrammeMoved(ProgrammeMoved),
}

/// An outage of an environment, a component, a resource, a participant, or everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// Stable name, new among unavailabilities.
    pub id: String,
    /// What is unavailable.
    pub on: Target,
    /// Planned, unplanned, or ad hoc.
    #[serde(default = "unplanned")]
    pub kind: UnavailabilityKind,
    /// First day or moment.
    pub from: When,
    /// When it is over.
    pub end: OutageEnd,
    /// What it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cause: Cause,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<When>,
    /// Number of the defect that it belongs to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub defect: String,
}

/// When an outage is over.
///
/// What is estimated is planned against like what is known, and stands among the new programme's
/// [assumptions](crate::model::Assumption).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OutageEnd {
    /// The first day or moment after it.
    Known(When),
    /// Nobody knows; somebody expects it to be over by this day or moment.
    Estimated(When),
    /// Nobody knows; somebody expects it to take so long from its first day on, that day included.
    EstimatedAfter(Lead),
}

/// Other dates of an unavailability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnavailabilityMoved {
    /// Which one.
    pub unavailability: String,
    /// Its first day or moment; as it was if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// When it is over.
    pub end: OutageEnd,
}

/// Other dates of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseMoved {
    /// The unavailability that deploys it.
    pub release: String,
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
}

/// A stage is later or earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageMoved {
    /// Which one.
    pub stage: String,
    /// By how much.
    pub by: Shift,
    /// Only what lies on or after this day or moment; all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
}

/// A slot given by hand is elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotMoved {
    /// Which one.
    pub slot: String,
    /// Its first day or moment.
    pub start: When,
    /// The first day or moment after; by the stage's duration if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<When>,
    /// Where; as it was if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
}

/// A window has other dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowMoved {
    /// Of which environment.
    pub environment: String,
    /// The window as it was: every one with these dates.
    pub window: Dates,
    /// Only the one for just these stages, if several have these dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<String>>,
    /// Its new dates.
    pub to: Dates,
}

/// What a participant waits for is there at another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadinessMoved {
    /// Who waits.
    pub participant: String,
    /// For what.
    pub what: Awaited,
    /// When it is there.
    pub to: Milestone,
}

/// Something that a participant waits for, besides its own [ready dates](Ready).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Awaited {
    /// Test data that it has asked for, by what it is.
    Data(String),
    /// An element of its connection to an environment.
    Connection {
        /// The environment.
        environment: String,
        /// The record for this role; the one for all roles if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        /// Which element.
        element: Element,
    },
}

/// An element of Connectivity Proving (document §9.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Element {
    /// The certificate for transport security.
    Tls,
    /// The certificate for signing messages.
    Jws,
    /// Webhooks.
    Webhooks,
    /// APIs shown.
    Api,
    /// The endpoint of this role.
    Endpoint(String),
}

/// Slots take more or fewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityChanged {
    /// Which slots.
    pub of: SlotsOf,
    /// What each takes, in sizes.
    pub capacity: Capacity,
}

/// Which slots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SlotsOf {
    /// One given by hand.
    Slot(String),
    /// Those of a stage, but for those given by hand that have a capacity of their own.
    Stage(String),
}

/// Somebody takes part no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticipantLeft {
    /// Who.
    pub participant: String,
}

/// Other routes of a participant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteChanged {
    /// Whose.
    pub participant: String,
    /// All its routes from now on.
    pub routes: Vec<Route>,
}

/// Another size of a participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeChanged {
    /// Whose.
    pub participant: String,
    /// What it takes of a slot's capacity.
    pub size: i64,
}

/// Another ready date of a participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadyChanged {
    /// Whose.
    pub participant: String,
    /// The new date: instead of all those that it has for the same environment and stage.
    pub ready: Ready,
}

/// Another due date of a participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueChanged {
    /// Whose.
    pub participant: String,
    /// Complete by then, or late; never late if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<When>,
}

/// A participant must be somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// Who.
    pub participant: String,
    /// Where.
    pub pin: Pin,
}

/// A participant may be anywhere for a stage again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unpinned {
    /// Who.
    pub participant: String,
    /// The stage that it is pinned for.
    pub stage: String,
}

/// An optional environment may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentApproved {
    /// Which one.
    pub environment: String,
    /// By whom, or under which reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approval: String,
}

/// Everything from a date on is later or earlier.
///
/// Moved are the calendar's end and whatever else has a date on or after `from`: windows and
/// freezes end by end, so that one that began before becomes longer or shorter; all other spans
/// whole, if they begin on or after it. Holidays stay, and so does what lies in the past: dates of
/// completed stages, regression tests, notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeMoved {
    /// The first day or moment that moves, such as a milestone.
    pub from: When,
    /// By how much.
    pub by: Shift,
}

impl Change {
    /// The name of its kind, as in text.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Outage(_) => "outage",
            Self::UnavailabilityMoved(_) => "unavailability_moved",
            Self::ReleaseMoved(_) => "release_moved",
            Self::StageMoved(_) => "stage_moved",
            Self::SlotMoved(_) => "slot_moved",
            Self::WindowMoved(_) => "window_moved",
            Self::ReadinessMoved(_) => "readiness_moved",
            Self::CapacityChanged(_) => "capacity_changed",
            Self::ParticipantJoined(_) => "participant_joined",
            Self::ParticipantLeft(_) => "participant_left",
            Self::RouteChanged(_) => "route_changed",
            Self::SizeChanged(_) => "size_changed",
            Self::ReadyChanged(_) => "ready_changed",
            Self::DueChanged(_) => "due_changed",
            Self::Pinned(_) => "pinned",
            Self::Unpinned(_) => "unpinned",
            Self::EnvironmentApproved(_) => "environment_approved",
            Self::ProgrammeMoved(_) => "programme_moved",
        }
    }
}

impl Outage {
    /// An unplanned outage.
    pub fn new(id: impl Into<String>, on: Target, from: impl Into<When>, end: OutageEnd) -> Self {
        Self {
            id: id.into(),
            on,
            kind: unplanned(),
            from: from.into(),
            end,
            cause: Cause::default(),
            reason: String::new(),
            notified: None,
            defect: String::new(),
        }
    }

    /// Sets whether it was planned.
    pub fn with_kind(mut self, kind: UnavailabilityKind) -> Self {
        self.kind = kind;
        self
    }

    /// Sets the number of its defect.
    pub fn with_defect(mut self, defect: impl Into<String>) -> Self {
        self.defect = defect.into();
        self
    }
}

fn unplanned() -> UnavailabilityKind {
    UnavailabilityKind::Unplanned
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_default(cause: &Cause) -> bool {
    *cause == Cause::default()
}
