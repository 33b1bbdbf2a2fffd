//! Random programmes, each with a plan, for holding answers against trying everything.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::model::ParticipantId;
use slotwise::{Plan, Problem, SolveOptions, solve};
use slotwise_tests::random::{mixes, programme, tapes};

/// Runs a property on so many random programmes with a plan, the same in each run, for each of
/// their participants.
pub fn each(
    name: &str,
    cases: u32,
    property: impl Fn(&Problem, &Plan, ParticipantId) -> Result<(), TestCaseError>,
) {
    let mut seed = [0; 32];
    seed[..name.len().min(32)].copy_from_slice(&name.as_bytes()[..name.len().min(32)]);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new_with_rng(config, rng).run(&(mixes(), tapes()), |(mix, tape)| {
        let problem = Problem::new(&programme(&mix, &tape)).expect("valid");
        let options = SolveOptions::default().with_threads(1).with_work_limit(300);
        let plan = solve(&problem, &options).expect("a plan").plan;
        for place in 0..problem.participants.len() {
            property(&problem, &plan, ParticipantId::new(place)).map_err(|error| {
                let json = serde_json::to_string(&problem.programme).unwrap_or_default();
                let id = &problem.programme.participants[place].id;
                TestCaseError::fail(format!("{id}: {error}\n{json}\n{plan:?}"))
            })?;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{name}: {error}");
    }
}
