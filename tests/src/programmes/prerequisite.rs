//! A stage after one of two others, on the route or completed before.

use slotwise::model::{Completed, Prerequisite};

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Before");
    draft.stage("Before one", 3, &["Before"]);
    draft.stage("Before two", 3, &["Before"]);
    draft
        .stage("Afterwards", 3, &["Before"])
        .prerequisites
        .push(Prerequisite { any_of: vec!["Before one".into(), "Before two".into()] });
    let before =
        [draft.open("Before one", "Before", 10, 13), draft.open("Before two", "Before", 20, 23)];
    let after: Vec<usize> =
        (8..30).map(|start| draft.open("Afterwards", "Before", start, start + 3)).collect();
    let from = |start: usize| after[start - 8];
    // Lags let the stage begin long before; the prerequisite does not.
    draft.participant("before by one", &["Before one", "Afterwards"]).routes[0].steps[1].min_lag =
        -50;
    draft.place("before by one", &[before[0], from(13)]);
    let both = draft.participant("before by both", &["Before one", "Before two", "Afterwards"]);
    for (place, step) in both.routes[0].steps.iter_mut().enumerate() {
        step.optional = step.stage != "Afterwards";
        step.min_lag = if place == 0 { 0 } else { -50 };
    }
    draft.place("before by both", &[before[0], before[1], from(15)]);
    let on = draft.at(18);
    let done = Completed { stage: "Before two".into(), on };
    draft.participant("before long done", &["Afterwards"]).completed.push(done);
    draft.place("before long done", &[from(18)]);
}
