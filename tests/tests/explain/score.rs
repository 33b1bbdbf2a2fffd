//! Scores taken apart: the parts add up, and so do differences.

use proptest::prelude::*;
use slotwise::explain::{Amount, Explain, Whose, score, score_difference};
use slotwise::{Plan, Problem, Score, SolveOptions, solve};
use slotwise_tests::random::{mixes, programme, tapes};

use super::scenes;

#[test]
fn a_score_is_told() {
    let problem = scenes::problem(&scenes::programme());
    let told = score(&problem, &scenes::four(&problem));
    insta::assert_snapshot!(told.text(), @"
    Score, most important level first; less is better
     level         value   term                     counted   weight   adds   whose
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
     unplaced          1   not placed                     1        1      1   Echo 1
     optional          0   optional stages missed         0        1      0
     lateness          0   lateness                       0        1      0
     effort            4   cost of environments           0        1      0
                           slots opened                   4        1      4   SIT-A 2, SIT-B 2
                           changeovers                    0        1      0
     completion      130   completion                   130        1    130   Cole 35, Dune 35, Acme 30, Bolt 30
     preferences       0   preferences                    0        1      0
    ");
}

#[test]
fn a_difference_is_told() {
    let problem = scenes::problem(&scenes::programme_with("Dune", |p| {
        p.due = Some(scenes::day(5, 11).into());
    }));
    let before = scenes::four(&problem);
    let after = scenes::plan(
        &problem,
        &[
            ("Functional", "SIT-A", scenes::day(4, 1), &["Dune", "Bolt"]),
            ("Functional", "SIT-A", scenes::day(4, 15), &["Cole", "Acme"]),
            ("Migration", "SIT-B", scenes::day(5, 6), &["Dune", "Bolt"]),
            ("Migration", "SIT-B", scenes::day(5, 13), &["Cole", "Acme"]),
        ],
    );
    insta::assert_snapshot!(score_difference(&problem, &before, &after).text(), @"
    From one plan to the other
    The second plan is better: lateness is 0 instead of 5.
     level         before   after   change
    ───────────────────────────────────────
     unplaced           1       1        0
     optional           0       0        0
     lateness           5       0       -5
     effort             4       4        0
     completion       130     130        0
     preferences        0       0        0

    Through whom
     level        term         change   whose
    ─────────────────────────────────────────────────────
     lateness     lateness         -5   Dune -5
     completion   completion        0   Acme +5, Dune -5

    Who moves
     participant   stage        from                                       to
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Acme          Functional   SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024    SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024
     Acme          Migration    SIT-B, Mon 6 May 2024 – Fri 10 May 2024    SIT-B, Mon 13 May 2024 – Fri 17 May 2024
     Dune          Functional   SIT-A, Mon 15 Apr 2024 – Fri 26 Apr 2024   SIT-A, Mon 1 Apr 2024 – Fri 12 Apr 2024
     Dune          Migration    SIT-B, Mon 13 May 2024 – Fri 17 May 2024   SIT-B, Mon 6 May 2024 – Fri 10 May 2024
    ");
}

#[test]
fn equal_plans_are_told_so() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let told = score_difference(&problem, &plan, &plan);
    assert_eq!((told.decided_by.as_deref(), told.moves.len()), (None, 0));
    insta::assert_snapshot!(told.text(), @"
    From one plan to the other
    The two plans are worth the same at every level.
     level         before   after   change
    ───────────────────────────────────────
     unplaced           1       1        0
     optional           0       0        0
     lateness           0       0        0
     effort             4       4        0
     completion       130     130        0
     preferences        0       0        0
    ");
}

/// Everything adds up, in both directions.
fn adds_up(problem: &Problem, before: &Plan, after: &Plan) -> Result<(), TestCaseError> {
    let (old, new) = (Score::of(problem, before), Score::of(problem, after));
    for (plan, known) in [(before, &old), (after, &new)] {
        for (told, known) in score(problem, plan).levels.iter().zip(&known.levels) {
            prop_assert_eq!(told.value, Amount(known.value));
            prop_assert_eq!(told.terms.iter().map(|t| t.value).sum::<Amount>(), told.value);
            for term in &told.terms {
                prop_assert_eq!(term.parts.iter().map(|p| p.value).sum::<Amount>(), term.value);
            }
            let people = (told.terms.iter().flat_map(|t| &t.parts))
                .filter(|part| matches!(part.of, Whose::Participant(_)));
            let shares: i64 = known.shares.iter().map(|(_, share)| share).sum();
            prop_assert_eq!(people.map(|part| part.value).sum::<Amount>(), Amount(shares));
        }
    }
    let told = score_difference(problem, before, after);
    let first = (old.values().iter().zip(new.values())).position(|(old, new)| *old != new);
    let decided = first.map(|level| problem.programme.objective.levels[level].name.clone());
    prop_assert_eq!(&told.decided_by, &decided);
    for (level, (old, new)) in told.levels.iter().zip(old.values().iter().zip(new.values())) {
        prop_assert_eq!(level.change.change, Amount(new - old));
        prop_assert_eq!(level.terms.iter().map(|t| t.change).sum::<Amount>(), Amount(new - old));
        for term in &level.terms {
            prop_assert_eq!(term.parts.iter().map(|p| p.value).sum::<Amount>(), term.change);
            for part in &term.parts {
                if let Whose::Participant(name) = &part.of {
                    prop_assert!(told.moves.iter().any(|m| m.participant == *name), "{name} stays");
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_and_differences_add_up(mix in mixes(), tape in tapes()) {
        let problem = Problem::new(&programme(&mix, &tape)).expect("valid");
        let options = SolveOptions::default().with_threads(1).with_work_limit(200);
        let best = solve(&problem, &options).expect("a plan").plan;
        let nobody = slotwise_tests::plans::only_by_hand(&problem);
        adds_up(&problem, &best, &nobody)?;
        adds_up(&problem, &nobody, &best)?;
        adds_up(&problem, &best, &best)?;
    }
}
