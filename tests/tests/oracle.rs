//! The planner against an oracle that tries all plans: the same value at every level, and proven.
//!
//! 1,000 programmes in all, the same ones in each run. `ORACLE_CASES=5000` takes so many per test
//! instead, and `ORACLE_SEED=7` others.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use slotwise::check::check;
use slotwise::model::RuleKind;
use slotwise::solver::Status;
use slotwise::{SolveOptions, solve};
use slotwise_tests::oracle::best;
use slotwise_tests::random::{Mix, mixes, problem, tapes};

const PER_RULE: u32 = 55;
const MIXED: u32 = 340;

/// What the planner says of the problem is what the oracle says.
fn agree(mix: &Mix, tape: &[u8]) -> Result<(), TestCaseError> {
    let problem = problem(mix, tape)
        .map_err(|findings| TestCaseError::fail(format!("not valid: {findings}")))?;
    let best = best(&problem).expect("slots by hand are drawn so that they keep the rules");
    let outcome = solve(&problem, &SolveOptions::default().with_threads(1))
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let told = || {
        format!(
            "oracle {:?}\nplanner {:?}\noracle's plan {:?}\nplanner's plan {:?}\n{}",
            best.values,
            outcome.levels,
            best.plan,
            outcome.plan,
            serde_json::to_string(&problem.programme).unwrap_or_default()
        )
    };
    prop_assert!(check(&problem, &outcome.plan).is_empty(), "{}", told());
    prop_assert_eq!(&outcome.score.values(), &best.values, "{}", told());
    prop_assert_eq!(outcome.status, Status::Optimal, "{}", told());
    for (level, value) in outcome.levels.iter().zip(&best.values) {
        prop_assert_eq!((level.value, level.bound), (*value, *value), "{}", told());
    }
    // Stopped at once: the bound by prices and the plan found are on either side of the best.
    let stopped = solve(&problem, &SolveOptions::default().with_threads(1).with_work_limit(1))
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert!(stopped.score.values() >= best.values, "{:?}\n{}", stopped.levels, told());
    prop_assert!(stopped.levels[0].bound <= best.values[0], "{:?}\n{}", stopped.levels, told());
    Ok(())
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn compare(name: &str, cases: u32, mixes: impl Strategy<Value = Mix>) {
    let config = Config {
        cases: number("ORACLE_CASES").map_or(cases, |cases| cases as u32),
        failure_persistence: None,
        ..Config::default()
    };
    let mut seed = [0; 32];
    seed[..name.len().min(24)].copy_from_slice(&name.as_bytes()[..name.len().min(24)]);
    seed[24..].copy_from_slice(&number("ORACLE_SEED").unwrap_or(0).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&(mixes, tapes()), |(mix, tape)| agree(&mix, &tape));
    match result {
        // The tape says nothing to people: the programme is told with the reason.
        Err(TestError::Fail(reason, (mix, _))) => panic!("{name}: {mix:?}: {reason}"),
        Err(TestError::Abort(reason)) => panic!("{name}: {reason}"),
        Ok(()) => {}
    }
}

macro_rules! alone {
    ($($name:ident: $rule:ident,)*) => {$(
        #[test]
        fn $name() {
            compare(stringify!($name), PER_RULE, Just(Mix::only(RuleKind::$rule)));
        }
    )*};
}

alone! {
    demand_alone: Demand,
    slot_alone: Slot,
    window_alone: Window,
    unavailable_alone: Unavailable,
    exclusive_alone: Exclusive,
    capacity_alone: Capacity,
    order_alone: Order,
    prerequisite_alone: Prerequisite,
    readiness_alone: Readiness,
    participant_alone: Participant,
    gate_alone: Gate,
    reliance_alone: Reliance,
    resource_alone: Resource,
    support_alone: Support,
    approval_alone: Approval,
    release_alone: Release,
    movable_alone: Movable,
    freeze_alone: Freeze,
}

#[test]
fn mixed() {
    compare("mixed", MIXED, mixes());
}
