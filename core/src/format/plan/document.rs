//! What a plan file holds.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::model::{Assumption, RuleKind, Term, When};
use crate::solver::Status;

/// A plan in names and dates.
///
/// Only `slots` matters when a plan is read back, and `assignments` where somebody's route does not
/// follow from the stages taken: scores are always computed anew. So a plan that people make needs
/// no more than slots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Name of the programme that it plans.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub programme: String,
    /// How much is known about it; left out of plans that no run made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "status_schema")]
    pub status: Option<Status>,
    /// What it is worth, by level of the objective, most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelEntry>,
    /// The open slots.
    pub slots: Vec<SlotEntry>,
    /// Where movable maintenance is put. What is left out is put in its best place around the slots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<MaintenanceEntry>,
    /// The route that each placed participant takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<RouteEntry>,
    /// Who is not placed, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<UnplacedEntry>,
    /// Values that the programme's sources do not give.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Assumption>,
    /// Where it came from; left out of plans that no run made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<ProvenanceEntry>,
}

/// An open slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotEntry {
    /// The id of the slot given by hand that it is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The stage that it is for.
    pub stage: String,
    /// Where it runs.
    pub environment: String,
    /// Its first day or moment.
    pub from: When,
    /// The first day or moment after.
    pub to: When,
    /// Ids of those who are in it.
    #[serde(default)]
    pub participants: Vec<String>,
}

/// Where movable maintenance is put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceEntry {
    /// Id of the unavailability.
    pub id: String,
    /// Its first day.
    pub from: When,
    /// The first day after.
    pub to: When,
}

/// The route that a participant takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteEntry {
    /// Who.
    pub participant: String,
    /// Id of the route.
    pub route: String,
}

/// A participant that is not placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnplacedEntry {
    /// Who.
    pub participant: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonEntry>,
}

/// Why a participant is not placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonEntry {
    /// The rule.
    pub rule: RuleKind,
    /// The stage, if the reason is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// In words.
    pub text: String,
}

/// What a plan is worth at one level of the objective; less is better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelEntry {
    /// Name of the level.
    pub name: String,
    /// The weighted sum of the terms.
    pub value: f64,
    /// No plan that is as good in the levels before has less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<f64>,
    /// `(value - bound) / value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// By term.
    pub terms: Vec<TermEntry>,
    /// What single participants contribute, if anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ShareEntry>,
}

/// What a plan is worth in one term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermEntry {
    /// The term.
    pub term: Term,
    /// What is counted.
    pub amount: f64,
    /// Times the weight of the term in the level.
    pub value: f64,
}

/// What a participant contributes to a level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareEntry {
    /// Who.
    pub participant: String,
    /// How much.
    pub value: f64,
}

/// Where a plan came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvenanceEntry {
    /// Version of the library.
    pub version: String,
    /// SHA-256 of the programme, its lists sorted, in hexadecimal.
    pub programme_hash: String,
    /// The options that bear on the result.
    pub options: String,
}

fn status_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "description": "`optimal` only if it is proven that no plan is better.",
        "enum": ["optimal", "feasible", null]
    })
}
