use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    for place in scene.placed("ready") {
        let participant = scene.plan.assignments[place].participant;
        let name = &scene.problem.programme.participants[participant.index()].id;
        for slot in scene.slots("Ready one") {
            let there = scene.plan.slots[slot].environment == scene.environment("Ready there");
            let early = scene.plan.slots[slot].span.start < 20;
            let gate = scene.plan.slots[slot].environment == scene.environment("Ready gate");
            // Nobody of them has a connection there; those who have to be ready here alone may be there at any time.
            if gate || early && !(there && name.contains("here") && !name.contains("everywhere")) {
                let plan = scene.with_visit(place, 0, slot);
                all.push(Mutation::new(format!("{name} in slot {slot}"), plan));
            }
        }
    }
    for place in scene.placed("connected") {
        for slot in scene.slots("Ready one") {
            let gate = scene.plan.slots[slot].environment == scene.environment("Ready gate");
            if gate && scene.plan.slots[slot].span.start < 20 {
                let plan = scene.with_visit(place, 0, slot);
                all.push(Mutation::new(format!("{place} in slot {slot}"), plan));
            }
        }
    }
    all
}
