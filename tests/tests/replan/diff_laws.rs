//! What holds of any difference between any two plans, over 1,000 random pairs: of one programme, and
//! of two states of one.

use oorandom::Rand32;
use slotwise::format::{read_changes, write_changes};
use slotwise::model::{Participant, ParticipantId};
use slotwise::plan::diff::{DiffKind, PlanDiff};
use slotwise::plan::{Assignment, PlanSlot, Visit, diff, place_maintenance};
use slotwise::replan::{Change, ParticipantLeft, ProgrammeMoved, Shift, apply};
use slotwise::{Plan, Problem, Programme};
use slotwise_tests::plans::{every_slot, only_by_hand};
use slotwise_tests::random::{self, Mix};

/// Bytes that a random programme is read off.
pub fn tape(seed: u64) -> Vec<u8> {
    let mut random = Rand32::new(seed);
    (0..200).map(|_| random.rand_u32() as u8).collect()
}

/// The first seeds' programmes that are valid.
pub fn programmes(mix: &Mix, count: usize) -> impl Iterator<Item = (u64, Programme)> + '_ {
    (0..)
        .map(|seed| (seed, random::programme(mix, &tape(seed))))
        .filter(|(_, programme)| !programme.validate().has_errors())
        .take(count)
}

/// A plan that may break any rule that is not about its form: slots anywhere, some twice, and
/// participants in any slots of their stages.
pub fn plan(problem: &Problem, random: &mut Rand32) -> Plan {
    let mut slots = only_by_hand(problem).slots;
    let all: Vec<PlanSlot> = every_slot(problem).collect();
    for _ in 0..random.rand_range(0..8) {
        slots.push(all[random.rand_range(0..all.len() as u32) as usize]);
    }
    let mut assignments = Vec::new();
    for (place, participant) in problem.participants.iter().enumerate() {
        let route = random.rand_range(0..participant.routes.len() as u32);
        let mut visits = Vec::new();
        for (step, data) in participant.routes[route as usize].steps.iter().enumerate() {
            let of_stage: Vec<u32> = (0..slots.len() as u32)
                .filter(|slot| slots[*slot as usize].stage == data.stage)
                .collect();
            if !of_stage.is_empty() && random.rand_range(0..4) > 0 {
                let slot = of_stage[random.rand_range(0..of_stage.len() as u32) as usize];
                visits.push(Visit { step: step as u32, slot });
            }
        }
        if random.rand_range(0..4) > 0 {
            assignments.push(Assignment { participant: ParticipantId::new(place), route, visits });
        }
    }
    let maintenance = place_maintenance(problem, &slots);
    Plan { slots, assignments, maintenance }.sorted()
}

/// What may happen to a programme between two plans.
fn changed(programme: &Programme, random: &mut Rand32) -> Option<Programme> {
    let mut changes = vec![Change::ParticipantJoined(Box::new(Participant::new(
        "New",
        [programme.stages[0].id.as_str()],
    )))];
    if let Some(participant) = programme.participants.first().map(|p| p.id.clone()) {
        changes.push(Change::ParticipantLeft(ParticipantLeft { participant }));
    }
    if random.rand_range(0..2) == 0 {
        let from = programme.calendar.from;
        let moved = ProgrammeMoved { from: from.into(), by: Shift::days(7) };
        changes.push(Change::ProgrammeMoved(moved));
    }
    // Changes come back from text.
    let changes = read_changes(&write_changes(&changes)).expect("they read");
    apply(programme, &changes).ok()
}

#[test]
fn applied_to_the_one_it_gives_the_other_and_of_the_same_it_is_empty() {
    let (mut pairs, mut across) = (0, 0);
    for (seed, programme) in programmes(&Mix::all(), 500) {
        let mut random = Rand32::new(seed);
        let problem = Problem::new(&programme).expect("a valid programme");
        let (a, b) = (plan(&problem, &mut random), plan(&problem, &mut random));
        holds((&problem, &a), (&problem, &b), seed);
        pairs += 1;
        if let Some(other) = changed(&programme, &mut random) {
            let other = Problem::new(&other).expect("a valid programme");
            let c = plan(&other, &mut random);
            holds((&problem, &a), (&other, &c), seed);
            (pairs, across) = (pairs + 1, across + 1);
        } else {
            let c = plan(&problem, &mut random);
            holds((&problem, &b), (&problem, &c), seed);
            pairs += 1;
        }
    }
    assert!(pairs >= 1000 && across >= 300, "{pairs} pairs, {across} across changes");
}

fn holds(a: (&Problem, &Plan), b: (&Problem, &Plan), seed: u64) {
    assert!(diff(a, a).is_empty(), "{seed}: {:?}", diff(a, a));
    let forward = diff(a, b);
    assert_eq!(forward.applied(a, b.0).as_ref(), Some(b.1), "{seed}: {forward:?}");
    // It survives being written down.
    let text = serde_json::to_string(&forward).expect("JSON");
    assert_eq!(serde_json::from_str::<PlanDiff>(&text).expect("it reads"), forward);
    // The way back is the same with the signs turned, but for working days of another calendar.
    let back = diff(b, a);
    let (there, here) = (forward.moves(), back.moves());
    assert_eq!((there.added, there.moved, there.dropped), (here.dropped, here.moved, here.added));
    assert_eq!(back.applied(b, a.0).as_ref(), Some(a.1), "{seed}");
    // Applied to another plan than the first, it says so or gives the second as well.
    if !forward.is_empty() && forward.participants.iter().any(|p| p.kind() != DiffKind::Added) {
        assert_ne!(forward.applied((a.0, &only_by_hand(a.0)), b.0).as_ref(), Some(b.1));
    }
}
