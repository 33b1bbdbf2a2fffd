//! A refresh of an environment and one of a component, which have moved to where no slot runs.

use chrono::Days;
use slotwise::model::{Movable, Target, Unavailability};

use super::Draft;

/// Whole days of the calendar, from its first.
pub const FIRST: u64 = 2;
pub const MOST: i64 = 3;

pub fn add(draft: &mut Draft) {
    draft.environment("Moved");
    draft.environment("Moved with").components.push("Store".into());
    for stage in ["Moved", "Moved with"] {
        draft.stage(stage, 1, &[stage]);
    }
    let first = draft.programme.calendar.from;
    let targets = [
        ("moved refresh", Target::Environment("Moved".into())),
        ("moved store", Target::Component("Store".into())),
    ];
    for (id, on) in targets {
        let (from, to) = (first + Days::new(FIRST), first + Days::new(FIRST + 1));
        draft.programme.unavailability.push(Unavailability {
            movable: Some(Movable::Around { days: MOST }),
            ..Unavailability::new(id, on, from, to)
        });
    }
    // Far behind all places, at every resolution: on the eighth day or later.
    for stage in ["Moved", "Moved with"] {
        let slots = [draft.open(stage, stage, 100, 101), draft.open(stage, stage, 103, 104)];
        draft.visitors(stage, stage, &slots);
    }
}
