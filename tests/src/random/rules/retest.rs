//! Places kept for re-tests, of all slots or of some; who re-tests; slots that are scarce.

use slotwise::Programme;
use slotwise::model::Reserve;

use crate::random::Tape;
use crate::random::skeleton::pick_date;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for place in 0..programme.stages.len() {
        let capacity = &mut programme.stages[place].slots.capacity;
        capacity.max = capacity.max.min(tape.between(1, 3));
        capacity.min = capacity.min.min(capacity.max);
        for _ in 0..tape.between(1, 2) {
            let eligible = &programme.stages[place].environments;
            let reserve = Reserve {
                places: tape.chance(3, 4).then(|| tape.between(1, 2)),
                environment: tape.chance(1, 3).then(|| tape.pick(eligible).environment),
                from: tape.chance(1, 3).then(|| pick_date(programme, tape)),
                ..Reserve::default()
            };
            programme.stages[place].reserved.push(reserve);
        }
    }
    for participant in &mut programme.participants {
        participant.size = participant.size.max(tape.pick(&[1, 1, 2]));
        for step in participant.routes.iter().flat_map(|route| &route.steps) {
            if tape.chance(1, 3) && !participant.retests.contains(&step.stage) {
                participant.retests.push(step.stage.clone());
            }
        }
    }
}
