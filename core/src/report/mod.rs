//! Plans for people: pictures, tables and text.
//!
//! Pictures and the summary show one [`PlanView`], so that names, dates and sums are derived once, and
//! what is known beside the plan in a [`Verdict`]. The programme's reports (document §6.1.1) are data
//! in names and dates, and [`Show`] renders them.

pub mod catalogue;
pub mod concurrency;
pub(crate) mod dates;
pub mod downtime;
pub mod gantt;
pub mod readiness;
pub mod show;
pub mod text;
pub mod utilisation;
pub mod verdict;
pub mod versions;
pub mod view;
pub(crate) mod words;

pub use catalogue::{Catalogue, CatalogueEntry, CatalogueField, CatalogueValue, catalogue};
pub use downtime::{
    DowntimeOptions, DowntimeReport, DowntimeRow, EnvironmentDowntime, KindDowntime, MonthDowntime,
    RootCause, downtime,
};
pub use gantt::{GanttOptions, gantt_html, gantt_svg};
pub use readiness::{
    ReadinessKind, ReadinessOptions, ReadinessReport, ReadinessRow, ReadinessState, StageReadiness,
    readiness,
};
pub use show::{Block, Show};
pub use text::summary;
pub use utilisation::{EnvironmentUse, StageUse, Utilisation};
pub use verdict::{LevelVerdict, UnplacedVerdict, Verdict};
pub use versions::{VersionRow, VersionTable, versions};
pub use view::{ParticipantView, Placement, PlanView, SlotView, VisitView};
