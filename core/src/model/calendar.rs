//! The calendar as data: zone, working days, hours, resolution, horizon.

use chrono::{NaiveDate, NaiveTime, Weekday};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::When;

/// When work happens, and in which unit it is counted.
///
/// A *working period* is the unit of every duration: one working day, half of one, or one hour of
/// one, by [`Resolution`]. Days that are not working days, and hours outside `working_hours`, do
/// not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// IANA time zone, such as `Europe/London`.
    pub zone: String,
    /// First day of the plan.
    #[serde(deserialize_with = "day")]
    pub from: NaiveDate,
    /// First day after the plan.
    #[serde(deserialize_with = "day")]
    pub to: NaiveDate,
    /// Days of the week on which work happens.
    #[serde(default = "monday_to_friday")]
    pub working_weekdays: Vec<DayOfWeek>,
    /// Days on which no work happens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Local clock times between which a working day runs; the whole day if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<Hours>,
    /// Local clock times between which the environments are supported (document §6.8). Binds the
    /// stages that ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_hours: Option<Hours>,
    /// Days of the week on which there is support; the working weekdays if left out (I-30).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_weekdays: Option<Vec<DayOfWeek>>,
    /// The length of a working period.
    #[serde(default)]
    pub resolution: Resolution,
}

/// A day without work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    #[serde(deserialize_with = "day")]
    pub date: NaiveDate,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Local clock times `[from, to)`; `00:00` as `to` is midnight at the day's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// First moment.
    #[serde(deserialize_with = "clock")]
    pub from: NaiveTime,
    /// First moment after.
    #[serde(deserialize_with = "clock")]
    pub to: NaiveTime,
}

/// The length of a working period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// A working day.
    #[default]
    Day,
    /// Half of the working hours.
    HalfDay,
    /// An hour of the working hours.
    Hour,
}

/// A day of the week, `mon` to `sun` in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayOfWeek(pub Weekday);

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Serialize for DayOfWeek {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(DAYS[self.0.num_days_from_monday() as usize])
    }
}

impl<'de> Deserialize<'de> for DayOfWeek {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let known = DAYS.iter().find(|day| **day == text).and_then(|day| day.parse().ok());
        known.map(Self).ok_or_else(|| {
            de::Error::custom(format!("{text:?} is not a weekday; write mon to sun"))
        })
    }
}

impl JsonSchema for DayOfWeek {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DayOfWeek".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A day of the week.", "type": "string", "enum": DAYS })
    }
}

/// A day; `chrono`'s own message does not say what was read, nor what to write.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    text.parse()
        .map_err(|_| de::Error::custom(format!("{text:?} is not a day; write it as 2024-02-26")))
}

/// A clock time, likewise.
fn clock<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| {
        de::Error::custom(format!("{text:?} is not a clock time; write it as 08:00:00"))
    })
}

fn monday_to_friday() -> Vec<DayOfWeek> {
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].map(DayOfWeek).to_vec()
}

impl Calendar {
    /// Days `[from, to)`, Monday to Friday, whole days, no holidays.
    pub fn days(zone: impl Into<String>, from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            zone: zone.into(),
            from,
            to,
            working_weekdays: monday_to_friday(),
            holidays: Vec::new(),
            working_hours: None,
            support_hours: None,
            support_weekdays: None,
            resolution: Resolution::Day,
        }
    }

    /// The same calendar with work on all seven days of the week.
    pub fn every_day(mut self) -> Self {
        self.working_weekdays =
            DAYS.iter().filter_map(|day| day.parse().ok()).map(DayOfWeek).collect();
        self
    }
}

/// A span of days or moments, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
}

impl Dates {
    /// The span `[from, to)`.
    pub fn new(from: impl Into<When>, to: impl Into<When>) -> Self {
        Self { from: from.into(), to: to.into() }
    }
}
