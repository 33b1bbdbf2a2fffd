//! Colours of stages.

use crate::model::StageId;

/// Paul Tol's "light" scheme: told apart with any colour vision, and black text is readable on
/// each (<https://personal.sron.nl/~pault/>). Its grey is left for what is closed.
const LIGHT: [&str; 8] =
    ["#77aadd", "#ee8866", "#44bb99", "#eedd88", "#ffaabb", "#bbcc33", "#99ddff", "#aaaa00"];

/// How a stage's bars are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageColour {
    /// The colour.
    pub fill: &'static str,
    /// A pattern over it, once the colours have been used up: id in the picture's definitions.
    pub pattern: Option<&'static str>,
}

/// The colour of a stage: the same in every picture of a programme.
pub fn of(stage: StageId) -> StageColour {
    let round = stage.index() / LIGHT.len() % (PATTERNS.len() + 1);
    StageColour {
        fill: LIGHT[stage.index() % LIGHT.len()],
        pattern: round.checked_sub(1).map(|pattern| PATTERNS[pattern]),
    }
}

/// Ids of the patterns that tell further rounds of colours apart.
pub const PATTERNS: [&str; 3] = ["slotwise-stripes", "slotwise-dots", "slotwise-rules"];
