//! The cheapest way to place one participant beside a plan in which everybody else stays where they
//! are; proven, or else said not to be.
//!
//! What is a plan is decided by the [checker](mod@check) alone, so that every rule counts. Single
//! refusals, lags and prices only say where it is worth to look: a dynamic program over the steps of
//! each route gives for each slot the least that a chain through it can cost, and a search follows
//! these prices until nothing cheaper is left.

mod chain;
mod slots;

use crate::calendar::Problem;
use crate::candidates::{Variant, variants};
use crate::check::{Violation, check};
use crate::model::{ParticipantId, RuleKind, StageId, Term};
use crate::plan::score::{environment_amounts, own_amount};
use crate::plan::{Assignment, Plan, PlanSlot, Score, Visit};
use slots::Choices;

/// Plans judged for one question at the most.
pub const WORK: u64 = 50_000;

/// By level, in millionths.
pub type Costs = Vec<i64>;

/// A participant, and a plan without it.
pub struct Beside<'a> {
    problem: &'a Problem,
    /// The same without the participant's deadline: a part of a chain does not know its end.
    parts: std::borrow::Cow<'a, Problem>,
    participant: ParticipantId,
    base: Plan,
    /// What is wrong with the plan without the participant.
    before: Vec<Violation>,
    variants: Vec<Variant>,
    choices: Choices,
    /// Whether the objective counts; else any way will do.
    priced: bool,
    /// What the open slots cost without the participant.
    common: Costs,
    work: u64,
}

/// A way to place the participant.
#[derive(Clone, Debug)]
pub struct Placing {
    /// The plan with the participant in it.
    pub plan: Plan,
    /// What the plan is worth more than the one without the participant, by level.
    pub cost: Costs,
}

/// What there is.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The cheapest way there is.
    Cheapest(Placing),
    /// A way, but not proven to be the cheapest: the search has been cut short.
    Some(Placing),
    /// No way.
    None,
    /// None was found, but the search has been cut short.
    Unknown,
}

impl Answer {
    /// The way, if one was found.
    pub fn placing(self) -> Option<Placing> {
        match self {
            Self::Cheapest(placing) | Self::Some(placing) => Some(placing),
            Self::None | Self::Unknown => None,
        }
    }

    /// Whether it is proven that there is no way.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether the search came to its end.
    pub fn is_proven(&self) -> bool {
        matches!(self, Self::Cheapest(_) | Self::None)
    }
}

impl<'a> Beside<'a> {
    /// The plan with the participant taken out, if it is in. With `priced`, the cheapest way is
    /// looked for, else any.
    pub fn new(
        problem: &'a Problem,
        plan: &Plan,
        participant: ParticipantId,
        priced: bool,
    ) -> Self {
        let base = without(plan, participant);
        let parts = if problem.participants[participant.index()].deadline.is_some() {
            let mut parts = problem.clone();
            parts.participants[participant.index()].deadline = None;
            std::borrow::Cow::Owned(parts)
        } else {
            std::borrow::Cow::Borrowed(problem)
        };
        let variants = variants(problem, &problem.participants[participant.index()]);
        let before = check(problem, &base);
        let mut beside = Self {
            problem,
            parts,
            participant,
            before,
            choices: Choices::default(),
            priced,
            common: Vec::new(),
            work: 0,
            base,
            variants,
        };
        beside.common = beside.common_of(&beside.base.slots);
        beside.choices = Choices::new(&beside);
        beside
    }

    /// Whom it is about.
    pub fn participant(&self) -> ParticipantId {
        self.participant
    }

    /// The slots that the participant could take for a stage as far as single rules say, by start:
    /// those open, and those that could be opened.
    pub fn slots(&self, stage: StageId) -> impl Iterator<Item = PlanSlot> + '_ {
        self.choices.of(stage).iter().map(|choice| choice.slot)
    }

    /// What placing the participant in a slot for a stage would break, whatever the rest of its
    /// route: rules that no other place of its own could mend.
    pub fn broken(&self, stage: StageId, slot: PlanSlot) -> Vec<Violation> {
        let Some((route, step)) = self.step_of(stage) else { return Vec::new() };
        let plan = self.plan_of(route, &[(step, slot)]);
        self.wrong(&self.parts, &plan, true)
    }

    /// A route that has the stage, and the place of its step.
    pub fn step_of(&self, stage: StageId) -> Option<(u32, u32)> {
        let routes = &self.problem.participants[self.participant.index()].routes;
        routes.iter().enumerate().find_map(|(route, data)| {
            let step = data.steps.iter().position(|step| step.stage == stage)?;
            Some((route as u32, step as u32))
        })
    }

    /// The plan with the participant on a route in these slots, which are opened unless they are
    /// open. Those opened stand after the others, and so does the participant.
    pub fn plan_of(&self, route: u32, steps: &[(u32, PlanSlot)]) -> Plan {
        let mut plan = self.base.clone();
        let visits = (steps.iter())
            .map(|&(step, slot)| {
                let place = plan.slots.iter().position(|open| *open == slot);
                let place = place.unwrap_or_else(|| {
                    plan.slots.push(slot);
                    plan.slots.len() - 1
                });
                Visit { step, slot: place as u32 }
            })
            .collect();
        plan.assignments.push(Assignment { participant: self.participant, route, visits });
        plan
    }

    /// What a plan with the participant breaks that the one without does not. Of parts of chains,
    /// and of single steps of them, only what no other part can mend.
    fn wrong(&self, problem: &Problem, plan: &Plan, single: bool) -> Vec<Violation> {
        let mut found = check(problem, plan);
        found.retain(|v| is_final(v.rule, single) && !self.before.contains(v));
        found
    }

    /// Whether a whole plan breaks nothing more than the one without the participant.
    fn is_sound(&self, plan: &Plan) -> bool {
        check(self.problem, plan).iter().all(|violation| self.before.contains(violation))
    }

    /// What slots cost that are nobody's, by level; terms of loads aside, which depend on who is in
    /// them.
    fn common_of(&self, slots: &[PlanSlot]) -> Costs {
        if !self.priced {
            return Vec::new();
        }
        let plan = Plan { slots: slots.to_vec(), ..Plan::default() };
        (self.problem.levels.iter())
            .map(|level| {
                (level.terms.iter())
                    .filter(|t| !is_of_loads(t.term))
                    .filter_map(|t| {
                        let amounts = environment_amounts(self.problem, &plan, t.term)?;
                        Some(amounts.iter().map(|(_, amount)| amount * t.weight).sum::<i64>())
                    })
                    .sum()
            })
            .collect()
    }

    /// What the participant costs by itself in a plan, by level; unplaced if `None`.
    fn own_of(&self, plan: &Plan, assignment: Option<&Assignment>) -> Costs {
        if !self.priced {
            return Vec::new();
        }
        let data = &self.problem.participants[self.participant.index()];
        let own = |term: Term| own_amount(data, plan, assignment, term);
        (self.problem.levels.iter())
            .map(|level| level.terms.iter().map(|t| own(t.term) * t.weight).sum())
            .collect()
    }

    /// No more than what the terms of loads change by if the participant takes so many steps: each may
    /// fill a slot that lacks its size.
    fn least_of_loads(&self, steps: usize) -> Costs {
        let size = i64::from(self.problem.participants[self.participant.index()].size);
        let filled = -1000 * size * steps as i64;
        let levels = self.problem.levels.iter().filter(|_| self.priced);
        levels.map(|level| level.weight(Term::UnderTarget) * filled).collect()
    }

    fn cost_of(&self, plan: &Plan) -> Costs {
        let (after, before) =
            (Score::of(self.problem, plan).values(), Score::of(self.problem, &self.base).values());
        after.iter().zip(before).map(|(after, before)| after - before).collect()
    }
}

/// Whether the term depends on how full slots and environments are.
fn is_of_loads(term: Term) -> bool {
    matches!(term, Term::UnderTarget | Term::Balance)
}

/// Whether a part of a chain that breaks the rule can't grow into a whole that keeps it. A step that
/// is taken alone says nothing of what depends on other steps. Rules that are not named here are
/// judged of whole chains.
fn is_final(rule: RuleKind, single: bool) -> bool {
    let alone = matches!(
        rule,
        RuleKind::Slot
            | RuleKind::Window
            | RuleKind::Unavailable
            | RuleKind::Exclusive
            | RuleKind::Capacity
            | RuleKind::Readiness
            | RuleKind::Participant
            | RuleKind::Resource
            | RuleKind::Support
            | RuleKind::Approval
            | RuleKind::Release
            | RuleKind::Movable
            | RuleKind::Freeze
    );
    alone || (!single && matches!(rule, RuleKind::Order | RuleKind::Prerequisite))
}

/// The plan without a participant, and without the slots that only it was in and that may close.
pub fn without(plan: &Plan, participant: ParticipantId) -> Plan {
    let mut others = vec![0_u32; plan.slots.len()];
    let mut own = vec![false; plan.slots.len()];
    for assignment in &plan.assignments {
        for visit in &assignment.visits {
            let place = visit.slot as usize;
            if assignment.participant == participant {
                own[place] = true;
            } else {
                others[place] += 1;
            }
        }
    }
    keep(
        plan,
        |place| plan.slots[place].by_hand.is_some() || !own[place] || others[place] > 0,
        |assignment| assignment.participant != participant,
    )
}

/// The plan with some of its slots and assignments; maintenance stays where it is. Visits to slots that are not kept are left out.
pub fn keep(
    plan: &Plan,
    slots: impl Fn(usize) -> bool,
    assignments: impl Fn(&Assignment) -> bool,
) -> Plan {
    let mut new = vec![None; plan.slots.len()];
    let mut kept = Plan { maintenance: plan.maintenance.clone(), ..Plan::default() };
    for (place, slot) in plan.slots.iter().enumerate().filter(|(place, _)| slots(*place)) {
        new[place] = Some(kept.slots.len() as u32);
        kept.slots.push(*slot);
    }
    for assignment in plan.assignments.iter().filter(|assignment| assignments(assignment)) {
        let visits: Vec<Visit> = (assignment.visits.iter())
            .filter_map(|visit| Some(Visit { step: visit.step, slot: new[visit.slot as usize]? }))
            .collect();
        if !visits.is_empty() {
            kept.assignments.push(Assignment { visits, ..assignment.clone() });
        }
    }
    kept
}

fn add(a: &[i64], b: &[i64]) -> Costs {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn subtract(a: &[i64], b: &[i64]) -> Costs {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}
