//! Plans with one mistake: the checker names the rule that it breaks, and no other.

mod approval;
mod capacity;
mod demand;
mod exclusive;
mod freeze;
mod gate;
mod movable;
mod order;
mod participant;
mod prerequisite;
mod readiness;
mod release;
mod reliance;
mod resource;
mod slot;
mod support;
mod unavailable;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use slotwise::Plan;
use slotwise::check::check;
use slotwise::model::{Resolution, RuleKind};
use slotwise_tests::programmes::{Scene, rich};

/// A plan with a mistake, and the mistake in words.
struct Mutation {
    what: String,
    plan: Plan,
}

impl Mutation {
    fn new(what: impl Into<String>, plan: Plan) -> Self {
        Self { what: what.into(), plan }
    }
}

fn scenes() -> Vec<Scene> {
    vec![rich(Resolution::Day, 2), rich(Resolution::HalfDay, 5), rich(Resolution::Hour, 3)]
}

fn mutations(rule: RuleKind, scene: &Scene) -> Vec<Mutation> {
    match rule {
        RuleKind::Demand => demand::mutations(scene),
        RuleKind::Slot => slot::mutations(scene),
        RuleKind::Window => window::mutations(scene),
        RuleKind::Unavailable => unavailable::mutations(scene),
        RuleKind::Exclusive => exclusive::mutations(scene),
        RuleKind::Capacity => capacity::mutations(scene),
        RuleKind::Order => order::mutations(scene),
        RuleKind::Prerequisite => prerequisite::mutations(scene),
        RuleKind::Readiness => readiness::mutations(scene),
        RuleKind::Participant => participant::mutations(scene),
        RuleKind::Gate => gate::mutations(scene),
        RuleKind::Reliance => reliance::mutations(scene),
        RuleKind::Resource => resource::mutations(scene),
        RuleKind::Support => support::mutations(scene),
        RuleKind::Approval => approval::mutations(scene),
        RuleKind::Release => release::mutations(scene),
        RuleKind::Movable => movable::mutations(scene),
        RuleKind::Freeze => freeze::mutations(scene),
    }
}

#[test]
fn plans_without_a_mistake_are_accepted() {
    for scene in scenes() {
        assert_eq!(check(&scene.problem, &scene.plan), []);
    }
}

#[test]
fn a_mistake_breaks_its_rule_and_no_other() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<RuleKind, usize> = BTreeMap::new();
    for (number, scene) in scenes().iter().enumerate() {
        for rule in RuleKind::ALL {
            for Mutation { what, plan } in mutations(rule, scene) {
                assert_ne!(plan, scene.plan, "{rule}, {what}: nothing was changed");
                *counts.entry(rule).or_default() += 1;
                let found = check(&scene.problem, &plan);
                let broken: BTreeSet<RuleKind> = found.iter().map(|v| v.rule).collect();
                if broken != BTreeSet::from([rule]) {
                    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
                    wrong.push(format!("scene {number}, {rule}, {what}: {found:#?}"));
                }
            }
        }
    }
    let total: usize = counts.values().sum();
    assert!(wrong.is_empty(), "{} of {total} are judged wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(total >= 500, "{total} mutations: {counts:?}");
    for rule in RuleKind::ALL {
        assert!(counts[&rule] >= 20, "{rule}: {counts:?}");
    }
}

#[test]
fn violations_name_what_they_are_about() {
    for scene in scenes() {
        for rule in RuleKind::ALL {
            for Mutation { what, plan } in mutations(rule, &scene) {
                for violation in check(&scene.problem, &plan) {
                    let (problem, message) = (&scene.problem.programme, &violation.message);
                    // A message names the first few.
                    for participant in violation.participants.iter().take(2) {
                        let id = &problem.participants[participant.index()].id;
                        assert!(message.contains(id.as_str()), "{what}: {id} not in {message:?}");
                    }
                    if let Some(stage) = violation.stage {
                        let id = &problem.stages[stage.index()].id;
                        assert!(message.contains(id.as_str()), "{what}: {id} not in {message:?}");
                    }
                    if let Some(environment) = violation.environment {
                        let id = &problem.environments[environment.index()].id;
                        assert!(message.contains(id.as_str()), "{what}: {id} not in {message:?}");
                    }
                    assert!(violation.slots.iter().all(|s| (*s as usize) < plan.slots.len()));
                }
            }
        }
    }
}
