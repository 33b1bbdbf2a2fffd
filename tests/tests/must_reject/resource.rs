use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    let team = scene.slots("Team");
    // Two at a time in [12, 14); one in [40, 44), when there is no more.
    for (slot, starts) in [
        (team[2], vec![9, 11, 12, 13, 37, 38, 39, 41, 42, 43]),
        (team[3], vec![9, 10, 11, 13, 37, 38, 39, 40, 41, 42, 43]),
        (team[0], vec![37, 38, 39, 41, 42, 43]),
        (team[1], vec![37, 38, 39, 40, 41, 42, 43]),
    ] {
        for start in starts {
            let plan = scene.with_start(slot, start);
            all.push(Mutation::new(format!("team {slot} from {start}"), plan));
        }
    }
    // Two in [10, 13), one in [11, 14), two in [20, 23), of at most three.
    let seats = scene.slots("Seats");
    for start in [8, 9, 12] {
        let plan = scene.with_start(seats[2], start);
        all.push(Mutation::new(format!("seats from {start}"), plan));
    }
    for place in scene.placed("seats big").into_iter().chain(scene.placed("seats too")) {
        for slot in &seats[..2] {
            let plan = scene.with_visit(place, 0, *slot);
            all.push(Mutation::new(format!("{place} takes a seat in {slot}"), plan));
        }
    }
    all
}
