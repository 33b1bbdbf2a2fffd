//! What if: named scenarios compared, and outages drawn at random.
//!
//! A [`Scenario`] is a name and a list of [changes](crate::replan::Change), of the programme or of
//! another scenario. [`compare`] plans each and tells them side by side; an [`Evaluator`] plans them one
//! at a time, for those that are too many for one list. [`risk()`] draws outages from an
//! [`OutageModel`] and says how late a plan may end.
//!
//! ```
//! use chrono::NaiveDate;
//! use slotwise::model::{Calendar, Environment, Participant, Stage};
//! use slotwise::replan::{Change, ParticipantLeft};
//! use slotwise::scenario::{Scenario, ScenarioOptions, compare};
//! use slotwise::{Problem, Programme};
//!
//! let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
//! let programme = Programme::builder("one", Calendar::days("Europe/London", day(8), day(27)))
//!     .environments([Environment::new("UIT", day(8), day(27))])
//!     .stages([Stage::new("Qualification", 3, ["UIT"]).with_capacity(0, 1)])
//!     .participants(["Acme", "Bolt"].map(|id| Participant::new(id, ["Qualification"])))
//!     .build()?;
//! let left = Change::ParticipantLeft(ParticipantLeft { participant: "Bolt".into() });
//! let scenarios = [Scenario::new("without Bolt", [left])];
//! let compared =
//!     compare(&Problem::new(&programme)?, None, &scenarios, &ScenarioOptions::default())?;
//! assert_eq!(compared.rows[0].scenario, "baseline");
//! assert_eq!(compared.rows[1].finish, Some(day(10)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod carry;
mod compare;
mod evaluate;
mod picture;
pub mod risk;
mod row;
mod show;
mod tree;

pub use compare::{Compared, Comparison, MAX_SCENARIOS, compare, compare_with};
pub use evaluate::{Evaluated, Evaluator, ScenarioOptions, Told};
pub use risk::{OutageModel, OutageSource, Risk, RiskOptions, risk};
pub use row::{ScenarioLevel, ScenarioRow};
pub use tree::{BASELINE, Scenario};
