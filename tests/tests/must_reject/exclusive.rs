use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // Base: A 10-14, A 14-18, B 20-24, A 28-32, C 34-38, C 38-42. To B and C it takes 2, back
    // from B to A 4.
    let mut add = |environment: &str, stage: &str, from: u32, to: u32| {
        let stage = format!("{environment} {stage}");
        let slot = scene
            .slots(&stage)
            .into_iter()
            .find(|slot| scene.plan.slots[*slot].span.start == from)
            .expect("the scene has it");
        let what = format!("{stage} from {to} instead of {from}");
        all.push(Mutation::new(what, scene.with_start(slot, to)));
    };
    for environment in ["One slot", "One stage", "One phase"] {
        // Over another stage's slot, from before, after and within.
        for to in [8, 11, 15, 17, 26, 30, 33, 40] {
            add(environment, "B", 20, to);
        }
        for to in [17, 18, 22, 23, 34, 36, 41] {
            add(environment, "A", 28, to);
        }
        // Too soon after another stage's slot, or too soon before.
        for to in [19, 21] {
            add(environment, "B", 20, to);
        }
        for to in [25, 27, 29] {
            add(environment, "A", 28, to);
        }
        for to in [32, 33] {
            add(environment, "C", 34, to);
        }
        add(environment, "C", 38, 32);
    }
    // Over a slot of the same stage.
    for to in [11, 12, 13] {
        add("One slot", "A", 10, to);
    }
    for environment in ["One slot", "One stage", "One phase", "Any slot"] {
        for to in [35, 36, 37] {
            add(environment, "C", 38, to);
        }
        for to in [35, 37, 40, 41] {
            add(environment, "C", 34, to);
        }
    }
    groups(scene, &mut all);
    all
}

/// Base: A 10-13, B 13-16, C 20-23, A 23-26, each in an environment of its own.
fn groups(scene: &Scene, all: &mut Vec<Mutation>) {
    for (stage, to) in [
        ("Group B", [8, 10, 11, 12, 18, 19, 21, 22, 24, 25]),
        ("Group C", [8, 9, 10, 12, 14, 15, 21, 22, 24, 25]),
    ] {
        let slot = scene.slots(stage)[0];
        for start in to {
            let what = format!("{stage} from {start}");
            all.push(Mutation::new(what, scene.with_start(slot, start)));
        }
    }
}
