//! Explanations for people and programs: what each kind says, in pieces that the reports'
//! renderers show.

mod conflict;
mod contradiction;
mod recommend;
mod relax;
mod score;
mod why_not;

use crate::report::show::headings;
/// An explanation that can be shown: the same trait as the reports'.
pub use crate::report::show::{Block, Show as Explain};
