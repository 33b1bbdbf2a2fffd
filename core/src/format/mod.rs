//! Programmes, plans and downtime logs as files: JSON with a version, and CSV.
//!
//! Every JSON file is one object with `format_version` and what it holds: `programme`, `plan`,
//! `changes` or `downtime`.
//! `docs/schema/` has their JSON Schemas, made from the types that read them
//! ([`programme_schema`], [`plan_schema`], [`changes_schema`],
//! [`downtime_schema`]). A field that is not known is an error,
//! never left aside.

mod changes;
mod downtime;
mod envelope;
mod json;
pub mod plan;
mod programme;
mod scenarios;
mod table;

pub use changes::{changes_schema, read_changes, read_changes_file, write_changes};
pub use downtime::{
    downtime_schema, read_downtime, read_downtime_csv, read_downtime_file, write_downtime,
    write_downtime_csv,
};
pub use envelope::FORMAT_VERSION;
pub use json::MAX_TEXT;
pub use plan::{
    MaintenanceEntry, PlanDocument, ReadPlan, RowOf, maintenance_entries, placed_maintenance,
    plan_schema, read_plan, read_plan_csv, read_plan_file, write_outcome, write_plan,
    write_plan_csv,
};
pub use programme::{programme_schema, read_programme, read_programme_file, write_programme};
pub use scenarios::{read_scenarios, read_scenarios_file, scenarios_schema, write_scenarios};
