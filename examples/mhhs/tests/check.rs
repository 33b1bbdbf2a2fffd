//! `--check` finds what is wrong. On the Core Systems Providers alone, which takes a moment.

use std::path::PathBuf;
use std::time::Duration;

use slotwise::{Outcome, Problem, SolveOptions, solve};
use slotwise_mhhs::assertions::failures;
use slotwise_mhhs::data::{Data, Kind};
use slotwise_mhhs::gaps::Gap;
use slotwise_mhhs::programme::build;
use slotwise_mhhs::tables::{Table, environment_windows, tables};

struct Run {
    tables: Vec<Table>,
    gaps: Vec<Gap>,
    problem: Problem,
    outcome: Outcome,
}

impl Run {
    fn new() -> Self {
        let mut data = Data::load().unwrap();
        data.organisations.retain(|organisation| organisation.kind == Kind::Core);
        let roles: usize = data.organisations.iter().map(|o| o.roles.len()).sum();
        let roster =
            serde_json::json!({ "organisations": data.organisations.len(), "roles": roles });
        data.assumptions = data.assumptions.with("participant_list", roster);
        let built = build(&data).unwrap();
        let problem = Problem::new(&built.programme).unwrap();
        let options = SolveOptions::default().with_threads(1).with_gap(0.01);
        let outcome = solve(&problem, &options.with_time_limit(Duration::from_secs(60))).unwrap();
        let windows = environment_windows(&built.programme.environments);
        let tables = tables(&data, &built.parameters, &windows);
        Self { tables, gaps: built.gaps, problem, outcome }
    }

    fn failures(&self, files: &[PathBuf]) -> Vec<String> {
        failures(&self.tables, &self.gaps, &self.problem, &self.outcome, files)
    }
}

#[test]
fn everything_that_is_wrong_is_told() {
    let mut run = Run::new();
    assert_eq!(run.failures(&[]), Vec::<String>::new());
    assert_eq!(run.outcome.plan.assignments.len(), 5);

    // They take Functional in one slot, as assumed.
    let functional =
        run.problem.programme.stages.iter().position(|s| s.id == "FUNCTIONAL").unwrap();
    let slots = run.outcome.plan.slots.iter().filter(|s| s.stage.index() == functional);
    assert_eq!(slots.count(), 1);

    let missing = run.failures(&[PathBuf::from("no such file")]);
    assert_eq!(missing, ["no such file is not there, or empty"]);

    let level = run.outcome.levels.last_mut().unwrap();
    let bound = std::mem::replace(&mut level.bound, level.value * 98 / 100);
    assert!(run.failures(&[])[0].contains("has a gap of 2.0"), "{:?}", run.failures(&[]));
    run.outcome.levels.last_mut().unwrap().bound = bound;

    run.gaps.retain(|gap| gap.id != "I-03");
    assert_eq!(run.failures(&[]), ["I-03 is not reported"]);

    run.tables[0].computed.pop();
    run.tables.pop();
    let told = run.failures(&[]);
    assert!(told.contains(&"Table 4 has 6 rows, 7 are printed".to_owned()), "{told:?}");
    assert!(told.contains(&"Table 6 is not there".to_owned()), "{told:?}");

    run.outcome.plan.assignments.pop();
    let told = run.failures(&[]);
    assert!(told.contains(&"the score is not that of the plan".to_owned()), "{told:?}");
    assert!(told.iter().any(|t| t.contains("are not 5")), "{told:?}");
    run.outcome.plan.slots[0].span.start += 1;
    assert!(run.failures(&[]).len() > told.len(), "the checker is asked");
}
