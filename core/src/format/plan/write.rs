//! From a plan to its document.

use serde::Serialize;

use super::document::{
    LevelEntry, MaintenanceEntry, PlanDocument, ProvenanceEntry, ReasonEntry, RouteEntry,
    ShareEntry, SlotEntry, TermEntry, UnplacedEntry,
};
use crate::calendar::Problem;
use crate::format::envelope::FormatVersion;
use crate::format::json;
use crate::model::ParticipantId;
use crate::plan::{Plan, PlanSlot, Score};
use crate::planner::Outcome;

/// Most decimals that an amount has.
const THOUSAND: f64 = 1e3;
const MILLION: f64 = 1e6;

#[derive(Serialize)]
struct PlanFile<'a> {
    format_version: FormatVersion,
    plan: &'a PlanDocument,
}

/// A plan as JSON: slots, who is in them, and what the plan is worth. The plan may break rules, but
/// its indices must be the problem's.
pub fn write_plan(problem: &Problem, plan: &Plan) -> String {
    PlanDocument::new(problem, plan).to_json()
}

/// The plan of a run as JSON, with bounds, gaps, reasons for who is not placed, and provenance.
pub fn write_outcome(problem: &Problem, outcome: &Outcome) -> String {
    PlanDocument::of(problem, outcome).to_json()
}

impl PlanDocument {
    /// A plan in names and dates.
    pub fn new(problem: &Problem, plan: &Plan) -> Self {
        let programme = &problem.programme;
        let mut slots: Vec<SlotEntry> =
            plan.slots.iter().map(|slot| slot_entry(problem, slot)).collect();
        let mut placed = vec![false; programme.participants.len()];
        let mut assignments = Vec::with_capacity(plan.assignments.len());
        for assignment in &plan.assignments {
            let participant = &programme.participants[assignment.participant.index()];
            placed[assignment.participant.index()] = true;
            for visit in &assignment.visits {
                slots[visit.slot as usize].participants.push(participant.id.clone());
            }
            assignments.push(RouteEntry {
                participant: participant.id.clone(),
                route: participant.routes[assignment.route as usize].id.clone(),
            });
        }
        let unplaced = (programme.participants.iter().zip(placed))
            .filter(|(_, placed)| !placed)
            .map(|(p, _)| UnplacedEntry { participant: p.id.clone(), reasons: Vec::new() })
            .collect();
        Self {
            programme: programme.name.clone(),
            status: None,
            levels: levels(problem, &Score::of(problem, plan)),
            slots,
            maintenance: maintenance_entries(problem, plan).collect(),
            assignments,
            unplaced,
            assumptions: programme.assumptions.clone(),
            provenance: None,
        }
    }

    /// The plan of a run.
    pub fn of(problem: &Problem, outcome: &Outcome) -> Self {
        let mut document = Self::new(problem, &outcome.plan);
        document.status = Some(outcome.status);
        for (entry, level) in document.levels.iter_mut().zip(&outcome.levels) {
            entry.bound = Some(level.bound as f64 / MILLION);
            entry.gap = Some(level.gap());
        }
        let stages = &problem.programme.stages;
        document.unplaced = (outcome.unplaced.iter())
            .map(|unplaced| UnplacedEntry {
                participant: name(problem, unplaced.participant),
                reasons: (unplaced.reasons.iter())
                    .map(|reason| ReasonEntry {
                        rule: reason.rule,
                        stage: reason.stage.map(|stage| stages[stage.index()].id.clone()),
                        text: reason.text.clone(),
                    })
                    .collect(),
            })
            .collect();
        document.provenance = Some(ProvenanceEntry {
            version: outcome.provenance.version.clone(),
            programme_hash: outcome.provenance.programme_hash.clone(),
            options: outcome.provenance.options.clone(),
        });
        document
    }

    /// The document as a JSON text, for [`from_json`](Self::from_json).
    pub fn to_json(&self) -> String {
        json::write(&PlanFile { format_version: FormatVersion, plan: self })
    }
}

/// Where movable maintenance is put, in days.
pub fn maintenance_entries<'a>(
    problem: &'a Problem,
    plan: &'a Plan,
) -> impl Iterator<Item = MaintenanceEntry> + 'a {
    plan.maintenance.iter().filter_map(|placed| {
        let one = problem.maintenance.iter().find(|one| one.cause == placed.unavailability)?;
        let place = one.places.get(placed.place as usize)?;
        Some(MaintenanceEntry {
            id: problem.programme.unavailability[one.cause.index()].id.clone(),
            from: place.from.into(),
            to: place.to.into(),
        })
    })
}

fn slot_entry(problem: &Problem, slot: &PlanSlot) -> SlotEntry {
    let programme = &problem.programme;
    let (from, to) = problem.timeline.dates(slot.span);
    SlotEntry {
        id: slot.by_hand.map(|id| programme.slots[id.index()].id.clone()),
        stage: programme.stages[slot.stage.index()].id.clone(),
        environment: programme.environments[slot.environment.index()].id.clone(),
        from,
        to,
        participants: Vec::new(),
    }
}

fn levels(problem: &Problem, score: &Score) -> Vec<LevelEntry> {
    (problem.programme.objective.levels.iter().zip(&score.levels))
        .map(|(level, score)| LevelEntry {
            name: level.name.clone(),
            value: score.value as f64 / MILLION,
            bound: None,
            gap: None,
            terms: (score.terms.iter())
                .map(|term| TermEntry {
                    term: term.term,
                    amount: term.amount as f64 / THOUSAND,
                    value: term.value as f64 / MILLION,
                })
                .collect(),
            shares: (score.shares.iter())
                .map(|(participant, value)| ShareEntry {
                    participant: name(problem, *participant),
                    value: *value as f64 / MILLION,
                })
                .collect(),
        })
        .collect()
}

fn name(problem: &Problem, participant: ParticipantId) -> String {
    problem.programme.participants[participant.index()].id.clone()
}
