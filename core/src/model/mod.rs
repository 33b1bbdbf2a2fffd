//! The words of the field: programme, calendar, environment, phase, stage, participant, tranche
//! slot, unavailability, rule, objective. Plain data, with names and dates as people write them.

pub mod builder;
pub mod calendar;
mod canonical;
pub mod downtime;
pub mod environment;
pub mod finding;
pub mod gate;
pub mod ids;
pub mod lead;
pub mod objective;
pub mod participant;
pub mod programme;
pub mod readiness;
pub mod release;
pub mod reliance;
pub mod reserve;
pub mod resource;
pub mod rule;
pub mod rule_id;
pub mod stage;
pub mod system;
pub mod unavailability;
pub mod validate;
pub mod when;

pub use builder::ProgrammeBuilder;
pub use calendar::{Calendar, Dates, DayOfWeek, Holiday, Hours, Resolution};
pub use downtime::{ActualTimes, Downtime, DowntimeLog, PlannedTimes};
pub use environment::{Changeover, ChangeoverBetween, Environment, Exclusivity, Optional, Window};
pub use finding::{Finding, Findings, Severity};
pub use gate::{Counted, Gate, ShareOf};
pub(crate) use ids::positions;
pub use ids::{
    EnvironmentId, GateId, GroupId, ParticipantId, PhaseId, ResourceId, RuleId, StageId,
    TrancheSlotId, UnavailabilityId,
};
pub use lead::{Lead, Milestone, Workdays};
pub use objective::{Level, Objective, Term, WeightedTerm};
pub use participant::{Blackout, Completed, Participant, Pin, Preference, Ready, Route, Step};
pub use programme::{Assumption, Programme};
pub use readiness::{
    Certificate, Connectivity, ConnectivityGate, DataRequest, Endpoint, Entry, Officer, Officers,
    OutagePolicy, SetUp, WhenMissing,
};
pub use release::{
    BeforeOpen, ComponentVersion, Deployment, Freeze, NeededVersion, Proving, Regression,
    RequiredVersion, VersionSet,
};
pub use reliance::{Reliance, Relied};
pub use reserve::Reserve;
pub use resource::{AmountChange, Resource, Take, TakenPer};
pub use rule::{Company, ExclusiveGroup, Rule};
pub use rule_id::RuleKind;
pub use stage::{
    Capacity, Eligible, OverUnavailability, Phase, Prerequisite, SlotPolicy, Stage, Starts,
    TrancheSlot,
};
pub use system::{Provided, Provision, SystemDetails};
pub use unavailability::{Cause, Movable, Target, Unavailability, UnavailabilityKind};
pub use when::When;
