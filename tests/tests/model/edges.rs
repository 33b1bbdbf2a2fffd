//! As little as there can be, and capacities at their ends.

use slotwise::model::{Capacity, Level, Participant, Starts, Term, TrancheSlot};
use slotwise::{Problem, Programme};
use slotwise_tests::small::{day, programme};

use super::planned;

#[test]
fn nobody_to_place() {
    let mut programme = programme();
    programme.participants.clear();
    let (_, outcome) = planned(&programme);
    assert!(outcome.plan.slots.is_empty() && outcome.unplaced.is_empty());
}

#[test]
fn nothing_but_a_calendar() {
    let programme = Programme::builder("nothing", programme().calendar).build();
    let (_, outcome) = planned(&programme.expect("nothing is wrong with it"));
    assert_eq!(outcome.plan, slotwise::Plan::default());
}

#[test]
fn one_of_everything() {
    let mut programme = programme();
    programme.calendar.to = day(9);
    programme.environments.truncate(1);
    programme.environments[0].windows[0].to = day(9).into();
    programme.stages.truncate(1);
    programme.stages[0].duration = 1;
    programme.participants = vec![Participant::new("Acme", ["Functional"])];
    programme.objective.levels = vec![Level::new("all", [(Term::UnplacedMandatory, 1.0)])];
    let (_, outcome) = planned(&programme);
    assert_eq!((outcome.plan.slots.len(), outcome.plan.assignments.len()), (1, 1));
}

#[test]
fn a_slot_that_takes_nobody_is_refused_wherever_it_is_said() {
    let mut programme = programme();
    let slot = TrancheSlot::new("closed", "Functional", "SIT-A", day(8)).with_capacity(0, 0);
    programme.slots.push(slot);
    programme.stages[1].slots.capacity = Capacity { min: 0, max: 0 };
    let findings = Problem::new(&programme).expect_err("capacity 0");
    let errors: Vec<_> = findings.errors().map(|e| (e.code.as_str(), e.path.as_str())).collect();
    let expected =
        [("SW-E0403", "stages[1].slots.capacity.max"), ("SW-E0403", "slots[0].capacity.max")];
    assert_eq!(errors, expected);
}

#[test]
fn too_few_for_a_slot_are_not_placed() {
    let mut programme = programme();
    programme.stages[0].slots.capacity = Capacity { min: 3, max: 5 };
    let (_, outcome) = planned(&programme);
    assert_eq!((outcome.plan.slots.len(), outcome.unplaced.len()), (0, 2));
    programme.stages[0].slots.capacity = Capacity { min: 2, max: 2 };
    let (_, outcome) = planned(&programme);
    assert!(outcome.unplaced.is_empty());
}

#[test]
fn a_builder_gives_all_findings_or_the_programme() {
    let sound = programme();
    let built = Programme::builder("base", sound.calendar.clone())
        .phases(sound.phases.clone())
        .environments(sound.environments.clone())
        .stages(sound.stages.clone())
        .participants(sound.participants.clone());
    assert_eq!(built.clone().build().as_ref(), Ok(&sound));
    let wrong = sound.stages[0].clone().with_starts(Starts::every(0)).with_capacity(-1, 0);
    let refused = built.stages([wrong.clone()]).build().expect_err("three mistakes");
    let mut same = sound;
    same.stages.push(wrong);
    assert_eq!(refused, same.validate());
    assert!(refused.errors().count() >= 3, "{refused}");
}
