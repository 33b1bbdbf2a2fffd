//! Why somebody can't be placed, even if others move: a minimal set of facts that exclude each other.
//!
//! The judge is the planner, which is to place a participant together with all who are to stay
//! placed; so each answer is paid for by planning anew. First it is found out who of the others is
//! needed for the conflict, then which facts about all of them are.

use super::anew::{Found, Solver, all_placed};
use super::ask;
use super::beside::{Beside, keep};
use super::conflict::{self, Conflict, explain};
use super::facts::{self, Fact, Lift, Question};
use super::names;
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{ParticipantId, Programme};
use crate::plan::{Plan, carry_maintenance};

/// Why a participant can't be placed even if all others may move but stay placed: a minimal conflict
/// of facts of the programme, of those about the others too, and of who is placed.
///
/// The problem is planned anew at most `tries` times, each time within the solver's own limits. When
/// they are used up, or where a plan was neither found nor excluded, the set is still a conflict, but
/// some of its facts may not be needed: see [`Conflict::minimal`]. If the first run finds neither,
/// nothing is said but that.
///
/// # Errors
/// [`Error::Unreadable`] if the participant is not known, else whatever the solver says.
pub fn why_excluded(
    problem: &Problem,
    plan: &Plan,
    participant: &str,
    tries: usize,
    solve: &Solver<'_>,
) -> Result<Conflict, Error> {
    let id = ask::participant(problem, participant)?;
    if plan.assignments.iter().any(|assignment| assignment.participant == id) {
        let remark = format!("{participant} is placed");
        return Ok(Conflict::without_facts(participant, true, remark));
    }
    // By itself it is a question that is answered exactly.
    let nobody = keep(plan, |place| plan.slots[place].by_hand.is_some(), |_| false);
    if Beside::new(problem, &nobody, id, false).place(None, None).is_none() {
        return Ok(conflict::beside(problem, &nobody, id, None).if_others_move());
    }
    let others: Vec<ParticipantId> = plan.assignments.iter().map(|a| a.participant).collect();
    let mut search = Search { problem, plan, participant: id, solve, left: tries, proven: true };
    match search.place(&[], &[], &others)? {
        Found::None => {}
        Found::Plan(_) => {
            let remark = format!("{participant} can be placed if others move");
            return Ok(Conflict::without_facts(participant, true, remark).if_others_move());
        }
        Found::Unknown => {
            let remark = "no plan was found, but it is not proven that there is none";
            let conflict = Conflict::without_facts(participant, false, remark.to_owned());
            return Ok(conflict.if_others_move());
        }
    }
    let needed = search.needed(&others)?;
    let facts = search.facts(&needed);
    let kept = search.least(&facts, &needed)?;
    let mut told: Vec<Fact> = kept.into_iter().map(|place| facts[place].clone()).collect();
    told.extend(needed.iter().map(|other| stays(problem, *other)));
    let conflict = Conflict::without_facts(participant, search.proven, String::new());
    Ok(Conflict { facts: told, remark: None, ..conflict }.if_others_move())
}

/// That somebody is placed, and is to stay so.
fn stays(problem: &Problem, other: ParticipantId) -> Fact {
    let name = names::participant(problem, other);
    Fact {
        rule: crate::model::RuleKind::Demand,
        path: format!("plan.assignments[{name}]"),
        stage: None,
        text: format!("{name} is placed, and stays so"),
        lift: Lift::Person(other),
    }
}

struct Search<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    participant: ParticipantId,
    solve: &'a Solver<'a>,
    /// So often the problem may be planned anew still.
    left: usize,
    /// Whether every answer so far is certain.
    proven: bool,
}

impl Search<'_> {
    /// Those of the others without whom it could be placed, each of them needed.
    fn needed(&mut self, others: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
        let mut judge = |kept: &[usize]| {
            let kept: Vec<ParticipantId> = kept.iter().map(|place| others[*place]).collect();
            self.excludes(&[], &[], &kept)
        };
        let all: Vec<usize> = (0..others.len()).collect();
        let mut found = explain(&mut judge, &[], false, &all)?;
        found.sort_unstable();
        Ok(found.into_iter().map(|place| others[place]).collect())
    }

    /// Facts of the programme about the participant and those others, each once.
    fn facts(&self, others: &[ParticipantId]) -> Vec<Fact> {
        let mut found: Vec<Fact> = Vec::new();
        for &participant in [self.participant].iter().chain(others) {
            let question = Question { problem: self.problem, plan: self.plan, participant };
            for fact in facts::all(&question) {
                if matches!(fact.lift, Lift::Programme(_)) && !found.contains(&fact) {
                    found.push(fact);
                }
            }
        }
        found
    }

    /// Places of the facts that are needed beside that these others stay placed.
    fn least(&mut self, facts: &[Fact], others: &[ParticipantId]) -> Result<Vec<usize>, Error> {
        let mut kept: Vec<usize> = (0..facts.len()).collect();
        // Most rules have nothing to do with it: their facts go at once.
        for rule in crate::model::RuleKind::ALL {
            let rest: Vec<usize> =
                kept.iter().copied().filter(|place| facts[*place].rule != rule).collect();
            if rest.len() < kept.len() && self.excludes(facts, &rest, others)? {
                kept = rest;
            }
        }
        let mut judge = |kept: &[usize]| self.excludes(facts, kept, others);
        let mut found = explain(&mut judge, &[], true, &kept)?;
        found.sort_unstable();
        Ok(found)
    }

    /// Whether it is certain that these facts, the rest of them taken out, and these others leave no
    /// place.
    fn excludes(
        &mut self,
        facts: &[Fact],
        kept: &[usize],
        others: &[ParticipantId],
    ) -> Result<bool, Error> {
        Ok(matches!(self.place(facts, kept, others)?, Found::None))
    }

    fn place(
        &mut self,
        facts: &[Fact],
        kept: &[usize],
        others: &[ParticipantId],
    ) -> Result<Found, Error> {
        if self.left == 0 {
            self.proven = false;
            return Ok(Found::Unknown);
        }
        self.left -= 1;
        let mut programme = self.problem.programme.clone();
        for (place, fact) in facts.iter().enumerate() {
            if let Lift::Programme(lift) = &fact.lift
                && !kept.contains(&place)
            {
                lift(&mut programme);
            }
        }
        no_larger_than_needed(&mut programme);
        let problem = Problem::lay_out(programme);
        let mut plan = keep(self.plan, |_| true, |one| others.contains(&one.participant));
        plan.maintenance = carry_maintenance(self.problem, self.plan, &problem);
        let found = all_placed(&problem, &plan, self.participant, true, self.solve)?;
        self.proven &= !matches!(found, Found::Unknown);
        Ok(found)
    }
}

/// Slots that take everybody, and what is kept besides, take enough: the solver's numbers stay small.
fn no_larger_than_needed(programme: &mut Programme) {
    let sizes: i64 = programme.participants.iter().map(|participant| participant.size).sum();
    for stage in &mut programme.stages {
        let kept = stage.reserved.iter().filter_map(|reserve| reserve.places).max().unwrap_or(0);
        let most = &mut stage.slots.capacity.max;
        *most = (*most).min(sizes.max(1) + kept);
    }
    for slot in &mut programme.slots {
        if let Some(capacity) = &mut slot.capacity {
            let kept = slot.reserved.unwrap_or(0);
            capacity.max = capacity.max.min((sizes.max(1) + kept).max(capacity.min));
        }
    }
}
