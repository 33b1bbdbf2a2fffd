//! Re-plans: what happened to a programme, and what it is like then.
//!
//! [`Change`] is a closed list of what can happen; [`apply()`] makes a new programme of an old one and
//! a list of changes, and never alters the old one.
//!
//! ```
//! use chrono::NaiveDate;
//! use slotwise::Programme;
//! use slotwise::model::{Calendar, Environment, Participant, Stage, Target};
//! use slotwise::replan::{Change, Outage, OutageEnd, apply};
//!
//! let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
//! let programme = Programme::builder("one", Calendar::days("Europe/London", day(8), day(27)))
//!     .environments([Environment::new("UIT", day(8), day(27))])
//!     .stages([Stage::new("Qualification", 3, ["UIT"])])
//!     .participants([Participant::new("Acme", ["Qualification"])])
//!     .build()?;
//! let down = Outage::new(
//!     "INC-1",
//!     Target::Environment("UIT".into()),
//!     day(8),
//!     OutageEnd::Estimated(day(10).into()),
//! );
//! let changed = apply(&programme, &[Change::Outage(down)])?;
//! assert_eq!(changed.unavailability.len(), 1);
//! assert_eq!(changed.assumptions[0].value, "2024-07-10");
//! assert!(programme.unavailability.is_empty());
//! # Ok::<(), slotwise::model::Findings>(())
//! ```

mod apply;
mod baseline;
mod cause;
pub mod change;
mod legal;
mod log;
mod run;
mod shift;
mod words;
mod worlds;

pub use apply::{MAX_CHANGES, apply};
pub use change::{
    Awaited, CapacityChanged, Change, DueChanged, Element, EnvironmentApproved, Outage, OutageEnd,
    ParticipantLeft, Pinned, ProgrammeMoved, ReadinessMoved, ReadyChanged, ReleaseMoved,
    RouteChanged, SizeChanged, SlotMoved, SlotsOf, StageMoved, UnavailabilityMoved, Unpinned,
    WindowMoved,
};
pub use log::log_changes;
pub use run::{ReplanOptions, Replanned, replan};
pub use shift::Shift;
