//! What explanations are made of: values, slots and moves in the programme's own words.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::When;
use crate::report::words::millionths;

/// An exact number of millionths, as scores are counted; a decimal number in files and texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

impl Amount {
    /// From thousandths.
    pub fn thousandths(value: i64) -> Self {
        Self(value.saturating_mul(1000))
    }

    /// As a floating-point number: the nearest there is.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// With its sign also where it is positive: `+2.5`, `-1`, `0`.
    pub fn signed(self) -> String {
        if self.0 > 0 { format!("+{self}") } else { self.to_string() }
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&millionths(self.0))
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self(0), Add::add)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self((f64::deserialize(from)? * 1e6).round() as i64))
    }
}

/// A slot, open or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotName {
    /// That of the slot given by hand that it is, else `environment/stage/start`.
    pub id: String,
    /// The stage that it is for.
    pub stage: String,
    /// Where it runs.
    pub environment: String,
    /// Its first day or moment.
    pub from: When,
    /// The first day or moment after.
    pub to: When,
    /// When it runs, in words.
    pub dates: String,
}

impl fmt::Display for SlotName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in {}, {}", self.stage, self.environment, self.dates)
    }
}

/// Where a participant is for a stage before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Who.
    pub participant: String,
    /// For which stage.
    pub stage: String,
    /// Where and when it was; `None` if it did not take the stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SlotName>,
    /// Where and when it is; `None` if it does not take the stage any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<SlotName>,
}

/// What a change costs at one level of the objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelChange {
    /// Name of the level.
    pub level: String,
    /// Its value before.
    pub before: Amount,
    /// Its value after.
    pub after: Amount,
    /// What it grew by; less is better.
    pub change: Amount,
}

/// The first level that differs decides; `None` if none does.
pub fn decisive(levels: &[LevelChange]) -> Option<&LevelChange> {
    levels.iter().find(|level| !level.change.is_zero())
}
