//! Participants and routes, set step by step.

use crate::model::{Blackout, Completed, Participant, Pin, Preference, Ready, Route, Step, When};

impl Participant {
    /// Sets the organisation.
    pub fn with_organisation(mut self, organisation: impl Into<String>) -> Self {
        self.organisation = organisation.into();
        self
    }

    /// Adds roles that it holds.
    pub fn with_roles(mut self, roles: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.roles.extend(roles.into_iter().map(Into::into));
        self
    }

    /// Sets what it takes of a slot's capacity.
    pub fn with_size(mut self, size: i64) -> Self {
        self.size = size;
        self
    }

    /// Sets how much it counts in the objective.
    pub fn with_weight(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// Adds a readiness, before which it can't start.
    pub fn with_ready(mut self, ready: Ready) -> Self {
        self.ready.push(ready);
        self
    }

    /// Adds a span in which it can't be in a slot.
    pub fn with_blackout(mut self, blackout: Blackout) -> Self {
        self.unavailable.push(blackout);
        self
    }

    /// Sets by when it is complete, or late.
    pub fn with_due(mut self, due: impl Into<When>) -> Self {
        self.due = Some(due.into());
        self
    }

    /// Sets by when it is complete, or not placed.
    pub fn with_deadline(mut self, deadline: impl Into<When>) -> Self {
        self.deadline = Some(deadline.into());
        self
    }

    /// Sets the most environments that it can be in at one time.
    pub fn with_max_concurrent_environments(mut self, most: i64) -> Self {
        self.max_concurrent_environments = Some(most);
        self
    }

    /// Adds a price on slots that it would rather not have.
    pub fn with_preference(mut self, preference: Preference) -> Self {
        self.preferences.push(preference);
        self
    }

    /// Adds where it must be for a stage.
    pub fn with_pin(mut self, pin: Pin) -> Self {
        self.pins.push(pin);
        self
    }

    /// Adds a stage that it has behind it from a day or moment on.
    pub fn with_completed(mut self, stage: impl Into<String>, on: impl Into<When>) -> Self {
        self.completed.push(Completed { stage: stage.into(), on: on.into() });
        self
    }

    /// Says that it takes a stage for a re-test.
    pub fn with_retest(mut self, stage: impl Into<String>) -> Self {
        self.retests.push(stage.into());
        self
    }

    /// Names its environment manager.
    pub fn with_environment_manager(mut self, name: impl Into<String>) -> Self {
        self.environment_manager = name.into();
        self
    }
}

impl Route {
    /// Sets what taking it costs (term `preferences`).
    pub fn with_penalty(mut self, penalty: f64) -> Self {
        self.penalty = penalty;
        self
    }
}

impl Step {
    /// A mandatory step, at any time after the one before it.
    pub fn new(stage: impl Into<String>) -> Self {
        Self { stage: stage.into(), optional: false, min_lag: 0, max_lag: None }
    }

    /// Lets a placed participant go without it.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Sets how many working periods lie between it and the step before, at the least and at the
    /// most.
    pub fn with_lags(mut self, min: i64, max: impl Into<Option<i64>>) -> Self {
        self.min_lag = min;
        self.max_lag = max.into();
        self
    }
}

impl Ready {
    /// Ready from a day or moment on, everywhere and for every stage.
    pub fn new(from: impl Into<When>) -> Self {
        Self { from: from.into(), environment: None, stage: None, reason: String::new() }
    }

    /// Limits it to an environment.
    pub fn with_environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Limits it to a stage.
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = Some(stage.into());
        self
    }

    /// Says what has to be ready.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

impl Blackout {
    /// The span `[from, to)`.
    pub fn new(from: impl Into<When>, to: impl Into<When>, reason: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into(), reason: reason.into() }
    }
}

impl Preference {
    /// A price on every slot.
    pub fn new(penalty: f64) -> Self {
        Self { stage: None, environment: None, from: None, to: None, penalty }
    }

    /// Limits it to slots of a stage.
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = Some(stage.into());
        self
    }

    /// Limits it to slots in an environment.
    pub fn with_environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Limits it to slots that start on or after.
    pub fn with_from(mut self, from: impl Into<When>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// Limits it to slots that start before.
    pub fn with_to(mut self, to: impl Into<When>) -> Self {
        self.to = Some(to.into());
        self
    }
}

impl Pin {
    /// It takes the stage, wherever and whenever.
    pub fn new(stage: impl Into<String>) -> Self {
        Self { stage: stage.into(), environment: None, start: None }
    }

    /// In this environment.
    pub fn with_environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// In a slot that starts then.
    pub fn with_start(mut self, start: impl Into<When>) -> Self {
        self.start = Some(start.into());
        self
    }
}
