//! A re-plan in period 20: some have begun, the others have not.

use slotwise::calendar::{HomeData, OwnBaseline};

use super::{Draft, Scene};

/// Slots that start before are closed to whoever was not in them.
const NOW: u32 = 20;

pub fn add(draft: &mut Draft) {
    draft.environment("Frozen");
    draft.stage("Freeze", 3, &["Frozen"]);
    let slots: Vec<usize> = [10, 12, 14, 16, 25, 30, 35, 40]
        .into_iter()
        .map(|start| draft.open("Freeze", "Frozen", start, start + 3))
        .collect();
    draft.visitors("freeze", "Freeze", &slots);
}

/// Tells the family where it was: just where the plan has it.
pub fn remember(scene: &mut Scene) {
    for place in scene.placed("freeze ") {
        let assignment = &scene.plan.assignments[place];
        let slot = scene.plan.slots[assignment.visits[0].slot as usize];
        let home = HomeData {
            stage: slot.stage,
            environment: Some(slot.environment),
            start: slot.span.start,
            exists: true,
            by_hand: None,
            frozen: slot.span.start < NOW,
            stays: false,
        };
        let data = &mut scene.problem.participants[assignment.participant.index()];
        data.baseline = OwnBaseline {
            closed_until: NOW,
            notice_until: NOW,
            homes: vec![home],
            route: Some(0),
            weight: data.weight,
        };
    }
}
