//! What columns and rows mean.

use crate::model::{EnvironmentId, GateId, GroupId, ResourceId, RuleId, RuleKind, StageId};

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnTag {
    /// Whether a slot candidate is open.
    Open {
        /// Place among the candidates.
        slot: u32,
    },
    /// How many of a class are not placed.
    Unplaced {
        /// Place among the classes.
        class: u32,
    },
    /// How many of a class take a variant.
    Choose {
        /// Place among the classes.
        class: u32,
        /// Place among the class's flows.
        flow: u32,
    },
    /// How many of a class take an offer for a step of a variant.
    Take {
        /// Place among the classes.
        class: u32,
        /// Place among the class's flows.
        flow: u32,
        /// Place in the variant's chain.
        step: u32,
        /// Place among the offers.
        offer: u32,
    },
    /// How many of a class stay in the line before a step at a departure.
    Wait {
        /// Place among the classes.
        class: u32,
        /// Place among the class's flows.
        flow: u32,
        /// Place in the variant's chain.
        step: u32,
        /// The departure at which they stay.
        departure: u32,
    },
    /// Whether any slot of a stage runs in an environment in a period.
    Running {
        /// The environment.
        environment: EnvironmentId,
        /// The stage.
        stage: StageId,
        /// The period.
        period: u32,
    },
    /// Whether anybody is in a slot given by hand that has a least.
    Occupied {
        /// Place among the candidates.
        slot: u32,
    },
    /// Whether any slot is open in an environment.
    Used {
        /// The environment.
        environment: EnvironmentId,
    },
    /// The stage that an environment is set up for from a start on.
    State {
        /// The environment.
        environment: EnvironmentId,
        /// The stage.
        stage: StageId,
        /// The start.
        period: u32,
    },
    /// Whether an environment changes to a stage at a start.
    Enter {
        /// The environment.
        environment: EnvironmentId,
        /// The stage.
        stage: StageId,
        /// The start.
        period: u32,
    },
    /// Whether movable maintenance takes a place.
    Place {
        /// Place among the problem's maintenance.
        maintenance: u32,
        /// Its place.
        place: u32,
    },
    /// The latest end of any open slot.
    Makespan,
    /// Something of a relaxation, which no plan has a value for.
    Relaxed,
    /// What an open slot lacks to its target, in sizes.
    Lack {
        /// Place among the candidates.
        slot: u32,
    },
    /// The largest load of any environment, in sizes.
    LargestLoad,
    /// Whether a slot is the one that a rule's participants take together.
    Selected {
        /// The rule.
        rule: RuleId,
        /// Place among the candidates.
        slot: u32,
    },
    /// How much of those who count for a gate has been through by a lag before a period, by slots
    /// taken.
    Through {
        /// The gate.
        gate: GateId,
        /// The period.
        period: u32,
    },
    /// Whether a gate is open at a period.
    Passed {
        /// The gate.
        gate: GateId,
        /// The period.
        period: u32,
    },
    /// Whether a class's one member is in an environment in a period.
    Present {
        /// Place among the classes.
        class: u32,
        /// The environment.
        environment: EnvironmentId,
        /// The period.
        period: u32,
    },
}

/// Which rule a row is of, and whom it binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowTag {
    /// The rule; `None` for rows that define what the objective counts.
    pub rule: Option<RuleKind>,
    /// The class.
    pub class: Option<u32>,
    /// The slot candidate or, for classes that share several, the first of the offer.
    pub slot: Option<u32>,
    /// The environment.
    pub environment: Option<EnvironmentId>,
    /// The stage.
    pub stage: Option<StageId>,
    /// The exclusive group.
    pub group: Option<GroupId>,
    /// The gate.
    pub gate: Option<GateId>,
    /// The resource.
    pub resource: Option<ResourceId>,
    /// The period.
    pub period: Option<u32>,
}

impl RowTag {
    /// Of a rule.
    pub fn of(rule: RuleKind) -> Self {
        Self { rule: Some(rule), ..Self::definition() }
    }

    /// Of no rule: it defines a column that the objective counts.
    pub fn definition() -> Self {
        Self {
            rule: None,
            class: None,
            slot: None,
            environment: None,
            stage: None,
            group: None,
            gate: None,
            resource: None,
            period: None,
        }
    }

    /// About a class.
    pub fn class(mut self, class: usize) -> Self {
        self.class = Some(class as u32);
        self
    }

    /// About a slot candidate.
    pub fn slot(mut self, slot: usize) -> Self {
        self.slot = Some(slot as u32);
        self
    }

    /// About an environment.
    pub fn environment(mut self, environment: EnvironmentId) -> Self {
        self.environment = Some(environment);
        self
    }

    /// About a stage.
    pub fn stage(mut self, stage: StageId) -> Self {
        self.stage = Some(stage);
        self
    }

    /// About an exclusive group.
    pub fn group(mut self, group: GroupId) -> Self {
        self.group = Some(group);
        self
    }

    /// About a gate.
    pub fn gate(mut self, gate: GateId) -> Self {
        self.gate = Some(gate);
        self
    }

    /// About a resource.
    pub fn resource(mut self, resource: ResourceId) -> Self {
        self.resource = Some(resource);
        self
    }

    /// About a period.
    pub fn period(mut self, period: u32) -> Self {
        self.period = Some(period);
        self
    }
}
