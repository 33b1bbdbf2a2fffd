//! Places of slots that are kept for re-tests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::When;

/// Places that slots of a stage keep for re-tests: whoever takes the stage for the first time may
/// not have them (rule `retest`; document §6.1, T1, D-33).
///
/// Of several that hold for a slot, the one with the most places counts. What is left out holds for
/// any slot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reserve {
    /// How many places, in sizes; the whole slot if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<i64>,
    /// Of slots in this environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Of slots that start on or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Of slots that start before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// What for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Reserve {
    /// So many places of every slot.
    pub fn places(places: i64) -> Self {
        Self { places: Some(places), ..Self::default() }
    }

    /// Every slot as a whole.
    pub fn whole() -> Self {
        Self::default()
    }

    /// Limits it to slots in an environment.
    pub fn with_environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Limits it to slots that start in `[from, to)`.
    pub fn with_starts_in(mut self, from: impl Into<When>, to: impl Into<When>) -> Self {
        self.from = Some(from.into());
        self.to = Some(to.into());
        self
    }

    /// Says what for.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}
