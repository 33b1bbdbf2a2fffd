//! A crowd on routes through two mandatory stages with an optional one between, and another route.

use slotwise::model::Route;

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Demand");
    draft.stage("Demand start", 2, &["Demand"]);
    draft.stage("Demand extra", 1, &["Demand"]);
    draft.stage("Demand finish", 2, &["Demand"]);
    let starts =
        [draft.open("Demand start", "Demand", 5, 7), draft.open("Demand start", "Demand", 6, 8)];
    let extra = draft.open("Demand extra", "Demand", 10, 11);
    let finish = draft.open("Demand finish", "Demand", 12, 14);
    for number in 0..draft.crowd {
        let id = format!("demand {number}");
        let participant =
            draft.participant(&id, &["Demand start", "Demand extra", "Demand finish"]);
        participant.routes[0].steps[1].optional = true;
        participant.routes.push(Route::new("short", ["Demand finish"]));
        draft.place(&id, &[starts[number % 2], extra, finish]);
    }
}
