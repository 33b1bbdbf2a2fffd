//! Minimal conflicts: right, minimal, and worded.

use chrono::NaiveDate;
use proptest::prelude::*;
use slotwise::explain::{Explain, Fact, facts_about, recommend, why_unplaced};
use slotwise::model::{ParticipantId, Pin, Prerequisite};
use slotwise::plan::carry_maintenance;
use slotwise::{Plan, Problem, Programme};
use slotwise_tests::beside;

use super::scenes::{self, blackout, day, ready};

fn echo(programme: &Programme, slots: &[(&str, &str, NaiveDate, &[&str])]) -> String {
    let problem = scenes::problem(programme);
    let plan = scenes::plan(&problem, slots);
    why_unplaced(&problem, &plan, "Echo").expect("known").text()
}

#[test]
fn a_blackout_over_the_window() {
    let programme = scenes::programme_with("Echo", |p| {
        p.unavailable.push(blackout(day(5, 1), day(6, 15), "data centre move"));
    });
    insta::assert_snapshot!(echo(&programme, &[]), @"
    Why is Echo not placed?
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - window: SIT-B is open to Migration Mon 6 May 2024 – Fri 14 Jun 2024
      - participant: Echo has a blackout Wed 1 May 2024 – Fri 14 Jun 2024 (“data centre move”)
      - approval: SIT-C is optional and not approved
    ");
}

#[test]
fn ready_after_the_deadline() {
    let programme = scenes::programme_with("Echo", |p| {
        p.ready.push(ready(day(5, 20), "environment proved"));
        p.ready[0].stage = Some("Functional".into());
        p.deadline = Some(day(6, 1).into());
    });
    insta::assert_snapshot!(echo(&programme, &[]), @"
    Why is Echo not placed?
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - order: Migration starts after the end of Functional
      - readiness: Echo is ready for Functional only from Mon 20 May 2024 (“environment proved”)
      - participant: Echo is to be complete by the start of Sat 1 Jun 2024
    ");
}

#[test]
fn a_pin_against_a_readiness() {
    let programme = scenes::programme_with("Echo", |p| {
        let start = Some(day(4, 15).into());
        p.pins.push(Pin { stage: "Functional".into(), environment: None, start });
        p.ready.push(ready(day(4, 22), ""));
    });
    insta::assert_snapshot!(echo(&programme, &[]), @"
    Why is Echo not placed?
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - readiness: Echo is ready only from Mon 22 Apr 2024
      - participant: Echo is pinned for Functional to any environment, from Mon 15 Apr 2024
    ");
}

#[test]
fn a_missing_prerequisite() {
    let mut programme = scenes::programme();
    programme.stages[0].prerequisites = vec![Prerequisite { any_of: vec!["Migration".into()] }];
    programme.participants[4].routes[0].steps.swap(0, 1);
    programme.participants[4].routes[0].steps.truncate(1);
    programme.participants[4].routes[0].steps[0].stage = "Functional".into();
    insta::assert_snapshot!(echo(&programme, &[]), @"
    Why is Echo not placed?
    This alone leaves no place, everybody else staying where they are:
      - prerequisite: Functional needs Migration complete before it
    ");
}

/// Migration has one place at a time in four weeks, and all are taken.
#[test]
fn every_slot_full() {
    let mut programme = scenes::programme();
    programme.stages[1].slots.capacity.max = 1;
    programme.unavailability.clear();
    programme.environments[1].windows[0].to = day(6, 1).into();
    let slots: [(&str, &str, NaiveDate, &[&str]); 6] = [
        ("Functional", "SIT-A", day(4, 1), &["Acme", "Bolt"]),
        ("Functional", "SIT-A", day(4, 15), &["Cole", "Dune"]),
        ("Migration", "SIT-B", day(5, 6), &["Acme"]),
        ("Migration", "SIT-B", day(5, 13), &["Bolt"]),
        ("Migration", "SIT-B", day(5, 20), &["Cole"]),
        ("Migration", "SIT-B", day(5, 27), &["Dune"]),
    ];
    insta::assert_snapshot!(echo(&programme, &slots), @"
    Why is Echo not placed?
    These together leave no place, everybody else staying where they are; it could be placed if any one
      of them were not so:
      - window: SIT-B is open to Migration Mon 6 May 2024 – Fri 31 May 2024
      - exclusive: slots of Migration do not overlap in one environment
      - capacity: a slot of Migration takes at most 1
      - approval: SIT-C is optional and not approved
      - plan: Migration in SIT-B, Mon 6 May 2024 – Fri 10 May 2024 is open: capacity 1, taken 1 by Acme
      - plan: Migration in SIT-B, Mon 13 May 2024 – Fri 17 May 2024 is open: capacity 1, taken 1 by Bolt
      - plan: Migration in SIT-B, Mon 20 May 2024 – Fri 24 May 2024 is open: capacity 1, taken 1 by Cole
      - plan: Migration in SIT-B, Mon 27 May 2024 – Fri 31 May 2024 is open: capacity 1, taken 1 by Dune
    ");
}

#[test]
fn a_stage_longer_than_the_calendar() {
    let mut programme = scenes::programme();
    programme.stages[1].duration = 80;
    insta::assert_snapshot!(echo(&programme, &[]), @"
    Why is Echo not placed?
    no route of Echo can be taken at all: a stage of each fits nowhere in the calendar.
    ");
}

#[test]
fn no_conflict() {
    let problem = scenes::problem(&scenes::programme());
    let plan = scenes::four(&problem);
    let told = |who: &str| why_unplaced(&problem, &plan, who).expect("known").text();
    insta::assert_snapshot!(told("Echo"), @"
    Why is Echo not placed?
    Echo can be placed beside the plan as it is.
    ");
    insta::assert_snapshot!(told("Acme"), @"
    Why is Acme not placed?
    Acme is placed.
    ");
}

/// The problem and the plan with just these facts; `None` if no programme can be like that.
fn with(problem: &Problem, plan: &Plan, out: &[&Fact]) -> Option<(Problem, Plan)> {
    let programme = out.iter().fold(problem.programme.clone(), |p, fact| fact.without(&p));
    let mut without = out.iter().fold(plan.clone(), |plan, fact| fact.without_in(&plan));
    let relaxed = Problem::new(&programme).ok()?;
    without.maintenance = carry_maintenance(problem, plan, &relaxed);
    Some((relaxed, without))
}

/// What the conflict says, by trying every way to place the participant.
fn is_right(problem: &Problem, plan: &Plan, id: ParticipantId) -> Result<(), TestCaseError> {
    let name = problem.programme.participants[id.index()].id.clone();
    let base = beside::without(plan, id);
    let conflict = why_unplaced(problem, &base, &name).expect("known");
    let any = beside::any(problem, &base, id);
    let can = conflict.remark.as_ref().is_some_and(|remark| remark.contains("can be placed"));
    prop_assert_eq!(any, can, "{:?}", conflict);
    if any {
        return Ok(());
    }
    prop_assert!(conflict.minimal);
    let all = facts_about(problem, &base, &name).expect("known");
    let others: Vec<&Fact> = all.iter().filter(|fact| !conflict.facts.contains(fact)).collect();
    if let Some((relaxed, plan)) = with(problem, &base, &others) {
        prop_assert!(!beside::any(&relaxed, &plan, id), "no conflict: {:?}", conflict);
    }
    for fact in &conflict.facts {
        let mut out = others.clone();
        out.push(fact);
        if let Some((relaxed, plan)) = with(problem, &base, &out) {
            prop_assert!(beside::any(&relaxed, &plan, id), "spare: {:?} of {:?}", fact, conflict);
        }
    }
    Ok(())
}

#[test]
fn conflicts_are_conflicts_and_minimal() {
    super::random::each("conflicts", 40, is_right);
}

/// What people read has names, dates and numbers of theirs, never a place in a list of ours.
#[test]
fn no_internal_index_shows() {
    super::random::each("no index", 40, |problem, plan, id| {
        let name = problem.programme.participants[id.index()].id.clone();
        let conflict = why_unplaced(problem, plan, &name).expect("known");
        let facts = facts_about(problem, plan, &name).expect("known");
        for fact in facts.iter().chain(&conflict.facts) {
            // In brackets stand names.
            let mut inside = fact.path.split('[').skip(1).filter_map(|part| part.split(']').next());
            prop_assert!(inside.all(|name| name.parse::<u64>().is_err()), "{}", fact.path);
        }
        let first = problem.programme.participants[id.index()].routes[0].steps[0].stage.clone();
        let recommended = recommend(problem, plan, &name, &first, 2).expect("known");
        let score = slotwise::explain::score(problem, plan);
        for text in [conflict.text(), recommended.text(), score.text()] {
            for internal in ["Id(", "Some(", "None", "{", "Span", "NaiveDate"] {
                prop_assert!(!text.contains(internal), "{internal} in {text}");
            }
        }
        Ok(())
    });
}
