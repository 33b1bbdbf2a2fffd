//! Least and most of slots, sizes, concurrent participants of environments.

use slotwise::Programme;
use slotwise::model::Capacity;

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for stage in &mut programme.stages {
        let max = tape.between(1, 4);
        let min = tape.below(4).saturating_sub(1).min(max as usize) as i64;
        stage.slots.capacity = Capacity { min, max };
    }
    for participant in &mut programme.participants {
        participant.size = tape.pick(&[1, 1, 2, 1, 3]);
    }
    for environment in &mut programme.environments {
        if tape.chance(1, 3) {
            environment.max_participants = Some(tape.between(1, 4));
        }
    }
}
