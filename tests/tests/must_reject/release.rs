use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    // LSS is 1.9 before 21, 2.0 from there, 2.1 from 61; MDS is 2 from 65. 20, 60 and 64 are lost.
    let lacking: [(&str, &[(u32, u32)]); 3] = [
        ("Release", &[(0, 3), (5, 8), (16, 19), (17, 20), (18, 22), (19, 23)]),
        (
            "Release exact",
            &[(17, 20), (19, 23), (58, 62), (59, 63), (61, 65), (70, 73), (100, 103)],
        ),
        (
            "Release approved",
            &[(17, 20), (18, 22), (58, 62), (59, 63), (61, 65), (62, 66), (63, 67)],
        ),
    ];
    for (stage, spans) in lacking {
        for slot in scene.slots(stage) {
            for &(start, end) in spans {
                // Four long over a pause.
                let end = if start == 61 && end == 65 { 64 } else { end };
                let plan = scene.with_span(slot, start, end);
                all.push(Mutation::new(format!("{stage} {slot} over {start} to {end}"), plan));
            }
        }
    }
    // Somebody who needs a version that comes later.
    let early = scene.slots("Release any")[0];
    for place in scene.placed("versed") {
        all.push(Mutation::new("versed too early", scene.with_visit(place, 0, early)));
    }
    all
}
