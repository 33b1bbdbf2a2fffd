//! Half-open spans of working periods.

use serde::{Deserialize, Serialize};

/// Working periods `[start, end)`, counted from the calendar's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First period.
    pub start: u32,
    /// First period after.
    pub end: u32,
}

impl Span {
    /// `[start, end)`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Number of periods.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no period.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share a period.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies inside this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the period lies inside.
    pub fn holds(self, period: u32) -> bool {
        self.start <= period && period < self.end
    }

    /// The periods that both hold; empty if none.
    pub fn intersection(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }
}

/// The same periods as sorted, disjoint, non-touching spans.
pub fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
