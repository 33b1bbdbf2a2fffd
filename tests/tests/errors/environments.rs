//! Environments: `03`.

use chrono::NaiveDate;
use slotwise::model::{Environment, Window};

use super::base::{Case, case, day, end, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0301", "environments[0].windows[1]", |p| {
            let year = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
            p.environments[0].windows.push(Window::new(year, year.succ_opt().expect("a day")));
        }),
        case("SW-E0302", "environments[0].changeover.periods", |p| {
            p.environments[0].changeover.periods = -1;
        }),
        case("SW-E0303", "environments[0].max_participants", |p| {
            p.environments[0].max_participants = Some(0);
        }),
        case("SW-E0304", "environments[0].changeover.between[1]", |p| {
            let between = |e: Environment, periods| {
                e.with_changeover_between("Functional", "Operational", periods)
            };
            p.environments[0] = between(between(p.environments[0].clone(), 1), 2);
        }),
        case("SW-W0301", "environments[0].windows[0].from", |p| {
            p.environments[0].windows[0].from = day(1).into();
        }),
        case("SW-W0302", "environments[0].windows[0].from", |p| {
            p.environments[0].windows[0].from = day(14).into();
        }),
        case("SW-W0303", "environments[0].windows[1]", |p| {
            p.environments[0].windows.push(Window::new(day(13), day(15)));
        }),
        case("SW-W0304", "environments[2]", |p| {
            p.environments.push(Environment::new("UIT", day(8), end()));
        }),
        case("SW-W0306", "stages[0].environments[0]", |p| {
            p.environments[0].windows[0].stages = vec!["Operational".into()];
        }),
        case("SW-W0307", "environments[0].changeover.between[0]", |p| {
            let sit = p.environments[0].clone();
            p.environments[0] = sit.with_changeover_between("Functional", "Functional", 1);
        }),
        case("SW-W0309", "environments[0].windows", |p| p.environments[0].windows.clear()),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
