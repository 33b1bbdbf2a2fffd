//! The best slots: equal to trying all.

use std::collections::BTreeMap;

use proptest::prelude::*;
use slotwise::explain::{Explain, recommend};
use slotwise::model::ParticipantId;
use slotwise::plan::PlanSlot;
use slotwise::{Plan, Problem, Score};
use slotwise_tests::beside;

use super::scenes::{self, day};

#[test]
fn three_best() {
    let problem = scenes::problem(&scenes::programme());
    let told = recommend(&problem, &scenes::four(&problem), "Echo", "Migration", 3).expect("known");
    insta::assert_snapshot!(told.text(), @"
    Best slots of Migration for Echo
         environment   dates                               open   unplaced   effort   completion
    ─────────────────────────────────────────────────────────────────────────────────────────────
     1   SIT-B         Mon 27 May 2024 – Fri 31 May 2024   no           -1       +2          +45
     2   SIT-B         Mon 3 Jun 2024 – Fri 7 Jun 2024     no           -1       +2          +50
     3   SIT-B         Mon 10 Jun 2024 – Fri 14 Jun 2024   no           -1       +2          +55
    ");
}

#[test]
fn for_somebody_placed() {
    let programme = scenes::programme_with("Dune", |p| p.due = Some(day(5, 11).into()));
    let problem = scenes::problem(&programme);
    let told = recommend(&problem, &scenes::four(&problem), "Dune", "Migration", 4).expect("known");
    insta::assert_snapshot!(told.text(), @"
    Best slots of Migration for Dune
         environment   dates                               open   lateness   effort   completion
    ─────────────────────────────────────────────────────────────────────────────────────────────
     1   SIT-B         Mon 13 May 2024 – Fri 17 May 2024   yes           0        0            0
     2   SIT-B         Mon 27 May 2024 – Fri 31 May 2024   no          +10       +1          +10
     3   SIT-B         Mon 3 Jun 2024 – Fri 7 Jun 2024     no          +15       +1          +15
     4   SIT-B         Mon 10 Jun 2024 – Fri 14 Jun 2024   no          +20       +1          +20
    ");
}

#[test]
fn none() {
    let programme = scenes::programme_with("Echo", |p| p.deadline = Some(day(5, 4).into()));
    let problem = scenes::problem(&programme);
    let told = recommend(&problem, &Plan::default(), "Echo", "Migration", 3).expect("known");
    insta::assert_snapshot!(told.text(), @"
    Best slots of Migration for Echo
    There is none, everybody else staying where they are.
    ");
}

/// By trying every way to place the participant.
fn is_right(problem: &Problem, plan: &Plan, id: ParticipantId) -> Result<(), TestCaseError> {
    let name = &problem.programme.participants[id.index()].id;
    let base = beside::without(plan, id);
    let mut best: BTreeMap<PlanSlot, Vec<i64>> = BTreeMap::new();
    beside::each(problem, &base, id, &mut |placed| {
        let values = Score::of(problem, placed).values();
        for visit in &placed.assignments.last().expect("it").visits {
            let known = best.entry(placed.slots[visit.slot as usize]).or_insert(values.clone());
            if values < *known {
                known.clone_from(&values);
            }
        }
        true
    });
    for (place, stage) in problem.programme.stages.iter().enumerate() {
        let told = recommend(problem, plan, name, &stage.id, 3).expect("known names");
        prop_assert!(told.proven);
        let mut all: Vec<(Vec<i64>, PlanSlot)> = (best.iter())
            .filter(|(slot, _)| slot.stage.index() == place)
            .map(|(slot, values)| (values.clone(), *slot))
            .collect();
        all.sort_by_key(|(values, slot)| {
            (values.clone(), slot.span, slot.environment, slot.by_hand)
        });
        all.truncate(3);
        let values: Vec<Vec<i64>> = (told.slots.iter())
            .map(|slot| slot.levels.iter().map(|level| level.after.0).collect())
            .collect();
        prop_assert_eq!(&values, &all.iter().map(|(v, _)| v.clone()).collect::<Vec<_>>());
        for (told, (_, slot)) in told.slots.iter().zip(&all) {
            let start = problem.timeline.first_from(told.slot.from);
            let environment = &problem.programme.environments[slot.environment.index()].id;
            prop_assert_eq!((start, &told.slot.environment), (slot.span.start, environment));
        }
    }
    Ok(())
}

#[test]
fn recommendations_equal_trying_all() {
    super::random::each("recommendations", 50, is_right);
}
