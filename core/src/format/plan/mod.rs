//! Plans as files, in names and dates: JSON and CSV, written for people and read back, whether the
//! library made them or people did.

mod csv;
mod document;
mod read;
mod resolve;
mod write;

pub use csv::{read_plan_csv, write_plan_csv};
pub use document::{
    LevelEntry, MaintenanceEntry, PlanDocument, ProvenanceEntry, ReasonEntry, RouteEntry,
    ShareEntry, SlotEntry, TermEntry, UnplacedEntry,
};
pub use read::{ReadPlan, RowOf, plan_schema, read_plan, read_plan_file};
pub use resolve::placed_maintenance;
pub use write::{maintenance_entries, write_outcome, write_plan};
