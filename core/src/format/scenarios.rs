//! Scenarios as JSON.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use super::envelope::FormatVersion;
use super::json;
use crate::error::Error;
use crate::scenario::Scenario;

/// What might happen to a programme, as slotwise reads it. A field that is not named here is an error.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "slotwise scenarios, format 1")]
struct ScenariosFile {
    #[expect(dead_code, reason = "read for its value alone")]
    format_version: FormatVersion,
    /// The scenarios, in the order in which they are told.
    scenarios: Vec<Scenario>,
}

#[derive(Serialize)]
struct ScenariosFileRef<'a> {
    format_version: FormatVersion,
    scenarios: &'a [Scenario],
}

/// Reads scenarios from JSON: `{"format_version": 1, "scenarios": […]}`.
///
/// Only their form is judged; [`compare`](crate::scenario::compare()) judges what they say.
///
/// # Errors
/// As [`read_programme`](super::read_programme).
pub fn read_scenarios(text: &str) -> Result<Vec<Scenario>, Error> {
    json::read::<ScenariosFile>(text, "scenarios").map(|file| file.scenarios)
}

/// Reads scenarios from a JSON file.
///
/// # Errors
/// [`Error::File`] if the file can't be read, else as [`read_scenarios`].
pub fn read_scenarios_file(path: impl AsRef<Path>) -> Result<Vec<Scenario>, Error> {
    read_scenarios(&json::read_file(path.as_ref())?)
}

/// Scenarios as JSON, for [`read_scenarios`].
pub fn write_scenarios(scenarios: &[Scenario]) -> String {
    json::write(&ScenariosFileRef { format_version: FormatVersion, scenarios })
}

/// The JSON Schema of a file of scenarios: `docs/schema/scenarios.schema.json`.
pub fn scenarios_schema() -> String {
    json::write(&schema_for!(ScenariosFile))
}
