//! Programmes as JSON.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use super::envelope::FormatVersion;
use super::json;
use crate::error::Error;
use crate::model::Programme;

/// A test programme to plan, as slotwise reads it. A field that is not named here is an error.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "slotwise programme, format 1")]
struct ProgrammeFile {
    #[expect(dead_code, reason = "read for its value alone")]
    format_version: FormatVersion,
    /// The programme.
    programme: Programme,
}

#[derive(Serialize)]
struct ProgrammeFileRef<'a> {
    format_version: FormatVersion,
    programme: &'a Programme,
}

/// Reads a programme from JSON: `{"format_version": 1, "programme": {…}}`.
///
/// Only its form is judged; [`Programme::validate`] judges what it says.
///
/// # Errors
/// [`Error::Unreadable`] with a code, the path to the value and what to do: text that is no JSON, is
/// longer than [`MAX_TEXT`](super::MAX_TEXT), is of another version, or has a field that is
/// unknown, missing, there twice or of the wrong kind.
pub fn read_programme(text: &str) -> Result<Programme, Error> {
    json::read::<ProgrammeFile>(text, "programme").map(|file| file.programme)
}

/// Reads a programme from a JSON file.
///
/// # Errors
/// [`Error::File`] if the file can't be read, else as [`read_programme`].
pub fn read_programme_file(path: impl AsRef<Path>) -> Result<Programme, Error> {
    read_programme(&json::read_file(path.as_ref())?)
}

/// The programme as JSON, in the order in which it is given.
///
/// [`read_programme`] gives the same programme back, if its numbers are finite, as those of valid
/// programmes are.
pub fn write_programme(programme: &Programme) -> String {
    let file = ProgrammeFileRef { format_version: FormatVersion, programme };
    json::write(&file)
}

/// The JSON Schema of a programme file: `docs/schema/programme.schema.json`.
pub fn programme_schema() -> String {
    json::write(&schema_for!(ProgrammeFile))
}
