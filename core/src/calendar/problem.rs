//! A programme in indices and working periods: what the planner and the checker both read.

use chrono::NaiveDate;

use super::{Span, Timeline};
use crate::model::{
    EnvironmentId, Exclusivity, PhaseId, Programme, StageId, Term, UnavailabilityId, When,
};

/// A valid programme with every name an index and every date a working period.
///
/// Its lists have the order of [`Problem::programme`], so an id is a position in both.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The programme it was made from, its lists sorted by id: names, reasons, dates.
    pub programme: Programme,
    /// Dates of working periods.
    pub timeline: Timeline,
    /// By [`EnvironmentId`].
    pub environments: Vec<EnvironmentData>,
    /// By [`StageId`].
    pub stages: Vec<StageData>,
    /// By [`ParticipantId`](crate::model::ParticipantId).
    pub participants: Vec<ParticipantData>,
    /// By [`TrancheSlotId`](crate::model::TrancheSlotId).
    pub hand_slots: Vec<HandSlot>,
    /// By [`GroupId`](crate::model::GroupId): stages of which no two slots overlap anywhere.
    pub groups: Vec<Vec<StageId>>,
    /// By [`RuleId`](crate::model::RuleId).
    pub rules: Vec<RuleData>,
    /// By set of [`Programme::approved_versions`]: components and versions.
    pub approved: Vec<Vec<(String, semver::Version)>>,
    /// Movable maintenance, in the order of
    /// [`Programme::unavailability`](crate::model::Programme::unavailability).
    pub maintenance: Vec<MaintenanceData>,
    /// The objective, most important level first.
    pub levels: Vec<LevelData>,
}

/// An environment in periods.
#[derive(Clone, Debug)]
pub struct EnvironmentData {
    /// By [`StageId`]: the windows that are open to the stage, sorted and disjoint.
    pub windows: Vec<Vec<Span>>,
    /// When it can't be used and why, by start; may overlap.
    pub unavailable: Vec<Reasoned<UnavailabilityId>>,
    /// Which version it has of each of its components when: over the whole calendar, by component,
    /// then time.
    pub versions: Vec<Held>,
    /// Which slots may run at the same time.
    pub exclusivity: Exclusivity,
    /// By stage that ends, then stage that starts: periods between; 0 on the diagonal.
    pub changeover: Vec<Vec<u32>>,
    /// The most that concurrent participants add up to, in sizes.
    pub max_participants: Option<u32>,
    /// Whether it is optional and not approved.
    pub unapproved: bool,
    /// What it costs, in thousandths, if any slot is open in it.
    pub cost: i64,
}

/// Movable maintenance and the places that it could take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceData {
    /// Which one it is.
    pub cause: UnavailabilityId,
    /// The environments that it takes away, sorted.
    pub environments: Vec<EnvironmentId>,
    /// In the order of time; at least one.
    pub places: Vec<PlaceData>,
}

/// Days that movable maintenance could take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceData {
    /// First day.
    pub from: NaiveDate,
    /// First day after.
    pub to: NaiveDate,
    /// The working periods that it touches; there may be none.
    pub span: Span,
    /// Of these, those in which an environment could be tested in, over all its environments.
    pub lost: u32,
    /// Days outside planned unavailability, over all its environments.
    pub outside: u32,
    /// Days after its first place.
    pub wait: u32,
}

/// A span with what caused it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasoned<T> {
    /// The periods.
    pub span: Span,
    /// The cause.
    pub cause: T,
}

/// A stage in periods.
#[derive(Clone, Debug)]
pub struct StageData {
    /// Its phase.
    pub phase: Option<PhaseId>,
    /// By [`EnvironmentId`]: length of a slot there; `None` where it may not run.
    pub durations: Vec<Option<u32>>,
    /// Periods at which the policy lets slots start, sorted.
    pub starts: Vec<u32>,
    /// Least that a slot with anybody in it takes, in sizes.
    pub capacity_min: u32,
    /// Most that a slot takes, in sizes.
    pub capacity_max: u32,
    /// Whether its slots may overlap in one environment.
    pub overlap: bool,
    /// Periods that a slot may lose to unavailability; `None` if it must avoid it.
    pub pause_allowance: Option<u32>,
    /// Whether slots start and end inside support cover.
    pub needs_support: bool,
    /// Of each list, one stage is complete before.
    pub prerequisites: Vec<Vec<StageId>>,
    /// Versions that its slots need.
    pub versions: Vec<RequiredData>,
    /// Whether its slots need an approved set of versions.
    pub approved_versions: bool,
    /// Where and when they would lack any of it.
    pub lacks: Vec<Lack>,
}

/// What an environment has of one component for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The component.
    pub component: String,
    /// The periods.
    pub span: Span,
    /// The version, as written and as compared; `None` if none was said.
    pub version: Option<(String, semver::Version)>,
}

/// A version that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredData {
    /// The component.
    pub component: String,
    /// The version as written.
    pub text: String,
    /// The version as compared.
    pub version: semver::Version,
    /// Whether a later one will not do.
    pub exactly: bool,
}

/// Where and when a version is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Where.
    pub environment: EnvironmentId,
    /// For slots of this stage; of all if `None`.
    pub stage: Option<StageId>,
    /// When.
    pub span: Span,
    /// What is required, what is found, and from when on it is there.
    pub text: String,
}

impl Lack {
    /// Whether a slot would lack it.
    pub fn strikes(&self, stage: StageId, environment: EnvironmentId, span: Span) -> bool {
        self.environment == environment
            && self.stage.is_none_or(|own| own == stage)
            && self.span.overlaps(span)
    }
}

/// A participant in periods.
#[derive(Clone, Debug)]
pub struct ParticipantData {
    /// What it takes of a capacity; at least 1.
    pub size: u32,
    /// Weight in thousandths.
    pub weight: i64,
    /// Its routes.
    pub routes: Vec<RouteData>,
    /// Before when it can't start.
    pub ready: Vec<ReadyData>,
    /// When it can't be in a slot. The cause is a place in
    /// [`Participant::unavailable`](crate::model::Participant::unavailable), or, from that list's
    /// length on, a place in [`Programme::unavailability`](crate::model::Programme::unavailability).
    pub unavailable: Vec<Reasoned<u32>>,
    /// Completion after it is late.
    pub due: Option<u32>,
    /// Completion after it is not allowed.
    pub deadline: Option<u32>,
    /// Most environments at one time.
    pub max_concurrent_environments: Option<u32>,
    /// Prices on slots.
    pub preferences: Vec<PreferenceData>,
    /// Where it must be.
    pub pins: Vec<PinData>,
    /// Stages behind it, and from when on.
    pub completed: Vec<(StageId, u32)>,
    /// Versions that it needs, in the order of
    /// [`Participant::versions`](crate::model::Participant::versions).
    pub versions: Vec<RequiredData>,
    /// Where and when it would lack them.
    pub lacks: Vec<Lack>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteData {
    /// Its steps in order.
    pub steps: Vec<StepData>,
    /// Penalty in thousandths.
    pub penalty: i64,
}

/// A step of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepData {
    /// The stage.
    pub stage: StageId,
    /// Whether a placed participant may go without it (never true for a pinned stage).
    pub optional: bool,
    /// Start is at least this many periods after the end of the step taken before.
    pub min_lag: i32,
    /// And at most this many.
    pub max_lag: Option<i32>,
}

/// Before when a participant can't start, and where.
///
/// Those of the participant's own list come first, in its order; then what follows from its
/// connections, its request, its test data and from notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyData {
    /// First period at which a slot may start; [`NEVER`](super::NEVER) if what it waits for is
    /// missing.
    pub from: u32,
    /// The same as a date, as it is written or counted; `None` if never.
    pub on: Option<When>,
    /// What has to be ready, or, if never, what is missing.
    pub reason: String,
    /// In this environment; everywhere if `None`.
    pub environment: Option<EnvironmentId>,
    /// For this stage; for all if `None`.
    pub stage: Option<StageId>,
}

/// A price on slots taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PreferenceData {
    /// Of this stage.
    pub stage: Option<StageId>,
    /// In this environment.
    pub environment: Option<EnvironmentId>,
    /// That start in this span.
    pub starts: Span,
    /// In thousandths.
    pub penalty: i64,
}

/// Where a participant must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinData {
    /// For this stage.
    pub stage: StageId,
    /// In this environment.
    pub environment: Option<EnvironmentId>,
    /// In a slot with this start.
    pub start: Option<u32>,
}

/// A tranche slot given by hand: always open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandSlot {
    /// The stage it is for.
    pub stage: StageId,
    /// Where.
    pub environment: EnvironmentId,
    /// When.
    pub span: Span,
    /// Least that it takes, in sizes.
    pub capacity_min: u32,
    /// Most that it takes, in sizes.
    pub capacity_max: u32,
}

/// A rule between participants, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleData {
    /// Whether they take the same slot (`true`) or different ones.
    pub together: bool,
    /// The participants, sorted.
    pub participants: Vec<crate::model::ParticipantId>,
    /// For this stage; for each if `None`.
    pub stage: Option<StageId>,
}

/// A level of the objective with integer weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelData {
    /// The terms, each at most once.
    pub terms: Vec<TermData>,
}

/// A term with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermData {
    /// The term.
    pub term: Term,
    /// In thousandths.
    pub weight: i64,
}

impl Problem {
    /// The length of the calendar in working periods.
    pub fn horizon(&self) -> u32 {
        self.timeline.len()
    }

    /// Whether slots of the two stages may not overlap in the environment.
    pub fn excludes(&self, environment: EnvironmentId, a: StageId, b: StageId) -> bool {
        let same_stage_excludes = a == b && !self.stages[a.index()].overlap;
        match self.environments[environment.index()].exclusivity {
            Exclusivity::OneSlot => true,
            Exclusivity::OneStage => a != b || same_stage_excludes,
            Exclusivity::OnePhase => {
                same_stage_excludes || self.stages[a.index()].phase != self.stages[b.index()].phase
            }
            Exclusivity::Shared => same_stage_excludes,
        }
    }
}

impl ParticipantData {
    /// The optional steps that the participant misses by not being placed: those of its route with
    /// the most.
    pub fn most_optional(&self) -> i64 {
        let optional =
            |route: &RouteData| route.steps.iter().filter(|step| step.optional).count() as i64;
        self.routes.iter().map(optional).max().unwrap_or(0)
    }
}

impl LevelData {
    /// The weight of a term in thousandths; 0 if it does not count.
    pub fn weight(&self, term: Term) -> i64 {
        self.terms.iter().find(|t| t.term == term).map_or(0, |t| t.weight)
    }
}
