//! What can exclude somebody: facts of the programme and of the plan, each of which can be taken
//! out by itself.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::calendar::{Problem, strikes};
use crate::model::{ParticipantId, Programme, RuleKind, StageId, Target, Unavailability};
use crate::plan::{Plan, PlanSlot};

/// A fact of the programme or of the plan that a rule acts on.
#[derive(Clone, Serialize)]
pub struct Fact {
    /// The rule.
    pub rule: RuleKind,
    /// Where it stands, by names: `participants[Acme].unavailable`, or `plan.slots[…]`.
    pub path: String,
    /// The stage that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// In the programme's words.
    pub text: String,
    #[serde(skip)]
    pub(super) lift: Lift,
}

/// How a fact is taken out.
#[derive(Clone)]
pub(super) enum Lift {
    /// From the programme.
    Programme(Arc<dyn Fn(&mut Programme) + Send + Sync>),
    /// From the plan: nobody else is in the slot, and it is closed unless it is given by hand.
    Slot(PlanSlot),
    /// From the plan: the participant need not stay placed.
    Person(ParticipantId),
}

impl Fact {
    /// A fact of the programme, taken out by a change to it.
    pub(super) fn new(
        rule: RuleKind,
        path: String,
        stage: Option<&str>,
        text: String,
        lift: impl Fn(&mut Programme) + Send + Sync + 'static,
    ) -> Self {
        let lift = Lift::Programme(Arc::new(lift));
        Self { rule, path, stage: stage.map(str::to_owned), text, lift }
    }

    /// The programme without the fact; the same if it is one of the plan. Other facts stay.
    pub fn without(&self, programme: &Programme) -> Programme {
        let mut programme = programme.clone();
        if let Lift::Programme(lift) = &self.lift {
            lift(&mut programme);
        }
        programme
    }

    /// The plan without the fact; the same if it is one of the programme.
    pub fn without_in(&self, plan: &Plan) -> Plan {
        match &self.lift {
            Lift::Programme(_) => plan.clone(),
            Lift::Slot(slot) => without_slots(plan, &[*slot]),
            Lift::Person(participant) => super::beside::without(plan, *participant),
        }
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}: {}", self.rule, self.path, self.text)
    }
}

impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        (self.rule, &self.path, &self.text) == (other.rule, &other.path, &other.text)
    }
}

/// The plan with nobody in these slots; those not given by hand are closed.
pub(super) fn without_slots(plan: &Plan, slots: &[PlanSlot]) -> Plan {
    let mut emptied = plan.clone();
    let gone: Vec<bool> = plan.slots.iter().map(|slot| slots.contains(slot)).collect();
    for assignment in &mut emptied.assignments {
        assignment.visits.retain(|visit| !gone[visit.slot as usize]);
    }
    super::beside::keep(
        &emptied,
        |place| !gone[place] || plan.slots[place].by_hand.is_some(),
        |assignment| !assignment.visits.is_empty(),
    )
}

/// Whom a question is about, and in which plan.
pub(super) struct Question<'a> {
    pub problem: &'a Problem,
    /// The plan without the participant.
    pub plan: &'a Plan,
    pub participant: ParticipantId,
}

impl Question<'_> {
    /// The participant as the programme has it.
    pub fn person(&self) -> &crate::model::Participant {
        &self.problem.programme.participants[self.participant.index()]
    }

    /// The stages on its routes, by id.
    pub fn stages(&self) -> Vec<StageId> {
        let routes = &self.problem.participants[self.participant.index()].routes;
        let mut stages: Vec<StageId> =
            routes.iter().flat_map(|route| route.steps.iter().map(|step| step.stage)).collect();
        stages.sort_unstable();
        stages.dedup();
        stages
    }

    /// Whether an unavailability is of an environment that it could be in, or of a resource that its
    /// stages take.
    pub fn is_struck_by(&self, u: &Unavailability) -> bool {
        let programme = &self.problem.programme;
        let stages = self.stages();
        let mut takes = stages.iter().flat_map(|stage| &programme.stages[stage.index()].takes);
        let mut environments = self.environments().into_iter();
        environments.any(|place| strikes(u, &programme.environments[place]))
            || matches!(&u.on, Target::Resource(id) if takes.any(|take| take.resource == *id))
    }

    /// Whether an unavailability, by place, reaches it through what it relies on.
    pub fn is_reached_by(&self, place: usize) -> bool {
        let relied = &self.problem.participants[self.participant.index()].relied;
        relied.iter().any(|relied| relied.cause.index() == place)
    }

    /// Whether a stage may run in an environment.
    pub fn runs_in(&self, stage: StageId, environment: usize) -> bool {
        self.problem.stages[stage.index()].durations[environment].is_some()
    }

    /// The environments in which any of its stages may run, by place.
    pub fn environments(&self) -> Vec<usize> {
        (0..self.problem.environments.len())
            .filter(|place| self.stages().iter().any(|stage| self.runs_in(*stage, *place)))
            .collect()
    }
}

/// Every fact that could exclude the participant, those first that people can change least.
pub(super) fn all(question: &Question) -> Vec<Fact> {
    let mut facts = Vec::new();
    for rule in RuleKind::ALL {
        super::rules::facts(rule, question, &mut facts);
    }
    facts
}
