//! A programme in indices and working periods: what the planner and the checker both read.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{OwnBaseline, Span, Timeline, layout};
use crate::model::{
    EnvironmentId, Exclusivity, ParticipantId, PhaseId, Programme, ResourceId, StageId, Term,
    TrancheSlotId, UnavailabilityId, When,
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
    /// By [`ParticipantId`].
    pub participants: Vec<ParticipantData>,
    /// By [`TrancheSlotId`].
    pub hand_slots: Vec<HandSlot>,
    /// By [`ResourceId`].
    pub resources: Vec<ResourceData>,
    /// By [`GateId`](crate::model::GateId).
    pub gates: Vec<GateData>,
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
    /// What an open slot should have at least, in sizes; at most what it takes.
    pub target: u32,
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
    /// What its slots take of resources, each resource at most once; only what there is a use for.
    pub takes: Vec<TakeData>,
    /// When a resource that it takes is unavailable and why, by start; may overlap. Strikes its
    /// slots like unavailability of their environment.
    pub unavailable: Vec<Reasoned<UnavailabilityId>>,
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
    /// The deployment that brought it; `None` for what the environment began with.
    pub by: Option<UnavailabilityId>,
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

/// What a slot of a stage takes of a resource while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakeData {
    /// Of which.
    pub resource: ResourceId,
    /// By itself, if it is open.
    pub per_slot: u32,
    /// For each participant in it.
    pub per_participant: u32,
}

/// A gate in periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateData {
    /// The stage to have been through.
    pub before: StageId,
    /// The stage that opens.
    pub opens: StageId,
    /// Binds slots in this environment; in any if `None`.
    pub environment: Option<EnvironmentId>,
    /// The share as a fraction in lowest terms: so much of [`share_of`](Self::share_of) …
    pub share: i64,
    /// … so much.
    pub share_of: i64,
    /// Whether all who may count do, placed or not, or only those who take the earlier stage.
    pub all: bool,
    /// Periods between having been through and the opening.
    pub lag: u32,
    /// By [`ParticipantId`]: who may count.
    pub counted: Vec<CountedData>,
}

/// What a participant is to a gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountedData {
    /// How much it counts; 0 for one who does not. Values of one gate have no common divisor.
    pub value: i64,
    /// The first period at which it has completed the earlier stage beforehand, if it has.
    pub completed: Option<u32>,
}

/// A resource in periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceData {
    /// How much there is from a period on, by period; the first entry is of period 0, and
    /// neighbours differ.
    pub amounts: Vec<(u32, u32)>,
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
    /// When it can't be in a slot because of what it relies on; by span.
    pub relied: Vec<ReliedData>,
    /// Whose stages its own rely on.
    pub follows: Vec<FollowData>,
    /// Where it was before, in a re-plan.
    pub baseline: OwnBaseline,
}

/// An unavailability that reaches a participant through what it relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReliedData {
    /// The periods.
    pub span: Span,
    /// The unavailability.
    pub cause: UnavailabilityId,
    /// Keeps it out of slots of this stage; of all if `None`.
    pub stage: Option<StageId>,
    /// Through this place in [`Participant::relies_on`](crate::model::Participant::relies_on).
    pub reliance: u32,
}

/// A stage of a participant that relies on another participant's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FollowData {
    /// Its own stage.
    pub stage: StageId,
    /// On whom it relies.
    pub participant: ParticipantId,
    /// For which stage.
    pub their: StageId,
    /// Whether the other takes the stage all the while; else it has been through before.
    pub alongside: bool,
    /// Periods between the end of the other's stage and the start of its own.
    pub lag: u32,
    /// From when on the other has completed the stage beforehand.
    pub completed: Option<u32>,
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
    pub participants: Vec<ParticipantId>,
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

    /// What a slot of the stage, or one given by hand, should have at least, in sizes.
    pub fn target(&self, stage: StageId, by_hand: Option<TrancheSlotId>) -> u32 {
        let target = self.stages[stage.index()].target;
        by_hand.map_or(target, |id| target.min(self.hand_slots[id.index()].capacity_max))
    }

    /// When a slot of the stage in the environment is struck by unavailability, and why: of the
    /// environment, or of a resource that the stage takes; by start, may overlap.
    pub fn unavailable(
        &self,
        stage: StageId,
        environment: EnvironmentId,
    ) -> Cow<'_, [Reasoned<UnavailabilityId>]> {
        let of_environment = &self.environments[environment.index()].unavailable;
        layout::merged(of_environment, &self.stages[stage.index()].unavailable)
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

impl GateData {
    /// Whether the gate binds a slot of the stage in the environment.
    pub fn binds(&self, stage: StageId, environment: EnvironmentId) -> bool {
        self.opens == stage && self.environment.is_none_or(|only| only == environment)
    }

    /// Whether so much, of so much in all, is enough.
    pub fn is_enough(&self, through: i64, of: i64) -> bool {
        i128::from(self.share_of) * i128::from(through) >= i128::from(self.share) * i128::from(of)
    }

    /// What counts whatever the plan, if all do: the sum over all.
    pub fn sum(&self) -> i64 {
        self.counted.iter().map(|counted| counted.value).sum()
    }
}

impl CountedData {
    /// Whether it has been through beforehand, a lag before a period.
    pub fn is_through(&self, lag: u32, period: u32) -> bool {
        self.completed.is_some_and(|on| u64::from(on) + u64::from(lag) <= u64::from(period))
    }
}

impl ResourceData {
    /// How much there is in a period.
    pub fn amount(&self, period: u32) -> u32 {
        let after = self.amounts.partition_point(|(from, _)| *from <= period);
        self.amounts[..after].last().map_or(0, |(_, amount)| *amount)
    }

    /// The least that there is in any period of a span.
    pub fn least(&self, span: Span) -> u32 {
        let first = self.amounts.partition_point(|(from, _)| *from <= span.start);
        (self.amounts[first.saturating_sub(1)..].iter())
            .take_while(|(from, _)| *from < span.end)
            .map(|(_, amount)| *amount)
            .min()
            .unwrap_or(0)
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
