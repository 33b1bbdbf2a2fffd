//! The wording of each rule, in the file of its name: what it closes, what it excludes, and how a
//! slot breaks it.
//!
//! A rule without a wording of its own is explained all the same: by what the checker says of it. It
//! counts as given, since no fact of it can be taken out.

mod approval;
mod capacity;
pub(super) mod demand;
mod exclusive;
mod freeze;
pub(super) mod gate;
mod movable;
mod order;
pub(super) mod participant;
pub(super) mod prerequisite;
mod readiness;
mod release;
pub(super) mod reliance;
pub(super) mod resource;
mod slot;
mod support;
mod unavailable;
mod window;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::{Fact, Question};
use super::names;
use crate::calendar::Problem;
use crate::candidates::Refusal;
use crate::check::Violation;
use crate::model::{ParticipantId, Programme, RuleKind, StageId};
use crate::plan::{Plan, PlanSlot};

/// A rule that placing somebody in a slot would break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenRule {
    /// The rule.
    pub rule: RuleKind,
    /// How, in the programme's words.
    pub text: String,
    /// The numbers of it, by name, such as `capacity` and `taken`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, i64>,
    /// Others of whom one or more would have to move.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_the_way: Vec<String>,
}

/// A participant in a slot that breaks a rule.
pub(super) struct Case<'a> {
    pub problem: &'a Problem,
    /// The plan with the participant in the slot.
    pub plan: &'a Plan,
    pub participant: ParticipantId,
    pub slot: PlanSlot,
    pub violation: &'a Violation,
}

/// What a wording says of a case: the text, and numbers by name.
pub(super) type Told = (String, Vec<(&'static str, i64)>);

impl Case<'_> {
    /// The other slots that the violation names.
    pub fn other_slots(&self) -> impl Iterator<Item = PlanSlot> + '_ {
        (self.violation.slots.iter())
            .filter_map(|place| self.plan.slots.get(*place as usize).copied())
            .filter(|slot| *slot != self.slot)
    }

    /// The others in a slot.
    pub fn others_in(&self, slot: PlanSlot) -> Vec<ParticipantId> {
        (self.plan.assignments.iter())
            .filter(|assignment| assignment.participant != self.participant)
            .filter(|assignment| {
                let mut visits = assignment.visits.iter();
                visits.any(|visit| self.plan.slots.get(visit.slot as usize) == Some(&slot))
            })
            .map(|assignment| assignment.participant)
            .collect()
    }

    fn in_the_way(&self) -> Vec<ParticipantId> {
        let mut others: Vec<ParticipantId> = (self.violation.participants.iter().copied())
            .filter(|participant| *participant != self.participant)
            .chain(self.other_slots().flat_map(|slot| self.others_in(slot)))
            .collect();
        others.sort_unstable();
        others.dedup();
        others
    }
}

/// A violation as people read it.
pub(super) fn broken(case: &Case) -> BrokenRule {
    let told = match case.violation.rule {
        RuleKind::Window => Some(window::broken(case)),
        RuleKind::Unavailable => Some(unavailable::broken(case)),
        RuleKind::Exclusive => exclusive::broken(case),
        RuleKind::Capacity => capacity::broken(case),
        RuleKind::Readiness => readiness::broken(case),
        RuleKind::Participant => participant::broken(case),
        RuleKind::Movable => Some(movable::broken(case)),
        _ => None,
    };
    let (text, figures) = told.unwrap_or_else(|| (case.violation.message.clone(), Vec::new()));
    BrokenRule {
        rule: case.violation.rule,
        text,
        figures: figures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        in_the_way: (case.in_the_way().into_iter())
            .map(|id| names::participant(case.problem, id).to_owned())
            .collect(),
    }
}

/// What of a rule could exclude the participant.
#[allow(
    clippy::match_wildcard_for_single_variants,
    reason = "rules without a wording of their own are explained all the same"
)]
pub(super) fn facts(rule: RuleKind, question: &Question, facts: &mut Vec<Fact>) {
    match rule {
        RuleKind::Slot => slot::facts(question, facts),
        RuleKind::Window => window::facts(question, facts),
        RuleKind::Unavailable => unavailable::facts(question, facts),
        RuleKind::Exclusive => exclusive::facts(question, facts),
        RuleKind::Capacity => capacity::facts(question, facts),
        RuleKind::Order => order::facts(question, facts),
        RuleKind::Prerequisite => prerequisite::facts(question, facts),
        RuleKind::Readiness => readiness::facts(question, facts),
        RuleKind::Participant => participant::facts(question, facts),
        RuleKind::Gate => gate::facts(question, facts),
        RuleKind::Reliance => reliance::facts(question, facts),
        RuleKind::Resource => resource::facts(question, facts),
        RuleKind::Support => support::facts(question, facts),
        RuleKind::Approval => approval::facts(question, facts),
        RuleKind::Release => release::facts(question, facts),
        RuleKind::Movable => movable::facts(question, facts),
        _ => {}
    }
}

/// What a refusal says of the slots that it closes.
pub(super) fn closed(
    problem: &Problem,
    participant: ParticipantId,
    stage: StageId,
    refusal: Refusal,
) -> String {
    match refusal {
        Refusal::Window => window::closed(),
        Refusal::Unavailable(cause) => unavailable::closed(problem, cause),
        Refusal::Support => support::closed(),
        Refusal::Approval => approval::closed(),
        Refusal::Release(place) => release::closed(problem, stage, place),
        Refusal::OwnRelease(place) => release::own(problem, participant, place),
        Refusal::Resource(id) => resource::closed(problem, id),
        Refusal::Size => capacity::closed(problem, participant),
        Refusal::Readiness(place) => readiness::closed(problem, participant, place),
        Refusal::Blackout(place) => participant::struck(problem, participant, place),
        Refusal::Relied(place) => reliance::closed(problem, participant, place),
        Refusal::Pin(place) => participant::pinned(problem, participant, place),
        Refusal::Frozen => freeze::closed(problem, participant),
    }
}

/// The programme without an unavailability. What it deploys is deployed all the same, at the same
/// time: without a fact, nobody may be kept out who was not before.
fn call_off(programme: &mut Programme, id: &str) {
    programme.unavailability.retain(|u| u.id != id || u.deploys.is_some());
    for u in programme.unavailability.iter_mut().filter(|u| u.id == id) {
        u.from = u.to;
    }
}

/// A reason in brackets, if there is one.
fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" (“{reason}”)") }
}
