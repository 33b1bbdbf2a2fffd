//! Alternative routes and optional steps.

use slotwise::Programme;

use crate::random::Tape;
use crate::random::skeleton::route;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for place in 0..programme.participants.len() {
        if tape.chance(1, 2) {
            let mut other = route("other", programme, tape);
            other.penalty = tape.pick(&[0.0, 1.0, 0.5]);
            programme.participants[place].routes.push(other);
        }
        for route in &mut programme.participants[place].routes {
            for step in &mut route.steps {
                step.optional = tape.chance(1, 3);
            }
        }
    }
}
