//! What of a programme contradicts itself: facts that can't all hold, whatever the plan.

use serde::Serialize;

use super::anew::{Found, Solver, all_placed};
use super::conflict;
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{Finding, ParticipantId, Pin, Programme, TrancheSlotId};
use crate::plan::{Plan, PlanSlot, place_maintenance};
use crate::report::dates;

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contradictions {
    /// One for each minimal set of facts; none if the programme was not found to contradict itself.
    pub found: Vec<Contradiction>,
    /// Whether there is nothing more. Not known once something was found, or if the solver came to no
    /// end.
    pub complete: bool,
}

/// Facts that can't all hold: any one of them could not be so, and the others could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// The code of validation, if it tells the clash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The facts, each with its path.
    pub facts: Vec<ContraryFact>,
    /// What to do.
    pub remedy: String,
}

/// One of the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContraryFact {
    /// Where it stands.
    pub path: String,
    /// What it says; empty if the first fact says it.
    pub text: String,
}

/// What of a programme contradicts itself: values that clash, as validation tells them; pins that
/// can't be kept even by their participants alone; and pins that can't all be kept.
///
/// To be placed is never asked of anybody, so a valid programme always has a plan. A pin says where
/// somebody is to be, so whoever has one is taken as wanting to be placed here.
///
/// # Errors
/// Whatever the solver says.
pub fn contradictions(programme: &Programme, solve: &Solver<'_>) -> Result<Contradictions, Error> {
    let findings = programme.validate();
    if findings.has_errors() {
        let found = findings.errors().map(clash).collect();
        return Ok(Contradictions { found, complete: false });
    }
    let problem = Problem::new(programme)?;
    let nobody = by_hand(&problem);
    let pinned: Vec<ParticipantId> = (problem.participants.iter().enumerate())
        .filter(|(_, participant)| !participant.pins.is_empty())
        .map(|(place, _)| ParticipantId::new(place))
        .collect();
    let mut found = Vec::new();
    for &participant in &pinned {
        let conflict = conflict::beside(&problem, &nobody, participant, None);
        if !conflict.facts.is_empty() {
            found.push(Contradiction {
                code: None,
                facts: (conflict.facts.into_iter())
                    .map(|fact| ContraryFact { path: fact.path, text: fact.text })
                    .collect(),
                remedy: "correct one of them, or take the pin out".into(),
            });
        }
    }
    if !found.is_empty() || pinned.len() < 2 {
        return Ok(Contradictions { complete: found.is_empty(), found });
    }
    let mut search = Pins { problem: &problem, solve, proven: true };
    if search.clash(&pinned)? {
        let least = search.least(&pinned)?;
        found.push(Contradiction {
            code: None,
            facts: least.iter().flat_map(|id| search.told(*id)).collect(),
            remedy: "correct one of the pins, or take it out".into(),
        });
    }
    Ok(Contradictions { complete: search.proven && found.is_empty(), found })
}

/// A clash that validation tells.
fn clash(finding: &Finding) -> Contradiction {
    let first = ContraryFact { path: finding.path.clone(), text: finding.message.clone() };
    let other =
        finding.other.iter().map(|path| ContraryFact { path: path.clone(), text: String::new() });
    Contradiction {
        code: Some(finding.code.clone()),
        facts: std::iter::once(first).chain(other).collect(),
        remedy: finding.remedy.clone(),
    }
}

/// The plan of the slots given by hand, with nobody in them.
fn by_hand(problem: &Problem) -> Plan {
    let slots = problem.hand_slots.iter().enumerate().map(|(place, hand)| PlanSlot {
        stage: hand.stage,
        environment: hand.environment,
        span: hand.span,
        by_hand: Some(TrancheSlotId::new(place)),
    });
    let slots: Vec<PlanSlot> = slots.collect();
    let maintenance = place_maintenance(problem, &slots);
    Plan { slots, assignments: Vec::new(), maintenance }
}

struct Pins<'a> {
    problem: &'a Problem,
    solve: &'a Solver<'a>,
    proven: bool,
}

impl Pins<'_> {
    /// Whether these can't all be placed.
    fn clash(&mut self, who: &[ParticipantId]) -> Result<bool, Error> {
        let Some((first, rest)) = who.split_first() else { return Ok(false) };
        let mut plan = by_hand(self.problem);
        // Those that are to be placed with the first are told by standing in the plan.
        plan.assignments = (rest.iter())
            .map(|id| crate::plan::Assignment { participant: *id, route: 0, visits: Vec::new() })
            .collect();
        let found = all_placed(self.problem, &plan, *first, true, self.solve)?;
        self.proven &= !matches!(found, Found::Unknown);
        Ok(matches!(found, Found::None))
    }

    /// A part of them that can't all be placed, while any smaller part of it can.
    fn least(&mut self, who: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
        let mut kept = who.to_vec();
        for id in who {
            let rest: Vec<ParticipantId> = kept.iter().copied().filter(|k| k != id).collect();
            if self.clash(&rest)? {
                kept = rest;
            }
        }
        Ok(kept)
    }

    fn told(&self, id: ParticipantId) -> Vec<ContraryFact> {
        let person = &self.problem.programme.participants[id.index()];
        let place = |pin: &Pin| {
            let environment = pin.environment.as_deref().unwrap_or("any environment");
            let start = pin.start.map_or(String::new(), |start| {
                format!(", from {}", dates::when(&self.problem.timeline, start))
            });
            format!("{} is pinned for {} to {environment}{start}", person.id, pin.stage)
        };
        (person.pins.iter())
            .map(|pin| ContraryFact {
                path: format!("participants[{}].pins", person.id),
                text: place(pin),
            })
            .collect()
    }
}
