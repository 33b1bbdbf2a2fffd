//! Questions about the programme of the document, at its size of 155 organisations.

use std::time::{Duration, Instant};

use slotwise::explain::SlotRef;
use slotwise::explain::{Explain, recommend, why_not, why_unplaced};
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

/// Somebody who takes the most stages, and has to be complete before they can be.
#[test]
fn a_conflict_set_takes_two_seconds_at_most() {
    let (problem, plan) = planned();
    let most = (problem.programme.participants.iter())
        .max_by_key(|p| p.routes.iter().map(|route| route.steps.len()).max())
        .expect("somebody");
    let (who, last) = (most.id.clone(), most.routes[0].steps.last().expect("a step").stage.clone());

    // Everybody else has taken the places: no slot of their last stage has any left.
    let mut programme = problem.programme.clone();
    let person = programme.participants.iter_mut().find(|p| p.id == who).expect("it");
    person.size = 1;
    for stage in programme.stages.iter_mut().filter(|stage| stage.id == last) {
        stage.slots.capacity.max = 1;
        stage.overlap = false;
    }
    for environment in &mut programme.environments {
        environment.max_participants = environment.max_participants.map(|most| most.max(1));
    }
    let full = Problem::new(&programme).unwrap_or_else(|findings| panic!("{findings}"));
    let mut seconds = Vec::new();
    for (name, problem) in [("as it is", &problem), ("full", &full)] {
        let started = Instant::now();
        let conflict = why_unplaced(problem, &without(plan.clone(), problem, &who), &who);
        seconds.push(started.elapsed());
        println!("{name}: {:?}\n{}", started.elapsed(), conflict.expect("known").text());
    }
    assert!(seconds.iter().all(|time| *time < Duration::from_secs(2)), "{seconds:?}");
}

fn without(mut plan: Plan, problem: &Problem, who: &str) -> Plan {
    let id = problem.programme.participants.iter().position(|p| p.id == who).expect("it");
    plan.assignments.retain(|assignment| assignment.participant.index() != id);
    plan
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
