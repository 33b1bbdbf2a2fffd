//! Downtime logs as CSV: one row for each entry.
//!
//! Values are written as they are, so that they read back the same; the same warning about formulas
//! as for plans holds.

use csv::ReaderBuilder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Error;
use crate::format::json::bounded;
use crate::format::table;
use crate::model::validate::{Place, Report, quoted};
use crate::model::{ActualTimes, Downtime, DowntimeLog, Findings, PlannedTimes, Target, When};

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 17] = [
    "id",
    "environment",
    "component",
    "resource",
    "participant",
    "everywhere",
    "kind",
    "cause",
    "planned_from",
    "planned_to",
    "actual_from",
    "actual_to",
    "root_cause",
    "reason",
    "notified",
    "defect",
    "participants",
];

/// A log as CSV, a row for each entry, in the order in which it is given. One of the columns
/// `environment` to `everywhere` says what it is on; in `participants`, ids stand with semicolons
/// between, as a JSON list where an id holds one.
pub fn write_downtime_csv(log: &DowntimeLog) -> String {
    let mut writer = table::writer();
    for entry in &log.entries {
        let on = |field: &str| match (&entry.on, field) {
            (Target::Environment(id), "environment")
            | (Target::Component(id), "component")
            | (Target::Resource(id), "resource")
            | (Target::Participant(id), "participant") => id.clone(),
            (Target::Everywhere, "everywhere") => "yes".into(),
            _ => String::new(),
        };
        let when = |when: Option<When>| when.map_or(String::new(), |when| when.to_string());
        let fields = [
            entry.id.clone(),
            on("environment"),
            on("component"),
            on("resource"),
            on("participant"),
            on("everywhere"),
            word(entry.kind),
            word(entry.cause),
            when(entry.planned.map(|times| times.from)),
            when(entry.planned.map(|times| times.to)),
            when(entry.actual.map(|times| times.from)),
            when(entry.actual.and_then(|times| times.to)),
            entry.root_cause.clone(),
            entry.reason.clone(),
            when(entry.notified),
            entry.defect.clone(),
            listed(&entry.participants),
        ];
        table::put(&mut writer, &fields.each_ref().map(String::as_str));
    }
    table::written(&COLUMNS, writer)
}

/// Reads a log from CSV, as [`write_downtime_csv`] writes it or people do: columns in any order and
/// their names in any case; `id` is needed, and one of the columns that say what it is on. Kinds and
/// causes may be written with spaces and in any case. A row without an `actual_to` is still going
/// on.
///
/// Only its form is judged; [`DowntimeLog::validate`] judges what it says.
///
/// # Errors
/// [`Error::Unreadable`] with everything that can't be read; paths name the line of the file.
pub fn read_downtime_csv(text: &str) -> Result<DowntimeLog, Error> {
    let unreadable = |finding| Error::Unreadable(Findings(vec![finding]));
    let text = bounded(text).map_err(unreadable)?;
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let mut report = Report::default();
    let mut log = DowntimeLog::default();
    let columns = match reader.headers() {
        Ok(headers) => table::columns(headers, &COLUMNS, &["id"], &mut report),
        Err(error) => {
            table::broken(&error, 1, &mut report);
            None
        }
    };
    let Some(columns) = columns else { return Err(Error::Unreadable(report.into_findings())) };
    let mut line = 1;
    for record in reader.records() {
        line += 1;
        match record {
            Err(error) => table::broken(&error, line, &mut report),
            Ok(record) => {
                line = record.position().map_or(line, |at| at.line() as usize);
                let cell = |name| columns.get(name).and_then(|c| record.get(*c)).unwrap_or("");
                log.entries.extend(row(&Place::list("line", line), &cell, &mut report));
            }
        }
    }
    if report.is_empty() { Ok(log) } else { Err(Error::Unreadable(report.into_findings())) }
}

fn row<'a>(
    at: &Place<'_>,
    cell: &impl Fn(&'static str) -> &'a str,
    report: &mut Report,
) -> Option<Downtime> {
    let on = target(at, cell, report);
    let kind = read_word(cell("kind").trim(), &at.field("kind"), report);
    let cause = read_word(cell("cause").trim(), &at.field("cause"), report);
    let mut when = |field: &'static str| match cell(field).trim() {
        "" => None,
        text => table::date(text, &at.field(field), report),
    };
    let planned = when("planned_from").zip(when("planned_to"));
    let (actual, until) = (when("actual_from"), when("actual_to"));
    let notified = when("notified");
    for (field, other) in [("planned_from", "planned_to"), ("actual_from", "actual_to")] {
        // What is still going on has no end yet.
        let halves = [(field, other), (other, field)];
        let half = halves.into_iter().find(|(has, lacks)| {
            !cell(has).trim().is_empty() && cell(lacks).trim().is_empty() && *has != "actual_from"
        });
        if let Some((has, lacks)) = half {
            report.clash(
                "SW-E3408",
                &at.field(lacks),
                &at.field(has),
                format!("there is {has}, but no {lacks}"),
                format!("write {lacks} too"),
            );
        }
    }
    Some(Downtime {
        cause: cause?,
        planned: planned.map(|(from, to)| PlannedTimes { from, to }),
        actual: actual.map(|from| ActualTimes { from, to: until }),
        root_cause: cell("root_cause").into(),
        reason: cell("reason").into(),
        notified,
        defect: cell("defect").into(),
        participants: names(cell("participants").trim()),
        ..Downtime::new(cell("id"), on?, kind?)
    })
}

/// What it is on: exactly one of the columns says so.
fn target<'a>(
    at: &Place<'_>,
    cell: &impl Fn(&'static str) -> &'a str,
    report: &mut Report,
) -> Option<Target> {
    let kinds: [(&str, fn(String) -> Target); 4] = [
        ("environment", Target::Environment),
        ("component", Target::Component),
        ("resource", Target::Resource),
        ("participant", Target::Participant),
    ];
    let named = kinds.into_iter().filter(|(field, _)| !cell(field).is_empty());
    let mut given: Vec<Target> = named.map(|(field, make)| make(cell(field).into())).collect();
    match cell("everywhere").trim().to_ascii_lowercase().as_str() {
        "" | "no" | "false" | "0" => {}
        "yes" | "true" | "1" => given.push(Target::Everywhere),
        other => report.add(
            "SW-E3407",
            &at.field("everywhere"),
            format!("{} is neither yes nor no", quoted(other)),
            "write yes or no",
        ),
    }
    if given.len() != 1 {
        let message = format!("{} things are named that it is on", given.len());
        let remedy =
            "fill exactly one of environment, component, resource, participant, everywhere";
        report.add("SW-E3409", at, message, remedy);
    }
    given.pop()
}

/// The word that stands for a choice.
fn word(choice: impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A choice, in any case, with spaces or hyphens for underscores; what it is by default if nothing
/// is said.
fn read_word<T: DeserializeOwned + Default>(
    text: &str,
    at: &Place<'_>,
    report: &mut Report,
) -> Option<T> {
    if text.is_empty() {
        return Some(T::default());
    }
    let word = text.to_ascii_lowercase().replace([' ', '-'], "_");
    match serde_json::from_value(Value::String(word)) {
        Ok(choice) => Some(choice),
        Err(error) => {
            let message = format!("{} is none that can be chosen", quoted(text));
            let known = error.to_string();
            let known = known.split_once("expected ").map_or("one of docs/schema", |(_, of)| of);
            report.add("SW-E3407", at, message, format!("write {}", known.replace('`', "")));
            None
        }
    }
}

fn listed(names: &[String]) -> String {
    let plain = |name: &String| {
        !name.is_empty()
            && name.trim() == name
            && !name.contains([';', '\n'])
            && !name.starts_with('[')
    };
    if names.iter().all(plain) {
        names.join("; ")
    } else {
        serde_json::to_string(names).unwrap_or_default()
    }
}

fn names(text: &str) -> Vec<String> {
    let list = text.starts_with('[').then(|| serde_json::from_str(text).ok()).flatten();
    list.unwrap_or_else(|| {
        let parts = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
        parts.map(str::to_owned).collect()
    })
}
