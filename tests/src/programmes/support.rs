//! A stage that needs support when it starts and when it ends.

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Support");
    draft.stage("Support", 3, &["Support"]).needs_support = true;
    // On a Monday at every resolution.
    let slots = [draft.open("Support", "Support", 0, 3), draft.open("Support", "Support", 50, 53)];
    draft.visitors("support", "Support", &slots);
}
