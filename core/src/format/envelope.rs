//! What every JSON file of the library says before anything else.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of the formats that this library reads and writes.
pub const FORMAT_VERSION: u64 = 1;

/// The version of the format: 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FormatVersion;

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(FORMAT_VERSION)
    }
}

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match u64::deserialize(from)? {
            FORMAT_VERSION => Ok(Self),
            other => Err(de::Error::custom(format!("format_version {other}"))),
        }
    }
}

impl JsonSchema for FormatVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormatVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "The version of the format.", "const": FORMAT_VERSION })
    }
}
