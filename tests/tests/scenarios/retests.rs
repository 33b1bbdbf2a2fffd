//! Re-tests, for which Staging keeps places.

use slotwise::Programme;
use slotwise::explain::{SlotRef, WhyNotAnswer, why_not};
use slotwise::model::{
    Capacity, Cause, ComponentVersion, Deployment, Level, NeededVersion, Objective, Participant,
    RequiredVersion, Reserve, RuleKind, Starts, Target, Term, Unavailability,
};

use super::{day, environment, planned, programme, stage, visits};

/// Weekly slots for two in Staging, of which one place is kept for re-tests; DIP 1.3, with a fix, is
/// deployed on 13 March 2024. Four go through regression, Acme re-tests what the fix mends.
fn staging() -> Programme {
    let mut programme = programme();
    let mut staging = environment("SIT_STAGING", "2023-11-13", "2026-01-19");
    let version = |text: &str| ComponentVersion { component: "DIP".into(), version: text.into() };
    staging.components = vec!["DIP".into()];
    staging.versions = vec![version("1.2")];
    programme.environments.push(staging);
    let mut regression = stage("Regression", 5, "SIT_STAGING");
    let mondays = ["2024-03-04", "2024-03-18", "2024-03-25", "2024-04-01", "2024-04-08"];
    regression.slots.starts = Starts::on(mondays.map(day));
    regression.slots.capacity = Capacity { min: 0, max: 2 };
    programme.stages.push(regression);
    programme.unavailability.push(Unavailability {
        cause: Cause::Deployment,
        deploys: Some(Deployment { versions: vec![version("1.3")], despite_freeze: String::new() }),
        ..Unavailability::new(
            "fix of DEF-12",
            Target::Environment("SIT_STAGING".into()),
            day("2024-03-13"),
            day("2024-03-14"),
        )
    });
    for id in ["Bolt", "Cole", "Dune", "Echo"] {
        let mut participant = Participant::new(id, ["Regression"]);
        // They would all be there before Acme.
        participant.weight = 3.0;
        programme.participants.push(participant);
    }
    let mut acme = Participant::new("Acme", ["Regression"]).with_retest("Regression");
    let fixed = RequiredVersion { component: "DIP".into(), version: "1.3".into(), exactly: false };
    acme.versions.push(NeededVersion { needs: fixed, stage: None, environment: None });
    programme.participants.push(acme);
    programme.objective = Objective {
        levels: vec![
            Level::new("placed", [(Term::UnplacedMandatory, 1.0)]),
            Level::new("early", [(Term::Completion, 1.0)]),
        ],
    };
    programme
}

#[test]
fn d_33_re_tests_have_places_in_staging() {
    // Without places kept, the others fill the first slots, and the re-test waits for its turn.
    let mut programme = staging();
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Acme")[0].2, day("2024-03-25"));

    // With one place kept, it comes in the first slot after the fix; the others come one a slot.
    programme.stages[0].reserved.push(Reserve::places(1).with_reason("re-tests of fixes"));
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Acme")[0].2, day("2024-03-18"));
    let mut others: Vec<_> =
        ["Bolt", "Cole", "Dune", "Echo"].map(|id| visits(&problem, &outcome, id)[0].2).to_vec();
    others.sort_unstable();
    let mondays = ["2024-03-04", "2024-03-18", "2024-03-25", "2024-04-01"];
    assert_eq!(others, mondays.map(day), "none of them has the kept place");

    // The place that nobody re-tests in is kept all the same.
    let third = SlotRef::at("SIT_STAGING", day("2024-03-04"));
    let someone = ["Bolt", "Cole", "Dune", "Echo"]
        .into_iter()
        .find(|id| visits(&problem, &outcome, id)[0].2 == day("2024-04-01"))
        .expect("one is last");
    let answer = why_not(&problem, &outcome.plan, someone, "Regression", &third).expect("known");
    let WhyNotAnswer::Breaks(broken) = &answer.answer else { panic!("{answer:?}") };
    assert_eq!(broken.iter().map(|one| one.rule).collect::<Vec<_>>(), [RuleKind::Retest]);
    assert_eq!((broken[0].figures["kept"], broken[0].figures["taken"]), (1, 1));
    assert!(
        broken[0].text.ends_with("keeps 1 of its 2 places for re-tests, taken 1 of the others")
    );

    // A whole slot for re-tests: between 18 and 24 March, nobody else comes.
    programme.stages[0].reserved =
        vec![Reserve::whole().with_starts_in(day("2024-03-18"), day("2024-03-25"))];
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Acme")[0].2, day("2024-03-18"));
    for id in ["Bolt", "Cole", "Dune", "Echo"] {
        assert_ne!(visits(&problem, &outcome, id)[0].2, day("2024-03-18"));
    }
}
