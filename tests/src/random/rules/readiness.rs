//! Dates before which participants can't start.

use slotwise::Programme;
use slotwise::model::Ready;

use crate::random::Tape;
use crate::random::skeleton::pick_date;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for place in 0..programme.participants.len() {
        for _ in 0..tape.below(3) {
            let ready = Ready {
                from: pick_date(programme, tape),
                environment: (tape.chance(1, 2)).then(|| tape.pick(&programme.environments).id),
                stage: tape.chance(1, 2).then(|| tape.pick(&programme.stages).id),
                reason: String::new(),
            };
            programme.participants[place].ready.push(ready);
        }
    }
}
