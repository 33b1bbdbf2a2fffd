//! Judges plans: whether each rule is kept, and if not, how.
//!
//! It shares nothing with the planner but the problem itself, and takes any [`Plan`] value, however
//! wrong: plans that people made, or that were read from a file.

mod approval;
mod capacity;
mod demand;
mod exclusive;
mod facts;
mod freeze;
mod gate;
mod movable;
mod order;
mod participant;
mod prerequisite;
mod readiness;
mod release;
mod reliance;
mod resource;
mod slot;
mod support;
mod unavailable;
pub mod violation;
mod window;
mod words;

pub use violation::Violation;

use crate::calendar::Problem;
use crate::plan::Plan;
use facts::Facts;

/// Every way in which the plan breaks a rule of the problem: by rule, then in the order of the
/// plan. Empty if and only if the plan keeps all rules.
///
/// One mistake is told once: a rule looks only at those parts of the plan that mean something. A
/// slot without a known stage, environment and span counts for the rule `slot` alone; a visit that
/// is not a step of its participant's route in a slot of that step's stage for `demand` alone.
/// Where many slots stand in one another's way, each is told against the one before it of each
/// stage that ends last, not against all.
///
/// ```
/// use chrono::NaiveDate;
/// use slotwise::check::check;
/// use slotwise::model::{Calendar, Environment, Participant, RuleKind, Stage};
/// use slotwise::{Plan, Problem, Programme};
///
/// let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
/// let mut programme = Programme::new("one", Calendar::days("Europe/London", day(8), day(13)));
/// programme.environments.push(Environment::new("UIT", day(8), day(13)));
/// programme.stages.push(Stage::new("Qualification", 2, ["UIT"]));
/// programme.participants.push(Participant::new("Acme", ["Qualification"]));
/// let problem = Problem::new(&programme).unwrap();
///
/// // Nobody is placed: no rule asks for more.
/// assert!(check(&problem, &Plan::default()).is_empty());
///
/// // A slot of three days of a stage that takes two.
/// let plan: Plan = serde_json::from_str(
///     r#"{ "slots": [{ "stage": 0, "environment": 0, "span": { "start": 1, "end": 4 },
///          "by_hand": null }], "assignments": [] }"#,
/// )
/// .unwrap();
/// let violations = check(&problem, &plan);
/// assert_eq!(violations.len(), 1);
/// assert_eq!(violations[0].rule, RuleKind::Slot);
/// ```
pub fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let facts = Facts::new(problem, plan);
    let mut found = Vec::new();
    // In the order of `RuleKind::ALL`.
    demand::judge(&facts, &mut found);
    slot::judge(&facts, &mut found);
    window::judge(&facts, &mut found);
    unavailable::judge(&facts, &mut found);
    exclusive::judge(&facts, &mut found);
    capacity::judge(&facts, &mut found);
    order::judge(&facts, &mut found);
    prerequisite::judge(&facts, &mut found);
    readiness::judge(&facts, &mut found);
    participant::judge(&facts, &mut found);
    gate::judge(&facts, &mut found);
    reliance::judge(&facts, &mut found);
    resource::judge(&facts, &mut found);
    support::judge(&facts, &mut found);
    approval::judge(&facts, &mut found);
    release::judge(&facts, &mut found);
    movable::judge(&facts, &mut found);
    freeze::judge(&facts, &mut found);
    found
}
