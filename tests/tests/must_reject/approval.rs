use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    for slot in scene.slots("Approval") {
        for environment in ["Asked for", "Wished for"] {
            let id = scene.environment(environment);
            let plan = scene.with(|plan| plan.slots[slot].environment = id);
            all.push(Mutation::new(format!("slot {slot} in {environment}"), plan));
        }
    }
    all
}
