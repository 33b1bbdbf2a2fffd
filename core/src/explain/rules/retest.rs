//! Rule `retest` in words.

use super::capacity::limits;
use super::{Case, Told, because};
use crate::calendar::Problem;
use crate::explain::facts::{Fact, Question};
use crate::explain::names;
use crate::model::{Reserve, RuleKind, StageId};
use crate::report::dates;

/// Of slots, to those who do not re-test.
pub fn closed() -> String {
    "keep too many of their places for re-tests".to_owned()
}

/// Of a slot.
pub fn broken(case: &Case) -> Option<Told> {
    let problem = case.problem;
    let stage = case.slot.stage;
    let size = |id: crate::model::ParticipantId| {
        let data = &problem.participants[id.index()];
        if data.retests.contains(&stage) { 0 } else { i64::from(data.size) }
    };
    let taken: i64 = case.others_in(case.slot).into_iter().map(size).sum();
    let (_, most) = limits(problem, case.slot);
    let data = &problem.stages[stage.index()];
    let kept = match case.slot.by_hand {
        Some(hand) => problem.hand_slots.get(hand.index())?.reserved,
        None => data.reserved(case.slot.environment, case.slot.span.start, data.capacity_max),
    };
    let kept = i64::from(kept);
    let place = names::slot(problem, case.slot);
    let text = if kept == most {
        format!("{place} is for re-tests alone")
    } else {
        format!(
            "{place} keeps {kept} of its {most} places for re-tests, taken {taken} of the others"
        )
    };
    Some((text, vec![("capacity", most), ("kept", kept), ("taken", taken)]))
}

/// What slots of its stages keep, if it does not re-test there.
pub fn facts(question: &Question, facts: &mut Vec<Fact>) {
    let problem = question.problem;
    let person = question.person();
    for stage in question.stages() {
        let id = names::stage(problem, stage).to_owned();
        if person.retests.contains(&id) {
            continue;
        }
        of_stage(problem, stage, &id, facts);
        for slot in problem.programme.slots.iter().filter(|slot| slot.stage == id) {
            let Some(places) = slot.reserved.filter(|places| *places > 0) else { continue };
            let of = slot.id.clone();
            facts.push(Fact::new(
                RuleKind::Retest,
                format!("slots[{of}].reserved"),
                Some(&id),
                format!("the slot {of} keeps {places} for re-tests"),
                move |programme| {
                    for slot in programme.slots.iter_mut().filter(|slot| slot.id == of) {
                        // Not what the stage keeps: that is another fact.
                        slot.reserved = Some(0);
                    }
                },
            ));
        }
    }
}

fn of_stage(problem: &Problem, stage: StageId, id: &str, facts: &mut Vec<Fact>) {
    let reserved = &problem.programme.stages[stage.index()].reserved;
    for reserve in reserved {
        let (of, gone) = (id.to_owned(), reserve.clone());
        facts.push(Fact::new(
            RuleKind::Retest,
            format!("stages[{id}].reserved"),
            Some(id),
            told(problem, id, reserve),
            move |programme| {
                for stage in programme.stages.iter_mut().filter(|stage| stage.id == of) {
                    stage.reserved.retain(|reserve| *reserve != gone);
                }
            },
        ));
    }
}

/// `slots of Regression in SIT_STAGING from Mon 4 Mar 2024 on keep 2 for re-tests (“fixes”)`.
fn told(problem: &Problem, stage: &str, reserve: &Reserve) -> String {
    let day = |when| dates::when(&problem.timeline, when);
    let place = reserve.environment.as_ref().map_or(String::new(), |id| format!(" in {id}"));
    let starts = match (reserve.from, reserve.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" that start from {} on", day(from)),
        (None, Some(to)) => format!(" that start before {}", day(to)),
        (Some(from), Some(to)) => {
            format!(" that start from {} on and before {}", day(from), day(to))
        }
    };
    let kept = match reserve.places {
        Some(places) => format!("keep {places} for re-tests"),
        None => "are for re-tests alone".to_owned(),
    };
    format!("slots of {stage}{place}{starts} {kept}{}", because(&reserve.reason))
}
