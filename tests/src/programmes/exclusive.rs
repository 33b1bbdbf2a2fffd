//! Environments for one slot, stage or phase at a time, and for any; changeover; a group.

use slotwise::model::{Changeover, ChangeoverBetween, ExclusiveGroup, Exclusivity, Phase};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["SIT", "UIT"] {
        draft.programme.phases.push(Phase { id: id.into(), name: String::new() });
    }
    let exclusivities = [
        ("One slot", Exclusivity::OneSlot),
        ("One stage", Exclusivity::OneStage),
        ("One phase", Exclusivity::OnePhase),
        ("Any slot", Exclusivity::Shared),
    ];
    for (id, exclusivity) in exclusivities {
        let environment = draft.environment(id);
        environment.exclusivity = exclusivity;
        // Back from the second stage to the first takes longer.
        environment.changeover = Changeover {
            periods: 2,
            between: vec![ChangeoverBetween {
                from: format!("{id} B"),
                to: format!("{id} A"),
                periods: 4,
            }],
        };
        draft.stage(&format!("{id} A"), 4, &[id]).phase = Some("SIT".into());
        draft.stage(&format!("{id} B"), 4, &[id]).phase = Some("UIT".into());
        draft.stage(&format!("{id} C"), 4, &[id]).overlap = false;
        let stages = ["A", "A", "B", "A", "C", "C"].map(|stage| format!("{id} {stage}"));
        // Same stage back to back; 2 periods to B, 4 back to A, 2 to C.
        let starts = [10, 14, 20, 28, 34, 38];
        for (stage, start) in stages.iter().zip(starts) {
            let slot = draft.open(stage, id, start, start + 4);
            draft.visitors(&format!("{stage} at {start}"), stage, &[slot]);
        }
    }
    for id in ["Group A", "Group B", "Group C"] {
        draft.environment(id);
        draft.stage(id, 3, &[id]);
    }
    draft.programme.exclusive_groups.push(ExclusiveGroup {
        id: "There is only one".into(),
        stages: ["Group A", "Group B", "Group C"].map(Into::into).to_vec(),
    });
    for (id, start) in [("Group A", 10), ("Group B", 13), ("Group C", 20), ("Group A", 23)] {
        draft.open(id, id, start, start + 3);
    }
}
