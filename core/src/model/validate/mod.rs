//! Everything that is wrong with a programme, at once.

use super::{Findings, Programme};

impl Programme {
    /// All findings, in the order of their places: errors and warnings.
    pub fn validate(&self) -> Findings {
        Findings::default()
    }
}
