//! Unavailability, rules and groups: `07`.

use slotwise::model::{Company, ExclusiveGroup, Rule, Target, Unavailability};

use super::base::{Case, case, day, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0702", "rules[0].apart.participants", |p| {
            p.rules.push(Rule::Apart(Company::new(["Acme"])));
        }),
        case("SW-E0705", "exclusive_groups[0].stages", |p| {
            p.exclusive_groups.push(ExclusiveGroup::new("DCC", Vec::<String>::new()));
        }),
        case("SW-W0701", "unavailability[1]", |p| {
            let of = |id: &str| Unavailability::new(id, Target::Everywhere, day(9), day(10));
            p.unavailability = vec![of("patch"), of("the same")];
        }),
        case("SW-W0703", "unavailability[0]", |p| {
            let weekend = Unavailability::new("patch", Target::Everywhere, day(13), day(15));
            p.unavailability.push(weekend);
        }),
        case("SW-W0704", "rules[1].apart", |p| {
            p.rules.push(Rule::Together(Company::new(["Acme", "Bolt"])));
            p.rules.push(Rule::Apart(Company::new(["Bolt", "Acme"]).with_stage("Functional")));
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
