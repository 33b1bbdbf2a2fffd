//! Where everybody was before. It binds re-plans alone, so the programme says nothing of it.

use slotwise::calendar::{Baseline, HomeData};
use slotwise::check::check;
use slotwise::model::{EnvironmentId, StageId, TrancheSlotId};
use slotwise::{Problem, Programme};

use crate::plans::only_by_hand;
use crate::random::Tape;

/// Nothing: see [`baseline`].
pub fn add(_: &mut Programme, _: &mut Tape) {}

/// The problem of a re-plan from a plan that somebody had, whether or not any rule allowed it.
pub fn baseline(problem: Problem, tape: &mut Tape) -> Problem {
    let horizon = problem.horizon() as usize;
    let homes = (problem.participants.iter())
        .map(|participant| {
            if tape.chance(1, 6) {
                return Vec::new();
            }
            let route = tape.pick(&participant.routes);
            (route.steps.iter())
                .filter_map(|step| {
                    let stage = step.stage;
                    let by_hand = problem.hand_slots.iter().position(|slot| slot.stage == stage);
                    if let Some(place) = by_hand.filter(|_| tape.chance(1, 2)) {
                        let slot = problem.hand_slots[place];
                        let by_hand = Some(TrancheSlotId::new(place));
                        return Some(home(stage, slot.environment, slot.span.start, by_hand));
                    }
                    let environment = EnvironmentId::new(tape.below(problem.environments.len()));
                    let start = tape.below(horizon) as u32;
                    (!tape.chance(1, 8)).then(|| home(stage, environment, start, None))
                })
                .collect()
        })
        .collect();
    let routes = vec![Some(0); problem.participants.len()];
    let maintenance = vec![None; problem.maintenance.len()];
    let closed_until = tape.pick(&[0, 0, 1, 3]);
    let notice_until = closed_until + tape.pick(&[0, 0, 2, 5]);
    let mut baseline = Baseline { closed_until, notice_until, homes, routes, maintenance };
    for home in baseline.homes.iter_mut().flatten() {
        home.frozen = home.start < closed_until;
    }
    let bound = problem.clone().with_baseline(baseline.clone());
    // Maintenance that has only days in the past left, but for those of slots given by hand, leaves no
    // plan at all.
    if check(&bound, &only_by_hand(&bound)).is_empty() {
        bound
    } else {
        problem.with_baseline(Baseline { closed_until: 0, ..baseline })
    }
}

fn home(
    stage: StageId,
    environment: EnvironmentId,
    start: u32,
    by_hand: Option<TrancheSlotId>,
) -> HomeData {
    HomeData {
        stage,
        environment: Some(environment),
        start,
        exists: true,
        by_hand,
        frozen: false,
        stays: false,
    }
}
