//! From dates to working periods and back. Everything else counts periods in half-open spans.

mod layout;
pub mod problem;
mod reach;
pub mod resolve;
pub mod span;
pub mod timeline;
pub mod validate;

pub use layout::{paused_end, strikes};
pub use problem::{
    CountedData, EnvironmentData, FollowData, GateData, HandSlot, LevelData, ParticipantData,
    PinData, PreferenceData, Problem, ReadyData, Reasoned, ReliedData, ResourceData, RouteData,
    RuleData, StageData, StepData, TakeData, TermData,
};
pub use span::Span;
pub use timeline::Timeline;
