//! Routes: steps, lags, and whether what must come first can.

use std::collections::HashMap;

use super::names::unique;
use super::numbers::{Count, amount};
use super::report::quoted;
use super::sizes::MAX_PERIODS;
use super::{Checked, Place};
use crate::model::{Participant, Route, Step};

/// Most optional steps of a route: each doubles the ways through it.
pub const MAX_OPTIONAL: usize = 6;
/// Most ways to place one participant: routes, choices of optional steps, and choices of what
/// completes a prerequisite first.
pub const MAX_WAYS: u64 = 1_000;
/// Most steps in all ways to place all participants.
pub const MAX_ALL_WAYS: u64 = 20_000_000;

impl Checked<'_> {
    /// Tells what is wrong with the routes; the steps in all ways through them.
    pub(super) fn routes(&mut self, at: &Place<'_>, participant: &Participant) -> u64 {
        if participant.routes.is_empty() {
            self.report.add(
                "SW-E0502",
                &at.field("routes"),
                format!("{} has no route", quoted(&participant.id)),
                "give it at least one",
            );
        }
        let ids = participant.routes.iter().map(|route| route.id.as_str());
        unique(|place| at.item("routes", place), "id", ids, &mut self.report);
        let (mut ways, mut steps) = (0_u64, 0_u64);
        for (position, route) in participant.routes.iter().enumerate() {
            let here = at.item("routes", position);
            self.route(&here, route);
            self.prerequisites(&here, participant, route);
            let through = self.ways(participant, route);
            ways = ways.saturating_add(through);
            steps = steps.saturating_add(through.saturating_mul(route.steps.len() as u64));
        }
        if ways > MAX_WAYS {
            self.report.add(
                "SW-E0507",
                &at.field("routes"),
                format!("there are {ways} ways through its routes, at most {MAX_WAYS} are allowed"),
                "take optional steps, negative lags or routes out",
            );
        }
        steps
    }

    /// Tells if everybody's ways together are too many.
    pub(super) fn all_ways(&mut self, steps: u64) {
        if steps > MAX_ALL_WAYS {
            self.report.add(
                "SW-E0507",
                &Place::top("participants"),
                format!(
                    "the ways through all routes have {steps} steps, at most {MAX_ALL_WAYS} are \
                     allowed"
                ),
                "take optional steps, negative lags or routes out",
            );
        }
    }

    fn route(&mut self, at: &Place<'_>, route: &Route) {
        amount(route.penalty, "the penalty", &at.field("penalty"), &mut self.report);
        if route.steps.is_empty() {
            self.report.add(
                "SW-E0503",
                &at.field("steps"),
                format!("the route {} has no step", quoted(&route.id)),
                "give it at least one stage",
            );
        }
        let optional = route.steps.iter().filter(|step| step.optional).count();
        if optional > MAX_OPTIONAL {
            self.report.add(
                "SW-E0506",
                &at.field("steps"),
                format!("{optional} steps are optional, at most {MAX_OPTIONAL} are allowed"),
                "make some mandatory, or write two routes",
            );
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (position, step) in route.steps.iter().enumerate() {
            let here = at.item("steps", position);
            let place = here.field("stage");
            self.names.stages.find(&step.stage, &place, &mut self.report, &mut self.speller);
            if let Some(before) = first.get(step.stage.as_str()) {
                self.report.clash(
                    "SW-E0504",
                    &place,
                    &at.item("steps", *before).field("stage"),
                    format!("the route comes to {} twice", quoted(&step.stage)),
                    "take one out: nobody takes a stage twice",
                );
            } else {
                first.insert(&step.stage, position);
            }
            self.lags(&here, position, step);
        }
    }

    fn lags(&mut self, at: &Place<'_>, position: usize, step: &Step) {
        let count = |what| Count {
            code: "SW-E0110",
            what,
            least: -(MAX_PERIODS as i64),
            most: MAX_PERIODS as i64,
        };
        let least = at.field("min_lag");
        count("the least lag").check(step.min_lag, &least, &mut self.report);
        if let Some(lag) = step.max_lag {
            let most = at.field("max_lag");
            count("the largest lag").check(lag, &most, &mut self.report);
            if step.min_lag > lag {
                self.report.clash(
                    "SW-E0505",
                    &least,
                    &most,
                    format!("the least lag is {}, but the largest is {lag}", step.min_lag),
                    "let the least be at most the largest",
                );
            }
        }
        if position == 0 && (step.min_lag != 0 || step.max_lag.is_some()) {
            self.report.add(
                "SW-W0511",
                at,
                "the first step of a route comes after nothing, so its lags change nothing",
                "take them out, or write a ready date",
            );
        }
    }

    /// Steps whose prerequisites nothing on the route, and nothing completed, can meet.
    fn prerequisites(&mut self, at: &Place<'_>, participant: &Participant, route: &Route) {
        let stages = &self.programme.stages;
        for (position, step) in route.steps.iter().enumerate() {
            let Some(stage) = self.names.stages.get(&step.stage) else { continue };
            for (number, prerequisite) in stages[stage].prerequisites.iter().enumerate() {
                let any_of = &prerequisite.any_of;
                if any_of.is_empty()
                    || any_of.iter().any(|before| self.names.stages.get(before).is_none())
                    || choices(participant, route, position, any_of).is_some()
                {
                    continue;
                }
                let pinned = participant.pins.iter().any(|pin| pin.stage == step.stage);
                let so = if step.optional && !pinned {
                    "so this step is never taken"
                } else {
                    "so this route can't be taken"
                };
                let here = at.item("steps", position);
                let other = Place::list("stages", stage);
                let names: Vec<_> = any_of.iter().take(5).map(|name| quoted(name)).collect();
                self.report.clash(
                    "SW-W0506",
                    &here.field("stage"),
                    &other.item("prerequisites", number),
                    format!(
                        "{} needs {} before it, which is neither earlier on the route nor \
                         completed, {so}",
                        quoted(&step.stage),
                        names.join(" or "),
                    ),
                    "put what it needs before it, or say that it is completed",
                );
            }
        }
    }

    /// No fewer than the ways through a route.
    fn ways(&self, participant: &Participant, route: &Route) -> u64 {
        let optional = route.steps.iter().filter(|step| step.optional).count();
        let mut ways = 1_u64 << optional.min(40);
        // Only where steps may overlap does it matter which of them meets a prerequisite.
        if route.steps.iter().all(|step| step.min_lag >= 0) {
            return ways;
        }
        for (position, step) in route.steps.iter().enumerate() {
            let Some(stage) = self.names.stages.get(&step.stage) else { continue };
            for prerequisite in &self.programme.stages[stage].prerequisites {
                let found = choices(participant, route, position, &prerequisite.any_of);
                ways = ways.saturating_mul(found.map_or(1, |count| count as u64));
            }
        }
        ways
    }
}

/// How many earlier steps could meet a prerequisite, completed stages counted as one more; `None`
/// if nothing can.
fn choices(
    participant: &Participant,
    route: &Route,
    position: usize,
    any_of: &[String],
) -> Option<usize> {
    let earlier = route.steps[..position].iter().filter(|s| any_of.contains(&s.stage)).count();
    let completed = participant.completed.iter().any(|done| any_of.contains(&done.stage));
    let count = earlier + usize::from(completed);
    (count > 0).then_some(count)
}
