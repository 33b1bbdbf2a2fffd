//! Phases and stages, set step by step.

use chrono::Weekday;

use crate::model::{
    Capacity, DayOfWeek, Eligible, OverUnavailability, Phase, Prerequisite, Reserve, Stage, Starts,
    When,
};

impl From<&str> for Phase {
    fn from(id: &str) -> Self {
        Self { id: id.into(), name: String::new() }
    }
}

impl Stage {
    /// Sets the name for people.
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the phase that it belongs to.
    pub fn with_phase(mut self, phase: impl Into<String>) -> Self {
        self.phase = Some(phase.into());
        self
    }

    /// Sets when its slots may start.
    pub fn with_starts(mut self, starts: Starts) -> Self {
        self.slots.starts = starts;
        self
    }

    /// Sets the least and the most that a slot takes, in participants' sizes.
    pub fn with_capacity(mut self, min: i64, max: i64) -> Self {
        self.slots.capacity = Capacity { min, max };
        self
    }

    /// Lets slots of it overlap in one environment.
    pub fn with_overlap(mut self) -> Self {
        self.overlap = true;
        self
    }

    /// Lets a slot stop while its environment is unavailable, for at most so many working periods.
    pub fn with_pauses(mut self, allowance: i64) -> Self {
        self.over_unavailability = OverUnavailability::Pause { allowance };
        self
    }

    /// Has its slots start and end inside support cover.
    pub fn with_support(mut self) -> Self {
        self.needs_support = true;
        self
    }

    /// Adds stages of which one must be complete before it.
    pub fn with_prerequisite(
        mut self,
        any_of: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let any_of = any_of.into_iter().map(Into::into).collect();
        self.prerequisites.push(Prerequisite { any_of });
        self
    }

    /// Keeps places of its slots for re-tests.
    pub fn with_reserve(mut self, reserve: Reserve) -> Self {
        self.reserved.push(reserve);
        self
    }
}

impl Eligible {
    /// An environment in which a slot of the stage takes so many working periods.
    pub fn new(environment: impl Into<String>, duration: i64) -> Self {
        Self { environment: environment.into(), duration: Some(duration) }
    }
}

impl Starts {
    /// Every so many working periods, from the calendar's first.
    pub fn every(periods: i64) -> Self {
        Self::Every { periods, anchor: None }
    }

    /// On the first working period on or after each such weekday.
    pub fn weekdays(days: impl IntoIterator<Item = Weekday>) -> Self {
        Self::Weekdays(days.into_iter().map(DayOfWeek).collect())
    }

    /// On these days, or at these moments.
    pub fn on(moments: impl IntoIterator<Item = impl Into<When>>) -> Self {
        Self::On(moments.into_iter().map(Into::into).collect())
    }
}
