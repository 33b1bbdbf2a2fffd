//! Plans from spreadsheets.

use slotwise::explain::{Amount, Explain};
use slotwise::judge::judge;
use slotwise::model::RuleKind;
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
"), @r#"
    The plan, judged
    It can't be judged: 3 mistakes in the file.
      - row 3, participant: there is no participant "Bold"; did you mean "Bolt"? Else add the
        participant (SW-E0101)
      - row 4, stage: there is no stage "Functionall"; did you mean "Functional"? Else add the stage
        (SW-E0101)
      - row 5, from: "15/04/2024" is not a date; write 2024-02-26, or 2024-02-26T08:00:00+00:00 for a
        moment (SW-E1010)
    "#);
}

#[test]
fn a_column_misspelled() {
    insta::assert_snapshot!(told("participant,stages,environment,from,to\n"), @r#"
    The plan, judged
    It can't be judged: 2 mistakes in the file.
      - SW-E1008 line[1]: there is no column "stages"; did you mean stage?
      - SW-E1008 line[1]: there is no column stage; add stage to the first line
    "#);
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
"), @"
    The plan, judged
    It breaks rules in 5 places.
     rule          rows      how
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     demand        4         Cole goes without Migration, a step of its route route
     demand        7         Dune goes without Functional, a step of its route route
     window        7         Migration in SIT-B [2024-06-17, 2024-06-22) is not inside a window: SIT-B is open to Migration [2024-05-06, 2024-06-15)
     unavailable   6         Migration in SIT-B [2024-05-20, 2024-05-25) runs while SIT-B is unavailable [2024-05-20, 2024-05-22) (patching May)
     capacity      2, 3, 4   Functional in SIT-A [2024-04-01, 2024-04-13) takes 3 (Acme, Bolt, Cole), its most is 2

    What it would be worth if rules did not matter; less is better
     level         value   proven least   above it
    ───────────────────────────────────────────────
     unplaced          1              –          –
     optional          2              –          –
     lateness          0              –          –
     effort            4              –          –
     completion      140              –          –
     preferences       0              –          –
    Not placed: Echo.
    ");
}

#[test]
fn how_far_from_the_best() {
    let problem = scenes::problem(&scenes::programme());
    let best = solve(&problem, &SolveOptions::default().with_threads(1)).expect("a plan");
    let csv = slotwise::format::write_plan_csv(&problem, &scenes::four(&problem));
    let judgement = judge(&problem, &csv, Some(&best.levels)).expect("readable");
    assert!(judgement.is_sound());
    // Echo is not placed: what is proven of the levels after holds for plans that place all.
    insta::assert_snapshot!(judgement.text(), @"
    The plan, judged
    It keeps every rule.

    What it is worth; less is better
     level         value   proven least   above it
    ───────────────────────────────────────────────
     unplaced          1              0          1
     optional          0              –          –
     lateness          0              –          –
     effort            4              –          –
     completion      130              –          –
     preferences       0              –          –
    Not placed: Echo.
    ");
    let own = slotwise::format::write_plan_csv(&problem, &best.plan);
    let judgement = judge(&problem, &own, Some(&best.levels)).expect("readable");
    assert!(judgement.levels.iter().all(|level| level.from_bound.is_some_and(Amount::is_zero)));
}

#[test]
fn a_stage_taken_twice_is_judged() {
    let problem = scenes::problem(&scenes::programme());
    let csv = "participant,stage,environment,from,to
Acme,Functional,SIT-A,2024-04-01,2024-04-13
Acme,Functional,SIT-A,2024-04-15,2024-04-27
Acme,Migration,SIT-B,2024-05-06,2024-05-11
Acme,Migration,SIT-B,2024-05-13,2024-05-18
";
    let judgement = judge(&problem, csv, None).expect("readable");
    assert!(judgement.violations.iter().any(|v| v.rule == RuleKind::Demand && v.rows.contains(&3)));
    assert_eq!(judgement.levels.len(), problem.programme.objective.levels.len());
}
