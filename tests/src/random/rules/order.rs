//! Least and most lags, negative ones among them.

use slotwise::Programme;

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for participant in &mut programme.participants {
        for route in &mut participant.routes {
            for step in route.steps.iter_mut().skip(1) {
                step.min_lag = tape.pick(&[0, 1, -1, 2, -2, -4]);
                if tape.chance(1, 2) {
                    step.max_lag = Some(step.min_lag + tape.between(0, 4));
                }
            }
        }
    }
}
