//! Questions about the programme of the document, at its size of 155 organisations.

use std::time::{Duration, Instant};

use slotwise::explain::{Explain, SlotRef, facts_about, recommend, why_not, why_unplaced};
use slotwise::model::{Capacity, Pin};
use slotwise::{Plan, Problem, SolveOptions, solve};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::build;

/// A plan that a short search gives: whether it is the best is of no matter here.
fn planned() -> (Problem, Plan) {
    let programme = build(&Data::load().expect("data")).expect("a programme").programme;
    let problem = Problem::new(&programme).unwrap_or_else(|findings| panic!("{findings}"));
    let options = SolveOptions::default().with_work_limit(4_000);
    let plan = solve(&problem, &options).expect("a plan").plan;
    (problem, plan)
}

/// Whoever takes the most stages is pinned to a slot that others have filled: the conflict is found
/// among all facts about it, and all slots of the plan.
#[test]
fn a_conflict_set_takes_two_seconds_at_most() {
    let (problem, plan) = planned();
    let longest = (plan.assignments.iter()).max_by_key(|a| a.visits.len()).expect("somebody");
    let visit = longest.visits.last().expect("a step");
    let slot = plan.slots[visit.slot as usize];
    let inside = (plan.assignments.iter())
        .filter(|a| a.participant != longest.participant)
        .filter(|a| a.visits.iter().any(|v| v.slot == visit.slot));
    let load: u32 = inside.map(|a| problem.participants[a.participant.index()].size).sum();
    assert!(load > 0, "others are in the slot");

    let mut programme = problem.programme.clone();
    let stage = &mut programme.stages[slot.stage.index()];
    stage.slots.capacity = Capacity { min: 0, max: load.into() };
    let pin = Pin {
        stage: stage.id.clone(),
        environment: Some(programme.environments[slot.environment.index()].id.clone()),
        start: Some(problem.timeline.day(slot.span.start).into()),
    };
    let person = &mut programme.participants[longest.participant.index()];
    person.pins = vec![pin];
    person.size = 1;
    let who = person.id.clone();
    let full = Problem::new(&programme).unwrap_or_else(|findings| panic!("{findings}"));
    let mut rest = plan.clone();
    rest.assignments.retain(|assignment| assignment.participant != longest.participant);

    let started = Instant::now();
    let conflict = why_unplaced(&full, &rest, &who).expect("known");
    let took = started.elapsed();
    let facts = facts_about(&full, &rest, &who).expect("known").len();
    println!("{took:?} among {facts} facts\n{}", conflict.text());
    assert!(conflict.minimal && conflict.remark.is_none());
    let pinned = format!("participants[{who}].pins");
    assert!(conflict.facts.iter().any(|fact| fact.path == pinned));
    assert!(conflict.facts.iter().any(|fact| fact.path.starts_with("plan.slots[")));
    assert!(facts > 50, "{facts} facts");
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn slots_are_recommended_and_refused() {
    let (problem, plan) = planned();
    let person = &problem.programme.participants[0];
    let stage = &person.routes[0].steps[0].stage;
    let started = Instant::now();
    let best = recommend(&problem, &plan, &person.id, stage, 3).expect("known");
    println!("{:?}\n{}", started.elapsed(), best.text());
    assert_eq!(best.slots.len(), 3);
    let slot = SlotRef::id(best.slots[0].slot.id.clone());
    if best.slots[0].open {
        let told = why_not(&problem, &plan, &person.id, stage, &slot).expect("known");
        println!("{}", told.text());
    }
}
