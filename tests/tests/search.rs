//! The search on random programmes of all rules: its plans keep every rule, repeat, use what can be
//! used of a plan to start from, and are nearly always as good as a plan can be.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::candidates::Candidates;
use slotwise::check::check;
use slotwise::solver::improve::{SearchBudget, search};
use slotwise::{Plan, Problem, Score};
use slotwise_tests::oracle::best;
use slotwise_tests::random::{mixes, programme, tapes};

const STEPS: u64 = 300;

fn run(cases: u32, test: impl Fn(&Problem) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&(mixes(), tapes()), |(mix, tape)| {
        let programme = programme(&mix, &tape);
        let problem = Problem::new(&programme)
            .map_err(|findings| TestCaseError::fail(format!("not valid: {findings}")))?;
        test(&problem).map_err(|error| {
            let text = serde_json::to_string(&programme).unwrap_or_default();
            TestCaseError::fail(format!("{error}\n{text}"))
        })
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The plan found, after every report has been looked at.
fn find(problem: &Problem, start: Option<&Plan>, seed: u64) -> Result<Plan, TestCaseError> {
    let candidates = Candidates::new(problem);
    let budget = SearchBudget { steps: STEPS, seed, ..SearchBudget::default() };
    let mut told: Vec<(Plan, Score)> = Vec::new();
    let plan = search(problem, &candidates, start, &budget, &mut |plan: &Plan, score: &Score| {
        told.push((plan.clone(), score.clone()));
    });
    for (plan, score) in &told {
        let violations = check(problem, plan);
        prop_assert!(violations.is_empty(), "{violations:?}\n{plan:?}");
        prop_assert_eq!(&Score::of(problem, plan), score);
    }
    prop_assert!(told.windows(2).all(|pair| pair[1].1 < pair[0].1), "a report of no better plan");
    let last = told.pop().map(|(plan, _)| plan);
    prop_assert_eq!(last, Some(plan.clone()), "the last report is the result");
    Ok(plan)
}

#[test]
fn plans_keep_every_rule_and_repeat() {
    run(600, |problem| {
        let plan = find(problem, None, 1)?;
        prop_assert_eq!(plan, find(problem, None, 1)?);
        Ok(())
    });
}

#[test]
fn a_start_is_used_and_need_not_keep_the_rules() {
    run(300, |problem| {
        let plan = find(problem, None, 1)?;
        let score = Score::of(problem, &plan);
        let again = find(problem, Some(&plan), 2)?;
        prop_assert!(Score::of(problem, &again) <= score, "worse than its start");
        let mut broken = plan.clone();
        for slot in &mut broken.slots {
            slot.span.start += 1;
            slot.span.end += 1;
        }
        find(problem, Some(&broken), 3)?;
        let mut crowded = plan;
        let mut more = crowded.assignments.clone();
        for assignment in &mut more {
            let next = (assignment.participant.0 + 1) % problem.participants.len() as u32;
            assignment.participant.0 = next;
            assignment.route = 9;
        }
        crowded.assignments.extend(more);
        crowded.slots.truncate(2);
        find(problem, Some(&crowded), 4)?;
        Ok(())
    });
}

#[test]
fn plans_are_nearly_always_the_best() {
    let (cases, missed) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    run(300, |problem| {
        let best = best(problem).expect("slots by hand are drawn so that they keep the rules");
        let found = Score::of(problem, &find(problem, None, 1)?).values();
        prop_assert!(found >= best.values, "better than the best: {found:?} {:?}", best.values);
        cases.set(cases.get() + 1);
        missed.set(missed.get() + u32::from(found > best.values));
        if std::env::var_os("SEARCH_TELL").is_some() && found > best.values {
            eprintln!(
                "{found:?} instead of {:?}\n{:?}\n{}",
                best.values,
                best.plan,
                serde_json::to_string(&problem.programme).unwrap_or_default()
            );
        }
        Ok(())
    });
    assert!(missed.get() * 50 <= cases.get(), "missed {} of {}", missed.get(), cases.get());
}
