//! 300 programmes with one conflict sown into each: the conflict set is exactly what was sown.

use chrono::{Days, NaiveDate};
use slotwise::explain::why_unplaced;
use slotwise::model::{
    Blackout, Calendar, Capacity, Environment, Exclusivity, Optional, Participant, Pin,
    Prerequisite, Ready, Stage, Target, Unavailability, When,
};
use slotwise::plan::{Assignment, PlanSlot, Visit};
use slotwise::{Plan, Problem, Programme};

const KINDS: usize = 15;
const EACH: u64 = 20;

/// Small numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + ((self.0 >> 33) as u32) % (high - low + 1)
    }
}

const HORIZON: u32 = 60;

fn day(period: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + Days::new(period.into())
}

/// Two environments without limits, two stages of a few days, one in each; facts that never
/// decide anything; and somebody called Zeta on a route through one stage, or both.
fn meadow(dice: &mut Dice) -> Programme {
    let calendar = Calendar::days("Europe/London", day(0), day(HORIZON)).every_day();
    let mut programme = Programme::new("meadow", calendar);
    for (environment, stage) in [("North", "First"), ("South", "Second")] {
        let mut place = Environment::new(environment, day(0), day(HORIZON));
        place.exclusivity = Exclusivity::Shared;
        place.changeover.periods = dice.between(0, 3).into();
        programme.environments.push(place);
        let mut stage = Stage::new(stage, dice.between(2, 5).into(), [environment]);
        stage.slots.capacity = Capacity { min: 0, max: dice.between(2, 9).into() };
        stage.overlap = true;
        programme.stages.push(stage);
    }
    for name in ["Alpha", "Beta"] {
        let mut person = Participant::new(name, ["First", "Second"]);
        person.deadline = Some(day(dice.between(10, 50)).into());
        programme.participants.push(person);
    }
    let mut zeta = Participant::new("Zeta", ["First"]);
    let from = dice.between(0, 3);
    zeta.unavailable.push(blackout(from, from + 1, "training"));
    zeta.ready.push(ready(dice.between(0, 2)));
    programme.participants.push(zeta);
    let at = dice.between(40, 50);
    programme.unavailability.push(Unavailability { id: "noise".into(), ..outage(at, at + 2) });
    programme
}

fn blackout(from: u32, to: u32, reason: &str) -> Blackout {
    Blackout { from: day(from).into(), to: day(to).into(), reason: reason.into() }
}

fn ready(from: u32) -> Ready {
    Ready { from: day(from).into(), environment: None, stage: None, reason: "proved".into() }
}

fn outage(from: u32, to: u32) -> Unavailability {
    Unavailability {
        kind: slotwise::model::UnavailabilityKind::Planned,
        cause: slotwise::model::Cause::Maintenance,
        ..Unavailability::new("outage", Target::Environment("North".into()), day(from), day(to))
    }
}

/// Sows a conflict; what it is made of, and whether somebody is in the only slot there is.
fn sow(kind: usize, programme: &mut Programme, dice: &mut Dice) -> (Vec<&'static str>, bool) {
    const BLACKOUT: &str = "participants[Zeta].unavailable";
    const READY: &str = "participants[Zeta].ready";
    const DEADLINE: &str = "participants[Zeta].deadline";
    const PINS: &str = "participants[Zeta].pins";
    const NORTH: &str = "environments[North].windows";
    const MAX: &str = "stages[First].slots.capacity.max";
    let first = u32::try_from(programme.stages[0].duration).expect("a few days");
    let second = u32::try_from(programme.stages[1].duration).expect("a few days");
    let from = dice.between(10, 30);
    let only = |programme: &mut Programme, length: u32| {
        let window = &mut programme.environments[0].windows[0];
        (window.from, window.to) = (day(from).into(), day(from + length).into());
    };
    let zeta = programme.participants.len() - 1;
    let both = |programme: &mut Programme| {
        programme.participants[zeta].routes[0].steps.push("Second".into());
    };
    match kind {
        0 => {
            programme.participants[zeta].unavailable = vec![blackout(0, HORIZON, "closed")];
            (vec![BLACKOUT], false)
        }
        1 => {
            only(programme, first - 1);
            (vec![NORTH], false)
        }
        2 => {
            only(programme, first + 3);
            let struck = blackout(from, from + first + 3, "audit");
            programme.participants[zeta].unavailable.push(struck);
            (vec![NORTH, BLACKOUT], false)
        }
        3 => {
            only(programme, first + 2);
            programme.participants[zeta].ready.push(ready(from + 3));
            (vec![NORTH, READY], false)
        }
        4 => {
            programme.participants[zeta].ready.push(ready(from));
            programme.participants[zeta].deadline = Some(day(from + first - 1).into());
            (vec![READY, DEADLINE], false)
        }
        5 => {
            programme.environments[0].optional =
                Some(Optional { cost: 1.0, approved: false, approval: String::new() });
            (vec!["environments[North].optional.approved"], false)
        }
        6 => {
            programme.unavailability.push(outage(0, HORIZON));
            (vec!["unavailability[outage]"], false)
        }
        7 => {
            programme.participants[zeta].size = programme.stages[0].slots.capacity.max + 1;
            (vec![MAX], false)
        }
        8 => {
            let pin =
                Pin { stage: "First".into(), environment: None, start: Some(day(from).into()) };
            programme.participants[zeta].pins.push(pin);
            let struck = blackout(from + first - 1, from + first, "audit");
            programme.participants[zeta].unavailable.push(struck);
            (vec![PINS, BLACKOUT], false)
        }
        9 => {
            programme.stages[0].prerequisites =
                vec![Prerequisite { any_of: vec!["Second".into()] }];
            (vec!["stages[First].prerequisites"], false)
        }
        10 => {
            only(programme, first);
            programme.stages[0].slots.capacity.max = 1;
            (vec![NORTH, MAX, "plan"], true)
        }
        11 => {
            programme.stages[0].slots.capacity.min = 2;
            (vec!["stages[First].slots.capacity.min"], false)
        }
        12 => {
            both(programme);
            let lag = i64::from(dice.between(5, 9));
            programme.participants[zeta].routes[0].steps[1].min_lag = lag;
            programme.participants[zeta].ready[0] = ready(3);
            let soonest = 3 + first + second;
            programme.participants[zeta].deadline = Some(day(soonest + 2).into());
            (vec!["participants[Zeta].routes[route].min_lag", DEADLINE], false)
        }
        13 => {
            both(programme);
            only(programme, first + 1);
            let late = from + first + 15;
            let window = &mut programme.environments[1].windows[0];
            (window.from, window.to) = (day(late).into(), day(late + second + 1).into());
            programme.participants[zeta].routes[0].steps[1].max_lag = Some(3);
            let lag = "participants[Zeta].routes[route].max_lag";
            (vec![NORTH, "environments[South].windows", lag], false)
        }
        _ => {
            only(programme, first + 1);
            programme.stages[0].overlap = false;
            programme.stages[0].slots.capacity.max = 1;
            let overlap = "stages[First].overlap";
            (vec![NORTH, overlap, MAX, "plan"], true)
        }
    }
}

/// Alpha in the first slot of the window.
fn taken(problem: &Problem) -> Plan {
    let north = problem.programme.environments.iter().position(|e| e.id == "North");
    let stage = problem.programme.stages.iter().position(|s| s.id == "First").expect("a stage");
    let environment = slotwise::model::EnvironmentId::new(north.expect("an environment"));
    let start = problem.environments[environment.index()].windows[stage][0].start;
    let length = problem.stages[stage].durations[environment.index()].expect("eligible");
    let slot = PlanSlot {
        stage: slotwise::model::StageId::new(stage),
        environment,
        span: slotwise::calendar::Span::new(start, start + length),
        by_hand: None,
    };
    let alpha = problem.programme.participants.iter().position(|p| p.id == "Alpha").expect("it");
    Plan {
        slots: vec![slot],
        assignments: vec![Assignment {
            participant: slotwise::model::ParticipantId::new(alpha),
            route: 0,
            visits: vec![Visit { step: 0, slot: 0 }],
        }],
        ..Plan::default()
    }
}

#[test]
fn the_conflict_set_is_what_was_sown() {
    for kind in 0..KINDS {
        for seed in 0..EACH {
            let mut dice = Dice(seed * 97 + kind as u64 * 7919 + 1);
            let mut programme = meadow(&mut dice);
            let (mut sown, full) = sow(kind, &mut programme, &mut dice);
            // Whoever is in the slot has been there before: nothing keeps it from it.
            programme.participants[0].deadline = None::<When>;
            let problem = Problem::new(&programme).unwrap_or_else(|f| panic!("{kind} {seed}: {f}"));
            let plan = if full { taken(&problem) } else { Plan::default() };
            let conflict = why_unplaced(&problem, &plan, "Zeta").expect("known");
            let mut found: Vec<&str> = (conflict.facts.iter())
                .map(|fact| if fact.path.starts_with("plan.") { "plan" } else { &fact.path })
                .collect();
            found.sort_unstable();
            sown.sort_unstable();
            assert_eq!(found, sown, "kind {kind}, seed {seed}: {conflict:?}");
            assert!(conflict.minimal);
        }
    }
}
