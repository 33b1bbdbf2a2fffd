//! What CSV files of plans and of logs share: columns by name, dates, broken lines.

use std::collections::BTreeMap;

use csv::{StringRecord, Terminator, Writer, WriterBuilder};

use crate::model::When;
use crate::model::validate::{Place, Report, Speller, quoted};

/// By name of a column: its place.
pub(super) type Columns = BTreeMap<&'static str, usize>;

/// Where each column stands; names in any case. `None` if a name is unknown, there twice, or needed
/// but missing.
pub(super) fn columns(
    headers: &StringRecord,
    all: &[&'static str],
    needed: &[&'static str],
    report: &mut Report,
) -> Option<Columns> {
    let mut columns = BTreeMap::new();
    let at = Place::list("line", 1);
    let mut sound = true;
    for (place, header) in headers.iter().enumerate() {
        let named = all.iter().find(|name| header.trim().eq_ignore_ascii_case(name));
        let Some(&name) = named else {
            let remedy = match Speller::default().nearest(header, all.iter().copied()) {
                Some(name) => format!("did you mean {name}?"),
                None => format!("the columns are {}, with commas between", all.join(",")),
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
    for name in needed {
        if !columns.contains_key(name) {
            let message = format!("there is no column {name}");
            report.add("SW-E1008", &at, message, format!("add {name} to the first line"));
            sound = false;
        }
    }
    sound.then_some(columns)
}

/// A day or moment in a cell.
pub(super) fn date(text: &str, at: &Place<'_>, report: &mut Report) -> Option<When> {
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

/// A line that is none.
pub(super) fn broken(error: &csv::Error, line: usize, report: &mut Report) {
    let line = error.position().map_or(line, |at| at.line() as usize);
    report.add(
        "SW-E1009",
        &Place::list("line", line),
        error.to_string(),
        "give each line as many values as the first one, in quotes where they hold commas",
    );
}

/// Writes to memory, with line feeds alone.
pub(super) fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new())
}

/// Writing to memory does not fail.
pub(super) fn put(writer: &mut Writer<Vec<u8>>, fields: &[&str]) {
    let written = writer.write_record(fields);
    debug_assert!(written.is_ok(), "{written:?}");
}

/// What was written, below the names of the columns.
pub(super) fn written(columns: &[&str], writer: Writer<Vec<u8>>) -> String {
    let rows = writer.into_inner().unwrap_or_default();
    format!("{}\n{}", columns.join(","), String::from_utf8_lossy(&rows))
}
