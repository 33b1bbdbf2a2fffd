//! Environments that are there, that are approved, and that are not.

use slotwise::model::Optional;

use super::Draft;

pub fn add(draft: &mut Draft) {
    let environments = ["Standing", "Approved", "Asked for", "Wished for"];
    for id in environments {
        draft.environment(id);
    }
    for (id, approved) in [("Approved", true), ("Asked for", false), ("Wished for", false)] {
        let environment = draft.programme.environments.iter_mut().find(|e| e.id == id);
        environment.expect("just added").optional =
            Some(Optional { cost: 5.0, approved, approval: String::new() });
    }
    draft.stage("Approval", 3, &environments);
    let slots: Vec<usize> = ["Standing", "Approved", "Standing", "Approved"]
        .into_iter()
        .zip([10, 20, 30, 40])
        .map(|(environment, start)| draft.open("Approval", environment, start, start + 3))
        .collect();
    draft.visitors("approval", "Approval", &slots[..3]);
}
