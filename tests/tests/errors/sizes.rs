//! What is too much: `08`, the other part.

use chrono::NaiveDate;
use slotwise::model::{Calendar, Participant, Phase, Starts};

use super::base::{Case, case, wording};

fn long() -> Calendar {
    let date = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
    Calendar::days("Europe/London", date(2000), date(2500)).every_day()
}

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0805", "phases", |p| {
            p.phases = (0..=10_000).map(|number| Phase::from(&*format!("{number}"))).collect();
            p.stages.iter_mut().for_each(|stage| stage.phase = None);
        }),
        case("SW-E0806", "stages[0].slots.starts", |p| {
            p.calendar = long();
            for place in 0..4 {
                let mut environment = p.environments[place.min(1)].clone();
                environment.id = format!("Env {place}");
                environment.windows[0].from = p.calendar.from.into();
                environment.windows[0].to = p.calendar.to.into();
                p.stages[0].environments.push(environment.id.as_str().into());
                p.environments.push(environment);
            }
        }),
        case("SW-E0807", "participants", |p| {
            p.calendar = long();
            p.environments[0].windows[0].from = p.calendar.from.into();
            p.environments[0].windows[0].to = p.calendar.to.into();
            p.participants = (0..10_000)
                .map(|number| Participant::new(format!("{number}"), ["Functional"]))
                .collect();
            p.stages[1].slots.starts = Starts::ByHand;
        }),
        case("SW-E0808", "participants", |p| {
            p.participants = (0..1_100)
                .map(|number| {
                    Participant::new(format!("{number}"), ["Functional"]).with_size(1_000_000)
                })
                .collect();
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
