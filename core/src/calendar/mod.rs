//! From dates to working periods and back. Everything else counts periods in half-open spans.

pub mod baseline;
mod layout;
mod maintenance;
pub mod problem;
mod reach;
mod readiness;
mod releases;
pub mod resolve;
pub mod span;
pub mod timeline;
pub mod validate;

pub use baseline::{Baseline, HomeData, OwnBaseline};
pub use layout::{paused_end, strikes, strikes_target};
pub use problem::{
    CountedData, EnvironmentData, FollowData, GateData, HandSlot, Held, Lack, LevelData,
    MaintenanceData, ParticipantData, PinData, PlaceData, PreferenceData, Problem, ReadyData,
    Reasoned, ReliedData, RequiredData, ResourceData, RouteData, RuleData, StageData, StepData,
    TakeData, TermData,
};
pub use readiness::{Criterion, CriterionKind, Given, NEVER};
pub use span::Span;
pub use timeline::Timeline;
