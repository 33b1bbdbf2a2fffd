//! What the document does not give: each value with its name and reason.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use slotwise::model::{Assumption, Cause, DayOfWeek, Exclusivity, Hours, Target, Term};

use super::{DataError, Kind, json};

const FILE: &str = "assumptions.json";

/// The list, as it stands in the file.
#[derive(Clone, Debug, Default)]
pub struct Assumptions(pub Vec<Entry>);

/// One assumption.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What it is.
    pub name: String,
    /// The gap of the document that it fills, by the name under which it is reported.
    pub gap: String,
    /// What was chosen.
    pub value: Value,
    /// Why.
    pub reason: String,
}

/// The list in types. The choices that the document's contradictions ask for are `None` until
/// somebody makes them; everything else is required.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// The calendar's days.
    pub horizon: Span,
    /// Days of the week on which work happens.
    pub working_weekdays: Vec<DayOfWeek>,
    /// Clock times of the working day.
    pub working_hours: Option<Hours>,
    /// Days of the week on which there is support (I-30).
    pub support_weekdays: Vec<DayOfWeek>,
    /// Whether slots start and end inside support cover.
    pub support_needed: bool,
    /// When SIT-B ends (I-01).
    pub sit_b_end: Option<NaiveDate>,
    /// When Operational ends (I-02).
    pub operational_end: NaiveDate,
    /// When row 1 of Table 6 ends (I-03).
    pub table_6_row_1_end: Option<NaiveDate>,
    /// Whether the last day printed belongs to a window (I-06).
    pub end_inclusive: bool,
    /// When Functional may begin (I-09).
    pub functional_from: NaiveDate,
    /// Who has CSS (I-12).
    pub css_owner: Option<String>,
    /// How many test instances DCC has (I-13).
    pub dcc_instances: Option<usize>,
    /// What a dash in Table 8 means (I-16).
    pub dash_in_table_8: Tristate,
    /// How unknown cells of Table 8 are taken, by environment (I-11, I-17).
    pub unknown: BTreeMap<&'static str, Tristate>,
    /// What may run side by side in UIT (I-20).
    pub uit_exclusivity: Option<Exclusivity>,
    /// When Sandbox may begin (I-20).
    pub sandbox_from: NaiveDate,
    /// What must be complete before Sandbox (I-22).
    pub sandbox_prerequisite: Vec<String>,
    /// Slots, by stage.
    pub stages: BTreeMap<String, StageParameters>,
    /// Most roles at a time, by environment.
    pub capacities: BTreeMap<&'static str, i64>,
    /// Working days between two stages in SIT-B.
    pub changeover_sit_b: i64,
    /// The SIT stages that each kind takes, in order.
    pub sit_stages: BTreeMap<Kind, Vec<String>>,
    /// Who may re-test in SIT Staging before Qualification (I-10).
    pub staging_before_qualification: Vec<Kind>,
    /// What Qualification costs who may choose.
    pub sit_or_qualification_penalty: f64,
    /// The stage that the Core Systems Providers take in one slot.
    pub core_together: String,
    /// When nothing runs.
    pub freeze: Vec<Span>,
    /// When suppliers cannot test.
    pub supplier_blackouts: Vec<Span>,
    /// Maintenance, by name.
    pub maintenance: BTreeMap<&'static str, Maintenance>,
    /// What counts once everybody is placed who can be: weight of each term.
    pub objective: BTreeMap<Term, f64>,
    /// How long the list of participants is.
    pub participant_list: Roster,
}

/// Days `[from, to)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// First day after.
    pub to: NaiveDate,
}

/// How something that the document leaves open is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tristate {
    /// As yes.
    Yes,
    /// As no.
    No,
    /// Left open, which keeps who depends on it out of the plan.
    #[default]
    Unknown,
}

/// The slots of a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageParameters {
    /// Working days.
    pub length: i64,
    /// Roles in a slot.
    pub capacity: i64,
    /// Slots may start on every so many weeks' same weekday,
    pub every_weeks: usize,
    /// counted from this day.
    pub first: NaiveDate,
    /// Whether slots may overlap.
    pub overlap: bool,
    /// Working days that a slot may lose to unavailability and make up for; with 0 it avoids it.
    pub pause: i64,
}

/// A maintenance that comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maintenance {
    /// What it takes away.
    pub on: Option<Target>,
    /// What it is.
    pub cause: Cause,
    /// Its first day, the first time.
    pub first: NaiveDate,
    /// It comes back after so many weeks,
    pub every_weeks: usize,
    /// takes so many days,
    pub days: u64,
    /// and stops before this day.
    pub until: NaiveDate,
}

/// How long the list of participants is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// Organisations.
    pub organisations: usize,
    /// Roles that they hold together.
    pub roles: usize,
}

impl Assumptions {
    pub(super) fn read(text: &str) -> Result<Self, DataError> {
        json(FILE, text).map(Self)
    }

    /// The same list without one entry, as if nobody had decided it.
    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|entry| entry.name != name).cloned().collect())
    }

    /// The same list with another value for one entry.
    pub fn with(&self, name: &str, value: impl Into<Value>) -> Self {
        let mut list = self.clone();
        if let Some(entry) = list.0.iter_mut().find(|entry| entry.name == name) {
            entry.value = value.into();
        }
        list
    }

    /// As the library prints them with a plan.
    pub fn for_plan(&self) -> Vec<Assumption> {
        (self.0.iter())
            .map(|entry| Assumption {
                name: entry.name.clone(),
                value: plain(&entry.value),
                reason: format!("{}: {}", entry.gap, entry.reason),
            })
            .collect()
    }

    /// The list in types.
    ///
    /// # Errors
    /// Everything that is missing, unreadable, stated twice or read by nobody.
    pub fn parameters(&self, stages: &[super::StageRow]) -> Result<Parameters, DataError> {
        let mut read = Reader::new(&self.0);
        for name in [
            "holidays",
            "opening_on_a_day_off",
            "selection",
            "tranches",
            "size",
            "connectivity_proving",
            "reliance",
        ] {
            read.noted(name);
        }
        let parameters = Parameters {
            horizon: read.required("horizon"),
            working_weekdays: read.required("working_weekdays"),
            working_hours: read.required("working_hours"),
            support_weekdays: read.required("support_weekdays"),
            support_needed: read.required("support_needed"),
            sit_b_end: read.choice("sit_b_end"),
            operational_end: read.required("operational_end"),
            table_6_row_1_end: read.choice("table_6_row_1_end"),
            end_inclusive: read.required("end_inclusive"),
            functional_from: read.required("functional_from"),
            css_owner: read.choice("css_owner"),
            dcc_instances: read.choice("dcc_instances"),
            dash_in_table_8: read.required("dash_in_table_8"),
            unknown: BTreeMap::from([
                ("SIT_STAGING", read.required("unknown_staging")),
                ("SIT_A", read.required("unknown_sit")),
                ("SIT_B", read.required("unknown_sit")),
                ("UIT", read.required("unknown_uit")),
            ]),
            uit_exclusivity: read.choice("uit_exclusivity"),
            sandbox_from: read.required("sandbox_from"),
            sandbox_prerequisite: read.required("sandbox_prerequisite"),
            stages: (stages.iter())
                .map(|stage| (stage.id.clone(), read.required(&format!("stage.{}", stage.id))))
                .collect(),
            capacities: BTreeMap::from([
                ("SIT_A", read.required("capacity.SIT_A")),
                ("UIT", read.required("capacity.UIT")),
            ]),
            changeover_sit_b: read.required("changeover.SIT_B"),
            sit_stages: read.required("sit_stages"),
            staging_before_qualification: read.required("staging_before_qualification"),
            sit_or_qualification_penalty: read.required("sit_or_qualification_penalty"),
            core_together: read.required("core_together"),
            freeze: read.required("freeze"),
            supplier_blackouts: read.required("supplier_blackouts"),
            maintenance: ["SIT_STAGING", "SIT_A", "SIT_B", "UIT", "DIP"]
                .map(|name| (name, read.required(&format!("maintenance.{name}"))))
                .into(),
            objective: read.required("objective"),
            participant_list: read.required("participant_list"),
        };
        read.finish().map(|()| parameters)
    }
}

/// A value as people write it, without JSON's punctuation.
fn plain(value: &Value) -> String {
    let joined = |parts: Vec<String>, by: &str| parts.join(by);
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            joined(items.iter().map(plain).collect(), "; ")
        }
        Value::Array(items) => joined(items.iter().map(plain).collect(), ", "),
        Value::Object(fields) => {
            let nested = fields.values().any(|value| value.is_array() || value.is_object());
            let parts = fields.iter().map(|(name, value)| format!("{name} {}", plain(value)));
            joined(parts.collect(), if nested { "; " } else { ", " })
        }
        other => other.to_string(),
    }
}

/// Reads entries by name, and keeps what is wrong until the end: a caller is told everything that
/// is missing at once (I-26).
struct Reader<'a> {
    entries: BTreeMap<&'a str, &'a Value>,
    unread: BTreeSet<&'a str>,
    problems: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(list: &'a [Entry]) -> Self {
        let mut problems = Vec::new();
        let mut entries = BTreeMap::new();
        for entry in list {
            if entries.insert(entry.name.as_str(), &entry.value).is_some() {
                problems.push(format!("{} is stated twice", entry.name));
            }
        }
        Self { unread: entries.keys().copied().collect(), entries, problems }
    }

    fn value<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = *self.entries.get(name)?;
        self.unread.remove(name);
        match serde_json::from_value(value.clone()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(format!("{name} is {value}: {error}"));
                None
            }
        }
    }

    fn choice<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        self.value(name)
    }

    fn required<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        if !self.entries.contains_key(name) {
            self.problems.push(format!("{name} is missing (I-26): nothing is assumed silently"));
        }
        self.value(name).unwrap_or_default()
    }

    /// An assumption that says how the data was made, and changes no number by itself.
    fn noted(&mut self, name: &str) {
        let _: Value = self.required(name);
    }

    fn finish(mut self) -> Result<(), DataError> {
        let unread = self.unread.iter().map(|name| format!("{name} is read by nobody"));
        self.problems.extend(unread);
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(DataError { file: FILE.to_owned(), problems: self.problems })
    }
}
