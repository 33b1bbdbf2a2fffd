//! What the checker says about a plan that breaks a rule.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::Span;
use crate::model::{EnvironmentId, ParticipantId, RuleKind, StageId};

/// One way in which a plan breaks a rule.
///
/// The message is for people; the rest says the same as data, in the problem's indices. Indices in
/// the plan that the problem does not have are named in the message alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// The rule that is broken.
    pub rule: RuleKind,
    /// How: names, dates in the programme's zone, numbers.
    pub message: String,
    /// Who is concerned.
    pub participants: Vec<ParticipantId>,
    /// Which slots, by their places in the plan.
    pub slots: Vec<u32>,
    /// Where.
    pub environment: Option<EnvironmentId>,
    /// Which stage.
    pub stage: Option<StageId>,
    /// When: the periods in which the rule is broken, or those of the slot that breaks it.
    pub span: Option<Span>,
}

impl Violation {
    /// A violation that concerns nobody yet.
    pub(super) fn new(rule: RuleKind, message: String) -> Self {
        Self {
            rule,
            message,
            participants: Vec::new(),
            slots: Vec::new(),
            environment: None,
            stage: None,
            span: None,
        }
    }

    pub(super) fn of(mut self, participants: impl IntoIterator<Item = ParticipantId>) -> Self {
        self.participants.extend(participants);
        self
    }

    pub(super) fn slots(mut self, slots: impl IntoIterator<Item = u32>) -> Self {
        self.slots.extend(slots);
        self
    }

    pub(super) fn environment(mut self, environment: EnvironmentId) -> Self {
        self.environment = Some(environment);
        self
    }

    pub(super) fn stage(mut self, stage: StageId) -> Self {
        self.stage = Some(stage);
        self
    }

    pub(super) fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.rule, self.message)
    }
}
