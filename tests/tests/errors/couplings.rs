//! Resources, gates, reliances, targets: `21` to `23`.

use chrono::NaiveDate;
use slotwise::model::{
    AmountChange, Calendar, Capacity, Company, Completed, Counted, Environment, Exclusivity, Gate,
    Participant, Relied, Resource, Rule, ShareOf, Stage, Starts, Take, TakenPer, TrancheSlot,
};
use slotwise::{Problem, Programme};

use super::base::{Case, case, wording};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, day).expect("a date")
}

/// Without findings: a team of two, a gate, a reliance, a target.
fn sound() -> Programme {
    let mut programme =
        Programme::new("sound", Calendar::days("Europe/London", day(4), day(30)).every_day());
    let mut environment = Environment::new("SIT-A", day(4), day(30));
    environment.exclusivity = Exclusivity::Shared;
    environment.components.push("hub".into());
    programme.environments.push(environment);
    programme.resources.push(Resource::new("Team", 2));
    for id in ["Early", "Late"] {
        let mut stage = Stage::new(id, 3, ["SIT-A"]);
        stage.slots.capacity = Capacity { min: 0, max: 4 };
        stage.takes.push(Take::from("Team"));
        stage.target = 2;
        stage.overlap = true;
        programme.stages.push(stage);
    }
    for id in ["Acme", "Bolt"] {
        programme.participants.push(Participant::new(id, ["Early", "Late"]));
    }
    programme.gates.push(Gate::new("first", "Early", "Late"));
    programme.participants[1].relies_on.push(finished("Acme", "Early", 0));
    programme
}

fn finished(participant: &str, stage: &str, lag: i64) -> slotwise::model::Reliance {
    Relied::Finished { participant: participant.into(), stage: stage.into(), lag }.into()
}

fn change(from: u32, to: u32, amount: i64) -> AmountChange {
    AmountChange { from: day(from).into(), to: day(to).into(), amount }
}

fn by_hand(id: &str, start: u32) -> TrancheSlot {
    TrancheSlot {
        id: id.into(),
        stage: "Early".into(),
        environment: "SIT-A".into(),
        start: day(start).into(),
        end: None,
        capacity: None,
        reserved: None,
    }
}

/// Mistakes of each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E2101", "resources[0].amount", |p| {
            *p = sound();
            p.resources[0].amount = -1;
        }),
        case("SW-E2101", "resources[0].changes[0].amount", |p| {
            *p = sound();
            p.resources[0].changes.push(change(5, 6, -1));
        }),
        case("SW-W2101", "resources[1]", |p| {
            *p = sound();
            p.resources.push(Resource::new("Room", 1));
        }),
        case("SW-W2102", "resources[0].changes[0]", |p| {
            *p = sound();
            p.resources[0].changes.push(AmountChange {
                from: NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date").into(),
                to: NaiveDate::from_ymd_opt(2025, 2, 1).expect("a date").into(),
                amount: 1,
            });
        }),
        case("SW-E2102", "stages[0].takes[0].amount", |p| {
            *p = sound();
            p.stages[0].takes[0].amount = 0;
        }),
        case("SW-E2103", "stages[0].takes[1]", |p| {
            *p = sound();
            p.stages[0].takes.push(Take::from("Team"));
        }),
        case("SW-E0611", "slots[2]", |p| {
            *p = sound();
            p.slots = vec![by_hand("a", 5), by_hand("b", 6), by_hand("c", 7)];
        }),
        case("SW-E0611", "slots[1]", |p| {
            *p = sound();
            p.slots = vec![by_hand("a", 5), by_hand("b", 6)];
            p.resources[0].changes.push(change(7, 8, 1));
        }),
        case("SW-E2201", "gates[0].share", |p| {
            *p = sound();
            p.gates[0].share = 1.5;
        }),
        case("SW-E2201", "gates[0].share", |p| {
            *p = sound();
            p.gates[0].share = 0.3333;
        }),
        case("SW-E2202", "gates[0].lag", |p| {
            *p = sound();
            p.gates[0].lag = -1;
        }),
        case("SW-E2203", "gates[0]", |p| {
            *p = sound();
            p.gates.push(Gate::new("back", "Late", "Early"));
        }),
        case("SW-E2203", "gates[0]", |p| {
            *p = sound();
            p.gates[0].opens = "Early".into();
        }),
        case("SW-E2204", "gates[0].of", |p| {
            *p = sound();
            p.gates[0].of = ShareOf::Weight;
            p.participants.iter_mut().for_each(|participant| participant.weight = 1e9 * 0.9);
            for number in 0..10 {
                let mut more = Participant::new(format!("more {number}"), ["Late"]);
                more.weight = 1e9;
                p.participants.push(more);
            }
        }),
        case("SW-W2201", "gates[0].participants[0]", |p| {
            *p = sound();
            p.participants.push(Participant::new("Cog", ["Late"]));
            p.gates[0].participants.push("Cog".into());
            p.gates[0].counted = Counted::All;
        }),
        case("SW-E2301", "participants[0].relies_on[0].on.finished.participant", |p| {
            *p = sound();
            p.participants[0].relies_on.push(finished("Acme", "Early", 0));
        }),
        case("SW-E2302", "participants[1].relies_on[0].on.finished.lag", |p| {
            *p = sound();
            p.participants[1].relies_on[0] = finished("Acme", "Early", -1);
        }),
        case("SW-W2301", "participants[1].relies_on[0].on.finished.stage", |p| {
            *p = sound();
            p.participants[0].routes[0].steps.remove(0);
        }),
        case("SW-W2302", "participants[0].relies_on[0]", |p| {
            *p = sound();
            p.participants[0].relies_on.push(finished("Bolt", "Late", 0));
        }),
        case("SW-E0413", "stages[0].target", |p| {
            *p = sound();
            p.stages[0].target = -1;
        }),
        case("SW-E2303", "participants", |p| {
            *p = sound();
            for number in 0..21 {
                let mut more = p.participants[1].clone();
                more.id = format!("more {number}");
                more.relies_on = vec![finished("Acme", "Early", 0); 1000];
                p.participants.push(more);
            }
        }),
        case("SW-W0404", "stages[0].target", |p| {
            *p = sound();
            p.stages[0].target = 9;
        }),
    ]
}

#[test]
fn each_is_found() {
    assert!(sound().validate().0.is_empty(), "{}", sound().validate());
    insta::assert_snapshot!(wording(&cases()));
}

#[test]
fn whoever_has_completed_a_stage_keeps_nobody_waiting() {
    let mut programme = sound();
    programme.participants[0].relies_on.push(finished("Bolt", "Late", 0));
    let on = day(4).into();
    programme.participants[1].completed.push(Completed { stage: "Late".into(), on });
    assert!(programme.validate().0.iter().all(|f| f.code != "SW-W2302"));
    assert!(Problem::new(&programme).is_ok());
}

#[test]
fn lists_are_bounded() {
    let mut programme = sound();
    programme.gates = (0..101).map(|n| Gate::new(n.to_string(), "Early", "Late")).collect();
    assert!(programme.validate().0.iter().any(|f| f.code == "SW-E0805"));
    let mut programme = sound();
    programme.participants[1].relies_on = vec![finished("Acme", "Early", 0); 1001];
    assert!(programme.validate().0.iter().any(|f| f.code == "SW-E0805"));
}

/// What people write is what comes back, whatever the parts.
#[test]
fn json_holds_everything() {
    let mut programme = sound();
    programme.stages[0].takes.push(Take {
        resource: "Team".into(),
        amount: 2,
        per: TakenPer::Participant,
    });
    programme.stages[0].slots.starts = Starts::ByHand;
    programme.resources[0].changes.push(change(5, 6, 1));
    let alongside = Relied::Alongside { participant: "Acme".into(), stage: "Late".into() };
    programme.participants[1].relies_on.push(alongside.into());
    programme.rules.push(Rule::Apart(Company {
        participants: vec!["Acme".into(), "Bolt".into()],
        stage: None,
        reason: String::new(),
    }));
    let text = serde_json::to_string(&programme).expect("it is JSON");
    let again: Programme = serde_json::from_str(&text).expect("it can be read");
    assert_eq!(again, programme);
}
