//! Gates between stages: one opens once enough have been through another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stage opens once enough participants have been through another (rule `gate`; document T1,
/// D-10).
///
/// No slot of the later stage with anybody in it starts before a share of those who count have the
/// earlier stage behind them: they took it in a slot that ended by then, or had completed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Stable name, unique among gates.
    pub id: String,
    /// The stage to have been through.
    pub before: String,
    /// The stage that opens.
    pub opens: String,
    /// Binds only slots of the stage that opens in this environment; in any if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Who counts; everybody if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<String>,
    /// The share that must have been through, above 0 and at most 1, with at most three decimals.
    #[serde(default = "all")]
    pub share: f64,
    /// What the share is of.
    #[serde(default)]
    pub of: ShareOf,
    /// Who of those is counted.
    #[serde(default)]
    pub counted: Counted,
    /// Working periods at least between having been through and the opening.
    #[serde(default)]
    pub lag: i64,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a share is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// Of the number of participants.
    #[default]
    Number,
    /// Of the sum of their weights.
    Weight,
}

/// Who is counted for a gate, of those who may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Those who take the earlier stage in the plan: whoever is not placed, or takes a route or
    /// choice of optional steps without it, holds nobody up.
    #[default]
    Placed,
    /// All of them, placed or not: those listed or, if none is, those who have the stage on any
    /// route or have completed it.
    All,
}

impl Gate {
    /// The later stage opens once everybody who takes the earlier one is through.
    pub fn new(id: impl Into<String>, before: impl Into<String>, opens: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            before: before.into(),
            opens: opens.into(),
            environment: None,
            participants: Vec::new(),
            share: all(),
            of: ShareOf::Number,
            counted: Counted::Placed,
            lag: 0,
            reason: String::new(),
        }
    }
}

fn all() -> f64 {
    1.0
}
