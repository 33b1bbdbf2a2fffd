//! Names, counts and amounts: `01`.

use slotwise::model::{Environment, Phase};

use super::base::{Case, case, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0101", "stages[0].environments[0].environment", |p| {
            p.stages[0].environments[0].environment = "SIT-a".into();
        }),
        case("SW-E0102", "phases[1].id", |p| p.phases.push(Phase::from("SIT"))),
        case("SW-E0103", "environments[0].components[0]", |p| {
            p.environments[0].components = vec![" ".into()];
        }),
        case("SW-E0105", "participants[0].weight", |p| p.participants[0].weight = f64::NAN),
        case("SW-E0106", "participants[1].weight", |p| p.participants[1].weight = -1.0),
        case("SW-E0107", "participants[0].routes[0].penalty", |p| {
            p.participants[0].routes[0].penalty = 0.0625;
        }),
        case("SW-E0108", "participants[0].weight", |p| p.participants[0].weight = 1e10),
        case("SW-E0110", "participants[0].size", |p| p.participants[0].size = i64::MAX),
        case("SW-W0101", "phases[1].id", |p| p.phases.push(Phase::from("UIT "))),
        case("SW-W0102", "participants[0].roles[1]", |p| {
            p.participants[0].roles = vec!["MSS".into(), "MSS".into()];
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}

#[test]
fn amounts_that_are_not_finite_are_all_refused() {
    for amount in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut programme = super::base::programme();
        programme.participants[0].weight = amount;
        programme.participants[0].routes[0].penalty = amount;
        programme.objective.levels[0].terms[0].weight = amount;
        let optional = Environment::new("SIT-A", super::base::day(8), super::base::end());
        programme.environments[0] = optional.with_approval(amount, true);
        let findings = programme.validate();
        assert_eq!(findings.errors().count(), 4, "{findings}");
        assert!(findings.errors().all(|error| error.code == "SW-E0105"), "{findings}");
    }
}
