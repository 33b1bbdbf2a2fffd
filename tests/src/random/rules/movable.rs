//! Maintenance that finds its own place, beside some that is fixed.

use chrono::Days;
use slotwise::Programme;
use slotwise::model::{Movable, Target, Unavailability};

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for environment in &mut programme.environments {
        if !environment.components.contains(&"store".to_owned()) {
            environment.components.push("store".into());
        }
    }
    let (first, after) = (programme.calendar.from, programme.calendar.to);
    let days = (after - first).num_days().unsigned_abs();
    let target = |programme: &Programme, tape: &mut Tape| match tape.below(4) {
        0 | 1 => Target::Environment(tape.pick(&programme.environments).id),
        2 => Target::Component("store".into()),
        _ => Target::Everywhere,
    };
    if tape.chance(1, 2) {
        let from = first + Days::new(tape.below(days as usize - 1) as u64);
        let on = target(programme, tape);
        programme.unavailability.push(Unavailability::new(
            "planned",
            on,
            from,
            from + Days::new(2),
        ));
    }
    for number in 0..tape.between(1, 2) {
        let length = tape.between(1, 3).unsigned_abs();
        let from = first + Days::new(tape.below((days - length + 1) as usize) as u64);
        let around = tape.between(0, 3);
        let movable = if tape.chance(1, 3) {
            Movable::Within { from: first.into(), to: (first + Days::new(days.min(5))).into() }
        } else {
            Movable::Around { days: around }
        };
        let on = target(programme, tape);
        programme.unavailability.push(Unavailability {
            movable: Some(movable),
            ..Unavailability::new(format!("refresh {number}"), on, from, from + Days::new(length))
        });
    }
}
