//! Published instances through the planner: plans and bounds on the right sides of the published
//! optimum, and the optimum itself proven where the planner can.
//!
//! The planner has no strong bound on a makespan yet (`docs/performance.md`, "Published
//! instances"). What it proves of real instances is that no schedule is one period shorter
//! than the published optimum: within a calendar that short, not everybody can be placed.

use std::time::Duration;

use slotwise::{Outcome, Problem, Programme, SolveOptions, solve};
use slotwise_tests::published::{Family, flexible_jobshop, jobshop};

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
}

#[test]
fn the_search_reaches_a_published_optimum() {
    assert_eq!(brackets(Family::JobShop, "la05.txt"), 0);
}

/// Proves that no schedule fits into so many periods.
fn refutes(mut programme: Programme) {
    programme.objective.levels.truncate(1);
    let name = programme.name.clone();
    let options = SolveOptions::default().with_time_limit(Duration::from_secs(150)).with_threads(1);
    let outcome = run(&programme, &options);
    // One job left out: the bound says that no plan leaves out none.
    assert!(outcome.levels[0].bound > 0, "{name}: not refuted: {:?}", outcome.levels);
}

#[test]
fn no_job_shop_schedule_is_shorter_than_the_published_optimum() {
    let shop = jobshop::read(&Family::JobShop.text("ft06.txt")).expect("the format");
    let optimum = optimum(Family::JobShop, "ft06.txt") as u64;
    refutes(shop.programme_within("ft06", optimum - 1));
}

#[test]
fn no_flexible_schedule_is_shorter_than_the_published_optimum() {
    let text = Family::FlexibleJobShop.text("mk01.txt");
    let shop = flexible_jobshop::read(&text).expect("the format");
    let optimum = optimum(Family::FlexibleJobShop, "mk01.txt") as u64;
    refutes(shop.programme_within("mk01", optimum - 1));
}

/// Small instances to be proven optimal, each in 30 s.
const SMALL: [(Family, &str); 8] = [
    (Family::JobShop, "ft06.txt"),
    (Family::JobShop, "la01.txt"),
    (Family::JobShop, "la05.txt"),
    (Family::FlexibleJobShop, "mk01.txt"),
    (Family::FlexibleJobShop, "mk03.txt"),
    (Family::WeightedTardiness, "wt40-003.txt"),
    (Family::WeightedTardiness, "wt40-028.txt"),
    (Family::TestScheduling, "t20m10r10-17.pl"),
];

#[test]
#[ignore = "needs a stronger bound on makespans and tardiness than the planner has"]
fn published_optima_are_proven() {
    let mut missed = Vec::new();
    for (family, file) in SMALL {
        let programme = family.read(file, &family.text(file)).expect("the format");
        let options = SolveOptions::default().with_time_limit(Duration::from_secs(30));
        let outcome = run(&programme, &options);
        let optimum = optimum(family, file) * 1_000_000;
        let levels: Vec<(i64, i64)> = outcome.levels.iter().map(|l| (l.value, l.bound)).collect();
        if levels != [(0, 0), (optimum, optimum)] {
            missed.push(format!("{file}: {levels:?}, where {optimum} is optimal"));
        }
    }
    assert!(missed.len() <= SMALL.len() - 6, "{}", missed.join("\n"));
}
