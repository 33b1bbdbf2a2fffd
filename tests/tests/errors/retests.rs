//! Places kept for re-tests: `35`.

use slotwise::model::{Environment, Reserve, TrancheSlot};

use super::base::{Case, case, day, end, wording};

/// Mistakes of each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E3501", "stages[0].reserved[0].places", |p| {
            p.stages[0].reserved.push(Reserve::places(-1));
        }),
        case("SW-E3501", "slots[0].reserved", |p| p.slots.push(slot(p, -1))),
        case("SW-E3502", "stages[0].reserved[0].environment", |p| {
            p.environments.push(Environment::new("other", day(8), end()));
            p.stages[0].reserved.push(Reserve::whole().with_environment("other"));
        }),
        case("SW-W3501", "stages[0].reserved[0].places", |p| {
            let most = p.stages[0].slots.capacity.max;
            p.stages[0].reserved.push(Reserve::places(most + 1));
        }),
        case("SW-W3501", "slots[0].reserved", |p| {
            let most = p.stages[0].slots.capacity.max;
            p.slots.push(slot(p, most + 1));
        }),
        case("SW-W0509", "participants[0].retests[0]", |p| {
            let mut stage = p.stages[0].clone();
            stage.id = "elsewhere".into();
            p.stages.push(stage);
            p.participants[0].retests.push("elsewhere".into());
        }),
    ]
}

fn slot(programme: &slotwise::Programme, reserved: i64) -> TrancheSlot {
    let stage = &programme.stages[0];
    let environment = &stage.environments[0].environment;
    TrancheSlot::new("kept", &stage.id, environment, day(10)).with_reserved(reserved)
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
    // Names, and ends in the wrong order.
    let mut programme = super::base::programme();
    programme.stages[0].reserved.push(Reserve::places(1).with_starts_in(day(12), day(12)));
    programme.stages[0].reserved.push(Reserve::places(1).with_environment("nowhere"));
    programme.participants[0].retests.push("nothing".into());
    let codes: Vec<_> = programme.validate().0.into_iter().map(|f| (f.code, f.path)).collect();
    let told = [
        ("SW-E0214", "stages[0].reserved[0].to"),
        ("SW-E0101", "stages[0].reserved[1].environment"),
        ("SW-E0101", "participants[0].retests[0]"),
    ];
    assert_eq!(codes, told.map(|(code, path)| (code.to_owned(), path.to_owned())));
}
