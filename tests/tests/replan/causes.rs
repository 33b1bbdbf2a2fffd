//! Why each visit moved, in 200 random re-plans after two outages each: without the changes at the root,
//! the old places of all in the chain are possible again; with them, the one at its end is not.

use chrono::{Days, NaiveDate};
use oorandom::Rand32;
use slotwise::check::check;
use slotwise::model::{Calendar, Capacity, Environment, Participant, Stage, Target};
use slotwise::plan::diff::DiffKind;
use slotwise::replan::{Change, Outage, OutageEnd, ReplanOptions, apply, replan};
use slotwise::{Plan, Problem, Programme, SolveOptions, solve};

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 7, 1).expect("a Monday")
}

/// Fourteen participants through two or three stages, on four environments that are nearly full.
fn programme() -> Programme {
    let (from, to) = (first(), first() + Days::new(70));
    let mut programme = Programme::new("crowded", Calendar::days("Europe/London", from, to));
    for id in ["SIT-A", "SIT-B", "SIT-C", "UIT"] {
        programme.environments.push(Environment::new(id, from, to).with_changeover(1));
    }
    let stages = [
        ("Functional", 4, &["SIT-A", "SIT-B"][..]),
        ("Migration", 3, &["SIT-B", "SIT-C"][..]),
        ("Qualification", 5, &["UIT"][..]),
    ];
    for (id, days, environments) in stages {
        let mut stage = Stage::new(id, days, environments.iter().copied());
        stage.slots.capacity = Capacity { min: 0, max: 2 };
        programme.stages.push(stage);
    }
    for number in 0..14 {
        let all = ["Functional", "Migration", "Qualification"];
        let route = if number % 3 == 0 { &all[1..] } else { &all[..] };
        let id = format!("P{number:02}");
        programme.participants.push(Participant::new(id, route.iter().copied()));
    }
    programme
}

/// Whether nothing in the way of these participants' places is wrong by the rules.
fn is_possible(problem: &Problem, baseline: &Plan, who: &[String]) -> bool {
    let mut part = baseline.clone();
    part.assignments.retain(|assignment| {
        who.contains(&problem.programme.participants[assignment.participant.index()].id)
    });
    let used: Vec<u32> =
        part.assignments.iter().flat_map(|a| a.visits.iter().map(|visit| visit.slot)).collect();
    // Slots that nobody is in any more say nothing.
    let wrong = check(problem, &part);
    wrong.iter().all(|violation| !violation.slots.iter().any(|slot| used.contains(slot)))
}

#[test]
fn without_its_root_every_old_place_is_possible_again() {
    let programme = programme();
    let before = Problem::new(&programme).expect("a valid programme");
    let options = SolveOptions::default().with_threads(1).with_work_limit(4_000);
    let baseline = solve(&before, &options).expect("an outcome").plan;
    assert_eq!(baseline.assignments.len(), 14, "all are placed");
    let mut random = Rand32::new(7);
    let (mut direct, mut displaced) = (0, 0);
    for round in 0..200 {
        let mut changes = Vec::new();
        let now = first() + Days::new(u64::from(random.rand_range(0..20)));
        for number in 0..2 {
            let place = random.rand_range(0..programme.environments.len() as u32) as usize;
            let on = Target::Environment(programme.environments[place].id.clone());
            let from = now + Days::new(u64::from(random.rand_range(0..15)));
            let to = from + Days::new(u64::from(random.rand_range(1..14)));
            let end = OutageEnd::Known(to.into());
            changes.push(Change::Outage(Outage::new(format!("INC-{number}"), on, from, end)));
        }
        let mut asked = ReplanOptions::new(now);
        asked.solve = SolveOptions::default().with_threads(1).with_work_limit(500);
        let found = replan(&before, &baseline, &changes, &asked).expect("a re-plan");
        let after = Problem::new(&apply(&programme, &changes).expect("they apply")).expect("valid");
        for one in &found.diff.participants {
            for visit in &one.visits {
                if visit.from.is_none() || visit.kind == DiffKind::Kept {
                    continue;
                }
                let because = visit.because.as_ref().expect("a cause");
                let told = format!("round {round}, {}: {visit:?}\n{changes:?}", one.participant);
                if because.changes.is_empty() {
                    // Only what no rule forbids may move for the rest of the objective.
                    assert!(
                        is_possible(&after, &baseline, std::slice::from_ref(&one.participant)),
                        "{told}"
                    );
                    continue;
                }
                let kept: Vec<Change> = (changes.iter().enumerate())
                    .filter(|(number, _)| !because.changes.contains(number))
                    .map(|(_, change)| change.clone())
                    .collect();
                let undone = apply(&programme, &kept).expect("they apply");
                let undone = Problem::new(&undone).expect("a valid programme");
                let last = because.through.last().map_or(&one.participant, |t| &t.participant);
                let stage = because.through.last().map_or(&visit.stage, |t| &t.stage);
                let place = root_place(&before, &baseline, last, stage);
                assert!(!slot_is_possible(&after, place), "{told}");
                assert!(slot_is_possible(&undone, place), "{told}");
                if because.through.is_empty() {
                    direct += 1;
                } else {
                    displaced += 1;
                }
            }
        }
    }
    assert!(direct > 300 && displaced > 20, "{direct} struck, {displaced} displaced");
}

/// The slot that a participant had for a stage.
fn root_place(problem: &Problem, plan: &Plan, who: &str, stage: &str) -> slotwise::plan::PlanSlot {
    let programme = &problem.programme;
    let assignment = (plan.assignments.iter())
        .find(|a| programme.participants[a.participant.index()].id == who)
        .expect("it was placed");
    (assignment.visits.iter())
        .map(|visit| plan.slots[visit.slot as usize])
        .find(|slot| programme.stages[slot.stage.index()].id == stage)
        .expect("it was there")
}

/// Whether a slot by itself keeps the rules.
fn slot_is_possible(problem: &Problem, slot: slotwise::plan::PlanSlot) -> bool {
    check(problem, &Plan { slots: vec![slot], ..Plan::default() }).is_empty()
}
