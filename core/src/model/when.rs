//! A day or a moment, as people write it.

use std::fmt;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, or a moment with its offset from UTC.
///
/// A day stands for its first moment in the programme's zone, so spans `[from, to)` of days are
/// half-open: `to` is the first day that is no longer in (document T4–T6, see D-02).
///
/// In text: `2024-02-26`, or `2024-02-26T08:00:00+00:00`. A moment without an offset can be read
/// ([`When::Naive`]) so that validation can name it and its path, but never passes validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// A day in the programme's zone.
    Day(NaiveDate),
    /// A moment with an offset, which must be the one of the programme's zone then.
    Moment(DateTime<FixedOffset>),
    /// A moment without an offset: refused by validation.
    Naive(NaiveDateTime),
}

impl When {
    /// Reads `YYYY-MM-DD`, or RFC 3339 with or without offset.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(Self::Day(day));
        }
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Moment(moment));
        }
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .map(Self::Naive)
    }

    /// The date as written, whatever the kind.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date_naive(),
            Self::Naive(moment) => moment.date(),
        }
    }

    /// Seconds since 1970 UTC: of a day's first moment in the zone, or of the moment.
    pub fn seconds(self, zone: Tz) -> i64 {
        match self {
            Self::Day(day) => local_seconds(zone, day.and_time(NaiveTime::MIN)),
            Self::Moment(moment) => moment.timestamp(),
            Self::Naive(moment) => local_seconds(zone, moment),
        }
    }
}

/// Seconds since 1970 UTC of a local date and time: the earlier where clocks are put back, the
/// first that exists after where they are put forward.
pub(crate) fn local_seconds(zone: Tz, local: NaiveDateTime) -> i64 {
    // A clock change skips at most a few hours, but Samoa once skipped a day.
    (0..=48)
        .filter_map(|halves| local.checked_add_signed(Duration::minutes(30 * halves)))
        .find_map(|at| zone.from_local_datetime(&at).earliest())
        .map_or_else(|| local.and_utc().timestamp(), |moment| moment.timestamp())
}

impl From<NaiveDate> for When {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<DateTime<FixedOffset>> for When {
    fn from(moment: DateTime<FixedOffset>) -> Self {
        Self::Moment(moment)
    }
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(out, "{day}"),
            Self::Moment(moment) => out.write_str(&moment.to_rfc3339()),
            Self::Naive(moment) => write!(out, "{}", moment.format("%Y-%m-%dT%H:%M:%S")),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!(
                "{text:?} is not a date; write 2024-02-26, or 2024-02-26T08:00:00+00:00 for a moment"
            ))
        })
    }
}

impl JsonSchema for When {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day (2024-02-26, its first moment in the programme's zone), or a moment with the zone's offset (2024-02-26T08:00:00+00:00).",
            "type": "string",
            "anyOf": [{ "format": "date" }, { "format": "date-time" }]
        })
    }
}
