use slotwise_tests::programmes::Scene;

use super::Mutation;

/// Whoever was in a slot that has begun, or in none of them, in another one that has.
pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let slots = scene.slots("Freeze");
    let begun: Vec<usize> =
        slots.iter().copied().filter(|slot| scene.plan.slots[*slot].span.start < 20).collect();
    let mut all = Vec::new();
    for assignment in scene.placed("freeze ") {
        let own = scene.plan.assignments[assignment].visits[0].slot as usize;
        for &slot in begun.iter().filter(|slot| **slot != own) {
            let plan = scene.with_visit(assignment, 0, slot);
            all.push(Mutation::new(format!("assignment {assignment} in slot {slot}"), plan));
        }
    }
    all
}
