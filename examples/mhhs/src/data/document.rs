//! Tables 1 and 3 to 6 of the document, dates as printed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de};
use slotwise::report::concurrency::PrintedRow;

use super::{DataError, rows};

/// An environment: Table 3's dates, Table 1's use.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvironmentRow {
    /// Canonical name.
    pub id: String,
    /// As printed.
    pub name: String,
    /// Table 1's phase; blank for SIT Staging.
    pub phase: Option<String>,
    /// Where the phase stands.
    pub phase_source: String,
    /// Table 3: first day.
    #[serde(deserialize_with = "required_date")]
    pub required_from: NaiveDate,
    /// Table 3: first day after.
    #[serde(deserialize_with = "required_date")]
    pub required_to: NaiveDate,
    /// Table 3: first day after Sandbox.
    #[serde(deserialize_with = "optional_date")]
    pub sandbox_end: Option<NaiveDate>,
    /// Where the dates stand.
    pub source: String,
    /// What it is for.
    #[serde(rename = "use")]
    pub purpose: String,
}

/// A stage: Table 1, with the end that notes give it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRow {
    /// Canonical name.
    pub id: String,
    /// For people.
    pub name: String,
    /// Table 1's phase.
    pub phase: Option<String>,
    /// Table 1's environment.
    pub environment: String,
    /// First day after, where a note gives it.
    #[serde(deserialize_with = "optional_date")]
    pub latest_end: Option<NaiveDate>,
    /// Where that stands.
    pub source: String,
}

/// What a kind of participation must keep running (§9.3).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Canonical name.
    pub id: String,
    /// For people.
    pub name: String,
    /// The table that counts its environments.
    pub table: String,
    /// Where it stands.
    pub source: String,
    /// Its environments.
    pub environments: Vec<ProfileEnvironment>,
}

/// An environment that a profile keeps running.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileEnvironment {
    /// The environment.
    pub environment: String,
    /// First day after, if before the environment's own end.
    #[serde(default, deserialize_with = "optional_date")]
    pub until: Option<NaiveDate>,
    /// Where that stands.
    #[serde(default)]
    pub source: String,
}

/// A table of concurrent environments as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTable {
    /// Its number in the document.
    pub number: String,
    /// The environments that have a column, in its order.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Printed>,
}

/// A row of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Dates, count and members.
    pub row: PrintedRow,
    /// The note beside it, in our words.
    pub notes: String,
}

impl PrintedTable {
    /// Reads `count,from,to,<environments>,notes`.
    pub(super) fn read(file: &str, number: &str, text: &str) -> Result<Self, DataError> {
        let records: Vec<BTreeMap<String, String>> = rows(file, text)?;
        let header = text.lines().next().unwrap_or_default();
        let columns: Vec<String> = (header.split(','))
            .filter(|name| !["count", "from", "to", "notes"].contains(name))
            .map(str::to_owned)
            .collect();
        let mut printed = Vec::new();
        for record in &records {
            let cell = |name: &str| record.get(name).map_or("", String::as_str);
            let date = |name: &str| {
                printed_date(cell(name))
                    .ok_or_else(|| DataError::new(file, format!("{:?} is not a date", cell(name))))
            };
            let mut members = BTreeSet::new();
            for column in &columns {
                match cell(column) {
                    "Y" => {
                        members.insert(column.clone());
                    }
                    "N" => {}
                    other => return Err(DataError::new(file, format!("{other:?} is not Y or N"))),
                }
            }
            printed.push(Printed {
                row: PrintedRow {
                    from: date("from")?,
                    to: if cell("to").is_empty() { None } else { Some(date("to")?) },
                    count: cell("count").parse().map_err(|error| DataError::new(file, error))?,
                    members,
                },
                notes: cell("notes").to_owned(),
            });
        }
        Ok(Self { number: number.to_owned(), columns, rows: printed })
    }

    /// Its rows without the notes.
    pub fn printed_rows(&self) -> Vec<PrintedRow> {
        self.rows.iter().map(|printed| printed.row.clone()).collect()
    }

    /// First day after the last row that marks the environment.
    pub fn end_of(&self, environment: &str) -> Option<NaiveDate> {
        (self.rows.iter())
            .filter(|printed| printed.row.members.contains(environment))
            .filter_map(|printed| printed.row.to)
            .max()
    }
}

/// A date as the document prints it: `23-Jul-23`.
pub fn printed_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%d-%b-%y").ok()
}

fn required_date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    printed_date(&text)
        .ok_or_else(|| de::Error::custom(format!("{text:?} is not a date such as 23-Jul-23")))
}

fn optional_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
    printed_date(&text)
        .map(Some)
        .ok_or_else(|| de::Error::custom(format!("{text:?} is not a date such as 23-Jul-23")))
}
