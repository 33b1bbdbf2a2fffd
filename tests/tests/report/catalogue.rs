//! The environment catalogue.

use slotwise::model::{Blackout, Target, Unavailability};
use slotwise::report::{Catalogue, CatalogueField, Show, catalogue};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::build;

use crate::sample::day;
use crate::steps;

fn value(catalogue: &Catalogue, who: &str, name: &str) -> Option<String> {
    let entry = catalogue.systems.iter().find(|one| one.participant == who).unwrap();
    entry.fields.iter().find(|one| one.name() == name).expect("a field").value.clone()
}

/// D-71: §11.1 lists 13 items, Figure 6 has 22 fields (I-40), with the programme's four environments.
#[test]
fn d_71_the_template_has_the_fields_of_the_document() {
    let programme = build(&Data::load().unwrap()).unwrap().programme;
    let catalogue = catalogue(&programme);
    assert_eq!(catalogue.systems.len(), 155);
    let person = |id: &str| programme.participants.iter().find(|one| one.id == id).unwrap();
    for one in &catalogue.systems {
        assert_eq!(one.fields.len(), 22);
        assert_eq!(one.fields.iter().filter(|field| field.minimum).count(), 13);
        // Name and environment manager are known, and of some when they are away; of no environment
        // that its profile keeps, whether it has its own for it.
        let person = person(&one.participant);
        let kept = person.details.as_ref().unwrap().provides.len();
        let missing = 6 + kept + usize::from(person.unavailable.is_empty());
        assert_eq!((one.missing_of_minimum, one.missing), (missing, missing + 9), "{one:?}");
    }
    // SIT participants first: their environments open first.
    let with_sit = |id: &str| {
        person(id).routes.iter().flat_map(|route| &route.steps).any(|step| {
            let stage = programme.stages.iter().find(|stage| stage.id == step.stage).unwrap();
            stage.phase.as_deref() == Some("SIT")
        })
    };
    let sit: Vec<bool> = catalogue.systems.iter().map(|one| with_sit(&one.participant)).collect();
    assert!(sit.is_sorted_by(|a, b| a >= b), "{sit:?}");
    assert!(sit[0] && !sit[154]);
}

#[test]
fn it_is_filled_from_what_is_told_and_what_the_programme_has() {
    let mut programme = steps::programme();
    programme.unavailability.push(Unavailability {
        reason: "data centre move".into(),
        ..Unavailability::new(
            "move",
            Target::Participant("Acme".into()),
            day("2024-05-06"),
            day("2024-05-09"),
        )
    });
    programme.participants[0].unavailable = vec![Blackout {
        from: day("2024-08-01").into(),
        to: day("2024-08-02").into(),
        reason: "audit".into(),
    }];
    let catalogue = catalogue(&programme);
    let acme = |name: &str| value(&catalogue, "Acme", name).unwrap_or_else(|| "missing".into());
    let expected = [
        ("Participant name", "Acme Energy: SUP, MSS"),
        ("Test lead name", "Tim"),
        ("Environment contact name(s)", "Ann, env@acme.example"),
        ("System/application name", "Billing"),
        ("SIT_A environment", "ACME-1, own environment, until Sat 1 Jun 2024"),
        ("UIT environment", "re-purposed from ACME-1, no second licence"),
        ("Platform", "cloud"),
        ("Interfaces", "missing"),
        (
            "Scheduled downtime",
            "first Sunday of a month; Mon 6 May 2024 – Wed 8 May 2024: data centre move; \
             Thu 1 Aug 2024: audit",
        ),
        ("Support", "missing"),
        ("Environment set up time", "20 working days"),
        ("Shared usage", "no"),
    ];
    for (name, value) in expected {
        assert_eq!(acme(name), value, "{name}");
    }
    assert_eq!(value(&catalogue, "Dune", "SIT_A environment").unwrap(), "not needed by its stages");
    assert_eq!(value(&catalogue, "Dune", "UIT environment"), None);
    let order: Vec<_> = catalogue.systems.iter().map(|one| one.participant.as_str()).collect();
    assert_eq!(order, ["Acme", "Cole", "Bolt", "Dune"], "SIT_A opens before UIT");
    // Of 11: support, alerts, monitoring, release mechanism; and of the other nine: interfaces,
    // sizing, readiness and its time, data checks, deployment time.
    let acme = &catalogue.systems[0];
    assert_eq!((acme.fields.len(), acme.missing_of_minimum, acme.missing), (20, 4, 10));
    let names: std::collections::BTreeSet<_> =
        CatalogueField::ALL.iter().map(|field| field.name()).collect();
    assert_eq!(names.len(), 19);
}

#[test]
fn it_reads_as_text_and_html() {
    let catalogue = catalogue(&steps::programme());
    insta::assert_snapshot!("catalogue_text", catalogue.text());
    assert!(catalogue.html().contains(">re-purposed from ACME-1, no second licence<"));
}
