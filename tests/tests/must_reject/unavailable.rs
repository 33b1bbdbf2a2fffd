use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // 4 long, over [20, 23), the hub's [40, 46), and everything's [110, 112).
    for slot in scene.slots("Avoid") {
        for start in [17, 18, 19, 20, 21, 22, 37, 39, 40, 42, 43, 45, 107, 109, 110, 111] {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("avoid {slot} from {start}"), plan));
        }
    }
    // 4 long, over the rig's [60, 63).
    for slot in scene.slots("Rigged") {
        for start in [57, 58, 60, 62] {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("rigged from {start}"), plan));
        }
    }
    // 5 of work; [20, 24) and [110, 112) may be lost, but not the first period; [40, 46) is too much.
    let pausing = [
        (20, 29),
        (21, 29),
        (22, 29),
        (23, 29),
        (36, 47),
        (37, 48),
        (38, 49),
        (39, 50),
        (40, 51),
        (43, 51),
        (45, 51),
        (110, 117),
        (111, 117),
    ];
    for slot in scene.slots("Pause") {
        for (start, end) in pausing {
            let plan = scene.with_span(slot, start, end);
            all.push(Mutation::new(format!("pause {slot} from {start} to {end}"), plan));
        }
    }
    all
}
