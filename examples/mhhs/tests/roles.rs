//! Tables 8 and 9, and what they mean for participants.

use std::collections::{BTreeMap, BTreeSet};

use slotwise_mhhs::data::Need::{No, Unknown, Yes};
use slotwise_mhhs::data::{Data, Kind, Organisation, RoleHeld, Ways};
use slotwise_mhhs::programme::{BuildError, build, needs};

const ENVIRONMENTS: [&str; 4] = ["SIT_STAGING", "SIT_A", "SIT_B", "UIT"];

///
#[test]
fn tallies_of_table_8() {
    let data = Data::load().unwrap();
    assert_eq!(data.roles.len(), 25);
    let expected: [&[(&str, usize)]; 4] = [
        &[("TBD", 25)],
        &[("-", 3), ("TBD", 1), ("Y", 10), ("Y (selected)", 10), ("Y (test certs?)", 1)],
        &[("TBD", 1), ("Y", 10), ("Y (selected)", 13), ("Y (test certs?)", 1)],
        &[("TBD", 1), ("Y", 10), ("Y (service)", 11), ("tba", 3)],
    ];
    for (environment, expected) in ENVIRONMENTS.iter().zip(expected) {
        let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
        for role in &data.roles {
            *tally.entry(role.cell(environment).unwrap().raw.as_str()).or_default() += 1;
        }
        assert_eq!(tally.into_iter().collect::<Vec<_>>(), expected, "{environment}");
    }
}

#[test]
fn unknown_is_not_no() {
    let data = Data::load().unwrap();
    for role in &data.roles {
        let staging = role.cell("SIT_STAGING").unwrap();
        assert_eq!(staging.need(true, No), Unknown, "{}", role.role);
        assert_eq!(staging.need(false, No), Unknown, "{}", role.role);
    }
}

#[test]
fn table_9() {
    let data = Data::load().unwrap();
    assert_eq!(data.central_systems.len(), 10);
    let participants: BTreeSet<&str> =
        data.central_systems.iter().map(|system| system.participant.as_str()).collect();
    let core: BTreeSet<&str> = (data.organisations.iter())
        .filter(|organisation| organisation.kind == Kind::Core)
        .map(|organisation| organisation.name.as_str())
        .collect();
    assert_eq!(participants, core);
    assert!(data.central_systems.iter().all(|system| data.role(&system.role).is_some()));
}

fn organisation(roles: &[(&str, bool)]) -> Organisation {
    Organisation {
        id: "X".into(),
        name: "X".into(),
        kind: Kind::Supplier,
        profile: "SIT_AND_UIT".into(),
        ways: Ways::Sit,
        sandbox: false,
        weight: 1.0,
        ready: None,
        due: None,
        blackout: None,
        roles: (roles.iter())
            .map(|(role, selected)| RoleHeld {
                role: (*role).to_owned(),
                selected: Some(*selected),
            })
            .collect(),
    }
}

///
#[test]
fn several_roles_need_what_any_of_them_needs() {
    let data = Data::load().unwrap();
    let parameters = data.assumptions.parameters(&data.stages).unwrap();
    let of = |roles: &[(&str, bool)]| {
        let found = needs(&data, &parameters, &organisation(roles));
        ENVIRONMENTS.map(|environment| found[environment].0)
    };
    assert_eq!(of(&[("DC", true)]), [Unknown, No, Yes, Unknown]);
    assert_eq!(of(&[("DOMESTIC_SUPPLIER", true)]), [Unknown, Yes, Yes, Yes]);
    assert_eq!(of(&[("DC", true), ("DOMESTIC_SUPPLIER", true)]), [Unknown, Yes, Yes, Yes]);
    assert_eq!(of(&[("DOMESTIC_SUPPLIER", false)]), [Unknown, No, No, Yes]);
    assert_eq!(of(&[("EXISTING_SETTLEMENT_OPS", false)]), [Unknown; 4]);
}

/// What stays unknown keeps its holder out of the plan, with a message.
#[test]
fn unknown_needs_an_assumption() {
    let mut data = Data::load().unwrap();
    data.assumptions = data.assumptions.with("unknown_uit", "unknown");
    let Err(BuildError::Data(error)) = build(&data) else { panic!("built") };
    let open = "AGENT_03: Table 8 leaves UIT open for its roles".to_owned();
    assert!(error.problems.contains(&open), "{error}");
    let agents = data.organisations.iter().filter(|o| o.kind == Kind::Agent);
    let qualifying = agents.filter(|organisation| organisation.ways == Ways::Qualification);
    assert_eq!(error.problems.len(), qualifying.count());
}

///
#[test]
fn sandbox_needs_a_profile_with_uit() {
    let mut data = Data::load().unwrap();
    let position = data.organisations.iter().position(|o| o.profile == "SIT_ONLY").unwrap();
    data.organisations[position].sandbox = true;
    let Err(BuildError::Undecided(gaps)) = build(&data) else { panic!("built") };
    assert_eq!(gaps.iter().map(|gap| gap.id).collect::<Vec<_>>(), ["I-23"]);
    assert!(gaps[0].to_string().contains("make it SIT_AND_UIT"), "{}", gaps[0]);
}

/// D-20.
#[test]
fn core_systems_providers_keep_everything() {
    let mut data = Data::load().unwrap();
    let core = data.organisations.iter_mut().find(|o| o.kind == Kind::Core).unwrap();
    core.profile = "SIT_ONLY".into();
    let Err(BuildError::Data(error)) = build(&data) else { panic!("built") };
    assert_eq!(error.problems.len(), 1);
    assert!(error.problems[0].contains("§9.3.1"), "{error}");
}
