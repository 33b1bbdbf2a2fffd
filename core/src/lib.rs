//! Plans the test environments of large industry programmes: which tranche slots are opened, where
//! and when, and who goes into which.
//!
//! A [`Programme`] is the problem as people write it: environments, stages, participants, calendar,
//! in names and dates. [`Problem::new`] validates it, all findings at once, and turns it into
//! indices and working periods. [`solve()`] plans it: through a search and an integer program, level
//! by level of the [objective](model::Objective), every plan judged by the independent
//! [checker](mod@check) before it leaves. A programme that can't all be placed is no error: the
//! [`Outcome`] says who is not placed, and why.
//!
//! | to | see |
//! |---|---|
//! | describe a programme | [`model`], [`Programme::builder`] |
//! | read and write files | [`mod@format`] |
//! | plan, with limits, progress and cancelling | [`solve()`], [`SolveOptions`] |
//! | judge any plan | [`check::check`]; one from a spreadsheet, [`judge::judge`] |
//! | ask why, why not, and what would help | [`explain`] |
//! | say what happened to a programme | [`replan`] |
//! | compare what might happen, and draw outages at random | [`scenario`] |
//! | draw and tabulate a plan | [`report`] |
//!
//! # Example
//! ```
//! use chrono::NaiveDate;
//! use slotwise::model::{Calendar, Environment, Participant, Stage};
//! use slotwise::{Problem, Programme, SolveOptions, solve};
//!
//! let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! let calendar = Calendar::days("Europe/London", day(2, 26), day(6, 1));
//! let programme = Programme::builder("one supplier", calendar)
//!     .environments([Environment::new("SIT-B", day(2, 26), day(6, 1))])
//!     .stages([Stage::new("Migration", 10, ["SIT-B"])])
//!     .participants([Participant::new("Acme", ["Migration"])])
//!     .build()?;
//!
//! let problem = Problem::new(&programme)?;
//! let outcome = solve(&problem, &SolveOptions::default())?;
//! assert_eq!(outcome.gap(), 0.0);
//! let slot = outcome.plan.slots[0];
//! assert_eq!(problem.timeline.day(slot.span.start), day(2, 26));
//! assert_eq!(problem.timeline.day_after(slot.span.end), day(3, 9));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod calendar;
pub mod candidates;
pub mod check;
pub mod error;
pub mod explain;
pub mod format;
pub mod formulation;
pub mod judge;
pub mod model;
pub mod plan;
pub mod planner;
pub mod replan;
pub mod report;
pub mod scenario;
pub mod solver;

pub use calendar::Problem;
pub use error::Error;
pub use model::Programme;
pub use plan::{Plan, Score};
pub use planner::{Outcome, solve};
pub use solver::SolveOptions;

/// The README's example is tested too.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
