use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // One is kept in the first of the slots, two in the second, all in the third and fourth.
    let slots = scene.slots("Regression");
    for place in scene.placed("first ").into_iter().chain(scene.placed("after")) {
        let from = scene.plan.assignments[place].visits[0].slot as usize;
        let full = |to: &usize| *to == slots[2] || *to == slots[3];
        if !slots.contains(&from) {
            continue;
        }
        // Where there is room but for what is kept; the others are past what the slot takes at all.
        for to in slots[2..4].iter().filter(|to| **to != from && full(to)) {
            let load = scene.plan.assignments.iter().flat_map(|a| &a.visits);
            if load.filter(|visit| visit.slot as usize == *to).count() < 3 {
                let plan = scene.with_visit(place, 0, *to);
                all.push(Mutation::new(format!("{place} in {to}, kept for re-tests"), plan));
            }
        }
    }
    // The one that re-tests is gone, but its place is kept.
    let again = scene.placed("again ");
    for (place, to) in [(again[0], slots[0]), (again[1], slots[1])] {
        for other in scene.placed("first ").into_iter().chain(scene.placed("after")) {
            let from = scene.plan.assignments[other].visits[0].slot as usize;
            if from == to || !slots.contains(&from) {
                continue;
            }
            let plan = scene.with(|plan| {
                plan.assignments[other].visits[0].slot = to as u32;
                plan.assignments.remove(place);
            });
            all.push(Mutation::new(format!("{other} for {place} in {to}"), plan));
        }
    }
    // A slot with somebody in it who has no right to it is moved to where more is kept.
    for (slot, starts) in [(slots[4], vec![40, 41, 45, 48, 49]), (slots[5], vec![40, 43, 49])] {
        for start in starts {
            if scene.plan.slots.iter().all(|other| {
                other.stage != scene.plan.slots[slot].stage || other.span.start != start
            }) {
                let plan = scene.with_start(slot, start);
                all.push(Mutation::new(format!("{slot} from {start}"), plan));
            }
        }
    }
    by_hand(scene, &mut all);
    all
}

/// The first keeps one of two, the second none, the third both.
fn by_hand(scene: &Scene, all: &mut Vec<Mutation>) {
    let slots = scene.slots("Regression hand");
    let again = scene.placed("again hand");
    for place in scene.placed("first hand") {
        let from = scene.plan.assignments[place].visits[0].slot as usize;
        if from != slots[2] {
            let plan = scene.with_visit(place, 0, slots[2]);
            all.push(Mutation::new(format!("{place} in the slot that keeps all"), plan));
        }
        if from != slots[0] {
            let plan = scene.with(|plan| {
                plan.assignments[place].visits[0].slot = slots[0] as u32;
                plan.assignments.remove(again[0]);
            });
            all.push(Mutation::new(format!("{place} in the place that is kept"), plan));
        }
    }
}
