use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // Everybody is through by 33, 2 before 35.
    for slot in scene.slots("Opened") {
        for start in 12..35 {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("{slot} opens at {start}"), plan));
        }
    }
    for slot in scene.slots("Proving") {
        for start in [31, 32, 33, 40, 60] {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("{slot} is proved from {start}"), plan));
        }
    }
    // 3 of 5 are through by 23.
    let launch = scene.slots("Launch")[0];
    for start in [9, 13, 15, 20, 22] {
        let plan = scene.with_start(launch, start);
        all.push(Mutation::new(format!("launch at {start}"), plan));
    }
    let trials = scene.slots("Trial");
    for place in &scene.placed("trial")[..2] {
        let plan = scene.with_visit(*place, 0, trials[2]);
        all.push(Mutation::new(format!("{place} is tried late"), plan));
        let plan = scene.with(|plan| drop(plan.assignments.remove(*place)));
        all.push(Mutation::new(format!("{place} is not tried"), plan));
    }
    all
}
