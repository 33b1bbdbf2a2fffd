use slotwise::plan::Visit;
use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let slot = |stage: &str, environment: &str, start: u32| {
        let environment = scene.environment(environment);
        let mut slots = scene.slots(stage).into_iter();
        slots
            .find(|slot| {
                let slot = scene.plan.slots[*slot];
                slot.environment == environment && slot.span.start == start
            })
            .expect("the scene has it")
    };
    let here = |start| slot("Person", "Person here", start);
    let there = |start| slot("Person", "Person there", start);
    let too = |start| slot("Person too", "Person there", start);
    let mut add = |what: String, plan| all.push(Mutation::new(what, plan));

    // 3 long, over [20, 24).
    for name in ["person away", "person down"] {
        let place = scene.placed(name)[0];
        for start in 18..24 {
            add(format!("{name} here from {start}"), scene.with_visit(place, 0, here(start)));
            add(format!("{name} there from {start}"), scene.with_visit(place, 0, there(start)));
        }
    }
    let place = scene.placed("person with deadline")[0];
    for start in [28, 29, 30, 49] {
        add(format!("late, here from {start}"), scene.with_visit(place, 0, here(start)));
        add(format!("late, there from {start}"), scene.with_visit(place, 0, there(start)));
    }
    // Here until 23; then in two environments at a time.
    let place = scene.placed("person in one")[0];
    for start in 18..23 {
        add(format!("in two, from {start}"), scene.with_visit(place, 1, too(start)));
    }
    let place = scene.placed("person pinned")[0];
    for start in [10, 24, 26] {
        add(format!("pinned, here from {start}"), scene.with_visit(place, 0, here(start)));
    }
    for start in [10, 25] {
        add(format!("pinned, there from {start}"), scene.with_visit(place, 0, there(start)));
    }
    let without = scene.with(|plan| {
        plan.assignments[place].route = 1;
        plan.assignments[place].visits = vec![Visit { step: 0, slot: too(25) as u32 }];
    });
    add("pinned, on a route without".into(), without);

    for place in scene.placed("together") {
        for start in [10, 14, 16, 27] {
            let what = format!("{place} not together, there from {start}");
            add(what, scene.with_visit(place, 0, there(start)));
        }
        let what = format!("{place} not together, here at the same time");
        add(what, scene.with_visit(place, 0, here(15)));
    }
    let apart = scene.placed("apart");
    for (one, other) in apart.iter().zip(apart.iter().skip(1)) {
        let slot = scene.plan.assignments[*other].visits[0].slot as usize;
        add(format!("{one} with {other}"), scene.with_visit(*one, 0, slot));
    }
    let all_at_once = scene.with(|plan| {
        for place in &apart {
            plan.assignments[*place].visits[0].slot = here(40) as u32;
        }
    });
    add("all of those apart in one".into(), all_at_once);
    all
}
