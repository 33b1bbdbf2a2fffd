//! Published instances through the planner: plans and bounds on the right sides of the published
//! optimum, and the optimum itself proven where the planner can.

use std::time::Duration;

use slotwise::solver::Status;
use slotwise::{Outcome, Problem, Programme, SolveOptions, solve};
use slotwise_tests::published::Family;

fn run(programme: &Programme, options: &SolveOptions) -> Outcome {
    let problem = Problem::new(programme).expect("a valid programme");
    solve(&problem, options).expect("an answer")
}

/// The published optimum of an instance.
fn optimum(family: Family, file: &str) -> i64 {
    let published = family.published().into_iter().find(|p| p.instance == file);
    published.and_then(|p| p.optimum()).expect("a published optimum") as i64
}

/// Places everybody, no better than the published optimum; no bound is above it. Returns how far
/// the plan is from it.
fn brackets(family: Family, file: &str) -> i64 {
    let programme = family.read(file, &family.text(file)).expect("the format");
    // The work limit ends the search; what follows it is short.
    let outcome = run(&programme, &SolveOptions::default().with_work_limit(4_000));
    let optimum = optimum(family, file) * 1_000_000;
    assert!(outcome.unplaced.is_empty(), "{file}: {:?}", outcome.unplaced);
    let level = &outcome.levels[1];
    assert!(level.value >= optimum, "{file}: {} is better than the optimum", level.value);
    assert!(level.bound <= optimum, "{file}: {} bounds out the optimum", level.bound);
    (level.value - optimum) / 1_000_000
}

#[test]
fn plans_and_bounds_bracket_the_published_optimum() {
    brackets(Family::JobShop, "ft06.txt");
    brackets(Family::FlexibleJobShop, "mk01.txt");
    brackets(Family::WeightedTardiness, "wt40-003.txt");
    brackets(Family::Rcpsp, "j309_2.sm");
}

#[test]
fn the_search_reaches_a_published_optimum() {
    assert_eq!(brackets(Family::JobShop, "la05.txt"), 0);
}

/// Small and medium instances of five families that are proven optimal.
const SMALL: [(Family, &str); 10] = [
    (Family::JobShop, "ft06.txt"),
    (Family::JobShop, "la01.txt"),
    (Family::JobShop, "la05.txt"),
    (Family::FlexibleJobShop, "mk03.txt"),
    (Family::FlexibleJobShop, "mk08.txt"),
    (Family::TestScheduling, "t20m10r10-17.pl"),
    (Family::Rcpsp, "j301_1.sm"),
    (Family::GeneralizedAssignment, "gap1-0"),
    (Family::GeneralizedAssignment, "gap9-3"),
    (Family::GeneralizedAssignment, "c05100"),
];

#[test]
fn published_optima_are_proven() {
    for (family, file) in SMALL {
        let programme = family.read(file, &family.text(file)).expect("the format");
        let options =
            SolveOptions::default().with_time_limit(Duration::from_secs(30)).with_threads(2);
        let outcome = run(&programme, &options);
        let optimum = optimum(family, file) * 1_000_000;
        let levels: Vec<(i64, i64)> = outcome.levels.iter().map(|l| (l.value, l.bound)).collect();
        assert_eq!(levels, [(0, 0), (optimum, optimum)], "{file}");
        assert_eq!(outcome.status, Status::Optimal, "{file}");
    }
}
