use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let starting = |stage: &str, start: u32| {
        let mut slots = scene.slots(stage).into_iter();
        slots.find(|slot| scene.plan.slots[*slot].span.start == start).expect("the scene has it")
    };
    for place in scene.placed("order") {
        // The first ends at 23; the second starts 2 to 6 after, the third 2 before to 5 after.
        for start in [16, 19, 20, 22, 23, 24, 30, 31, 35, 39] {
            let plan = scene.with_visit(place, 1, starting("Order second", start));
            all.push(Mutation::new(format!("{place}: second from {start}"), plan));
        }
        for start in [16, 20, 25, 27, 36, 37, 40, 49] {
            let plan = scene.with_visit(place, 2, starting("Order third", start));
            all.push(Mutation::new(format!("{place}: third from {start}"), plan));
        }
        // Without the second, the third comes after the first: from 21 to 28.
        let participant = scene.plan.assignments[place].participant;
        if scene.problem.participants[participant.index()].routes[0].steps[1].optional {
            for start in [16, 18, 20, 29, 35] {
                let mut plan = scene.with_visit(place, 2, starting("Order third", start));
                plan.assignments[place].visits.remove(1);
                let what = format!("{place}: third from {start}, second not taken");
                all.push(Mutation::new(what, plan));
            }
        }
    }
    let first = scene.slots("Order first")[0];
    for start in [12, 16, 23, 26, 30] {
        all.push(Mutation::new(format!("first from {start}"), scene.with_start(first, start)));
    }
    all
}
