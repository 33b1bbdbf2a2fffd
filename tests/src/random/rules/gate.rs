//! Gates in one direction between stages, for everybody or a share, of those placed or of all; some
//! who are ready late for what comes before.

use slotwise::Programme;
use slotwise::model::{Completed, Counted, Gate, Ready, ShareOf, When};

use crate::random::Tape;
use crate::random::skeleton::pick_date;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let mut stages: Vec<String> = programme.stages.iter().map(|stage| stage.id.clone()).collect();
    if stages.len() < 2 {
        return;
    }
    if tape.chance(1, 2) {
        stages.reverse();
    }
    let ids: Vec<String> = programme.participants.iter().map(|p| p.id.clone()).collect();
    for id in ["first", "second"].iter().take(tape.between(1, 2) as usize) {
        let before = tape.below(stages.len() - 1);
        let opens = before + 1 + tape.below(stages.len() - 1 - before);
        let mut gate = Gate::new(*id, &stages[before], &stages[opens]);
        gate.share = tape.pick(&[1.0, 1.0, 0.5, 0.334, 0.75]);
        gate.counted = tape.pick(&[Counted::Placed, Counted::All]);
        gate.of = tape.pick(&[ShareOf::Number, ShareOf::Weight]);
        gate.lag = tape.pick(&[0, 0, 1, 2]);
        if tape.chance(1, 4) {
            gate.environment = Some(tape.pick(&programme.environments).id);
        }
        if tape.chance(1, 3) {
            gate.participants = ids[..tape.between(1, ids.len() as i64) as usize].to_vec();
        }
        programme.gates.push(gate);
        for place in 0..programme.participants.len() {
            let date = tape.chance(1, 2).then(|| pick_date(programme, tape));
            let stage = stages[before].clone();
            let participant = &mut programme.participants[place];
            match date {
                Some(on) if tape.chance(1, 4) => {
                    participant.completed.retain(|done| done.stage != stage);
                    participant.completed.push(Completed { stage, on });
                }
                Some(from) => participant.ready.push(Ready {
                    from,
                    environment: None,
                    stage: Some(stage),
                    reason: String::new(),
                }),
                None => {}
            }
        }
    }
    // The last of the dates is the calendar's end, at which nothing can be complete.
    let end = When::Day(programme.calendar.to);
    for participant in &mut programme.participants {
        participant.completed.retain(|done| done.on != end);
    }
}
