//! A team for two slots at a time, once for one; seats for three participants at a time.

use slotwise::model::{AmountChange, Resource, Take, TakenPer};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["Lab", "Lab too"] {
        draft.environment(id);
    }
    let mut team = Resource::new("Team", 2);
    team.changes.push(AmountChange { from: draft.at(40), to: draft.until(50), amount: 1 });
    draft.programme.resources.push(team);
    draft.stage("Team", 4, &["Lab", "Lab too"]).takes.push(Take::from("Team"));
    let slots = [("Lab", 10), ("Lab too", 12), ("Lab", 20), ("Lab too", 24), ("Lab", 40)]
        .map(|(environment, start)| draft.open("Team", environment, start, start + 4));
    draft.visitors("team", "Team", &slots[..4]);

    draft.programme.resources.push(Resource::new("Seats", 3));
    draft.stage("Seats", 3, &["Lab"]).takes.push(Take {
        resource: "Seats".into(),
        amount: 1,
        per: TakenPer::Participant,
    });
    let slots = [10, 11, 20].map(|start| draft.open("Seats", "Lab", start, start + 3));
    draft.visitors("seats", "Seats", &[slots[0], slots[0], slots[1]]);
    // Whatever its size, a participant takes one.
    draft.participant("seats big", &["Seats"]).size = 2;
    draft.place("seats big", &[slots[2]]);
    draft.visitors("seats too", "Seats", &[slots[2]]);
}
