//! Changes as JSON.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use super::envelope::FormatVersion;
use super::json;
use crate::error::Error;
use crate::replan::Change;

/// What happened to a programme, in order, as slotwise reads it. A field that is not named here is an
/// error.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "slotwise changes, format 1")]
struct ChangesFile {
    #[expect(dead_code, reason = "read for its value alone")]
    format_version: FormatVersion,
    /// The changes; each applies to the programme as those before leave it.
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct ChangesFileRef<'a> {
    format_version: FormatVersion,
    changes: &'a [Change],
}

/// Reads changes from JSON: `{"format_version": 1, "changes": […]}`.
///
/// Only their form is judged; [`apply`](crate::replan::apply()) judges what they say.
///
/// # Errors
/// As [`read_programme`](super::read_programme).
pub fn read_changes(text: &str) -> Result<Vec<Change>, Error> {
    json::read::<ChangesFile>(text, "changes").map(|file| file.changes)
}

/// Reads changes from a JSON file.
///
/// # Errors
/// [`Error::File`] if the file can't be read, else as [`read_changes`].
pub fn read_changes_file(path: impl AsRef<Path>) -> Result<Vec<Change>, Error> {
    read_changes(&json::read_file(path.as_ref())?)
}

/// Changes as JSON, for [`read_changes`].
pub fn write_changes(changes: &[Change]) -> String {
    json::write(&ChangesFileRef { format_version: FormatVersion, changes })
}

/// The JSON Schema of a file of changes: `docs/schema/changes.schema.json`.
pub fn changes_schema() -> String {
    json::write(&schema_for!(ChangesFile))
}
