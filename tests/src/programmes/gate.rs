//! A stage that opens 2 periods after everybody placed is through another; one that opens in one of
//! two environments once half the weight of a list is through.

use slotwise::model::{Counted, Gate, ShareOf};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["Gate", "Gate too"] {
        draft.environment(id);
    }
    draft.stage("Proving", 3, &["Gate"]);
    draft.stage("Opened", 3, &["Gate", "Gate too"]);
    let proving = [10, 20, 30].map(|start| draft.open("Proving", "Gate", start, start + 3));
    let opened = [("Gate", 35), ("Gate too", 40)]
        .map(|(environment, start)| draft.open("Opened", environment, start, start + 3));
    draft.visitors("prover", "Proving", &proving);
    draft.visitors("opened", "Opened", &opened);
    draft.programme.gates.push(Gate { lag: 2, ..Gate::new("proved", "Proving", "Opened") });

    draft.stage("Trial", 3, &["Gate"]);
    draft.stage("Launch", 3, &["Gate", "Gate too"]);
    let trials = [10, 20, 30].map(|start| draft.open("Trial", "Gate", start, start + 3));
    let launches = [("Gate", 23), ("Gate too", 10)]
        .map(|(environment, start)| draft.open("Launch", environment, start, start + 3));
    draft.visitors("trial", "Trial", &trials);
    draft.participant("trial idle", &["Trial"]);
    for participant in &mut draft.programme.participants {
        if participant.id == "trial 1" {
            participant.weight = 2.0;
        }
    }
    draft.visitors("launch", "Launch", &launches);
    draft.programme.gates.push(Gate {
        environment: Some("Gate".into()),
        participants: ["trial 0", "trial 1", "trial 2", "trial idle"].map(Into::into).to_vec(),
        share: 0.6,
        of: ShareOf::Weight,
        counted: Counted::All,
        ..Gate::new("tried", "Trial", "Launch")
    });
}
