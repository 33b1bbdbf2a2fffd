//! Plans from spreadsheets.

use slotwise::explain::Explain;
use slotwise::judge::judge;
use slotwise::{SolveOptions, solve};

use super::scenes;

fn told(csv: &str) -> String {
    let problem = scenes::problem(&scenes::programme());
    judge(&problem, csv, None).expect("readable").text()
}

#[test]
fn misspelled() {
    insta::assert_snapshot!(told("PARTICIPANT, Stage ,environment,From,To
Acme,Functional,SIT-A,2024-04-01,2024-04-13
Bold,Functional,SIT-A,2024-04-01,2024-04-13
Cole,Functionall,SIT-A,2024-04-15,2024-04-27
Dune,Functional,SIT-A,15/04/2024,2024-04-27
"), @"");
}

#[test]
fn a_column_misspelled() {
    insta::assert_snapshot!(told("participant,stages,environment,from,to\n"), @"");
}

#[test]
fn rules_broken() {
    insta::assert_snapshot!(told("Participant,Stage,Environment,From,To
Acme,Functional,SIT-A,2024-04-01,2024-04-13
Bolt,Functional,SIT-A,2024-04-01,2024-04-13
Cole,Functional,SIT-A,2024-04-01,2024-04-13
Acme,Migration,SIT-B,2024-05-06,2024-05-11
Bolt,Migration,SIT-B,2024-05-20,2024-05-25
Dune,Migration,SIT-B,2024-06-17,2024-06-22
"), @"");
}

#[test]
fn how_far_from_the_best() {
    let problem = scenes::problem(&scenes::programme());
    let best = solve(&problem, &SolveOptions::default().with_threads(1)).expect("a plan");
    let csv = slotwise::format::write_plan_csv(&problem, &scenes::four(&problem));
    let judgement = judge(&problem, &csv, Some(&best.levels)).expect("readable");
    assert!(judgement.is_sound());
    // Echo is not placed: what is proven of the levels after holds for plans that place all.
    insta::assert_snapshot!(judgement.text(), @"");
    let own = slotwise::format::write_plan_csv(&problem, &best.plan);
    let judgement = judge(&problem, &own, Some(&best.levels)).expect("readable");
    assert!(judgement.levels.iter().all(|level| level.from_bound.is_some_and(|d| d.is_zero())));
}
