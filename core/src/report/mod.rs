//! Plans for people: pictures, tables and text.
//!
//! Everything here shows one [`PlanView`], so that names, dates and sums are derived once, and what
//! is known beside the plan in a [`Verdict`].

pub mod concurrency;
pub(crate) mod dates;
pub mod gantt;
pub mod text;
pub mod utilisation;
pub mod verdict;
pub mod view;
pub(crate) mod words;

pub use gantt::{GanttOptions, gantt_html, gantt_svg};
pub use text::summary;
pub use utilisation::{EnvironmentUse, StageUse, Utilisation};
pub use verdict::{LevelVerdict, UnplacedVerdict, Verdict};
pub use view::{ParticipantView, Placement, PlanView, SlotView, VisitView};
