//! People put into slots that are open: by all rules, and as cheaply as the integer program with the
//! same slots says.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::candidates::Candidates;
use slotwise::check::check;
use slotwise::formulation::Formulation;
use slotwise::model::{RuleKind, Term};
use slotwise::plan::PlanSlot;
use slotwise::solver::assign::{Task, assign, suits};
use slotwise::solver::backend::{Backend, Highs, Request};
use slotwise::solver::bound::{Appraiser, DiveBudget, Market, Volume, calendars, exclude};
use slotwise::solver::improve::{SearchBudget, search};
use slotwise::{Plan, Problem, Programme, Score};
use slotwise_tests::random::{Mix, programme, tapes};

const CASES: usize = 400;

/// Programmes in which room is all that binds participants to one another.
fn cases() -> Vec<Problem> {
    let mix = Mix(vec![
        RuleKind::Demand,
        RuleKind::Window,
        RuleKind::Unavailable,
        RuleKind::Exclusive,
        RuleKind::Order,
        RuleKind::Readiness,
    ]);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[23; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut cases = Vec::new();
    for _ in 0..20 * CASES {
        let tape = tapes().new_tree(&mut runner).expect("a tape").current();
        let mut programme = programme(&mix, &tape);
        keep_terms_of_one(&mut programme);
        let Ok(problem) = Problem::new(&programme) else { continue };
        if suits(&problem, &Candidates::new(&problem)) && cases.len() < CASES {
            cases.push(problem);
        }
    }
    assert_eq!(cases.len(), CASES, "enough programmes");
    cases
}

/// Forgets the terms of the objective that are of several participants or slots together.
fn keep_terms_of_one(programme: &mut Programme) {
    const TOGETHER: [Term; 5] = [
        Term::Makespan,
        Term::Changeovers,
        Term::EnvironmentCost,
        Term::Balance,
        Term::UnderTarget,
    ];
    for level in &mut programme.objective.levels {
        level.terms.retain(|term| !TOGETHER.contains(&term.term));
    }
    programme.objective.levels.retain(|level| !level.terms.is_empty());
}

/// A plan by few steps, and candidates that are no other slots than its own.
fn planned(problem: &Problem) -> (Plan, Candidates) {
    let candidates = Candidates::new(problem);
    let budget = SearchBudget { steps: 3, seed: 5, ..SearchBudget::default() };
    let plan = search(problem, &candidates, None, &budget, &mut |_: &Plan, _: &Score| {});
    let open: Vec<bool> =
        (candidates.slots.iter()).map(|slot| plan.slots.contains(&PlanSlot::from(slot))).collect();
    let only = candidates.only(|_, slot| open[slot]);
    (plan, only)
}

/// The places of the plan's generated slots among the candidates.
fn generated(candidates: &Candidates, plan: &Plan) -> Vec<usize> {
    (candidates.slots.iter().enumerate())
        .filter(|(_, slot)| slot.by_hand.is_none() && plan.slots.contains(&(*slot).into()))
        .map(|(place, _)| place)
        .collect()
}

/// What room is taken to be worth to begin with: nothing, and a few slots.
const PRICES: [f64; 2] = [0.0, 3e6];

fn assigned(
    problem: &Problem,
    candidates: &Candidates,
    plan: &Plan,
    free: &[bool],
    price: f64,
) -> Plan {
    let task = Task { free, level: 0, earlier: &[], below: None, deadline: None, stop: &|| false };
    let mut prices = vec![price; candidates.slots.len()];
    let better = assign(problem, candidates, plan, &task, &mut prices, &Highs).expect("solved");
    better.plan.unwrap_or_else(|| plan.clone())
}

/// The first level's value, had the plan as many slots open as another.
fn value(problem: &Problem, plan: &Plan, slots: usize) -> i64 {
    let cost = 1000 * problem.levels[0].weight(Term::SlotsOpened);
    Score::of(problem, plan).levels[0].value + cost * (slots as i64 - plan.slots.len() as i64)
}

/// The least with all of the slots open.
fn least(problem: &Problem, candidates: &Candidates) -> i64 {
    let mut formulation = Formulation::new(problem, candidates);
    for column in formulation.open.clone() {
        formulation.program.columns[column.index()].lower = 1;
    }
    let program = &formulation.program;
    let answer = Highs
        .solve(&Request {
            program,
            extra: &[],
            fixed: &vec![false; program.columns.len()],
            objective: &program.levels[0],
            start: None,
            time_limit: None,
            node_limit: None,
            gap: 0.0,
            stop: &|| false,
            news: &|_| {},
        })
        .expect("solved");
    program.levels[0].value(&answer.values.expect("a solution"))
}

#[test]
fn everybody_is_where_it_costs_least() {
    let (mut better, mut least_of_all) = (0, 0);
    for problem in cases() {
        let (plan, candidates) = planned(&problem);
        // From nobody, in the same slots.
        let plan = Plan { assignments: Vec::new(), ..plan };
        let everybody = vec![true; problem.participants.len()];
        let slots = plan.slots.len();
        let least = least(&problem, &candidates);
        for price in PRICES {
            let found = assigned(&problem, &candidates, &plan, &everybody, price);
            assert!(check(&problem, &found).is_empty(), "{:?}\n{found:?}", check(&problem, &found));
            let (before, after) = (value(&problem, &plan, slots), value(&problem, &found, slots));
            assert!(least <= after && after <= before, "{least} <= {after} <= {before}");
            better += usize::from(after < before);
            least_of_all += usize::from(after == least);
        }
    }
    let all = PRICES.len() * CASES;
    assert!(better > all / 2, "{better} plans got better");
    // Whoever the relaxation has in parts is settled among the itineraries found.
    assert!(least_of_all * 100 >= 99 * all, "{least_of_all} of {all} are as cheap as can be");
}

#[test]
fn others_stay_where_they_are() {
    for problem in cases() {
        let (plan, candidates) = planned(&problem);
        let free: Vec<bool> = (0..problem.participants.len()).map(|place| place % 2 == 0).collect();
        let found = assigned(&problem, &candidates, &plan, &free, PRICES[1]);
        assert!(check(&problem, &found).is_empty(), "{:?}\n{found:?}", check(&problem, &found));
        let slots_of = |plan: &Plan, place: usize| -> Option<Vec<PlanSlot>> {
            let of = plan.assignments.iter().find(|a| a.participant.index() == place)?;
            Some(of.visits.iter().map(|visit| plan.slots[visit.slot as usize]).collect())
        };
        for place in (0..free.len()).filter(|place| !free[*place]) {
            assert_eq!(slots_of(&plan, place), slots_of(&found, place), "{place} stays");
        }
        let value = |plan: &Plan| Score::of(&problem, plan).levels[0].value;
        assert!(value(&found) <= value(&plan));
    }
}

#[test]
fn calendars_cost_at_least_what_they_are_appraised_at() {
    let mut near = 0;
    for problem in cases() {
        let all = Candidates::new(&problem);
        let (plan, _) = planned(&problem);
        let market = Market::new(&problem, &all, &[]);
        let open = generated(&all, &plan);
        let mut prices = vec![0.0; all.slots.len()];
        let mut appraiser = Appraiser::new(&market);
        let value = Score::of(&problem, &plan).levels[0].value as f64;
        // More than it is, so that it is not what ends the steps.
        let beyond = 1.0 + 1.1 * value;
        let appraise = |prices: &mut [f64], appraiser: &mut Appraiser<'_, '_>| {
            appraiser.appraise(open.iter().copied(), prices, beyond, &|| false)
        };
        let least = appraise(&mut prices, &mut appraiser);
        assert!(least <= value + 1e-6 * value.abs(), "{least} <= {value}");
        // Whatever the prices to begin with, and whatever was appraised before.
        prices.fill(1e7);
        let again = appraise(&mut prices, &mut appraiser);
        assert!(again <= value + 1e-6 * value.abs(), "{again} <= {value}");
        near += usize::from(least >= 0.5 * value);
    }
    assert!(near > CASES / 2, "{near} are within a half");
}

#[test]
fn calendars_decided_anew_have_no_slots_that_exclude_one_another() {
    let mut other = 0;
    for problem in cases() {
        let all = Candidates::new(&problem);
        let (plan, _) = planned(&problem);
        let market = Market::new(&problem, &all, &[]);
        let open = generated(&all, &plan);
        let prices = vec![1e6; all.slots.len()];
        let value = Score::of(&problem, &plan).levels[0].value as f64;
        let recast = |seed: u64| {
            let mut appraiser = Appraiser::new(&market);
            appraiser.recast(open.iter().copied(), &prices, (value, seed), &|| false)
        };
        let slots = recast(3);
        assert_eq!(slots, recast(3), "the same seed, the same slots");
        assert_compatible(&problem, &all, &slots);
        other += usize::from(slots != open);
    }
    assert!(other > 0, "some calendars are others");
}

#[test]
fn all_calendars_of_a_dive_have_no_slots_that_exclude_one_another() {
    let mut several = 0;
    for problem in cases() {
        let all = Candidates::new(&problem);
        let market = Market::new(&problem, &all, &[]);
        let (plan, _) = planned(&problem);
        let value = Score::of(&problem, &plan).levels[0].value as f64;
        let mut volume = Volume::new(&market, false);
        volume.run(50, value, &|| false, &mut |_| {});
        let budget = DiveBudget { dives: 3, rounds: 2, steps: 20_000, seed: 0, value };
        let (dive, _) = calendars(&volume, &budget, &|| false);
        assert_eq!(
            dive.others.len(),
            2,
            "all dives but the best one, since there is no lack of steps"
        );
        for slots in dive.others.iter().chain([&dive.slots]) {
            let slots: Vec<usize> = slots.iter().map(|slot| *slot as usize).collect();
            assert_compatible(&problem, &all, &slots);
            several += usize::from(slots.len() > 1);
        }
    }
    assert!(several >= 10, "{several} have several slots");
}

fn assert_compatible(problem: &Problem, all: &Candidates, slots: &[usize]) {
    for (place, a) in slots.iter().enumerate() {
        for b in &slots[place + 1..] {
            assert!(!exclude(problem, &all.slots[*a], &all.slots[*b]), "{a} and {b}");
        }
    }
}
