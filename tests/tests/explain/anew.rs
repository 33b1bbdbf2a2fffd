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
    insta::assert_snapshot!(told.text(), @"
    Can Echo be placed if others move?
    Yes.
     level         before   after   change
    ───────────────────────────────────────
     unplaced           1       0       -1
     optional           0       0        0
     lateness           0       0        0
     effort             4       5       +1
     completion       130     140      +10
     preferences        0       0        0

    Who moves
     participant   stage        from                                       to
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Acme          Functional   SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024    SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024
     Acme          Migration    SIT-B, Mon 6 May 2024 – Fri 10 May 2024    SIT-B, Mon 13 May 2024 – Fri 17 May 2024
     Cole          Functional   SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024   SIT-A, Mon 29 Apr 2024 – Fri 10 May 2024
     Dune          Migration    SIT-B, Mon 13 May 2024 – Fri 17 May 2024   SIT-B, Mon 6 May 2024 – Fri 10 May 2024
     Echo          Functional   not placed                                 SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024
    ");
}

#[test]
fn not_even_if_others_make_room() {
    let programme = scenes::programme_with("Echo", |p| p.deadline = Some(day(4, 13).into()));
    let problem = scenes::problem(&programme);
    let told = ask(&problem, &scenes::four(&problem));
    insta::assert_snapshot!(told.text(), @"
    Can Echo be placed if others move?
    No: there is no plan in which it is placed with all who are now.
    ");
}
