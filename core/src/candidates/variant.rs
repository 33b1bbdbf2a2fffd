//! The ways in which a participant can be placed: a route, and which of its steps are taken.

use crate::calendar::{ParticipantData, Problem, RouteData};
use crate::model::StageId;

/// One way of being placed: a chain of steps that are all taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// The route, by place.
    pub route: u32,
    /// The steps taken.
    pub steps: Vec<VariantStep>,
    /// Optional steps that are not taken.
    pub skipped: u32,
    /// Penalty of the route in thousandths.
    pub penalty: i64,
}

/// A step taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VariantStep {
    /// Its place in the route.
    pub step: u32,
    /// The stage.
    pub stage: StageId,
    /// Starts at least so many periods after the end of the step before in this chain.
    pub min_lag: i32,
    /// And at most so many.
    pub max_lag: Option<i32>,
    /// Starts at this period at the earliest, for a prerequisite completed then.
    pub from: u32,
    /// Starts no earlier than these steps of this chain end, for prerequisites that the lags alone
    /// do not put before it.
    pub after: Vec<u32>,
}

impl Variant {
    /// Whether steps of the chain may overlap in time.
    pub fn may_overlap(&self) -> bool {
        self.steps.iter().skip(1).any(|step| step.min_lag < 0)
    }
}

/// Every way in which the participant can be placed, prerequisites met.
pub fn variants(problem: &Problem, participant: &ParticipantData) -> Vec<Variant> {
    let mut variants = Vec::new();
    for (place, route) in participant.routes.iter().enumerate() {
        let pinned_elsewhere = participant
            .pins
            .iter()
            .any(|pin| route.steps.iter().all(|step| step.stage != pin.stage));
        if pinned_elsewhere {
            continue;
        }
        let optional: Vec<usize> =
            (0..route.steps.len()).filter(|step| route.steps[*step].optional).collect();
        for skipped in 0..1_u32 << optional.len() {
            let skips = |step: usize| {
                optional.iter().position(|o| *o == step).is_some_and(|bit| skipped >> bit & 1 == 1)
            };
            let taken: Vec<usize> = (0..route.steps.len()).filter(|step| !skips(*step)).collect();
            if taken.is_empty() {
                continue;
            }
            let chain = Variant {
                route: place as u32,
                steps: taken.iter().map(|step| step_of(route, *step)).collect(),
                skipped: skipped.count_ones(),
                penalty: route.penalty,
            };
            variants.extend(with_prerequisites(problem, participant, chain));
        }
    }
    variants
}

fn step_of(route: &RouteData, step: usize) -> VariantStep {
    let data = &route.steps[step];
    VariantStep {
        step: step as u32,
        stage: data.stage,
        min_lag: data.min_lag,
        max_lag: data.max_lag,
        from: 0,
        after: Vec::new(),
    }
}

/// The chain once for each choice of how its prerequisites are met; empty if they can't be.
fn with_prerequisites(
    problem: &Problem,
    participant: &ParticipantData,
    chain: Variant,
) -> Vec<Variant> {
    let mut chains = vec![chain];
    for position in 0..chains[0].steps.len() {
        let stage = chains[0].steps[position].stage;
        for any_of in &problem.stages[stage.index()].prerequisites {
            chains = chains
                .into_iter()
                .flat_map(|chain| ways(participant, chain, position, any_of))
                .collect();
            if chains.is_empty() {
                return chains;
            }
        }
    }
    chains
}

/// The ways to meet one prerequisite of one step.
fn ways(
    participant: &ParticipantData,
    chain: Variant,
    position: usize,
    any_of: &[StageId],
) -> Vec<Variant> {
    let earlier: Vec<usize> =
        (0..position).filter(|step| any_of.contains(&chain.steps[*step].stage)).collect();
    let always_before =
        |step: &usize| chain.steps[step + 1..=position].iter().all(|later| later.min_lag >= 0);
    if earlier.iter().any(always_before) {
        return vec![chain];
    }
    let completed = (participant.completed.iter())
        .filter(|(stage, _)| any_of.contains(stage))
        .map(|(_, on)| *on)
        .min();
    let mut ways = Vec::new();
    if let Some(on) = completed {
        let mut way = chain.clone();
        way.steps[position].from = way.steps[position].from.max(on);
        ways.push(way);
        if on == 0 {
            return ways;
        }
    }
    for step in earlier {
        let mut way = chain.clone();
        way.steps[position].after.push(step as u32);
        ways.push(way);
    }
    ways
}
