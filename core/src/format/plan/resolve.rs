//! Names and dates of a plan file become indices and periods of a problem.

use std::collections::{BTreeMap, HashMap};

use super::document::MaintenanceEntry;
use super::read::{ReadPlan, RowOf};
use crate::calendar::{Problem, Span};
use crate::error::Error;
use crate::model::validate::{Clock, Names, Place, Report, Speller, Spot, quoted};
use crate::model::{EnvironmentId, ParticipantId, StageId, TrancheSlotId, When};
use crate::plan::{Assignment, PlacedMaintenance, Plan, PlanSlot, Visit, place_maintenance};

/// A slot as a file has it.
#[derive(Clone, Copy)]
pub(super) struct SlotFacts<'a> {
    /// The slot given by hand that it is.
    pub id: Option<&'a str>,
    pub stage: &'a str,
    pub environment: &'a str,
    pub from: When,
    pub to: When,
}

/// What a file says of a participant.
#[derive(Default)]
struct Journey {
    /// Slots, with the place at which the file has each.
    slots: BTreeMap<u32, Spot>,
    /// Place among its routes, and where the file says so.
    route: Option<(usize, Spot)>,
}

/// Builds a plan, and collects what is wrong with the file.
pub(super) struct Resolver<'a> {
    problem: &'a Problem,
    names: Names<'a>,
    clock: Clock,
    report: Report,
    speller: Speller,
    slots: Vec<PlanSlot>,
    /// By slot given by hand: where the file has it.
    by_hand: HashMap<TrancheSlotId, Spot>,
    /// Slots given by hand that are alike, but for their id.
    alike: HashMap<(StageId, EnvironmentId, Span), Vec<TrancheSlotId>>,
    journeys: BTreeMap<ParticipantId, Journey>,
    maintenance: Vec<PlacedMaintenance>,
    /// Rows of the file, with the slot and the participant of each.
    rows: Vec<RowOf>,
}

impl<'a> Resolver<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        let mut alike: HashMap<_, Vec<_>> = HashMap::new();
        for (place, hand) in problem.hand_slots.iter().enumerate() {
            let facts = (hand.stage, hand.environment, hand.span);
            alike.entry(facts).or_default().push(TrancheSlotId::new(place));
        }
        Self {
            problem,
            names: Names::new(&problem.programme),
            clock: Clock::new(&problem.programme.calendar),
            report: Report::default(),
            speller: Speller::default(),
            slots: Vec::new(),
            by_hand: HashMap::new(),
            alike,
            journeys: BTreeMap::new(),
            maintenance: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Findings go here.
    pub fn report(&mut self) -> &mut Report {
        &mut self.report
    }

    /// The slot that the facts describe.
    pub fn slot(&mut self, at: &Place<'_>, facts: SlotFacts<'_>) -> Option<PlanSlot> {
        let (report, speller) = (&mut self.report, &mut self.speller);
        let here = at.field("stage");
        let stage = self.names.stages.find(facts.stage, &here, report, speller);
        let here = at.field("environment");
        let environment = self.names.environments.find(facts.environment, &here, report, speller);
        let here = at.field("id");
        let id = facts.id.map(|id| self.names.slots.find(id, &here, report, speller));
        let span = self.span(at, facts.from, facts.to);
        let by_hand = match id {
            Some(id) => Some(TrancheSlotId::new(id?)),
            None => None,
        };
        Some(PlanSlot {
            stage: StageId::new(stage?),
            environment: EnvironmentId::new(environment?),
            span: span?,
            by_hand,
        })
    }

    /// Where the file puts movable maintenance.
    pub fn maintenance(&mut self, at: &Place<'_>, id: &str, from: When, to: When) {
        let problem = self.problem;
        let all = &problem.programme.unavailability;
        let movable = problem.maintenance.iter().map(|one| all[one.cause.index()].id.as_str());
        if movable.clone().all(|known| known != id) {
            let remedy = self.speller.remedy(id, "movable maintenance", movable);
            let message = format!("there is no movable maintenance {}", quoted(id));
            self.report.add("SW-E0101", &at.field("id"), message, remedy);
            return;
        }
        if !self.clock.check_span(from, to, at, &mut self.report) {
            return;
        }
        let entry = MaintenanceEntry { id: id.into(), from, to };
        match placed_maintenance(problem, &entry) {
            Some(placed) => self.maintenance.push(placed),
            None => self.report.add(
                "SW-E3308",
                at,
                format!("from {from} to {to} is no place that {} could take", quoted(id)),
                "move it inside the days that it may move in, as long as it is",
            ),
        }
    }

    fn span(&mut self, at: &Place<'_>, from: When, to: When) -> Option<Span> {
        if !self.clock.check_span(from, to, at, &mut self.report) {
            return None;
        }
        let timeline = &self.problem.timeline;
        let (first, after) = timeline.days();
        let before = |a, b| self.clock.is_before(a, b);
        for (field, outside, when) in [
            ("from", before(from, When::Day(first)), from),
            ("to", before(When::Day(after), to), to),
        ] {
            if outside {
                self.report.add(
                    "SW-E1001",
                    &at.field(field),
                    format!("{when} is outside the calendar, {first} to {after}"),
                    "correct the date, or read the plan with the programme that it is of",
                );
                return None;
            }
        }
        let span = timeline.inside(from, to);
        if span.is_empty() {
            self.report.add(
                "SW-E1002",
                at,
                format!("from {from} to {to} there is no working period"),
                "correct the dates, or take the slot out",
            );
            return None;
        }
        if timeline.start(span.start).timestamp() != from.seconds(timeline.zone())
            && !matches!(from, When::Day(day) if timeline.day(span.start) == day)
        {
            self.report.add(
                "SW-W1001",
                &at.field("from"),
                format!("no working period starts on {from}"),
                format!("it counts from {}; write that, if it is meant", timeline.day(span.start)),
            );
        }
        Some(span)
    }

    /// Opens a slot; its place in the plan.
    pub fn open(&mut self, slot: PlanSlot, at: &Place<'_>) -> u32 {
        if let Some(id) = slot.by_hand {
            if let Some(before) = self.by_hand.get(&id) {
                let name = &self.problem.programme.slots[id.index()].id;
                let message = format!("the slot {} stands there twice", quoted(name));
                let (at, other) = (at.spot(), Some(before));
                self.report.clash_at("SW-E1003", &at, other, message, "take one out");
            } else {
                self.by_hand.insert(id, at.spot());
            }
        }
        self.slots.push(slot);
        self.slots.len() as u32 - 1
    }

    /// Puts somebody into a slot; one that is not known only has its name looked at.
    pub fn visit(&mut self, at: &Place<'_>, id: &str, slot: Option<u32>) {
        let Some(participant) = self.participant(at, id) else { return };
        let Some(slot) = slot else { return };
        let journey = self.journeys.entry(participant).or_default();
        if let Some(before) = journey.slots.get(&slot) {
            let message = format!("{} is in the slot twice", quoted(id));
            self.report.clash_at("SW-E1004", &at.spot(), Some(before), message, "take one out");
        } else {
            journey.slots.insert(slot, at.spot());
        }
    }

    /// Remembers what a row of the file is about.
    pub fn row(&mut self, line: usize, slot: u32, participant: &str) {
        let participant = self.names.participants.get(participant).map(ParticipantId::new);
        self.rows.push(RowOf { line, slot, participant });
    }

    /// Says which route somebody takes.
    pub fn route(&mut self, who: &Place<'_>, id: &str, at: &Place<'_>, route: &str) {
        let Some(participant) = self.participant(who, id) else { return };
        let routes = &self.problem.programme.participants[participant.index()].routes;
        let Some(place) = routes.iter().position(|known| known.id == route) else {
            let remedy =
                self.speller.remedy(route, "route", routes.iter().map(|known| known.id.as_str()));
            let message = format!("{} has no route {}", quoted(id), quoted(route));
            self.report.add("SW-E0101", at, message, remedy);
            return;
        };
        let journey = self.journeys.entry(participant).or_default();
        match &journey.route {
            Some((before, said)) if *before != place => {
                let message = format!("{} takes two routes", quoted(id));
                self.report.clash_at("SW-E1005", &at.spot(), Some(said), message, "take one out");
            }
            Some(_) => {}
            None => journey.route = Some((place, at.spot())),
        }
    }

    /// Says that somebody is not placed.
    pub fn unplaced(&mut self, at: &Place<'_>, id: &str) {
        let Some(participant) = self.participant(at, id) else { return };
        let journey = self.journeys.get(&participant);
        if let Some((_, slot)) = journey.and_then(|journey| journey.slots.first_key_value()) {
            let message = format!("{} is not placed, but in a slot", quoted(id));
            self.report.clash_at("SW-E1006", &at.spot(), Some(slot), message, "take one out");
        }
    }

    /// Says that the file was made for another programme, or another state of it.
    pub fn other_programme(&mut self, at: &Place<'_>) {
        self.report.add(
            "SW-W1002",
            at,
            "the plan was made for another programme, or the programme has changed since",
            "check the plan before it is used",
        );
    }

    fn participant(&mut self, at: &Place<'_>, id: &str) -> Option<ParticipantId> {
        let place = self.names.participants.find(id, at, &mut self.report, &mut self.speller)?;
        Some(ParticipantId::new(place))
    }

    /// Slots like one given by hand that nothing else claims by its id are that one: people need
    /// not write the id.
    fn claim(&mut self) {
        for slot in self.slots.iter_mut().filter(|slot| slot.by_hand.is_none()) {
            let alike = self.alike.get_mut(&(slot.stage, slot.environment, slot.span));
            let free = alike.and_then(|ids| {
                ids.retain(|id| !self.by_hand.contains_key(id));
                (!ids.is_empty()).then(|| ids.remove(0))
            });
            slot.by_hand = free;
        }
    }

    /// The plan, if nothing is wrong.
    pub fn finish(mut self) -> Result<ReadPlan, Error> {
        self.claim();
        let mut assignments = Vec::new();
        for (participant, journey) in std::mem::take(&mut self.journeys) {
            assignments.extend(self.assignment(participant, &journey));
        }
        let findings = self.report.into_findings();
        if findings.has_errors() {
            return Err(Error::Unreadable(findings));
        }
        let mut maintenance = self.maintenance;
        for placed in place_maintenance(self.problem, &self.slots) {
            if maintenance.iter().all(|given| given.unavailability != placed.unavailability) {
                maintenance.push(placed);
            }
        }
        maintenance.sort_unstable();
        let mut plan = Plan { slots: self.slots, assignments, maintenance };
        sort(&mut plan, &mut self.rows);
        Ok(ReadPlan { plan, warnings: findings, rows: self.rows })
    }

    /// On the route given, or the first one that has all the stages and, of those, misses the
    /// fewest mandatory ones.
    fn assignment(&mut self, participant: ParticipantId, journey: &Journey) -> Option<Assignment> {
        if journey.slots.is_empty() {
            return None;
        }
        let slots = journey.slots.keys().map(|slot| (*slot, self.slots[*slot as usize].stage));
        let mut stages: Vec<StageId> = slots.clone().map(|(_, stage)| stage).collect();
        stages.sort_unstable();
        stages.dedup();
        let routes = &self.problem.participants[participant.index()].routes;
        let step_of = |route: usize, stage: StageId| {
            routes[route].steps.iter().position(|step| step.stage == stage)
        };
        let fits = |route: &usize| stages.iter().all(|stage| step_of(*route, *stage).is_some());
        let missed = |route: &usize| {
            let mandatory = routes[*route].steps.iter().filter(|step| !step.optional);
            mandatory.filter(|step| stages.binary_search(&step.stage).is_err()).count()
        };
        let route = match &journey.route {
            Some((route, _)) => Some(*route).filter(fits),
            None => (0..routes.len()).filter(fits).min_by_key(missed),
        };
        let Some(route) = route else {
            self.no_route(participant, journey, &stages);
            return None;
        };
        let mut visits: Vec<Visit> = slots
            .filter_map(|(slot, stage)| Some(Visit { step: step_of(route, stage)? as u32, slot }))
            .collect();
        visits.sort_unstable_by_key(|visit| (visit.step, visit.slot));
        Some(Assignment { participant, route: route as u32, visits })
    }

    fn no_route(&mut self, participant: ParticipantId, journey: &Journey, stages: &[StageId]) {
        let programme = &self.problem.programme;
        let who = &programme.participants[participant.index()];
        let known = |stage: &&StageId| {
            let id = &programme.stages[stage.index()].id;
            let routes = match &journey.route {
                Some((route, _)) => &who.routes[*route..=*route],
                None => &who.routes,
            };
            routes.iter().flat_map(|route| &route.steps).any(|step| step.stage == *id)
        };
        // The first that it can't be in; if each by itself is on some route, the first of all.
        let stray = stages.iter().find(|stage| !known(stage));
        let at = (journey.slots.iter())
            .find(|(slot, _)| stray.is_none_or(|s| self.slots[**slot as usize].stage == *s))
            .map(|(_, spot)| spot);
        let Some(at) = at else { return };
        let name = |stage: &StageId| quoted(&programme.stages[stage.index()].id);
        let what = match (stray, &journey.route) {
            (Some(stage), Some((route, _))) => {
                format!(
                    "{}, which its route {} has not",
                    name(stage),
                    quoted(&who.routes[*route].id)
                )
            }
            (Some(stage), None) => format!("{}, which none of its routes has", name(stage)),
            (None, _) => {
                let names: Vec<_> = stages.iter().take(10).map(name).collect();
                format!("{}, but no route of it has them all", names.join(" and "))
            }
        };
        self.report.clash_at(
            "SW-E1007",
            at,
            journey.route.as_ref().map(|(_, said)| said),
            format!("{} is in a slot of {what}", quoted(&who.id)),
            "correct the stage, or give the participant such a route",
        );
    }

    /// Whether the file names another organisation than the programme.
    pub fn organisation(&mut self, at: &Place<'_>, id: &str, organisation: &str) {
        let Some(place) = self.names.participants.get(id) else { return };
        let known = &self.problem.programme.participants[place].organisation;
        if !known.is_empty() && known != organisation {
            self.report.add(
                "SW-W1003",
                at,
                format!("{} is of {}, not of {}", quoted(id), quoted(known), quoted(organisation)),
                "check that the row is about the right participant",
            );
        }
    }
}

/// Slots by stage, environment and span, assignments by participant.
fn sort(plan: &mut Plan, rows: &mut [RowOf]) {
    let mut order: Vec<usize> = (0..plan.slots.len()).collect();
    order.sort_by_key(|place| plan.slots[*place]);
    let mut new_place = vec![0_u32; order.len()];
    for (new, old) in order.iter().enumerate() {
        new_place[*old] = new as u32;
    }
    plan.slots = order.iter().map(|old| plan.slots[*old]).collect();
    for row in rows {
        row.slot = new_place[row.slot as usize];
    }
    for assignment in &mut plan.assignments {
        for visit in &mut assignment.visits {
            visit.slot = new_place[visit.slot as usize];
        }
        assignment.visits.sort_unstable_by_key(|visit| (visit.step, visit.slot));
    }
}

/// The place that an entry says; `None` if nothing of the name is movable, or could be then.
pub fn placed_maintenance(
    problem: &Problem,
    entry: &MaintenanceEntry,
) -> Option<PlacedMaintenance> {
    let all = &problem.programme.unavailability;
    let one = problem.maintenance.iter().find(|one| all[one.cause.index()].id == entry.id)?;
    let place = one
        .places
        .iter()
        .position(|place| (When::Day(place.from), When::Day(place.to)) == (entry.from, entry.to))?;
    Some(PlacedMaintenance { unavailability: one.cause, place: place as u32 })
}
