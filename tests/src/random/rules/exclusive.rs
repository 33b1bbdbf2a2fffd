//! One slot, stage or phase at a time, changeover, exclusive groups.

use slotwise::Programme;
use slotwise::model::{
    Changeover, ChangeoverBetween, Eligible, ExclusiveGroup, Exclusivity, Phase,
};

use crate::random::Tape;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    programme.phases =
        ["SIT", "UIT"].map(|id| Phase { id: id.into(), name: String::new() }).to_vec();
    for stage in &mut programme.stages {
        stage.overlap = tape.chance(1, 2);
        stage.phase = match tape.below(3) {
            0 => None,
            phase => Some(programme.phases[phase - 1].id.clone()),
        };
    }
    // Where slots are scarce, it matters which exclude one another.
    let scarce = tape.chance(1, 2);
    let first = programme.environments[0].id.clone();
    for stage in programme.stages.iter_mut().filter(|_| scarce) {
        stage.environments = vec![Eligible::from(first.as_str())];
        stage.slots.capacity.max = tape.between(1, 2);
    }
    let stages: Vec<String> = programme.stages.iter().map(|stage| stage.id.clone()).collect();
    for environment in &mut programme.environments {
        environment.exclusivity = tape.pick(&[
            Exclusivity::OneStage,
            Exclusivity::OneSlot,
            Exclusivity::OnePhase,
            Exclusivity::Shared,
        ]);
        environment.changeover.periods = tape.between(0, 2);
        if stages.len() > 1 && tape.chance(1, 2) {
            let from = tape.below(stages.len());
            let to = (from + 1 + tape.below(stages.len() - 1)) % stages.len();
            environment.changeover = Changeover {
                between: vec![ChangeoverBetween {
                    from: stages[from].clone(),
                    to: stages[to].clone(),
                    periods: tape.between(0, 3),
                }],
                ..environment.changeover.clone()
            };
        }
    }
    if tape.chance(1, 3) {
        let first = tape.below(stages.len());
        let group = stages[first..].to_vec();
        programme.exclusive_groups.push(ExclusiveGroup { id: "only one".into(), stages: group });
    }
}
