//! The same programme gives the same plan, byte for byte: in any order of input, on one thread or
//! two, as often as one likes. Solved to the end, or under a work limit.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use slotwise::model::Rule;
use slotwise::{Problem, Programme, SolveOptions, solve};
use slotwise_tests::random::{mixes, programme, tapes};

/// Reverses, then rotates, every list of the programme that means a set.
fn shuffled(programme: &Programme) -> Programme {
    fn shuffle<T>(list: &mut [T]) {
        list.reverse();
        if list.len() > 2 {
            list.rotate_left(1);
        }
    }
    let mut other = programme.clone();
    shuffle(&mut other.calendar.holidays);
    shuffle(&mut other.phases);
    shuffle(&mut other.environments);
    shuffle(&mut other.stages);
    shuffle(&mut other.participants);
    shuffle(&mut other.slots);
    shuffle(&mut other.unavailability);
    shuffle(&mut other.resources);
    shuffle(&mut other.exclusive_groups);
    shuffle(&mut other.rules);
    shuffle(&mut other.gates);
    for gate in &mut other.gates {
        shuffle(&mut gate.participants);
    }
    for environment in &mut other.environments {
        shuffle(&mut environment.windows);
        shuffle(&mut environment.changeover.between);
    }
    for stage in &mut other.stages {
        shuffle(&mut stage.environments);
        shuffle(&mut stage.takes);
    }
    for participant in &mut other.participants {
        shuffle(&mut participant.routes);
        shuffle(&mut participant.ready);
        shuffle(&mut participant.unavailable);
        shuffle(&mut participant.preferences);
        shuffle(&mut participant.pins);
        shuffle(&mut participant.completed);
        shuffle(&mut participant.relies_on);
    }
    for group in &mut other.exclusive_groups {
        shuffle(&mut group.stages);
    }
    for rule in &mut other.rules {
        match rule {
            Rule::Together(company) | Rule::Apart(company) => shuffle(&mut company.participants),
        }
    }
    for level in &mut other.objective.levels {
        shuffle(&mut level.terms);
    }
    other
}

/// Everything about the result but the time it took.
fn bytes(programme: &Programme, options: &SolveOptions) -> String {
    let problem = Problem::new(programme).expect("a valid programme");
    let outcome = solve(&problem, options).expect("an answer");
    let plan = serde_json::to_string(&outcome.plan).expect("a plan is JSON");
    let score = serde_json::to_string(&outcome.score).expect("a score is JSON");
    let levels = serde_json::to_string(&outcome.levels).expect("levels are JSON");
    format!("{plan}\n{score}\n{levels}\n{:?}\n{:?}", outcome.unplaced, outcome.provenance)
}

fn repeats(cases: u32, options: &SolveOptions) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..cases {
        let (mix, tape) = (mixes(), tapes()).new_tree(&mut runner).expect("a case").current();
        let one = programme(&mix, &tape);
        let other = shuffled(&one);
        let first = bytes(&one, &options.clone().with_threads(1));
        for threads in [1, 2] {
            for (name, programme) in [("as given", &one), ("shuffled", &other)] {
                let again = bytes(programme, &options.clone().with_threads(threads));
                assert_eq!(again, first, "{name}, {threads} threads: {one:?}");
            }
        }
    }
}

#[test]
fn solved_to_the_end() {
    repeats(25, &SolveOptions::default());
}

#[test]
fn under_a_work_limit() {
    repeats(25, &SolveOptions::default().with_work_limit(300));
}
