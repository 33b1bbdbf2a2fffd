//! Plans in names and dates, as Python has them, and in the problem's indices.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use slotwise::calendar::Span;
use slotwise::format::{MaintenanceEntry, maintenance_entries, placed_maintenance};
use slotwise::model::{
    EnvironmentId, Finding, Findings, ParticipantId, Resolution, StageId, TrancheSlotId, When,
};
use slotwise::plan::{Assignment, PlanSlot, Visit, place_maintenance};
use slotwise::{Plan, Problem, candidates};

/// A plan in names and dates.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanData {
    slots: Vec<SlotData>,
    assignments: Vec<AssignmentData>,
    #[serde(default)]
    maintenance: Vec<MaintenanceEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotData {
    id: String,
    stage: String,
    environment: String,
    start: When,
    end: When,
    by_hand: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssignmentData {
    participant: String,
    route: String,
    slots: Vec<String>,
}

impl PlanData {
    /// The id of a slot, by its place.
    pub fn slot_id(&self, place: u32) -> Option<String> {
        self.slots.get(place as usize).map(|slot| slot.id.clone())
    }
}

/// A plan in names and dates. Only plans that the planner made, or that were read against this
/// problem, have names for all they hold.
pub fn named(problem: &Problem, plan: &Plan) -> PlanData {
    let programme = &problem.programme;
    let mut taken: HashMap<String, u32> = HashMap::new();
    let slots: Vec<SlotData> = (plan.slots.iter())
        .map(|slot| {
            let stage = &programme.stages[slot.stage.index()].id;
            let environment = &programme.environments[slot.environment.index()].id;
            let (start, end) = problem.timeline.dates(slot.span);
            let id = match slot.by_hand {
                Some(hand) => programme.slots[hand.index()].id.clone(),
                None => format!("{environment}/{stage}/{}", short(problem, slot.span.start)),
            };
            let count = taken.entry(id.clone()).or_insert(0);
            *count += 1;
            SlotData {
                id: if *count == 1 { id } else { format!("{id}#{count}") },
                stage: stage.clone(),
                environment: environment.clone(),
                start,
                end,
                by_hand: slot.by_hand.is_some(),
            }
        })
        .collect();
    let assignments = (plan.assignments.iter())
        .map(|assignment| {
            let participant = &programme.participants[assignment.participant.index()];
            let visited = assignment.visits.iter().map(|visit| visit.slot as usize);
            AssignmentData {
                participant: participant.id.clone(),
                route: participant.routes[assignment.route as usize].id.clone(),
                slots: visited.map(|slot| slots[slot].id.clone()).collect(),
            }
        })
        .collect();
    let maintenance = maintenance_entries(problem, plan).collect();
    PlanData { slots, assignments, maintenance }
}

fn short(problem: &Problem, period: u32) -> String {
    match problem.timeline.resolution() {
        Resolution::Day => problem.timeline.day(period).to_string(),
        _ => problem.timeline.start(period).format("%Y-%m-%dT%H:%M").to_string(),
    }
}

/// A plan in indices; else everything that the problem does not have, or that is no working period.
pub fn indexed(problem: &Problem, data: &PlanData) -> Result<Plan, Findings> {
    let reader = Reader::new(problem);
    let mut findings = Vec::new();
    let mut places: HashMap<&str, (u32, StageId)> = HashMap::new();
    let mut plan = Plan::default();
    for (position, slot) in data.slots.iter().enumerate() {
        let path = format!("slots[{position}]");
        let Some(read) = reader.slot(slot, &path, &mut findings) else { continue };
        let place = (plan.slots.len() as u32, read.stage);
        if places.insert(&slot.id, place).is_some() {
            findings.push(Finding::new(
                "SW-E0102",
                format!("{path}.id"),
                format!("another slot of the plan is {:?} already", slot.id),
                "give each slot an id of its own",
            ));
        }
        plan.slots.push(read);
    }
    for (position, assignment) in data.assignments.iter().enumerate() {
        let path = format!("assignments[{position}]");
        if let Some(read) = reader.assignment(assignment, &path, &places, &mut findings) {
            plan.assignments.push(read);
        }
    }
    // What the plan does not say is put in its best place around the slots.
    plan.maintenance = place_maintenance(problem, &plan.slots);
    for (position, entry) in data.maintenance.iter().enumerate() {
        match placed_maintenance(problem, entry) {
            Some(placed) => {
                plan.maintenance.retain(|one| one.unavailability != placed.unavailability);
                plan.maintenance.push(placed);
            }
            None => findings.push(Finding::new(
                "SW-E3308",
                format!("maintenance[{position}]"),
                format!("{} can't be from {} to {}", entry.id, entry.from, entry.to),
                "move it inside the days that it may move in, as long as it is",
            )),
        }
    }
    plan.maintenance.sort_unstable();
    if findings.is_empty() { Ok(plan) } else { Err(Findings(findings)) }
}

/// The end of a slot that starts then, by the stage's duration and the environment's pauses.
pub fn slot_end(
    problem: &Problem,
    stage: &str,
    environment: &str,
    start: When,
) -> Result<When, Findings> {
    let reader = Reader::new(problem);
    let mut findings = Vec::new();
    let stage_id = known(&reader.stages, "stage", stage, "stage", &mut findings);
    let place =
        known(&reader.environments, "environment", environment, "environment", &mut findings);
    let first = reader.start(start, "start", &mut findings);
    if let (Some(stage_id), Some(place), Some(first)) = (stage_id, place, first) {
        let (stage_id, place) = (StageId(stage_id), EnvironmentId(place));
        if let Some(end) = candidates::slot_end(problem, stage_id, place, first) {
            return Ok(problem.timeline.dates(Span::new(first, end)).1);
        }
        findings.push(Finding::new(
            "SW-E1402",
            "start",
            format!("no slot of {stage} that starts at {start} fits into {environment}"),
            "start it earlier, or in an environment of the stage, or say when it ends",
        ));
    }
    Err(Findings(findings))
}

struct Reader<'a> {
    problem: &'a Problem,
    stages: HashMap<&'a str, u32>,
    environments: HashMap<&'a str, u32>,
    participants: HashMap<&'a str, u32>,
    hand_slots: HashMap<&'a str, u32>,
}

impl<'a> Reader<'a> {
    fn new(problem: &'a Problem) -> Self {
        fn index<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<&'a str, u32> {
            ids.enumerate().map(|(position, id)| (id.as_str(), position as u32)).collect()
        }
        let programme = &problem.programme;
        Self {
            problem,
            stages: index(programme.stages.iter().map(|stage| &stage.id)),
            environments: index(programme.environments.iter().map(|e| &e.id)),
            participants: index(programme.participants.iter().map(|p| &p.id)),
            hand_slots: index(programme.slots.iter().map(|slot| &slot.id)),
        }
    }

    fn slot(&self, slot: &SlotData, path: &str, findings: &mut Vec<Finding>) -> Option<PlanSlot> {
        let stage = known(&self.stages, "stage", &slot.stage, &format!("{path}.stage"), findings);
        let at = format!("{path}.environment");
        let environment =
            known(&self.environments, "environment", &slot.environment, &at, findings);
        let by_hand = if slot.by_hand {
            let at = format!("{path}.id");
            Some(known(&self.hand_slots, "slot given by hand", &slot.id, &at, findings)?)
        } else {
            None
        };
        let span = self.span(slot, path, findings);
        Some(PlanSlot {
            stage: StageId(stage?),
            environment: EnvironmentId(environment?),
            span: span?,
            by_hand: by_hand.map(TrancheSlotId),
        })
    }

    fn span(&self, slot: &SlotData, path: &str, findings: &mut Vec<Finding>) -> Option<Span> {
        let start = self.start(slot.start, &format!("{path}.start"), findings)?;
        let end = self.problem.timeline.first_touching(slot.end);
        if end <= start {
            findings.push(
                Finding::new(
                    "SW-E1002",
                    format!("{path}.end"),
                    format!("no working period lies between {} and {}", slot.start, slot.end),
                    "let the slot end after it starts; its end is the first day no longer in it",
                )
                .with_other(format!("{path}.start")),
            );
            return None;
        }
        Some(Span::new(start, end))
    }

    fn start(&self, start: When, path: &str, findings: &mut Vec<Finding>) -> Option<u32> {
        let timeline = &self.problem.timeline;
        let period = timeline.first_from(start);
        let starts = period < timeline.len()
            && match start {
                When::Day(day) => timeline.day(period) == day,
                When::Moment(moment) => timeline.start(period) == moment,
                When::Naive(_) => false,
            };
        if !starts {
            findings.push(Finding::new(
                "SW-E1401",
                path,
                format!("no working period of the calendar starts at {start}"),
                "start the slot on a working day of the calendar",
            ));
        }
        starts.then_some(period)
    }

    fn assignment(
        &self,
        assignment: &AssignmentData,
        path: &str,
        places: &HashMap<&str, (u32, StageId)>,
        findings: &mut Vec<Finding>,
    ) -> Option<Assignment> {
        let at = format!("{path}.participant");
        let participant =
            known(&self.participants, "participant", &assignment.participant, &at, findings)?;
        let participant = ParticipantId(participant);
        let routes = &self.problem.programme.participants[participant.index()].routes;
        let Some(route) = routes.iter().position(|route| route.id == assignment.route) else {
            let names: Vec<&str> = routes.iter().map(|route| route.id.as_str()).collect();
            findings.push(Finding::new(
                "SW-E0101",
                format!("{path}.route"),
                format!("{} has no route {:?}", assignment.participant, assignment.route),
                format!("name one of its routes: {}", names.join(", ")),
            ));
            return None;
        };
        let steps = &self.problem.participants[participant.index()].routes[route].steps;
        let mut visits = Vec::with_capacity(assignment.slots.len());
        for (position, id) in assignment.slots.iter().enumerate() {
            let Some(&(slot, stage)) = places.get(id.as_str()) else {
                findings.push(Finding::new(
                    "SW-E0101",
                    format!("{path}.slots[{position}]"),
                    format!("the plan has no slot {id:?}"),
                    "name a slot of the plan by its id",
                ));
                continue;
            };
            // A stage that the route does not have stays a visit, for the checker to judge.
            let step = steps.iter().position(|step| step.stage == stage).unwrap_or(steps.len());
            visits.push(Visit { step: step as u32, slot });
        }
        Some(Assignment { participant, route: route as u32, visits })
    }
}

fn known(
    names: &HashMap<&str, u32>,
    kind: &str,
    name: &str,
    path: &str,
    findings: &mut Vec<Finding>,
) -> Option<u32> {
    let found = names.get(name).copied();
    if found.is_none() {
        findings.push(Finding::new(
            "SW-E0101",
            path,
            format!("the programme has no {kind} {name:?}"),
            "correct the name, or check the plan against the programme it was made for",
        ));
    }
    found
}
