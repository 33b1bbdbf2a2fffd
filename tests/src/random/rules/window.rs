//! Environments that are open now and then, and for some stages at other times.

use slotwise::Programme;
use slotwise::model::Window;

use crate::random::Tape;
use crate::random::skeleton::pick_span;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for place in 0..programme.environments.len() {
        let mut windows = Vec::new();
        for _ in 0..tape.between(1, 2) {
            let (from, to) = pick_span(programme, 8, tape);
            windows.push(Window::new(from, to));
        }
        if tape.chance(1, 3) {
            let (from, to) = pick_span(programme, 6, tape);
            let stages = vec![tape.pick(&programme.stages).id];
            windows.push(Window { stages, ..Window::new(from, to) });
        }
        if !tape.chance(1, 4) {
            programme.environments[place].windows = windows;
        }
    }
}
