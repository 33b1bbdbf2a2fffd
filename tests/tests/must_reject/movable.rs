use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let problem = &scene.problem;
    let placed = |number: usize| {
        let cause = problem.maintenance[number].cause;
        scene
            .plan
            .maintenance
            .iter()
            .position(|one| one.unavailability == cause)
            .expect("its place")
    };
    for (number, one) in problem.maintenance.iter().enumerate() {
        let stage =
            if one.environments == [scene.environment("Moved")] { "Moved" } else { "Moved with" };
        let at = placed(number);
        // Each place in turn, with a slot in each of its periods.
        for (place, data) in one.places.iter().enumerate() {
            for period in data.span.start..data.span.end {
                for slot in scene.slots(stage) {
                    let mut plan = scene.with_start(slot, period);
                    plan.maintenance[at].place = place as u32;
                    all.push(Mutation::new(format!("{stage} {slot} runs in place {place}"), plan));
                }
            }
        }
        all.push(Mutation::new(
            "nowhere",
            scene.with(|plan| {
                plan.maintenance.remove(at);
            }),
        ));
        all.push(Mutation::new(
            "twice",
            scene.with(|plan| {
                plan.maintenance.push(plan.maintenance[at]);
            }),
        ));
        for beyond in [one.places.len() as u32, u32::MAX] {
            all.push(Mutation::new(
                "beyond its places",
                scene.with(|plan| {
                    plan.maintenance[at].place = beyond;
                }),
            ));
        }
        // What is not movable, or not there at all.
        for cause in [0, 9999] {
            let fixed = slotwise::model::UnavailabilityId(cause);
            if problem.maintenance.iter().all(|one| one.cause != fixed) {
                all.push(Mutation::new(
                    "not movable",
                    scene.with(|plan| {
                        let mut more = plan.maintenance[at];
                        more.unavailability = fixed;
                        plan.maintenance.push(more);
                    }),
                ));
            }
        }
    }
    all
}
