use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    slots(scene, &mut all);
    by_hand(scene, &mut all);
    environment(scene, &mut all);
    all
}

/// 2 to 3 in a slot: a pair, a trio, one of size 2, nobody.
fn slots(scene: &Scene, all: &mut Vec<Mutation>) {
    let slots = scene.slots("Capacity");
    for prefix in ["capacity pair", "capacity trio", "capacity big"] {
        for place in scene.placed(prefix) {
            let from = scene.plan.assignments[place].visits[0].slot as usize;
            for to in slots.iter().copied().filter(|to| *to != from) {
                // One too few where it left or where it went, or one too many there.
                let breaks = match prefix {
                    "capacity pair" => true,
                    "capacity trio" => to == slots[3] || to == slots[1],
                    _ => to == slots[0] || to == slots[1],
                };
                if breaks {
                    let plan = scene.with_visit(place, 0, to);
                    all.push(Mutation::new(format!("{prefix} {place} to slot {to}"), plan));
                }
            }
        }
    }
    // Half of the pair is not placed; two of the trio.
    for place in scene.placed("capacity pair") {
        let plan = scene.with(|plan| drop(plan.assignments.remove(place)));
        all.push(Mutation::new(format!("pair without {place}"), plan));
    }
    let trio = scene.placed("capacity trio");
    for left in &trio {
        let plan = scene.with(|plan| {
            let mut place = 0;
            plan.assignments.retain(|_| {
                place += 1;
                !trio.contains(&(place - 1)) || place - 1 == *left
            });
        });
        all.push(Mutation::new(format!("{left} alone of the trio"), plan));
    }
}

/// Just 2 in a slot by hand.
fn by_hand(scene: &Scene, all: &mut Vec<Mutation>) {
    let slots = scene.slots("Capacity hand");
    let tight = scene.placed("capacity tight");
    for place in &tight {
        let plan = scene.with(|plan| drop(plan.assignments.remove(*place)));
        all.push(Mutation::new(format!("{place} not in the tight slot"), plan));
        let plan = scene.with_visit(*place, 0, slots[0]);
        all.push(Mutation::new(format!("{place} in the roomy slot"), plan));
    }
    for place in scene.placed("capacity roomy") {
        let plan = scene.with_visit(place, 0, slots[1]);
        all.push(Mutation::new(format!("{place} in the tight slot"), plan));
    }
}

/// 4 at a time: 3 and 1 in 10-15, 3 in 15-20, 3 in 20-25.
fn environment(scene: &Scene, all: &mut Vec<Mutation>) {
    let slots = scene.slots("Crowded");
    for (slot, starts) in [
        (slots[0], vec![11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 24]),
        (slots[1], vec![6, 8, 9, 11, 12, 14, 16, 18, 19, 21, 23, 24]),
        (slots[2], vec![6, 7, 9, 11, 12, 13, 14, 16, 17, 18, 19]),
    ] {
        for start in starts {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("crowded {slot} from {start}"), plan));
        }
    }
    // A fifth where 4 are.
    for prefix in ["crowded 1", "crowded 2"] {
        for place in scene.placed(prefix) {
            let plan = scene.with_visit(place, 0, slots[0]);
            all.push(Mutation::new(format!("{place} to crowded {}", slots[0]), plan));
        }
    }
}
