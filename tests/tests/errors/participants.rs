//! Participants and routes: `05`.

use slotwise::Programme;
use slotwise::model::{Participant, Pin, Preference, Ready, Route, Starts, Step};

use super::base::{Case, case, day, end, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    let mut cases = errors();
    cases.extend(warnings());
    cases
}

fn acme(programme: &mut Programme, change: impl FnOnce(Participant) -> Participant) {
    programme.participants[0] = change(programme.participants[0].clone());
}

fn errors() -> Vec<Case> {
    vec![
        case("SW-E0501", "participants[0].size", |p| p.participants[0].size = 0),
        case("SW-E0502", "participants[0].routes", |p| p.participants[0].routes.clear()),
        case("SW-E0503", "participants[0].routes[0].steps", |p| {
            p.participants[0].routes[0].steps.clear();
        }),
        case("SW-E0504", "participants[0].routes[0].steps[2].stage", |p| {
            p.participants[0].routes[0].steps.push(Step::new("Functional"));
        }),
        case("SW-E0505", "participants[0].routes[0].steps[1].min_lag", |p| {
            p.participants[0].routes[0].steps[1] = Step::new("Operational").with_lags(3, 2);
        }),
        case("SW-E0506", "participants[0].routes[0].steps", |p| {
            let mut stage = p.stages[0].clone();
            for number in 0..7 {
                stage.id = format!("Extra {number}");
                p.participants[0].routes[0].steps.push(Step::new(&*stage.id).optional());
                p.stages.push(stage.clone());
            }
        }),
        case("SW-E0507", "participants[0].routes", |p| {
            p.participants[0].routes = (0..=1000)
                .map(|number| Route::new(format!("{number}"), ["Functional"]))
                .take(1000)
                .chain([Route::new(
                    "more",
                    [Step::new("Functional"), Step::new("Operational").optional()],
                )])
                .skip(1)
                .collect();
        }),
        case("SW-E0509", "participants[0].max_concurrent_environments", |p| {
            p.participants[0].max_concurrent_environments = Some(0);
        }),
        case("SW-E0510", "participants[0].pins[0].stage", |p| {
            p.participants[0].routes = vec![Route::new("short", ["Functional"])];
            acme(p, |acme| acme.with_pin(Pin::new("Operational")));
        }),
        case("SW-E0511", "participants[0].pins[0].environment", |p| {
            acme(p, |acme| acme.with_pin(Pin::new("Functional").with_environment("SIT-B")));
        }),
        case("SW-E0512", "participants[0].pins[1]", |p| {
            let pin = |date| Pin::new("Functional").with_start(day(date));
            acme(p, |acme| acme.with_pin(pin(9)).with_pin(pin(10)));
        }),
    ]
}

fn warnings() -> Vec<Case> {
    vec![
        case("SW-W0501", "participants", |p| p.participants.clear()),
        case("SW-W0502", "participants[0].due", |p| {
            acme(p, |acme| acme.with_due(day(30)).with_deadline(day(29)));
        }),
        case("SW-W0503", "participants[0].deadline", |p| {
            acme(p, |acme| acme.with_ready(Ready::new(day(29))).with_deadline(day(29)));
        }),
        case("SW-W0504", "participants[0].pins[0].start", |p| {
            p.stages[0].slots.starts = Starts::every(5);
            acme(p, |acme| acme.with_pin(Pin::new("Functional").with_start(day(9))));
        }),
        case("SW-W0505", "participants[0].size", |p| p.participants[0].size = 2),
        case("SW-W0506", "participants[0].routes[0].steps[0].stage", |p| {
            p.stages[0] = p.stages[0].clone().with_prerequisite(["Operational"]);
        }),
        case("SW-W0507", "participants[0].routes[0].steps[1].min_lag", |p| {
            p.participants[0].routes[0].steps[1].min_lag = 21;
        }),
        case("SW-W0508", "participants[0].ready[0].from", |p| {
            acme(p, |acme| acme.with_ready(Ready::new(end())));
        }),
        case("SW-W0509", "participants[0].preferences[0].stage", |p| {
            p.participants[0].routes = vec![Route::new("short", ["Functional"])];
            acme(p, |acme| acme.with_preference(Preference::new(1.0).with_stage("Operational")));
        }),
        case("SW-W0511", "participants[0].routes[0].steps[0]", |p| {
            p.participants[0].routes[0].steps[0].min_lag = 1;
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
