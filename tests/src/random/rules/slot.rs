//! Other starts, lengths by environment, slots given by hand.

use crate::plans::only_by_hand;
use slotwise::check::check;
use slotwise::model::{Capacity, DayOfWeek, RuleKind, Starts, TrancheSlot};
use slotwise::{Problem, Programme};

use crate::random::skeleton::dates;
use crate::random::{Mix, Tape};

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let all = dates(programme);
    for place in 0..programme.stages.len() {
        let starts = match tape.below(5) {
            0 => continue,
            1 => Starts::Every {
                periods: tape.between(2, 3),
                anchor: tape.chance(1, 2).then(|| all[tape.below(all.len() - 1)]),
            },
            2 => {
                use chrono::Weekday::{Fri, Mon, Sun, Wed};
                let day = tape.pick(&[Mon, Wed, Fri]);
                Starts::Weekdays(vec![DayOfWeek(day), DayOfWeek(Sun)])
            }
            3 => Starts::On((0..3).map(|_| all[tape.below(all.len() - 1)]).collect()),
            _ => Starts::ByHand,
        };
        let starts = match starts {
            Starts::On(mut days) => {
                days.sort_by_key(ToString::to_string);
                days.dedup();
                Starts::On(days)
            }
            other => other,
        };
        programme.stages[place].slots.starts = starts;
        for eligible in &mut programme.stages[place].environments {
            if tape.chance(1, 4) {
                eligible.duration = Some(tape.between(1, 3));
            }
        }
    }
}

/// Adds up to two slots by hand, as long as they break no rule among themselves.
pub fn by_hand(mix: &Mix, programme: &mut Programme, tape: &mut Tape) {
    if !mix.has(RuleKind::Slot) {
        return;
    }
    let dates = dates(programme);
    for id in ["first", "second"].iter().take(tape.below(3)) {
        let stage = tape.pick(&programme.stages);
        let start = tape.below(dates.len() - 1);
        let most = stage.slots.capacity.max;
        programme.slots.push(TrancheSlot {
            id: (*id).into(),
            stage: stage.id.clone(),
            environment: tape.pick(&stage.environments).environment,
            start: dates[start],
            end: None,
            capacity: (tape.chance(1, 3))
                .then(|| Capacity { min: 0, max: tape.between(1, 2).min(most) }),
            reserved: (mix.has(RuleKind::Retest) && tape.chance(1, 2)).then(|| tape.between(0, 2)),
        });
        let fits = Problem::new(programme)
            .is_ok_and(|problem| check(&problem, &only_by_hand(&problem)).is_empty());
        if !fits {
            programme.slots.pop();
        }
    }
}
