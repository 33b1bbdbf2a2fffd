//! Rule `demand` in words.

use super::BrokenRule;
use crate::calendar::Problem;
use crate::explain::names;
use crate::model::{ParticipantId, RuleKind, StageId};

/// A stage that is on no route of the participant.
pub fn off_route(problem: &Problem, participant: ParticipantId, stage: StageId) -> BrokenRule {
    let routes = problem.participants[participant.index()].routes.len();
    let routes = if routes == 1 { "its route does not have" } else { "none of its routes has" };
    let (name, stage) = (names::participant(problem, participant), names::stage(problem, stage));
    BrokenRule {
        rule: RuleKind::Demand,
        text: format!("{name} does not take {stage}: {routes} it"),
        figures: std::collections::BTreeMap::new(),
        in_the_way: Vec::new(),
    }
}

/// No route can be taken, for what is neither a pin nor a prerequisite.
pub fn no_route() -> String {
    "no route of it can be taken whole".to_owned()
}
