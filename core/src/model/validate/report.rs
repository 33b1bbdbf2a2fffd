//! Collects findings.

use std::borrow::Cow;

use super::place::{Place, Spot};
use crate::model::{Finding, Findings, Severity};

/// Findings on their way, each with what they are sorted by.
#[derive(Debug, Default)]
pub struct Report(Vec<((usize, usize), Finding)>);

impl Report {
    /// Adds a finding.
    pub fn add(
        &mut self,
        code: &'static str,
        at: &Place<'_>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.0.push((at.rank(), Finding::new(code, at.to_string(), message, remedy)));
    }

    /// Adds a finding about two values that clash: the second place is the other one.
    pub fn clash(
        &mut self,
        code: &'static str,
        at: &Place<'_>,
        other: &Place<'_>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let finding = Finding::new(code, at.to_string(), message, remedy);
        self.0.push((at.rank(), finding.with_other(other.to_string())));
    }

    /// Adds a finding about values whose places were written out before.
    pub fn clash_at(
        &mut self,
        code: &'static str,
        at: &Spot,
        other: Option<&Spot>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let mut finding = Finding::new(code, &at.path, message, remedy);
        finding.other = other.map(|spot| spot.path.clone());
        self.0.push((at.rank, finding));
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is an error about the value, or about what is in it.
    pub fn has_errors_in(&self, top: &Place<'_>) -> bool {
        let rank = top.rank().0;
        self.0
            .iter()
            .any(|((field, _), finding)| *field == rank && finding.severity() == Severity::Error)
    }

    /// All findings, in the order of their places.
    pub fn into_findings(mut self) -> Findings {
        self.0.sort_by_key(|(rank, _)| *rank);
        Findings(self.0.into_iter().map(|(_, finding)| finding).collect())
    }
}

/// A name as it stands in a message, in quotes, cut short if it is long.
pub fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// A value as it stands in a message, cut short if it is long.
pub fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
