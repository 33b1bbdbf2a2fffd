//! Optional environments, some of them approved.

use slotwise::Programme;
use slotwise::model::Optional;

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for environment in &mut programme.environments {
        if tape.chance(1, 2) {
            environment.optional = Some(Optional {
                cost: tape.pick(&[1.0, 2.5, 10.0]),
                approved: tape.chance(1, 2),
                approval: String::new(),
            });
        }
    }
}
