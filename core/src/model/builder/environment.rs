//! Environments, set step by step.

use crate::model::{ChangeoverBetween, Environment, Exclusivity, Optional, Window};

impl Environment {
    /// Sets the name for people.
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Adds a window in which it is open.
    pub fn with_window(mut self, window: Window) -> Self {
        self.windows.push(window);
        self
    }

    /// Sets which slots may run at the same time.
    pub fn with_exclusivity(mut self, exclusivity: Exclusivity) -> Self {
        self.exclusivity = exclusivity;
        self
    }

    /// Sets the working periods between slots of different stages that exclude each other.
    pub fn with_changeover(mut self, periods: i64) -> Self {
        self.changeover.periods = periods;
        self
    }

    /// Adds the working periods from one stage to another, instead of those between any two.
    pub fn with_changeover_between(
        mut self,
        from: impl Into<String>,
        to: impl Into<String>,
        periods: i64,
    ) -> Self {
        let between = ChangeoverBetween { from: from.into(), to: to.into(), periods };
        self.changeover.between.push(between);
        self
    }

    /// Sets the most that participants in it at one time may add up to, in sizes.
    pub fn with_max_participants(mut self, most: i64) -> Self {
        self.max_participants = Some(most);
        self
    }

    /// Adds components that it runs.
    pub fn with_components(
        mut self,
        components: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.components.extend(components.into_iter().map(Into::into));
        self
    }

    /// Makes it optional: what it costs, and whether it is approved.
    pub fn with_approval(mut self, cost: f64, approved: bool) -> Self {
        self.optional = Some(Optional { cost, approved, approval: String::new() });
        self
    }
}

impl Window {
    /// Adds stages that it is for; without any, it is for all.
    pub fn with_stages(mut self, stages: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.stages.extend(stages.into_iter().map(Into::into));
        self
    }

    /// Says where the dates come from.
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }
}
