use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let from = |start: u32| {
        let mut slots = scene.slots("Afterwards").into_iter();
        slots.find(|slot| scene.plan.slots[*slot].span.start == start).expect("the scene has it")
    };
    let mut add = |what: String, plan| all.push(Mutation::new(what, plan));
    // One ends at 13, two at 23; two was completed by 18 elsewhere.
    let one = scene.placed("before by one")[0];
    let both = scene.placed("before by both")[0];
    let done = scene.placed("before long done")[0];
    for start in [8, 9, 10, 11, 12] {
        add(format!("by one, from {start}"), scene.with_visit(one, 1, from(start)));
        add(format!("by both, from {start}"), scene.with_visit(both, 2, from(start)));
        add(format!("done, from {start}"), scene.with_visit(done, 0, from(start)));
    }
    for start in [13, 15, 17] {
        add(format!("done, from {start}"), scene.with_visit(done, 0, from(start)));
        let mut plan = scene.with_visit(both, 2, from(start));
        plan.assignments[both].visits.remove(0);
        add(format!("by two alone, from {start}"), plan);
        let mut plan = scene.with_visit(both, 2, from(start));
        plan.assignments[both].visits.drain(..2);
        add(format!("by neither, from {start}"), plan);
    }
    for start in [20, 22] {
        let mut plan = scene.with_visit(both, 2, from(start));
        plan.assignments[both].visits.remove(0);
        add(format!("by two alone, from {start}"), plan);
    }
    // One ends later.
    let slot = scene.slots("Before one")[0];
    for start in [13, 16, 25] {
        add(format!("one from {start}"), scene.with_start(slot, start));
    }
    all
}
