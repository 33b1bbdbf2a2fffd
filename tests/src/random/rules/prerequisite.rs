//! Stages before stages, and participants that have some behind them.

use slotwise::Programme;
use slotwise::model::{Completed, Prerequisite};

use crate::random::Tape;
use crate::random::skeleton::pick_date;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let ids: Vec<String> = programme.stages.iter().map(|stage| stage.id.clone()).collect();
    for place in 1..ids.len() {
        for _ in 0..tape.below(3) {
            let mut any_of = vec![ids[tape.below(place)].clone()];
            if place > 1 && tape.chance(1, 2) {
                any_of = ids[..place].to_vec();
            }
            programme.stages[place].prerequisites.push(Prerequisite { any_of });
        }
        programme.stages[place].prerequisites.dedup();
    }
    for place in 0..programme.participants.len() {
        for stage in &ids {
            if tape.chance(1, 4) {
                let on = pick_date(programme, tape);
                let completed = Completed { stage: stage.clone(), on };
                programme.participants[place].completed.push(completed);
            }
        }
        // Steps that overlap tell earlier steps from steps that have ended.
        for route in &mut programme.participants[place].routes {
            for step in route.steps.iter_mut().skip(1) {
                if tape.chance(1, 3) {
                    step.min_lag = -2;
                    step.max_lag = step.max_lag.map(|most| most.max(step.min_lag));
                }
                step.optional |= tape.chance(1, 4);
            }
            if let Some(first) = route.steps.first_mut() {
                first.optional |= tape.chance(1, 4);
            }
        }
    }
}
