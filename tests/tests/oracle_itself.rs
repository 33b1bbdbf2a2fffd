//! The oracle against plain enumeration: what it leaves out can't be better.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::check::check;
use slotwise::model::ParticipantId;
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::{Problem, Score};
use slotwise_tests::oracle::best;
use slotwise_tests::plans::{every_slot, only_by_hand, with_maintenance};
use slotwise_tests::random::{mixes, programme, tapes};

/// How many plans are not too many to try.
const MOST: usize = 150_000;

/// The best values over all sets of slots that may be open alone, and all assignments to them.
/// `None` if they are too many to try.
fn enumerate(problem: &Problem) -> Option<Vec<i64>> {
    let by_hand = only_by_hand(problem);
    let alone: Vec<PlanSlot> = every_slot(problem)
        .filter(|slot| {
            let slots = by_hand.slots.iter().copied().chain([*slot]).collect();
            check(problem, &with_maintenance(problem, slots)).is_empty()
        })
        .collect();
    if alone.len() > 8 {
        return None;
    }
    let mut slots = by_hand.slots.clone();
    slots.extend(&alone);
    let ways: Vec<Vec<Option<Assignment>>> =
        (0..problem.participants.len()).map(|place| assignments(problem, &slots, place)).collect();
    let combinations = ways.iter().map(Vec::len).try_fold(1, usize::checked_mul)?;
    if combinations.checked_mul(1 << alone.len())? > MOST {
        return None;
    }
    let mut best: Option<Vec<i64>> = None;
    for subset in 0..1_usize << alone.len() {
        let open = |slot: usize| {
            slot < by_hand.slots.len() || subset >> (slot - by_hand.slots.len()) & 1 == 1
        };
        let mut place = vec![u32::MAX; slots.len()];
        let mut opened = Vec::new();
        for slot in (0..slots.len()).filter(|slot| open(*slot)) {
            place[slot] = opened.len() as u32;
            opened.push(slots[slot]);
        }
        let base = with_maintenance(problem, opened);
        for combination in 0..combinations {
            let mut rest = combination;
            let mut plan = base.clone();
            for ways in &ways {
                plan.assignments.extend(ways[rest % ways.len()].clone());
                rest /= ways.len();
            }
            let visits = plan.assignments.iter_mut().flat_map(|a| &mut a.visits);
            for visit in visits {
                visit.slot = place[visit.slot as usize];
            }
            if check(problem, &plan).is_empty() {
                let values = Score::of(problem, &plan).values();
                best = Some(best.map_or(values.clone(), |best| best.min(values)));
            }
        }
    }
    Some(best.expect("a plan with nobody in it keeps the rules"))
}

/// Not placed; or each route, each of its steps in any slot of its stage, or not taken.
fn assignments(problem: &Problem, slots: &[PlanSlot], place: usize) -> Vec<Option<Assignment>> {
    let mut all = vec![None];
    for (route, data) in problem.participants[place].routes.iter().enumerate() {
        let mut visits: Vec<Vec<Visit>> = vec![Vec::new()];
        for (step, data) in data.steps.iter().enumerate() {
            let taken: Vec<Vec<Visit>> = (visits.iter())
                .flat_map(|before| {
                    let of_stage = slots.iter().enumerate().filter(|(_, s)| s.stage == data.stage);
                    of_stage.map(move |(slot, _)| {
                        let visit = Visit { step: step as u32, slot: slot as u32 };
                        before.iter().copied().chain([visit]).collect()
                    })
                })
                .collect();
            visits.extend(taken);
        }
        all.extend(visits.into_iter().map(|visits| {
            let participant = ParticipantId::new(place);
            Some(Assignment { participant, route: route as u32, visits })
        }));
    }
    all
}

#[test]
fn the_oracle_leaves_out_nothing_better() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let config = Config {
        cases: 300,
        max_global_rejects: 20_000,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let placed = std::cell::Cell::new(0);
    let result = runner.run(&(mixes(), tapes()), |(mix, tape)| {
        let programme = programme(&mix, &tape);
        let problem = Problem::new(&programme)
            .map_err(|findings| TestCaseError::fail(format!("not valid: {findings}")))?;
        let Some(values) = enumerate(&problem) else {
            return Err(TestCaseError::reject("too many plans"));
        };
        let best = best(&problem);
        if best.as_ref().is_some_and(|best| !best.plan.assignments.is_empty()) {
            placed.set(placed.get() + 1);
        }
        prop_assert_eq!(best.map(|best| best.values), Some(values), "{:?}", programme);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    assert!(placed.get() >= 40, "only {} of them place anybody", placed.get());
}
