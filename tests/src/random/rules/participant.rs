//! Blackouts, deadlines, concurrency, pins, together, apart.

use slotwise::Programme;
use slotwise::model::{Blackout, Company, Pin, Rule, Target, Unavailability};

use crate::random::Tape;
use crate::random::skeleton::{dates, pick_date, pick_span};

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let all = dates(programme);
    for place in 0..programme.participants.len() {
        let id = programme.participants[place].id.clone();
        if tape.chance(1, 3) {
            let (from, to) = pick_span(programme, 3, tape);
            let blackout = Blackout { from, to, reason: "away".into() };
            programme.participants[place].unavailable.push(blackout);
        }
        if tape.chance(1, 5) {
            let (from, to) = pick_span(programme, 3, tape);
            programme.unavailability.push(Unavailability {
                cause: slotwise::model::Cause::Other,
                ..Unavailability::new(format!("{id} down"), Target::Participant(id), from, to)
            });
        }
        if tape.chance(1, 3) {
            programme.participants[place].deadline = Some(pick_date(programme, tape));
        }
        if tape.chance(1, 3) {
            // Only steps that overlap can be in two environments at a time.
            programme.participants[place].max_concurrent_environments = Some(tape.between(1, 2));
            for route in &mut programme.participants[place].routes {
                for step in route.steps.iter_mut().skip(1) {
                    step.min_lag = tape.pick(&[-2, -3, 0]);
                    step.max_lag = step.max_lag.map(|most| most.max(step.min_lag));
                }
            }
        }
        if tape.chance(1, 4) {
            let steps = &programme.participants[place].routes[0].steps;
            let stage = tape.pick(steps).stage;
            let eligible = programme.stages.iter().find(|s| s.id == stage).expect("known");
            let environment = tape.pick(&eligible.environments).environment;
            let pin = Pin {
                stage,
                environment: tape.chance(2, 3).then_some(environment),
                start: tape.chance(1, 3).then(|| all[tape.below(all.len() - 1)]),
            };
            programme.participants[place].pins.push(pin);
        }
    }
    let ids: Vec<String> = programme.participants.iter().map(|p| p.id.clone()).collect();
    for _ in 0..tape.below(3) {
        let first = tape.below(ids.len() - 1);
        let count = tape.between(2, (ids.len() - first) as i64) as usize;
        let company = Company {
            participants: ids[first..first + count].to_vec(),
            stage: tape.chance(1, 2).then(|| tape.pick(&programme.stages).id),
            reason: String::new(),
        };
        let rule = if tape.chance(1, 2) { Rule::Apart(company) } else { Rule::Together(company) };
        if !programme.rules.contains(&rule) {
            programme.rules.push(rule);
        }
    }
}
