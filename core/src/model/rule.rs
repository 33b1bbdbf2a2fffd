//! Rules between participants or stages, beyond what the things themselves say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule between participants (rule id `participant`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Those of them that take the stage take the same slot of it.
    Together(Company),
    /// No two of them take the same slot of the stage.
    Apart(Company),
}

/// Whom a rule binds, and for which stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// The participants.
    pub participants: Vec<String>,
    /// The stage; each stage if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Stages of which no two slots ever run at the same time, in whatever environments (rule
/// `exclusive`): something that there is only one of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusiveGroup {
    /// Stable name, unique among groups.
    pub id: String,
    /// The stages.
    pub stages: Vec<String>,
}
