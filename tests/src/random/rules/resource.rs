//! Shared resources, taken by slots and by those in them; amounts that change.

use slotwise::Programme;
use slotwise::model::{AmountChange, Resource, Take, TakenPer};

use crate::random::Tape;
use crate::random::skeleton::pick_span;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for id in ["Instance", "Team"].iter().take(tape.between(1, 2) as usize) {
        let mut resource = Resource::new(*id, tape.between(1, 3));
        for _ in 0..tape.below(3) {
            let (from, to) = pick_span(programme, 4, tape);
            resource.changes.push(AmountChange { from, to, amount: tape.between(0, 3) });
        }
        programme.resources.push(resource);
        for stage in &mut programme.stages {
            let per = tape.pick(&[TakenPer::Slot, TakenPer::Participant]);
            if tape.chance(3, 4) {
                let amount = tape.pick(&[1, 1, 2]);
                stage.takes.push(Take { resource: (*id).into(), amount, per });
            }
            if tape.chance(1, 4) {
                let per = match per {
                    TakenPer::Slot => TakenPer::Participant,
                    TakenPer::Participant => TakenPer::Slot,
                };
                stage.takes.retain(|take| take.resource != *id || take.per != per);
                stage.takes.push(Take { resource: (*id).into(), amount: 1, per });
            }
        }
    }
}
