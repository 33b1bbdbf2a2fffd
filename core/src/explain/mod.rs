//! Reasons, in the programme's own words: data first, and then as text, HTML or JSON.
//!
//! | question | function | others |
//! |---|---|---|
//! | why is somebody not placed, as far as single rules say | [`screen`] | – |
//! | why can't somebody be placed beside the plan as it is | [`why_unplaced`] | stay |
//! | can somebody be placed if others make room | [`can_be_placed`] | move |
//! | why can't somebody be placed even then | [`why_excluded`] | move |
//! | why is somebody not in that slot, and what would it cost | [`why_not()`] | stay |
//! | which slots would be best | [`recommend()`] | stay |
//! | what is the least that would have to change | [`relax()`] | stay, or move |
//! | what is the plan worth, and through whom | [`score()`], [`score_difference`] | – |
//! | what of the programme contradicts itself | [`contradictions`] | move |
//!
//! Every answer is plain data in names and dates, and an [`Explain`]. Where others *stay*, they keep
//! the slots that they have in the plan, and the answer is exact; where they may *move*, the problem
//! is planned anew, by a solver that the caller gives
//! ([`planner::solver`](crate::planner::solver)).
//!
//! Which rules a plan breaks is said by the [checker](mod@crate::check) alone, so that each rule
//! counts in each answer. How a rule is worded, and which of its facts can be taken out, stands in a
//! file of its name.

mod anew;
mod ask;
mod beside;
pub mod conflict;
mod contradiction;
pub mod data;
mod excluded;
mod facts;
mod names;
mod offers;
pub mod recommend;
pub mod relax;
pub mod relaxation;
pub mod render;
mod rules;
pub mod score;
pub mod screen;
pub mod why_not;

pub use anew::{IfOthersMove, Possible, Solved, Solver, can_be_placed};
pub use ask::SlotRef;
pub use conflict::{Conflict, facts as facts_about, why_unplaced};
pub use contradiction::{Contradiction, Contradictions, contradictions};
pub use data::{Amount, LevelChange, Move, SlotName};
pub use excluded::why_excluded;
pub use facts::Fact;
pub use recommend::{Recommendation, Recommended, recommend};
pub use relax::{RelaxOptions, Relaxations, Way, relax};
pub use relaxation::{End, Prices, Relaxation, apply};
pub use render::{Block, Explain};
pub use rules::BrokenRule;
pub use score::{
    LevelDifference, LevelExplanation, Part, ScoreDifference, ScoreExplanation, TermDifference,
    TermExplanation, Whose, score, score_difference,
};
pub use why_not::{WhyNot, WhyNotAnswer, why_not};
