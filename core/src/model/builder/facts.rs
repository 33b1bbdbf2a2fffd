//! Slots given by hand, unavailability, rules, assumptions, set step by step.

use crate::model::{
    Assumption, Capacity, Cause, Company, ExclusiveGroup, TrancheSlot, Unavailability,
    UnavailabilityKind, When,
};

impl TrancheSlot {
    /// A slot of the stage's duration and capacity.
    pub fn new(
        id: impl Into<String>,
        stage: impl Into<String>,
        environment: impl Into<String>,
        start: impl Into<When>,
    ) -> Self {
        Self {
            id: id.into(),
            stage: stage.into(),
            environment: environment.into(),
            start: start.into(),
            end: None,
            capacity: None,
            reserved: None,
        }
    }

    /// Sets the first day or moment after it.
    pub fn with_end(mut self, end: impl Into<When>) -> Self {
        self.end = Some(end.into());
        self
    }

    /// Sets the least and the most that it takes, in participants' sizes.
    pub fn with_capacity(mut self, min: i64, max: i64) -> Self {
        self.capacity = Some(Capacity { min, max });
        self
    }

    /// Keeps so many of its places for re-tests.
    pub fn with_reserved(mut self, places: i64) -> Self {
        self.reserved = Some(places);
        self
    }
}

impl Unavailability {
    /// Sets whether it was planned.
    pub fn with_kind(mut self, kind: UnavailabilityKind) -> Self {
        self.kind = kind;
        self
    }

    /// Sets what it is.
    pub fn with_cause(mut self, cause: Cause) -> Self {
        self.cause = cause;
        self
    }

    /// Says it in words.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

impl ExclusiveGroup {
    /// The stages of which one runs at a time.
    pub fn new(id: impl Into<String>, stages: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { id: id.into(), stages: stages.into_iter().map(Into::into).collect() }
    }
}

impl Company {
    /// These participants, for each stage.
    pub fn new(participants: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let participants = participants.into_iter().map(Into::into).collect();
        Self { participants, stage: None, reason: String::new() }
    }

    /// Limits it to a stage.
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = Some(stage.into());
        self
    }

    /// Says why.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

impl Assumption {
    /// A value that somebody chose.
    pub fn new(
        name: impl Into<String>,
        value: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self { name: name.into(), value: value.into(), reason: reason.into() }
    }
}
