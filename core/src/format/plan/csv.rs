//! Plans as CSV: one row for each participant and stage.
//!
//! Values are written as they are, so that they read back the same. A name that starts with `=`,
//! `+`, `-` or `@` is a formula to some spreadsheets: mind where names come from before opening a
//! file there.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Terminator, Writer, WriterBuilder};

use super::read::ReadPlan;
use super::resolve::{Resolver, SlotFacts};
use super::write::maintenance_entries;
use crate::calendar::Problem;
use crate::error::Error;
use crate::format::json::bounded;
use crate::model::validate::{Place, Report, Speller, quoted};
use crate::model::{Findings, When};
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
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let width = COLUMNS.len() - usize::from(plan.maintenance.is_empty());
    let mut used = vec![false; plan.slots.len()];
    let mut row = |who: [&str; 3], slot: &PlanSlot| {
        let (from, to) = problem.timeline.dates(slot.span);
        let hand = slot.by_hand.map_or("", |id| programme.slots[id.index()].id.as_str());
        put(
            &mut writer,
            [
                who[0],
                who[1],
                who[2],
                &programme.stages[slot.stage.index()].id,
                &programme.environments[slot.environment.index()].id,
                &from.to_string(),
                &to.to_string(),
                hand,
                "",
            ],
            width,
        );
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
        put(&mut writer, ["", "", "", "", "", &from, &to, "", &one.id], width);
    }
    let rows = writer.into_inner().unwrap_or_default();
    let header = COLUMNS[..width].join(",");
    format!("{header}\n{}", String::from_utf8_lossy(&rows))
}

/// Writing to memory does not fail.
fn put(writer: &mut Writer<Vec<u8>>, fields: [&str; 9], width: usize) {
    let written = writer.write_record(&fields[..width]);
    debug_assert!(written.is_ok(), "{written:?}");
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
        Ok(headers) => columns(headers, resolver.report()),
        Err(error) => {
            broken(&error, 1, resolver.report());
            None
        }
    };
    let Some(columns) = columns else { return resolver.finish() };
    let mut slots: BTreeMap<PlanSlot, u32> = BTreeMap::new();
    let mut line = 1;
    for record in reader.records() {
        line += 1;
        match record {
            Err(error) => broken(&error, line, resolver.report()),
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
    let from = date(cell("from"), &at.field("from"), resolver.report());
    let to = date(cell("to"), &at.field("to"), resolver.report());
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

fn date(text: &str, at: &Place<'_>, report: &mut Report) -> Option<When> {
    let when = When::parse(text);
    if when.is_none() {
        report.add(
            "SW-E1010",
            at,
            format!("{} is not a date", quoted(text)),
            "write 2024-02-26, or 2024-02-26T08:00:00+00:00 for a moment",
        );
    }
    when
}

/// Where each column stands.
fn columns(headers: &StringRecord, report: &mut Report) -> Option<BTreeMap<&'static str, usize>> {
    let mut columns = BTreeMap::new();
    let at = Place::list("line", 1);
    let mut sound = true;
    for (place, header) in headers.iter().enumerate() {
        let Some(name) = COLUMNS.into_iter().find(|name| header.trim().eq_ignore_ascii_case(name))
        else {
            let remedy = match Speller::default().nearest(header, COLUMNS.into_iter()) {
                Some(name) => format!("did you mean {name}?"),
                None => format!("the columns are {}, with commas between", COLUMNS.join(",")),
            };
            let message = format!("there is no column {}", quoted(header));
            report.add("SW-E1008", &at, message, remedy);
            sound = false;
            continue;
        };
        if columns.insert(name, place).is_some() {
            let message = format!("the column {name} is there twice");
            report.add("SW-E1008", &at, message, "take one out");
            sound = false;
        }
    }
    for name in NEEDED {
        if !columns.contains_key(name) {
            let message = format!("there is no column {name}");
            report.add("SW-E1008", &at, message, format!("add {name} to the first line"));
            sound = false;
        }
    }
    sound.then_some(columns)
}

fn broken(error: &csv::Error, line: usize, report: &mut Report) {
    let line = error.position().map_or(line, |at| at.line() as usize);
    report.add(
        "SW-E1009",
        &Place::list("line", line),
        error.to_string(),
        "give each line as many values as the first one, in quotes where they hold commas",
    );
}
