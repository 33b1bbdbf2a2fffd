//! What a participant relies on: others' systems, and others' testing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a participant needs of others while it takes a stage (rule `reliance`; document
/// §6.1, §6.4.2, D-27, D-55).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reliance {
    /// For this stage of its own; for each if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// What it relies on.
    pub on: Relied,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What is relied on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Relied {
    /// That another participant's system is available: an unavailability of it, or of what it relies
    /// on itself for any stage, and so on, keeps this one out of slots.
    Participant(String),
    /// That a component is available, wherever it is.
    Component(String),
    /// That another participant has been through a stage: took it in a slot that ended before, or
    /// has completed it.
    Finished {
        /// The other one.
        participant: String,
        /// Its stage.
        stage: String,
        /// Working periods at least between the end and the start.
        #[serde(default)]
        lag: i64,
    },
    /// That another participant takes a stage all the while: in a slot that starts no later and ends
    /// no earlier.
    Alongside {
        /// The other one.
        participant: String,
        /// Its stage.
        stage: String,
    },
}

impl Relied {
    /// The other participant, if it is one that is relied on.
    pub fn participant(&self) -> Option<&str> {
        match self {
            Self::Participant(id) => Some(id),
            Self::Component(_) => None,
            Self::Finished { participant, .. } | Self::Alongside { participant, .. } => {
                Some(participant)
            }
        }
    }
}

impl From<Relied> for Reliance {
    fn from(on: Relied) -> Self {
        Self { stage: None, on, reason: String::new() }
    }
}
