//! The problem as a value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Calendar, Entry, Environment, ExclusiveGroup, Freeze, Gate, Objective, OutagePolicy,
    Participant, Phase, Regression, Resource, Rule, Stage, TrancheSlot, Unavailability, VersionSet,
    When,
};

/// A test programme to plan: calendar, environments, stages, participants, rules and objective.
///
/// Plain data: names and dates as people write them, in any order. [`Programme::validate`] tells
/// everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Name of the programme.
    pub name: String,
    /// Where its facts come from, such as a document with its version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// When work happens.
    pub calendar: Calendar,
    /// The phases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phase>,
    /// The environments.
    pub environments: Vec<Environment>,
    /// The stages.
    pub stages: Vec<Stage>,
    /// The participants.
    pub participants: Vec<Participant>,
    /// Tranche slots given by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<TrancheSlot>,
    /// When something can't be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailability: Vec<Unavailability>,
    /// What slots and participants share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Stages that there is only one of at a time, programme-wide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusive_groups: Vec<ExclusiveGroup>,
    /// Rules between participants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What a participant has to have given before it gets a slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
    /// When the plan is announced: notice counts from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<When>,
    /// What the log of unavailability has to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage_policy: Option<OutagePolicy>,
    /// Versions approved to be under test together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approved_versions: Vec<VersionSet>,
    /// Regression tests passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regressions: Vec<Regression>,
    /// When no version is deployed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub freezes: Vec<Freeze>,
    /// Which stages open once enough have been through others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// What makes a plan better.
    #[serde(default)]
    pub objective: Objective,
    /// Values that the sources do not give and somebody chose; printed with every plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Assumption>,
}

/// A value that somebody chose because no source gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// What it is.
    pub name: String,
    /// The value chosen.
    pub value: String,
    /// Why, and where the gap is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Programme {
    /// An empty programme with the default objective.
    pub fn new(name: impl Into<String>, calendar: Calendar) -> Self {
        Self {
            name: name.into(),
            source: String::new(),
            calendar,
            phases: Vec::new(),
            environments: Vec::new(),
            stages: Vec::new(),
            participants: Vec::new(),
            slots: Vec::new(),
            unavailability: Vec::new(),
            resources: Vec::new(),
            exclusive_groups: Vec::new(),
            rules: Vec::new(),
            entry: None,
            announced: None,
            outage_policy: None,
            approved_versions: Vec::new(),
            regressions: Vec::new(),
            freezes: Vec::new(),
            gates: Vec::new(),
            objective: Objective::default(),
            assumptions: Vec::new(),
        }
    }
}
