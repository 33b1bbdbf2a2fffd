//! Resources that slots and participants share: a test team, the one instance of a system.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::When;

/// Something of which there is only so much at a time (rule `resource`; document §13.4, D-29).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Stable name, unique among resources.
    pub id: String,
    /// Name for people; the id if left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How much of it there is, in whole units of the caller's choice.
    pub amount: i64,
    /// Spans in which there is another amount; where several touch a working period, the least of
    /// them counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<AmountChange>,
}

/// A span in which there is another amount of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountChange {
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
    /// How much there is then. A period that is touched has no more than this, if this is less
    /// than the usual amount; only a period that lies inside has more.
    pub amount: i64,
}

/// What slots of a stage take of a resource while they run, pauses included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// The resource.
    pub resource: String,
    /// How much.
    #[serde(default = "one")]
    pub amount: i64,
    /// For what.
    #[serde(default)]
    pub per: TakenPer,
}

/// What takes the amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakenPer {
    /// Each open slot, whoever is in it.
    #[default]
    Slot,
    /// Each participant in a slot, whatever its size.
    Participant,
}

impl Resource {
    /// A resource of which there is always so much.
    pub fn new(id: impl Into<String>, amount: i64) -> Self {
        Self { id: id.into(), name: String::new(), amount, changes: Vec::new() }
    }
}

impl From<&str> for Take {
    fn from(resource: &str) -> Self {
        Self { resource: resource.into(), amount: 1, per: TakenPer::Slot }
    }
}

fn one() -> i64 {
    1
}
