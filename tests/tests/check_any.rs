//! The checker on plans that nobody would make, and on large ones: it never fails, and is quick.

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use slotwise::calendar::Span;
use slotwise::check::check;
use slotwise::model::{
    Calendar, Capacity, Company, Environment, EnvironmentId, Exclusivity, Participant,
    ParticipantId, Resolution, Rule, RuleKind, Stage, StageId, TrancheSlotId,
};
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::{Plan, Problem, Programme, Score};
use slotwise_tests::programmes::rich;

/// Mostly what may exist, sometimes what can't.
fn index(count: u32) -> impl Strategy<Value = u32> {
    prop_oneof![8 => 0..count, 1 => count..count + 3, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

prop_compose! {
    fn slot()(
        stage in index(30),
        environment in index(30),
        start in index(120),
        end in index(125),
        by_hand in proptest::option::weighted(0.1, index(6)),
    ) -> PlanSlot {
        PlanSlot {
            stage: StageId(stage),
            environment: EnvironmentId(environment),
            span: Span::new(start, end),
            by_hand: by_hand.map(TrancheSlotId),
        }
    }
}

prop_compose! {
    fn assignment()(
        participant in index(80),
        route in index(2),
        visits in vec((index(3), index(300)), 0..5),
    ) -> Assignment {
        let visits = visits.into_iter().map(|(step, slot)| Visit { step, slot }).collect();
        Assignment { participant: ParticipantId(participant), route, visits }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the plan, it is judged, and the same each time; and it is judged wrong, since the
    /// slots by hand are not all there.
    #[test]
    fn any_plan_is_judged(
        slots in vec(slot(), 0..40),
        assignments in vec(assignment(), 0..40),
    ) {
        let scene = rich(Resolution::Day, 2);
        let plan = Plan { slots, assignments, ..Plan::default() };
        let found = check(&scene.problem, &plan);
        prop_assert!(found.iter().any(|violation| violation.rule == RuleKind::Slot));
        prop_assert!(found.iter().all(|violation| !violation.message.is_empty()));
        prop_assert_eq!(&found, &check(&scene.problem, &plan));
        prop_assert!(found.is_sorted_by_key(|violation| violation.rule));
    }

    /// The same for plans that are right but for what was thrown in.
    #[test]
    fn any_addition_is_judged(
        slots in vec(slot(), 0..4),
        assignments in vec(assignment(), 0..4),
        moved in vec((index(300), slot()), 0..3),
        changed in vec((index(80), assignment()), 0..3),
    ) {
        let scene = rich(Resolution::Day, 2);
        let mut plan = scene.plan.clone();
        for (place, slot) in moved {
            let count = plan.slots.len();
            plan.slots[place as usize % count] = slot;
        }
        for (place, assignment) in changed {
            let count = plan.assignments.len();
            plan.assignments[place as usize % count] = assignment;
        }
        plan.slots.extend(slots);
        plan.assignments.extend(assignments);
        let found = check(&scene.problem, &plan);
        // What was accepted can be scored.
        if found.is_empty() {
            prop_assert!(!Score::of(&scene.problem, &plan).levels.is_empty());
        }
        prop_assert_eq!(&found, &check(&scene.problem, &plan));
    }
}

/// 5,000 participants in 1,000 slots of 10 stages in 20 environments.
fn large() -> (Problem, Plan) {
    let from = NaiveDate::from_ymd_opt(2023, 1, 2).expect("a Monday");
    let calendar = Calendar::days("Europe/London", from, from + Days::new(4 * 365));
    let to = calendar.to;
    let mut programme = Programme::new("large", calendar);
    let environments: Vec<String> =
        (0..20).map(|number| format!("environment {number:02}")).collect();
    for id in &environments {
        let mut environment = Environment::new(id, from, to);
        environment.exclusivity = Exclusivity::OneStage;
        environment.changeover.periods = 1;
        environment.max_participants = Some(10);
        programme.environments.push(environment);
    }
    for number in 0..10 {
        let id = format!("stage {number}");
        let mut stage = Stage::new(id, 5, environments.iter().map(String::as_str));
        stage.slots.capacity = Capacity { min: 1, max: 5 };
        programme.stages.push(stage);
    }
    let people: Vec<String> = (0..5000).map(|number| format!("participant {number:04}")).collect();
    for (number, id) in people.iter().enumerate() {
        let stage = format!("stage {}", number / 5 % 10);
        let mut participant = Participant::new(id, [stage.as_str()]);
        participant.max_concurrent_environments = Some(1);
        programme.participants.push(participant);
    }
    let company = |participants: &[String]| Company {
        participants: participants.to_vec(),
        stage: None,
        reason: String::new(),
    };
    programme.rules = people.chunks(5).map(|some| Rule::Together(company(some))).collect();
    let one_each: Vec<String> = people.iter().step_by(5).cloned().collect();
    programme.rules.push(Rule::Apart(company(&one_each)));
    let problem = Problem::new(&programme).expect("valid");
    let slots = (0..1000).map(|number: u32| PlanSlot {
        stage: StageId(number % 10),
        environment: EnvironmentId(number / 50),
        span: Span::new(number % 50 * 6, number % 50 * 6 + 5),
        by_hand: None,
    });
    let assignments = (0..5000).map(|number| Assignment {
        participant: ParticipantId(number),
        route: 0,
        visits: vec![Visit { step: 0, slot: number / 5 }],
    });
    let plan =
        Plan { slots: slots.collect(), assignments: assignments.collect(), ..Plan::default() };
    (problem, plan)
}

fn timed(problem: &Problem, plan: &Plan) -> (usize, Duration) {
    let began = Instant::now();
    let found = check(problem, plan).len();
    (found, began.elapsed())
}

#[test]
fn large_plans_are_judged_quickly() {
    let (problem, plan) = large();
    let (found, took) = timed(&problem, &plan);
    assert_eq!(found, 0);
    assert!(took < Duration::from_millis(500), "{took:?} for a plan without a mistake");

    // Everything at the same time in one environment: each rule has something to say of each.
    let mut crowded = plan.clone();
    for slot in &mut crowded.slots {
        (slot.environment, slot.span) = (EnvironmentId(0), Span::new(1, 6));
    }
    let (found, took) = timed(&problem, &crowded);
    assert!(found >= 999, "{found} found");
    assert!(took < Duration::from_secs(1), "{took:?} for {found} violations");

    // Everybody in one slot.
    let mut together = plan;
    for assignment in &mut together.assignments {
        assignment.visits[0].slot = 0;
    }
    let (found, took) = timed(&problem, &together);
    assert!(found > 4000, "{found} found");
    assert!(took < Duration::from_secs(1), "{took:?} for {found} violations");
}
