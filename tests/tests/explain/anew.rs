//! Questions in which others may move.

use slotwise::explain::{
    Conflict, Explain, Fact, Possible, can_be_placed, facts_about, why_excluded,
};
use slotwise::planner::solver;
use slotwise::{Plan, Problem, SolveOptions};
use slotwise_tests::beside;

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
     Bolt          Functional   SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024    SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024
     Cole          Functional   SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024   SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024
     Cole          Migration    SIT-B, Mon 13 May 2024 – Fri 17 May 2024   SIT-B, Mon 6 May 2024 – Fri 10 May 2024
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

fn excluded(problem: &Problem, plan: &Plan, who: &str, tries: usize) -> Conflict {
    let solve = solver(SolveOptions::default().with_threads(1));
    why_excluded(problem, plan, who, tries, &solve).expect("solved")
}

/// Both weeks that SIT-A has are full, whoever is in which: Echo is kept out by all four.
#[test]
fn what_excludes_somebody_wherever_the_others_are() {
    let mut programme = scenes::programme_with("Echo", |p| drop(p.routes[0].steps.pop()));
    programme.environments[0].windows[0].to = day(4, 27).into();
    let problem = scenes::problem(&programme);
    let plan = scenes::four(&problem);
    assert_eq!(ask(&problem, &plan).possible, Possible::No);
    let told = excluded(&problem, &plan, "Echo", 200);
    assert!(told.minimal && told.others_move);
    insta::assert_snapshot!(told.text(), @"
    Why is Echo not placed?
    These together leave no place, wherever the others are moved; it could be placed if any one of them
      were not so:
      - window: SIT-A is open to Functional Mon 1 Apr 2024 – Fri 26 Apr 2024
      - exclusive: slots of Functional do not overlap in one environment
      - capacity: a slot of Functional takes at most 2
      - demand: Acme is placed, and stays so
      - demand: Bolt is placed, and stays so
      - demand: Cole is placed, and stays so
      - demand: Dune is placed, and stays so
    ");
    is_minimal(&problem, &plan, "Echo", &told);

    // With too few tries it is a conflict still, though not known to be minimal.
    let hasty = excluded(&problem, &plan, "Echo", 8);
    assert!(!hasty.minimal && hasty.facts.len() > told.facts.len());
    assert!(told.facts.iter().all(|fact| hasty.facts.contains(fact)));
    insta::assert_snapshot!(hasty.text().lines().nth(1).unwrap_or_default(), @"These together leave no place, wherever the others are moved; perhaps not all of them are needed:");
    let none = excluded(&problem, &plan, "Echo", 0);
    insta::assert_snapshot!(none.text(), @"
    Why is Echo not placed?
    no plan was found, but it is not proven that there is none.
    ");
}

/// Others' own facts keep somebody out as well: Acme has to be early, as Echo has.
#[test]
fn what_others_need_is_part_of_it() {
    let mut programme = scenes::programme_with("Echo", |p| {
        p.routes[0].steps.pop();
        p.deadline = Some(day(4, 13).into());
    });
    programme.stages[0].slots.capacity.max = 1;
    let functional_by = |p: &mut slotwise::model::Participant| {
        p.routes[0].steps.pop();
        p.unavailable.push(scenes::blackout(day(4, 15), day(7, 1), "move"));
    };
    functional_by(&mut programme.participants[0]);
    let problem = scenes::problem(&programme);
    let plan = scenes::plan(
        &problem,
        &[
            ("Functional", "SIT-A", day(4, 1), &["Acme"]),
            ("Functional", "SIT-A", day(4, 15), &["Bolt"]),
            ("Migration", "SIT-B", day(5, 6), &["Bolt"]),
        ],
    );
    let told = excluded(&problem, &plan, "Echo", 200);
    insta::assert_snapshot!(told.text(), @"
    Why is Echo not placed?
    These together leave no place, wherever the others are moved; it could be placed if any one of them
      were not so:
      - capacity: a slot of Functional takes at most 1
      - participant: Echo is to be complete by the start of Sat 13 Apr 2024
      - participant: Acme has a blackout Mon 15 Apr 2024 – Sun 30 Jun 2024 (“move”)
      - demand: Acme is placed, and stays so
    ");
    is_minimal(&problem, &plan, "Echo", &told);
}

#[test]
fn nothing_excludes_who_can_be_placed() {
    let (problem, plan) = early();
    insta::assert_snapshot!(excluded(&problem, &plan, "Echo", 200).text(), @"
    Why is Echo not placed?
    Echo can be placed if others move.
    ");
    insta::assert_snapshot!(excluded(&problem, &plan, "Acme", 200).text(), @"
    Why is Acme not placed?
    Acme is placed.
    ");
    // Alone it can't be placed either: that is told without planning anew.
    let programme = scenes::programme_with("Echo", |p| p.deadline = Some(day(4, 13).into()));
    let problem = scenes::problem(&programme);
    let told = excluded(&problem, &scenes::four(&problem), "Echo", 0);
    insta::assert_snapshot!(told.text(), @"
    Why is Echo not placed?
    These together leave no place, wherever the others are moved; it could be placed if any one of them
      were not so:
      - order: Migration starts after the end of Functional
      - participant: Echo is to be complete by the start of Sat 13 Apr 2024
    ");
}

/// All other facts aside, the participant is placed once any one of them is not so; and not before.
fn is_minimal(problem: &Problem, plan: &Plan, who: &str, told: &Conflict) {
    let solve = solver(SolveOptions::default().with_threads(1));
    let about: Vec<Fact> = (problem.programme.participants.iter())
        .flat_map(|p| facts_about(problem, plan, &p.id).expect("known"))
        .filter(|fact| !fact.path.starts_with("plan."))
        .collect();
    let stays: Vec<&Fact> =
        told.facts.iter().filter(|fact| fact.path.starts_with("plan.assignments")).collect();
    let possible = |without: Option<&Fact>| {
        let mut programme = problem.programme.clone();
        for fact in &about {
            if !told.facts.contains(fact) || Some(fact) == without {
                programme = fact.without(&programme);
            }
        }
        let mut rest = plan.clone();
        for assignment in &plan.assignments {
            let id = &problem.programme.participants[assignment.participant.index()].id;
            let path = format!("plan.assignments[{id}]");
            let stays = stays.iter().any(|fact| fact.path == path && Some(*fact) != without);
            if !stays {
                rest = beside::without(&rest, assignment.participant);
            }
        }
        for stage in &mut programme.stages {
            stage.slots.capacity.max = stage.slots.capacity.max.min(10);
        }
        let relaxed = Problem::new(&programme).expect("valid");
        can_be_placed(&relaxed, &rest, who, &solve).expect("solved").possible
    };
    assert_eq!(possible(None), Possible::No);
    for fact in &told.facts {
        assert_eq!(possible(Some(fact)), Possible::Yes, "{fact:?} can be spared");
    }
}
