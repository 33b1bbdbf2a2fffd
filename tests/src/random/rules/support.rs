//! Stages that need support when they start and end.

use slotwise::Programme;

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for stage in &mut programme.stages {
        stage.needs_support = tape.chance(2, 3);
    }
}
