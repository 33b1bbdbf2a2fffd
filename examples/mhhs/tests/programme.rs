//! The programme built from the data.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use slotwise::candidates::Candidates;
use slotwise::model::{Exclusivity, Programme};
use slotwise::replan::{Change, ProgrammeMoved, Shift, apply};
use slotwise::{Problem, report::concurrency::DayWindow};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::{BuildError, Built, build};

fn built() -> Built {
    build(&Data::load().unwrap()).unwrap()
}

#[test]
fn its_size() {
    let Built { programme, .. } = built();
    assert_eq!(programme.participants.len(), 155);
    assert_eq!(programme.participants.iter().map(|p| p.roles.len()).sum::<usize>(), 250);
    assert_eq!(programme.environments.len(), 4);
    assert_eq!(programme.stages.len(), 8);
    let data = Data::load().unwrap();
    let held: BTreeSet<_> = programme.participants.iter().flat_map(|p| p.roles.clone()).collect();
    assert_eq!(held.len(), data.roles.len(), "every role of Table 8 is held by somebody");
    assert_eq!(programme.assumptions.len(), data.assumptions.0.len());
}

#[test]
fn it_is_valid_and_merges_into_few_classes() {
    let problem = Problem::new(&built().programme).expect("a valid programme");
    let classes = Candidates::new(&problem).classes.len();
    assert!((15..=40).contains(&classes), "{classes} classes");
}

#[test]
fn it_survives_its_own_json() {
    let Built { programme, .. } = built();
    let text = serde_json::to_string(&programme).unwrap();
    assert_eq!(serde_json::from_str::<Programme>(&text).unwrap(), programme);
}

#[test]
fn environments_are_as_wide_as_table_3_with_the_choices() {
    let Built { programme, .. } = built();
    let of = |id: &str| {
        let environment = programme.environments.iter().find(|e| e.id == id).unwrap();
        let windows = DayWindow::of(environment);
        let from = windows.iter().map(|w| w.from).min().unwrap().to_string();
        (from, windows.iter().map(|w| w.to).max().unwrap().to_string(), environment.exclusivity)
    };
    let expect = |from: &str, to: &str, e| (from.to_owned(), to.to_owned(), e);
    assert_eq!(of("SIT_STAGING"), expect("2023-11-13", "2026-01-19", Exclusivity::OneStage));
    assert_eq!(of("SIT_A"), expect("2023-07-23", "2025-04-07", Exclusivity::OnePhase));
    assert_eq!(of("SIT_B"), expect("2024-02-26", "2025-04-07", Exclusivity::OneStage));
    assert_eq!(of("UIT"), expect("2024-07-09", "2026-12-31", Exclusivity::OnePhase));
}

/// §9.3.3, §6.2.2, T1.
#[test]
fn routes_follow_the_profiles() {
    let data = Data::load().unwrap();
    let Built { programme, .. } = built();
    for (participant, organisation) in programme.participants.iter().zip(&data.organisations) {
        let stages = |route: usize| -> Vec<&str> {
            participant.routes[route].steps.iter().map(|step| step.stage.as_str()).collect()
        };
        let takes =
            |stage: &str| (0..participant.routes.len()).any(|route| stages(route).contains(&stage));
        match organisation.profile.as_str() {
            "UIT_ONLY" => assert!(takes("QUALIFICATION") && !takes("OPERATIONAL")),
            "SIT_ONLY" => {
                assert!(takes("OPERATIONAL") && !takes("QUALIFICATION") && !takes("E2E_SANDBOX"));
                assert_eq!(participant.deadline.unwrap().to_string(), "2025-04-07");
            }
            _ => assert!(takes("OPERATIONAL")),
        }
        assert_eq!(takes("E2E_SANDBOX"), organisation.sandbox, "{}", participant.id);
        let sandbox = participant.routes.iter().flat_map(|route| &route.steps);
        assert!(sandbox.filter(|s| s.stage == "E2E_SANDBOX").all(|step| step.optional));
    }
    let agents = programme.participants.iter().filter(|p| p.id.starts_with("AGENT"));
    let in_sit_a = |p: &&slotwise::model::Participant| {
        let mut steps = p.routes.iter().flat_map(|route| &route.steps);
        steps.any(|step| ["COMPONENT_INTEGRATION", "FUNCTIONAL"].contains(&step.stage.as_str()))
    };
    assert_eq!(agents.filter(in_sit_a).count(), 0, "Table 8 has a dash for them in SIT A");
}

/// A-21 and I-26: nothing is assumed silently.
#[test]
fn every_assumption_is_needed() {
    let data = Data::load().unwrap();
    for entry in &data.assumptions.0 {
        let mut without = data.clone();
        without.assumptions = data.assumptions.without(&entry.name);
        match build(&without) {
            Err(BuildError::Data(error)) => {
                assert!(error.to_string().contains(&entry.name), "{}: {error}", entry.name);
            }
            Err(BuildError::Undecided(gaps)) => {
                let text = gaps.iter().map(ToString::to_string).collect::<String>();
                assert!(text.contains(&entry.name), "{}: {text}", entry.name);
            }
            Ok(_) => panic!("{} is not needed", entry.name),
        }
    }
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let mut data = Data::load().unwrap();
    data.assumptions = data.assumptions.without("stage.QUALIFICATION").without("capacity.UIT");
    let Err(BuildError::Data(error)) = build(&data) else { panic!("built") };
    assert_eq!(error.problems.len(), 2, "{error}");
    assert!(error.to_string().contains("stage.QUALIFICATION is missing (I-26)"), "{error}");
    assert!(error.to_string().contains("capacity.UIT is missing (I-26)"), "{error}");
}

#[test]
fn an_assumption_that_nobody_reads_is_an_error() {
    let mut data = Data::load().unwrap();
    let mut extra = data.assumptions.0[0].clone();
    extra.name = "stage.QUALIFICATOIN".into();
    data.assumptions.0.push(extra);
    let Err(BuildError::Data(error)) = build(&data) else { panic!("built") };
    assert_eq!(error.problems, ["stage.QUALIFICATOIN is read by nobody"]);
}

#[test]
fn names_of_the_document_lead_to_ours() {
    let data = Data::load().unwrap();
    assert_eq!(data.canonical("Elxon"), "Elexon");
    assert_eq!(data.canonical("SIT- Staging"), "SIT_STAGING");
    assert_eq!(data.canonical("Elexon"), "Elexon");
}

/// The document's successor moved everything after a milestone by six and a half months.
#[test]
fn everything_after_a_milestone_can_move() {
    let Built { programme, .. } = built();
    let from = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
    let by = Shift::months(6).and_days(15);
    let moved = Change::ProgrammeMoved(ProgrammeMoved { from: from.into(), by });
    let after = apply(&programme, &[moved]).expect("it can be moved");
    assert_eq!(after.calendar.to.to_string(), "2027-07-15");
    assert_eq!(after.unavailability.len(), programme.unavailability.len());
}
