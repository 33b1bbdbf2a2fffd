//! Stages and their slots: `04`.

use slotwise::model::{Eligible, OverUnavailability, Stage, Starts};

use super::base::{Case, case, day, end, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0401", "stages[0].duration", |p| p.stages[0].duration = -5),
        case("SW-E0402", "stages[0].slots.capacity.min", |p| p.stages[0].slots.capacity.min = -1),
        case("SW-E0403", "stages[0].slots.capacity.max", |p| p.stages[0].slots.capacity.max = 0),
        case("SW-E0404", "stages[0].slots.capacity.min", |p| p.stages[0].slots.capacity.min = 2),
        case("SW-E0405", "stages[0].slots.starts.every.periods", |p| {
            p.stages[0].slots.starts = Starts::every(0);
        }),
        case("SW-E0406", "stages[0].over_unavailability.pause.allowance", |p| {
            p.stages[0].over_unavailability = OverUnavailability::Pause { allowance: -1 };
        }),
        case("SW-E0407", "stages[2].environments", |p| {
            p.stages.push(Stage::new("Migration", 5, Vec::<Eligible>::new()));
        }),
        case("SW-E0408", "stages[0].environments[1].environment", |p| {
            p.stages[0].environments.push(Eligible::new("SIT-A", 4));
        }),
        case("SW-E0409", "stages[0].prerequisites[0]", |p| {
            p.stages[0] = p.stages[0].clone().with_prerequisite(["Operational"]);
            p.stages[1] = p.stages[1].clone().with_prerequisite(["Functional"]);
        }),
        case("SW-E0410", "stages[0].prerequisites[0].any_of", |p| {
            p.stages[0] = p.stages[0].clone().with_prerequisite(Vec::<String>::new());
        }),
        case("SW-E0411", "stages[0].slots.starts.on[1]", |p| {
            p.stages[0].slots.starts = Starts::on([day(9), end()]);
        }),
        case("SW-E0412", "stages[0].slots.starts.on", |p| {
            p.stages[0].slots.starts = Starts::On(Vec::new());
        }),
        case("SW-W0401", "stages[0].environments[0]", |p| p.stages[0].duration = 21),
        case("SW-W0402", "stages[0].slots.starts.on[0]", |p| {
            p.stages[0].slots.starts = Starts::on([day(13)]);
        }),
        case("SW-W0403", "stages[0].slots", |p| p.stages[0].slots.starts = Starts::ByHand),
        case("SW-W0405", "stages[2]", |p| p.stages.push(Stage::new("Migration", 5, ["SIT-B"]))),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
