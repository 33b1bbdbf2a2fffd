use slotwise::calendar::Span;
use slotwise::model::{EnvironmentId, StageId, TrancheSlotId};
use slotwise::plan::PlanSlot;
use slotwise_tests::programmes::{HORIZON, Scene};

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    for slot in scene.slots("Grid") {
        generated(scene, slot, &mut all);
    }
    for slot in scene.slots("Hand") {
        by_hand(scene, slot, &mut all);
    }
    for slot in scene.slots("Pause") {
        paused(scene, slot, &mut all);
    }
    missing(scene, &mut all);
    all
}

fn generated(scene: &Scene, slot: usize, all: &mut Vec<Mutation>) {
    let Span { start, end } = scene.plan.slots[slot].span;
    let mut add =
        |what: String, plan| all.push(Mutation::new(format!("grid {slot}: {what}"), plan));
    for late in [1, 2, 3, 4, 6] {
        add(format!("{late} late"), scene.with_start(slot, start + late));
        add(format!("{late} early"), scene.with_start(slot, start - late));
    }
    add("too long".into(), scene.with_span(slot, start, end + 1));
    add("much too long".into(), scene.with_span(slot, start, end + 40));
    add("too short".into(), scene.with_span(slot, start, end - 1));
    add("empty".into(), scene.with_span(slot, start, start));
    add("backwards".into(), scene.with_span(slot, end, start));
    add("beyond the calendar".into(), scene.with_span(slot, HORIZON - 1, HORIZON + 2));
    add("never".into(), scene.with_span(slot, u32::MAX - 3, u32::MAX));
    add("always".into(), scene.with_span(slot, 0, u32::MAX));
    let mut change = |what: &str, change: &dyn Fn(&mut PlanSlot)| {
        add(what.into(), scene.with(|plan| change(&mut plan.slots[slot])));
    };
    let other = scene.environment("Grid not");
    change("where it may not run", &|s| s.environment = other);
    let other = scene.environment(if end - start == 3 { "Grid long" } else { "Grid" });
    change("as long as elsewhere", &|s| s.environment = other);
    change("of no stage", &|s| s.stage = StageId(u32::MAX));
    change("in no environment", &|s| s.environment = EnvironmentId(u32::MAX));
    change("by hand, but by nobody's", &|s| s.by_hand = Some(TrancheSlotId(u32::MAX)));
    let again = scene.with(|plan| plan.slots.push(plan.slots[slot]));
    add("twice".into(), again);
}

fn by_hand(scene: &Scene, slot: usize, all: &mut Vec<Mutation>) {
    let Span { start, end } = scene.plan.slots[slot].span;
    let mut add = |what: &str, plan| all.push(Mutation::new(format!("hand {slot}: {what}"), plan));
    add("late", scene.with_start(slot, start + 1));
    add("early", scene.with_start(slot, start - 4));
    add("longer", scene.with_span(slot, start, end + 1));
    add("shorter", scene.with_span(slot, start, end - 2));
    add("beyond the calendar", scene.with_span(slot, start, HORIZON + 1));
    let mut change = |what: &str, change: &dyn Fn(&mut PlanSlot)| {
        add(what, scene.with(|plan| change(&mut plan.slots[slot])));
    };
    change("not by hand", &|s| s.by_hand = None);
    change("another's", &|s| s.by_hand = Some(scene.by_hand("tight")));
    change("nobody's", &|s| s.by_hand = Some(TrancheSlotId(u32::MAX)));
    let elsewhere = scene.environment("Grid not");
    change("elsewhere", &|s| s.environment = elsewhere);
    change("of no stage", &|s| s.stage = StageId(u32::MAX));
    add("twice", scene.with(|plan| plan.slots.push(plan.slots[slot])));
}

/// Not as long as the pauses make it.
fn paused(scene: &Scene, slot: usize, all: &mut Vec<Mutation>) {
    let Span { start, end } = scene.plan.slots[slot].span;
    for (what, end) in [("too long", end + 1), ("too short", end - 1), ("much shorter", start + 2)]
    {
        all.push(Mutation::new(format!("pause {slot}: {what}"), scene.with_span(slot, start, end)));
    }
    // 18 to 20 is work, 20 to 24 is lost: as if the slot did not pause, and as if it stopped there.
    for end in [23, 24] {
        if start == 18 {
            let plan = scene.with_span(slot, start, end);
            all.push(Mutation::new(format!("pause {slot}: until {end}"), plan));
        }
    }
}

/// Without one of those given by hand, the participants in it not placed.
fn missing(scene: &Scene, all: &mut Vec<Mutation>) {
    for id in ["by hand 0", "by hand 1", "by hand 2", "roomy", "tight"] {
        let by_hand = Some(scene.by_hand(id));
        let plan = scene.with(|plan| {
            let Some(gone) = plan.slots.iter().position(|slot| slot.by_hand == by_hand) else {
                return;
            };
            plan.slots.remove(gone);
            let gone = gone as u32;
            plan.assignments.retain(|a| a.visits.iter().all(|visit| visit.slot != gone));
            let visits = plan.assignments.iter_mut().flat_map(|a| &mut a.visits);
            for visit in visits.filter(|visit| visit.slot > gone) {
                visit.slot -= 1;
            }
        });
        all.push(Mutation::new(format!("{id} is missing"), plan));
    }
}
