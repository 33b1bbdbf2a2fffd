use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let at = |stage: &str, start: u32| {
        let mut slots = scene.slots(stage).into_iter();
        slots.find(|slot| scene.plan.slots[*slot].span.start == start).expect("the scene has it")
    };
    // 3 long, over [20, 24) and [40, 42).
    for name in ["middle", "far end"] {
        let place = scene.placed(name)[0];
        for start in (18..24).chain(38..42) {
            let plan = scene.with_visit(place, 0, at("Relying", start));
            all.push(Mutation::new(format!("{name} from {start}"), plan));
        }
    }
    // The leader is through at 13, the follower starts at 14.
    let (leader, follower) = (scene.placed("leader")[0], scene.placed("follower")[0]);
    for start in 10..14 {
        let plan = scene.with_visit(follower, 0, at("Relying", start));
        all.push(Mutation::new(format!("follower from {start}"), plan));
    }
    for start in [11, 20] {
        let plan = scene.with_visit(leader, 0, at("Leading", start));
        all.push(Mutation::new(format!("leader from {start}"), plan));
    }
    let plan = scene.with(|plan| drop(plan.assignments.remove(leader)));
    all.push(Mutation::new("no leader", plan));
    // The host is there in [30, 36), the guest in [31, 34).
    let (host, guest) = (scene.placed("host")[0], scene.placed("guest")[0]);
    for start in [12, 28, 29, 34, 35, 36, 45] {
        let plan = scene.with_visit(guest, 0, at("Relying", start));
        all.push(Mutation::new(format!("guest from {start}"), plan));
    }
    let plan = scene.with_visit(host, 0, at("Hosting", 33));
    all.push(Mutation::new("host later", plan));
    let plan = scene.with(|plan| drop(plan.assignments.remove(host)));
    all.push(Mutation::new("no host", plan));
    all
}
