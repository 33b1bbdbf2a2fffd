//! Rule `exclusive` in words.

use super::{Case, Told};
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{Changeover, EnvironmentId, Exclusivity, RuleKind};

/// Of a slot.
pub fn broken(case: &Case) -> Option<Told> {
    let problem = case.problem;
    let other = case.other_slots().next()?;
    let (own, name) = (case.slot, names::slot(problem, other));
    if own.span.overlaps(other.span) {
        let group = if own.environment == other.environment {
            ""
        } else {
            ", and there is only one at a time of what both take"
        };
        return Some((format!("it overlaps {name}, which excludes it{group}"), Vec::new()));
    }
    let (first, second) = if own.span < other.span { (own, other) } else { (other, own) };
    let data = &problem.environments[own.environment.index()];
    let needed = i64::from(data.changeover[first.stage.index()][second.stage.index()]);
    let between = i64::from(second.span.start) - i64::from(first.span.end);
    let text = format!(
        "it is {} from {name}, and the changeover from {} to {} takes {needed}",
        names::periods(problem, between),
        names::stage(problem, first.stage),
        names::stage(problem, second.stage),
    );
    Some((text, vec![("changeover", needed), ("between", between)]))
}

/// What excludes what in each environment, and programme-wide.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    for place in question.environments() {
        let given = &problem.programme.environments[place];
        let id = names::environment(problem, EnvironmentId::new(place)).to_owned();
        let what = match given.exclusivity {
            Exclusivity::OneSlot => "one slot",
            Exclusivity::OneStage => "one stage",
            Exclusivity::OnePhase => "one phase",
            Exclusivity::Shared => "",
        };
        if given.changeover != Changeover::default() {
            let of = id.clone();
            facts.push(Fact::new(
                RuleKind::Exclusive,
                format!("environments[{id}].changeover"),
                None,
                format!(
                    "{id} needs {} between stages{}",
                    names::periods(problem, given.changeover.periods),
                    if given.changeover.between.is_empty() { "" } else { ", other times for some" },
                ),
                move |programme| {
                    for environment in programme.environments.iter_mut().filter(|e| e.id == of) {
                        environment.changeover = Changeover::default();
                    }
                },
            ));
        }
        if !what.is_empty() {
            facts.push(Fact::new(
                RuleKind::Exclusive,
                format!("environments[{id}].exclusivity"),
                None,
                format!("{id} has {what} at a time"),
                move |programme| {
                    for environment in programme.environments.iter_mut().filter(|e| e.id == id) {
                        environment.exclusivity = Exclusivity::Shared;
                    }
                },
            ));
        }
    }
    for stage in question.stages() {
        if problem.stages[stage.index()].overlap {
            continue;
        }
        let id = names::stage(problem, stage).to_owned();
        facts.push(Fact::new(
            RuleKind::Exclusive,
            format!("stages[{id}].overlap"),
            Some(&id.clone()),
            format!("slots of {id} do not overlap in one environment"),
            move |programme| {
                for stage in programme.stages.iter_mut().filter(|stage| stage.id == id) {
                    stage.overlap = true;
                }
            },
        ));
    }
    for group in &problem.programme.exclusive_groups {
        let id = group.id.clone();
        facts.push(Fact::new(
            RuleKind::Exclusive,
            format!("exclusive_groups[{id}]"),
            None,
            format!("of {} only one slot runs at a time ({id})", group.stages.join(", ")),
            move |programme| programme.exclusive_groups.retain(|group| group.id != id),
        ));
    }
}
