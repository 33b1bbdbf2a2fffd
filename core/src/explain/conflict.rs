//! Why somebody is not placed: a minimal set of facts that exclude each other.
//!
//! Facts are our own, of the programme and of the plan, each of which can be taken out by itself.
//! The set is found by `QuickXplain` (U. Junker, *Preferred explanations and relaxations for
//! over-constrained problems*, AAAI 2004) over these, with a search beside the plan as the
//! judge; not from the solver's rows.

use serde::Serialize;

use super::ask;
use super::beside::{Answer, Beside, without};
use super::facts::{self, Fact, Lift, Question, without_slots};
use super::names;
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{ParticipantId, Pin, Programme, RuleKind};
use crate::plan::{Plan, PlanSlot, carry_maintenance};

/// Facts that together keep a participant from being placed, beside the plan as it is: all others
/// aside, it could not be placed; and it could if any one of these were not so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// Who.
    pub participant: String,
    /// The slot that it was to be in, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The facts, those of one rule together. Empty if the routes alone can't be taken, whatever the
    /// facts; see `remark`.
    pub facts: Vec<Fact>,
    /// Whether it is proven that none of them can be spared. The set is a conflict in any case.
    pub minimal: bool,
    /// Set if there is no conflict: the participant is placed, could be placed, or nothing was
    /// found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

impl Conflict {
    /// The rules of the facts, each once.
    pub fn rules(&self) -> Vec<RuleKind> {
        let mut rules: Vec<RuleKind> = self.facts.iter().map(|fact| fact.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

/// Why a participant can't be placed beside the plan as it is, everybody else staying in their
/// slots: a minimal conflict of facts of the programme and of the plan.
///
/// This is the question that a planner asks first, and it is answered exactly within a second or
/// two at the size of an industry programme. Whether others could make room is another question:
/// [`can_be_placed`] plans anew for it.
///
/// [`can_be_placed`]: super::can_be_placed
///
/// # Errors
/// [`Error::Unreadable`] if the participant is not known.
pub fn why_unplaced(problem: &Problem, plan: &Plan, participant: &str) -> Result<Conflict, Error> {
    let id = ask::participant(problem, participant)?;
    if plan.assignments.iter().any(|assignment| assignment.participant == id) {
        return Ok(Conflict {
            participant: participant.to_owned(),
            at: None,
            facts: Vec::new(),
            minimal: true,
            remark: Some(format!("{participant} is placed")),
        });
    }
    Ok(beside(problem, plan, id, None))
}

/// Every fact of the programme and of the plan that could keep a participant from being placed
/// beside the plan, and that can be taken out by itself. What is in no fact is given: the routes, the
/// length of slots, where a stage may run, and the calendar.
///
/// # Errors
/// [`Error::Unreadable`] if the participant is not known.
pub fn facts(problem: &Problem, plan: &Plan, participant: &str) -> Result<Vec<Fact>, Error> {
    let participant = ask::participant(problem, participant)?;
    let base = without(plan, participant);
    Ok(facts::all(&Question { problem, plan: &base, participant }))
}

/// The minimal conflict of a participant beside a plan; with `at`, of it being in that slot.
pub(super) fn beside(
    problem: &Problem,
    plan: &Plan,
    participant: ParticipantId,
    at: Option<PlanSlot>,
) -> Conflict {
    let base = without(plan, participant);
    let question = Question { problem, plan: &base, participant };
    let mut search = Search { problem, plan: &base, participant, at, proven: true };
    let facts = facts::all(&question);
    let answer = |facts: Vec<Fact>, minimal, remark: Option<String>| Conflict {
        participant: names::participant(problem, participant).to_owned(),
        at: at.map(|slot| names::slot(problem, slot).to_string()),
        facts,
        minimal,
        remark,
    };
    let name = names::participant(problem, participant);
    match Beside::new(problem, &base, participant, false).place(at, None) {
        Answer::None => {}
        Answer::Unknown => {
            let remark = "the search was cut short before it found out";
            return answer(Vec::new(), false, Some(remark.into()));
        }
        Answer::Cheapest(_) | Answer::Some(_) => {
            let remark = format!("{name} can be placed beside the plan as it is");
            return answer(Vec::new(), true, Some(remark));
        }
    }
    let keep = search.minimal(&facts);
    let remark = keep.is_empty().then(|| {
        format!(
            "no route of {name} can be taken at all: a stage of each fits nowhere in the calendar"
        )
    });
    let kept = facts.iter().zip(0..).filter(|(_, place)| keep.contains(place));
    answer(kept.map(|(fact, _)| fact.clone()).collect(), search.proven, remark)
}

/// `QuickXplain` over the facts.
struct Search<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    participant: ParticipantId,
    at: Option<PlanSlot>,
    /// Whether every answer so far came from a search that ended.
    proven: bool,
}

impl Search<'_> {
    /// Places of the facts of a minimal conflict among them, which all of them together are.
    fn minimal(&mut self, facts: &[Fact]) -> Vec<usize> {
        let all: Vec<usize> = (0..facts.len()).collect();
        // Most kinds of facts have nothing to do with it: these go at once, cheaply.
        let mut kept = all;
        for rule in RuleKind::ALL {
            for slots in [true, false] {
                let is_of = |place: &usize| {
                    facts[*place].rule == rule
                        && matches!(facts[*place].lift, Lift::Slot(_)) == slots
                };
                let rest: Vec<usize> = kept.iter().copied().filter(|place| !is_of(place)).collect();
                if rest.len() < kept.len() && self.excludes(facts, &rest) {
                    kept = rest;
                }
            }
        }
        if self.excludes(facts, &[]) {
            return Vec::new();
        }
        // Those that people can change least are kept first.
        let mut found = self.explain(facts, &[], false, &kept);
        found.sort_unstable();
        found
    }

    /// The part of `among` that a minimal conflict needs beside `background`.
    fn explain(
        &mut self,
        facts: &[Fact],
        background: &[usize],
        grown: bool,
        among: &[usize],
    ) -> Vec<usize> {
        if grown && self.excludes(facts, background) {
            return Vec::new();
        }
        if among.len() == 1 {
            return among.to_vec();
        }
        let (first, second) = among.split_at(among.len() / 2);
        let with = |a: &[usize], b: &[usize]| a.iter().chain(b).copied().collect::<Vec<_>>();
        let from_second = self.explain(facts, &with(background, first), !first.is_empty(), second);
        let from_first =
            self.explain(facts, &with(background, &from_second), !from_second.is_empty(), first);
        with(&from_first, &from_second)
    }

    /// Whether these facts, all others taken out, leave no place for the participant.
    fn excludes(&mut self, facts: &[Fact], kept: &[usize]) -> bool {
        let mut programme = self.problem.programme.clone();
        let mut slots = Vec::new();
        for (place, fact) in facts.iter().enumerate() {
            if kept.contains(&place) {
                continue;
            }
            match &fact.lift {
                Lift::Programme(lift) => lift(&mut programme),
                Lift::Slot(slot) => slots.push(*slot),
            }
        }
        if let Some(slot) = self.at {
            self.pin(&mut programme, slot);
        }
        let mut plan = without_slots(self.plan, &slots);
        let problem = Problem::lay_out(programme).with_baseline_of(self.problem);
        plan.maintenance = carry_maintenance(self.problem, self.plan, &problem);
        let answer = Beside::new(&problem, &plan, self.participant, false).place(None, None);
        self.proven &= answer.is_proven() || matches!(answer, Answer::Some(_));
        answer.is_none()
    }

    /// The slot that the participant is to be in stays so, whatever is taken out.
    fn pin(&self, programme: &mut Programme, slot: PlanSlot) {
        let name = names::slot(self.problem, slot);
        let person = &mut programme.participants[self.participant.index()];
        person.pins.push(Pin {
            stage: name.stage,
            environment: Some(name.environment),
            start: Some(name.from),
        });
    }
}
