//! Questions in which others may move.

use slotwise::explain::{Explain, Possible, can_be_placed};
use slotwise::planner::solver;
use slotwise::{Plan, Problem, SolveOptions};

use super::scenes::{self, day};

/// Echo has time for the first slot alone, in which Acme and Bolt are.
fn early() -> (Problem, Plan) {
    let programme = scenes::programme_with("Echo", |p| {
        p.routes[0].steps.pop();
        p.deadline = Some(day(4, 13).into());
    });
    let problem = scenes::problem(&programme);
    let plan = scenes::four(&problem);
    (problem, plan)
}

fn ask(problem: &Problem, plan: &Plan) -> slotwise::explain::IfOthersMove {
    let solve = solver(SolveOptions::default().with_threads(1));
    can_be_placed(problem, plan, "Echo", &solve).expect("solved")
}

#[test]
fn if_others_make_room() {
    let (problem, plan) = early();
    let told = ask(&problem, &plan);
    assert_eq!(told.possible, Possible::Yes);
    insta::assert_snapshot!(told.text(), @"");
}

#[test]
fn not_even_if_others_make_room() {
    let programme = scenes::programme_with("Echo", |p| p.deadline = Some(day(4, 13).into()));
    let problem = scenes::problem(&programme);
    let told = ask(&problem, &scenes::four(&problem));
    insta::assert_snapshot!(told.text(), @"");
}
