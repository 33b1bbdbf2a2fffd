//! Bounds on random programmes of all rules: never above the best plan, at no moment of a run.
//!
//! A bound above a known plan is the worst defect that there is, since nothing else would show it.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::candidates::Candidates;
use slotwise::solver::Progress;
use slotwise::solver::bound::{DiveBudget, Market, Pace, TreeBudget, Volume, branch, calendars};
use slotwise::{Problem, SolveOptions, solve};
use slotwise_tests::oracle::best;
use slotwise_tests::random::{mixes, programme, tapes};

fn run(cases: u32, seed: u8, test: impl Fn(&Problem, &[i64]) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let result = runner.run(&(mixes(), tapes()), |(mix, tape)| {
        let programme = programme(&mix, &tape);
        let problem = Problem::new(&programme)
            .map_err(|findings| TestCaseError::fail(format!("not valid: {findings}")))?;
        let best = best(&problem).expect("slots by hand are drawn so that they keep the rules");
        test(&problem, &best.values).map_err(|error| {
            let text = serde_json::to_string(&programme).unwrap_or_default();
            TestCaseError::fail(format!("{error}\nbest {:?}\n{text}", best.values))
        })
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// For plans that are as good as the best in the levels before: so many steps, walks, count rows, a
/// tree, a dive, more steps.
fn price(problem: &Problem, best: &[i64]) -> Result<(), TestCaseError> {
    let candidates = Candidates::new(problem);
    for level in 0..best.len() {
        let market = Market::new(problem, &candidates, &best[..level]);
        let value = best[level] as f64;
        let never = || false;
        let mut bounds = Vec::new();
        for fees in [false, true] {
            let mut volume = Volume::new(&market, fees);
            volume.set_pace(Pace::STEADY);
            volume.run(80, value, &never, &mut |bound| bounds.push(bound));
            if fees {
                // Classes that walk through calendars of their own, then count rows besides.
                if volume.walk(100_000) {
                    volume.set_pace(Pace::STEADY);
                    volume.run(60, value, &never, &mut |bound| bounds.push(bound));
                }
                volume.count(5, 3);
                volume.run(30, value, &never, &mut |bound| bounds.push(bound));
                // What settles a side is above the best, so that a wrong bound would be seen.
                let worse = best[level] + best[level].abs() / 4 + 1_000_000;
                let budget = TreeBudget { steps: 30_000, spare: None, least_rise: 0.0 };
                let grow = |threads| {
                    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
                    let mut news = Vec::new();
                    pool.expect("threads").install(|| {
                        branch(&volume, &budget, &|| worse, &never, &mut |b| news.push(b))
                    });
                    news
                };
                let news = grow(1);
                prop_assert_eq!(&news, &grow(3));
                let said = news.iter().max();
                prop_assert!(said <= Some(&best[level]), "level {level}: the tree says {said:?}");
                // With few steps one dive is ended early.
                for steps in [200, 10_000] {
                    let budget = DiveBudget { dives: 2, rounds: 2, steps, seed: 0, value };
                    let (_, taken) = calendars(&volume, &budget, &never);
                    prop_assert!(taken <= steps);
                }
            } else {
                volume.with_fees().run(20, value, &never, &mut |bound| bounds.push(bound));
            }
        }
        for bound in bounds {
            let whole = market.whole(bound);
            prop_assert!(whole <= best[level], "level {level}: {bound} says {whole}");
        }
    }
    Ok(())
}

/// Every event of a run: at each level, as long as those before are at their best; and no event
/// tells of a worse plan than the one before.
fn follow(problem: &Problem, best: &[i64]) -> Result<(), TestCaseError> {
    let heard: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let ear = Arc::clone(&heard);
    let options = SolveOptions::default()
        .with_threads(2)
        .with_progress(move |progress| ear.lock().expect("no panic").push(progress.clone()));
    solve(problem, &options).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let heard = heard.lock().expect("no panic");
    prop_assert!(!heard.is_empty());
    let values =
        |event: &Progress| -> Vec<i64> { event.levels.iter().map(|level| level.value).collect() };
    for pair in heard.windows(2) {
        prop_assert!(values(&pair[1]) <= values(&pair[0]), "{pair:?}");
    }
    for event in heard.iter() {
        for (level, best) in event.levels.iter().zip(best) {
            prop_assert!(level.bound <= *best && *best <= level.value, "{event:?}");
            if level.value != *best {
                break;
            }
        }
    }
    Ok(())
}

#[test]
fn prices_never_say_more_than_the_best_plan() {
    run(600, 21, price);
}

#[test]
fn no_event_of_a_run_says_more_than_the_best_plan() {
    run(150, 22, follow);
}

#[test]
#[ignore = "a campaign of minutes"]
fn campaign() {
    run(2000, 23, price);
    run(2000, 24, follow);
}
