//! Plans as CSV: one row for each participant and stage.
//!
//! Values are written as they are, so that they read back the same. A name that starts with `=`,
//! `+`, `-` or `@` is a formula to some spreadsheets: mind where names come from before opening a
//! file there.

use std::collections::BTreeMap;

use csv::ReaderBuilder;

use super::read::ReadPlan;
use super::resolve::{Resolver, SlotFacts};
use super::write::maintenance_entries;
use crate::calendar::Problem;
use crate::error::Error;
use crate::format::json::bounded;
use crate::format::table;
use crate::model::Findings;
use crate::model::validate::Place;
use crate::plan::{Plan, PlanSlot};

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 9] = [
    "participant",
    "organisation",
    "route",
    "stage",
    "environment",
    "from",
    "to",
    "slot",
    "maintenance",
];

/// Columns that a plan can't do without.
const NEEDED: [&str; 5] = ["participant", "stage", "environment", "from", "to"];

/// A plan as CSV, a row for each participant and stage, by participant and then in the order of
/// its route; then a row without participant for each open slot with nobody in it. `slot` is the id
/// of a slot given by hand. If there is movable maintenance, a last column holds its id, in a row of
/// its own for each.
pub fn write_plan_csv(problem: &Problem, plan: &Plan) -> String {
    let programme = &problem.programme;
    let mut writer = table::writer();
    let width = COLUMNS.len() - usize::from(plan.maintenance.is_empty());
    let mut used = vec![false; plan.slots.len()];
    let mut row = |who: [&str; 3], slot: &PlanSlot| {
        let (from, to) = problem.timeline.dates(slot.span);
        let hand = slot.by_hand.map_or("", |id| programme.slots[id.index()].id.as_str());
        let fields = [
            who[0],
            who[1],
            who[2],
            &programme.stages[slot.stage.index()].id,
            &programme.environments[slot.environment.index()].id,
            &from.to_string(),
            &to.to_string(),
            hand,
            "",
        ];
        table::put(&mut writer, &fields[..width]);
    };
    for assignment in &plan.assignments {
        let participant = &programme.participants[assignment.participant.index()];
        let route = &participant.routes[assignment.route as usize].id;
        for visit in &assignment.visits {
            used[visit.slot as usize] = true;
            let who = [participant.id.as_str(), &participant.organisation, route];
            row(who, &plan.slots[visit.slot as usize]);
        }
    }
    for (slot, _) in plan.slots.iter().zip(used).filter(|(_, used)| !used) {
        row(["", "", ""], slot);
    }
    for one in maintenance_entries(problem, plan) {
        let (from, to) = (one.from.to_string(), one.to.to_string());
        table::put(&mut writer, &["", "", "", "", "", &from, &to, "", &one.id]);
    }
    table::written(&COLUMNS[..width], writer)
}

/// Reads a plan from CSV, as [`write_plan_csv`] writes it or people do: columns in any order and
/// their names in any case, `participant`, `stage`, `environment`, `from` and `to` are needed. Rows with the same stage,
/// environment, dates and `slot` are about one slot.
///
/// # Errors
/// [`Error::Unreadable`] as [`read_plan`](super::read_plan); paths name the line of the file.
pub fn read_plan_csv(problem: &Problem, text: &str) -> Result<ReadPlan, Error> {
    let unreadable = |finding| Error::Unreadable(Findings(vec![finding]));
    let text = bounded(text).map_err(unreadable)?;
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let mut resolver = Resolver::new(problem);
    let columns = match reader.headers() {
        Ok(headers) => table::columns(headers, &COLUMNS, &NEEDED, resolver.report()),
        Err(error) => {
            table::broken(&error, 1, resolver.report());
            None
        }
    };
    let Some(columns) = columns else { return resolver.finish() };
    let mut slots: BTreeMap<PlanSlot, u32> = BTreeMap::new();
    let mut line = 1;
    for record in reader.records() {
        line += 1;
        match record {
            Err(error) => table::broken(&error, line, resolver.report()),
            Ok(record) => {
                line = record.position().map_or(line, |at| at.line() as usize);
                let cell = |name| columns.get(name).and_then(|c| record.get(*c)).unwrap_or("");
                row(&mut resolver, &mut slots, line, &cell);
            }
        }
    }
    resolver.finish()
}

fn row<'a>(
    resolver: &mut Resolver<'_>,
    slots: &mut BTreeMap<PlanSlot, u32>,
    line: usize,
    cell: &impl Fn(&'static str) -> &'a str,
) {
    let at = Place::list("line", line);
    let from = table::date(cell("from"), &at.field("from"), resolver.report());
    let to = table::date(cell("to"), &at.field("to"), resolver.report());
    let moved = cell("maintenance");
    if !moved.is_empty() {
        if let (Some(from), Some(to)) = (from, to) {
            resolver.maintenance(&at, moved, from, to);
        }
        return;
    }
    let slot = from.zip(to).and_then(|(from, to)| {
        let facts = SlotFacts {
            id: Some(cell("slot")).filter(|id| !id.is_empty()),
            stage: cell("stage"),
            environment: cell("environment"),
            from,
            to,
        };
        resolver.slot(&at, facts)
    });
    let slot = slot.map(|slot| *slots.entry(slot).or_insert_with(|| resolver.open(slot, &at)));
    let who = cell("participant");
    if let Some(slot) = slot {
        resolver.row(line, slot, who);
    }
    if who.is_empty() {
        return;
    }
    resolver.visit(&at.field("participant"), who, slot);
    let organisation = cell("organisation");
    if !organisation.is_empty() {
        resolver.organisation(&at.field("organisation"), who, organisation);
    }
    let route = cell("route");
    if !route.is_empty() {
        resolver.route(&at.field("participant"), who, &at.field("route"), route);
    }
}
