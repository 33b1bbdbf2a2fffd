use slotwise::model::Resolution;
use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let a_day = match scene.problem.timeline.resolution() {
        Resolution::Day => 1,
        Resolution::HalfDay => 2,
        Resolution::Hour => 10,
    };
    let is_friday = |period: u32| period / a_day % 5 == 4;
    for slot in scene.slots("Support") {
        // 3 long; everything is down from 110 on.
        let starts = (0..107).filter(|start| is_friday(*start) || is_friday(*start + 2));
        for start in starts.take(20) {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("slot {slot} from {start}"), plan));
        }
    }
    all
}
