//! Who relies on whose system or stage, outages that reach through others.

use slotwise::Programme;
use slotwise::model::{
    Cause, Completed, Reliance, Relied, Target, Unavailability, UnavailabilityKind, When,
};

use crate::random::Tape;
use crate::random::skeleton::{pick_date, pick_span};

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let ids: Vec<String> = programme.participants.iter().map(|p| p.id.clone()).collect();
    programme.environments[0].components.push("Backbone".into());
    programme.environments[0].components.dedup();
    for place in 0..ids.len() {
        for _ in 0..tape.below(3) {
            let other = (place + 1 + tape.below(ids.len() - 1)) % ids.len();
            let participant = ids[other].clone();
            let stage = tape.pick(&programme.stages).id;
            let on = match tape.below(7) {
                0 | 1 | 4 => Relied::Finished { participant, stage, lag: tape.between(0, 2) },
                2 | 5 => Relied::Alongside { participant, stage },
                3 => Relied::Component("Backbone".into()),
                _ => Relied::Participant(participant),
            };
            let stage = tape.chance(1, 2).then(|| tape.pick(&programme.stages).id);
            let reliance = Reliance { stage, on, reason: String::new() };
            programme.participants[place].relies_on.push(reliance);
        }
        if tape.chance(1, 4) {
            let stage = tape.pick(&programme.stages).id;
            let on = pick_date(programme, tape);
            let completed = &mut programme.participants[place].completed;
            if on != When::Day(programme.calendar.to) && completed.iter().all(|d| d.stage != stage)
            {
                completed.push(Completed { stage, on });
            }
        }
        if tape.chance(1, 3) {
            outage(programme, Target::Participant(ids[place].clone()), tape);
        }
    }
    if tape.chance(1, 2) {
        outage(programme, Target::Component("Backbone".into()), tape);
    }
}

fn outage(programme: &mut Programme, on: Target, tape: &mut Tape) {
    let (from, to) = pick_span(programme, 3, tape);
    programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::Planned,
        cause: Cause::Other,
        ..Unavailability::new(format!("reaching {}", programme.unavailability.len()), on, from, to)
    });
}
