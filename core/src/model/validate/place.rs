//! Where a value stands in a programme.

use std::fmt;

/// The lists and values of a programme in the order in which findings are told.
const ORDER: [&str; 21] = [
    "name",
    "calendar",
    "phases",
    "environments",
    "stages",
    "participants",
    "slots",
    "unavailability",
    "resources",
    "exclusive_groups",
    "rules",
    "entry",
    "announced",
    "outage_policy",
    "approved_versions",
    "regressions",
    "freezes",
    "gates",
    "objective",
    "assumptions",
    "programme",
];

/// The path to a value, such as `participants[12].routes[0]`. Made on the way down, and written out
/// only when there is something to tell.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    field: &'a str,
    index: Option<usize>,
}

impl<'a> Place<'a> {
    /// A value of the programme itself.
    pub fn top(field: &'a str) -> Self {
        Self { parent: None, field, index: None }
    }

    /// An item of a list of the programme.
    pub fn list(field: &'a str, index: usize) -> Self {
        Self { parent: None, field, index: Some(index) }
    }

    /// A field of the value here.
    pub fn field(&'a self, field: &'a str) -> Self {
        Self { parent: Some(self), field, index: None }
    }

    /// An item of a list of the value here.
    pub fn item(&'a self, field: &'a str, index: usize) -> Self {
        Self { parent: Some(self), field, index: Some(index) }
    }

    /// The place, written out to be kept.
    pub fn spot(&self) -> Spot {
        Spot { rank: self.rank(), path: self.to_string() }
    }

    /// What findings are sorted by.
    pub fn rank(&self) -> (usize, usize) {
        let mut top = self;
        while let Some(parent) = top.parent {
            top = parent;
        }
        let field = ORDER.iter().position(|field| *field == top.field).unwrap_or(ORDER.len());
        (field, top.index.map_or(0, |index| index + 1))
    }
}

/// A place that was written out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// What findings are sorted by.
    pub rank: (usize, usize),
    /// The path.
    pub path: String,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(out, "{parent}.")?;
        }
        out.write_str(self.field)?;
        match self.index {
            Some(index) => write!(out, "[{index}]"),
            None => Ok(()),
        }
    }
}
