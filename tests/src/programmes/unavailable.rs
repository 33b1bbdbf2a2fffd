//! Maintenance of an environment, of a component, of a resource, of everything; a stage that avoids
//! it, one that pauses for up to 4 periods, and one that takes the resource.

use slotwise::model::{OverUnavailability, Resource, Take, Target, Unavailability};

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Avoid").components.push("Hub".into());
    draft.environment("Pause").components.push("Hub".into());
    let environment = |id: &str| Target::Environment(id.into());
    let outages = [
        ("avoid", environment("Avoid"), 20, 23),
        ("pause", environment("Pause"), 20, 23),
        ("pause again", environment("Pause"), 22, 24),
        ("rig", Target::Resource("Rig".into()), 60, 63),
        ("hub", Target::Component("Hub".into()), 40, 46),
        ("everything", Target::Everywhere, 110, 112),
    ];
    for (id, on, from, to) in outages {
        let (from, to) = (draft.at(from), draft.until(to));
        draft.programme.unavailability.push(Unavailability::new(id, on, from, to));
    }
    draft.stage("Avoid", 4, &["Avoid"]);
    let slots = [draft.open("Avoid", "Avoid", 16, 20), draft.open("Avoid", "Avoid", 23, 27)];
    draft.visitors("avoid", "Avoid", &slots);
    draft.programme.resources.push(Resource::new("Rig", 100));
    draft.stage("Rigged", 4, &["Avoid"]).takes.push(Take::from("Rig"));
    let slots = [draft.open("Rigged", "Avoid", 63, 67)];
    draft.visitors("rigged", "Rigged", &slots);
    draft.stage("Pause", 5, &["Pause"]).over_unavailability =
        OverUnavailability::Pause { allowance: 4 };
    // 20 to 24 are lost: 2 periods of work before, 3 after.
    let slots = [draft.open("Pause", "Pause", 18, 27), draft.open("Pause", "Pause", 24, 29)];
    draft.visitors("pause", "Pause", &slots);
}
