use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // Before, across each edge, between, after; 4 long, in [10, 40) and [60, 90).
    let outside = [0, 5, 6, 7, 9, 37, 39, 40, 50, 57, 59, 87, 89, 90, 104];
    for slot in scene.slots("Window") {
        for start in outside {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("slot {slot} from {start}"), plan));
        }
    }
    // In [20, 50) alone, though the environment is open to others at other times.
    for slot in scene.slots("Window own") {
        for start in [10, 16, 17, 19, 47, 49, 50, 60, 80] {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("slot {slot} of its own from {start}"), plan));
        }
    }
    all
}
