//! Downtime logs as JSON and CSV.

mod csv;

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use super::envelope::FormatVersion;
use super::json;
use crate::error::Error;
use crate::model::DowntimeLog;

pub use csv::{read_downtime_csv, write_downtime_csv};

/// A downtime log, as slotwise writes and reads it. A field that is not named here is an error.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "slotwise downtime log, format 1")]
struct DowntimeFile {
    #[expect(dead_code, reason = "read for its value alone")]
    format_version: FormatVersion,
    /// The log.
    downtime: DowntimeLog,
}

#[derive(Serialize)]
struct DowntimeFileRef<'a> {
    format_version: FormatVersion,
    downtime: &'a DowntimeLog,
}

/// Reads a downtime log from JSON: `{"format_version": 1, "downtime": {"entries": […]}}`.
///
/// Only its form is judged; [`DowntimeLog::validate`] judges what it says.
///
/// # Errors
/// [`Error::Unreadable`] as [`read_programme`](super::read_programme).
pub fn read_downtime(text: &str) -> Result<DowntimeLog, Error> {
    json::read::<DowntimeFile>(text, "downtime").map(|file| file.downtime)
}

/// Reads a downtime log from a file: CSV if its name ends in `.csv`, else JSON.
///
/// # Errors
/// [`Error::File`] if the file can't be read, else as [`read_downtime`] and [`read_downtime_csv`].
pub fn read_downtime_file(path: impl AsRef<Path>) -> Result<DowntimeLog, Error> {
    let path = path.as_ref();
    let text = json::read_file(path)?;
    match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("csv") => read_downtime_csv(&text),
        _ => read_downtime(&text),
    }
}

/// The log as JSON, in the order in which it is given.
pub fn write_downtime(log: &DowntimeLog) -> String {
    json::write(&DowntimeFileRef { format_version: FormatVersion, downtime: log })
}

/// The JSON Schema of a downtime log: `docs/schema/downtime.schema.json`.
pub fn downtime_schema() -> String {
    json::write(&schema_for!(DowntimeFile))
}
