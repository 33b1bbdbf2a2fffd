//! Readiness: connections and certificates, entry requirements, test data, notice, set-up.

use slotwise::Programme;
use slotwise::model::{
    Certificate, Connectivity, ConnectivityGate, DataRequest, Endpoint, Entry, Environment, Lead,
    Milestone, Officer, Officers, Participant, Pin, RuleKind, SetUp, WhenMissing, Workdays,
};

use super::{day, environment, planned, programme, reasons, roomy, shared, visits};

fn on(text: &str) -> Milestone {
    Milestone::On(day(text).into())
}

#[expect(clippy::unnecessary_wraps, reason = "as fields take it")]
fn certificate(identifier: &str, ready: Milestone) -> Option<Certificate> {
    Some(Certificate { ready, identifier: identifier.into() })
}

fn endpoint(role: &str, proven: Option<Milestone>) -> Endpoint {
    Endpoint { role: role.into(), proven }
}

/// Qualification on UIT, which asks for a proven connection, endpoints of MSS and SDS.
fn gated() -> Programme {
    let mut programme = programme();
    // Every slot of the calendar is inside the window.
    (programme.calendar.from, programme.calendar.to) = (day("2024-07-09"), day("2026-01-19"));
    let mut uit = shared("UIT", "2024-07-09", "2026-01-19");
    uit.connectivity = Some(ConnectivityGate {
        endpoints: vec!["MSS".into(), "SDS".into()],
        ..ConnectivityGate::default()
    });
    programme.environments.push(uit);
    programme.environments.push(shared("SIT_A", "2023-07-23", "2025-04-07"));
    programme.stages.push(roomy("Qualification", 10, "UIT"));
    programme
}

/// All that is asked for, on one environment, from one day on.
fn complete(environment: &str, from: &str) -> Connectivity {
    Connectivity {
        environment: environment.into(),
        role: None,
        tls: certificate(&format!("{environment} tls"), on(from)),
        jws: certificate(&format!("{environment} jws"), on(from)),
        webhooks: Some(on(from)),
        api: Some(on(from)),
        endpoints: vec![endpoint("MSS", Some(on(from))), endpoint("SDS", Some(on(from)))],
    }
}

#[test]
fn a_16_two_elements_of_connectivity_are_missing() {
    let mut programme = gated();
    let mut y = Participant::new("Y", ["Qualification"]);
    let mut uit = complete("UIT", "2024-06-28");
    uit.jws = None;
    uit.endpoints[1].proven = None;
    y.connectivity = vec![complete("SIT_A", "2023-08-01"), uit.clone()];
    programme.participants.push(y);
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "Y");
    assert_eq!(why.len(), 2, "exactly two reasons: {why:?}");
    assert!(why.iter().all(|reason| reason.starts_with("readiness: Qualification: ")), "{why:?}");
    assert!(why[0].ends_with("closed to it: JWS on UIT missing"), "{why:?}");
    assert!(why[1].ends_with("closed to it: SDS endpoint on UIT unproven"), "{why:?}");

    // With both, it starts when the last of them is there.
    uit.jws = certificate("UIT jws", on("2024-07-12"));
    uit.endpoints[1].proven =
        Some(Milestone::After { asked: day("2024-07-12").into(), lead: Lead::WorkingDays(3) });
    programme.participants[0].connectivity[1] = uit;
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Y")[0].2, day("2024-07-17"));
}

#[test]
fn d_40_each_role_is_proven_for_itself() {
    let mut programme = gated();
    programme.environments[0].connectivity.as_mut().unwrap().per_role = true;
    let mut y = Participant::new("Y", ["Qualification"]);
    y.roles = vec!["domestic supplier".into(), "non-domestic supplier".into()];
    let mut first = complete("UIT", "2024-06-28");
    first.role = Some("domestic supplier".into());
    y.connectivity.push(first.clone());
    programme.participants.push(y);
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "Y");
    assert_eq!(why.len(), 6, "{why:?}");
    assert!(why.iter().all(|reason| reason.contains("on UIT for non-domestic supplier")));
    first.role = Some("non-domestic supplier".into());
    first.tls = certificate("another", on("2024-06-28"));
    programme.participants[0].connectivity.push(first);
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Y").len(), 1);
}

#[test]
fn d_41_to_d_43_the_order_of_certificates() {
    let mut programme = gated();
    let mut y = Participant::new("Y", ["Qualification"]);
    y.connectivity.push(complete("UIT", "2024-06-28"));
    let officer = |since| Some(Officer { name: "Kim".into(), since: Some(day(since).into()) });
    y.officers = Some(Officers {
        sro: officer("2024-01-08"),
        aro: officer("2024-01-15"),
        tc: officer("2024-01-15"),
    });
    programme.participants.push(y);
    programme.environments[0].connectivity.as_mut().unwrap().officers = true;
    assert_eq!(programme.validate().errors().count(), 0);
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "Y")[0].2, day("2024-07-09"));

    let error = |change: &dyn Fn(&mut Participant)| {
        let mut programme = programme.clone();
        change(&mut programme.participants[0]);
        let errors: Vec<_> = programme.validate().errors().cloned().collect();
        assert_eq!(errors.len(), 1, "{errors:?}");
        let other = errors[0].other.clone().unwrap_or_default();
        (errors[0].code.clone(), errors[0].path.clone(), other)
    };
    let told = |code: &str, path: &str, other: &str| {
        let at = |path: &str| format!("participants[0].{path}");
        (code.to_owned(), at(path), at(other))
    };
    // Message signatures before transport security.
    assert_eq!(
        error(&|y| y.connectivity[0].jws = certificate("j", on("2024-06-27"))),
        told("SW-E3102", "connectivity[0].jws", "connectivity[0].tls")
    );
    assert_eq!(
        error(&|y| y.connectivity[0].tls = None),
        told("SW-E3102", "connectivity[0].jws", "connectivity[0].tls")
    );
    // One certificate on two environments, and in production.
    assert_eq!(
        error(&|y| {
            let mut again = complete("SIT_A", "2024-06-28");
            again.tls = certificate("UIT tls", on("2024-06-28"));
            y.connectivity.push(again);
        }),
        told("SW-E3103", "connectivity[1].tls.identifier", "connectivity[0].tls.identifier")
    );
    assert_eq!(
        error(&|y| y.production_certificates.push("UIT jws".into())),
        told("SW-E3103", "connectivity[0].jws.identifier", "production_certificates[0]")
    );
    // The ARO before the SRO; a request before the ARO; an installation before the TC.
    assert_eq!(
        error(&|y| y.officers.as_mut().unwrap().aro = officer("2024-01-02")),
        told("SW-E3104", "officers.aro.since", "officers.sro.since")
    );
    let asked = |asked| Milestone::After { asked: day(asked).into(), lead: Lead::Days(10) };
    assert_eq!(
        error(&|y| y.connectivity[0].tls = certificate("t", asked("2024-01-12"))),
        told("SW-E3104", "connectivity[0].tls.ready", "officers.aro.since")
    );
    let mut late = programme.clone();
    late.participants[0].officers.as_mut().unwrap().tc = officer("2024-07-01");
    let told: Vec<_> = late.validate().errors().map(|f| (f.code.clone(), f.path.clone())).collect();
    let of = |field: &str| {
        ("SW-E3104".to_owned(), format!("participants[0].connectivity[0].{field}.ready"))
    };
    assert_eq!(told, [of("tls"), of("jws")]);
    // Without a TC there is nobody to manage them.
    programme.participants[0].officers.as_mut().unwrap().tc = None;
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "Y");
    assert_eq!(why.len(), 1, "{why:?}");
    assert!(why[0].ends_with("TC for certificates on UIT not named"), "{why:?}");
}

#[test]
fn a_24_extra_data_takes_its_notice() {
    let mut programme = gated();
    programme.environments[0].connectivity = None;
    let mut p = Participant::new("P", ["Qualification"]);
    let ready = Milestone::After { asked: day("2024-07-01").into(), lead: Lead::WorkingDays(15) };
    p.data.push(DataRequest {
        what: "extra UIT data".into(),
        ready,
        environment: Some("UIT".into()),
        stage: None,
    });
    programme.participants.push(p.clone());
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-07-22"));

    // The slot wanted: 6 of the 15 working days are left by then.
    let start = Some(day("2024-07-09").into());
    let pin = Pin { stage: "Qualification".into(), environment: None, start };
    programme.participants[0].pins.push(pin);
    let warning = programme.validate().0.into_iter().find(|finding| finding.code == "SW-W3107");
    let warning = warning.expect("a warning");
    assert_eq!(warning.path, "participants[0].pins[0].start");
    assert_eq!(warning.other.as_deref(), Some("participants[0].data[0].ready"));
    for part in ["2024-07-09", "extra UIT data", "15 working days, 6 are available", "2024-07-22"] {
        assert!(warning.message.contains(part), "{part} not in {:?}", warning.message);
    }
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "P").join("; ");
    let named = "test data extra UIT data, asked for 2024-07-01, takes 15 working days";
    assert!(why.contains(named) && why.contains("22 Jul 2024"), "{why}");
}

#[test]
fn a_25_when_set_up_has_to_begin() {
    let open = [
        ("SIT_B", "2024-02-26", "2023-12-28"),
        ("UIT", "2024-07-09", "2024-05-10"),
        ("SIT_A", "2023-07-23", "2023-05-24"),
    ];
    for (id, from, by) in open {
        let mut programme = programme();
        programme.environments.push(environment(id, from, "2025-04-07"));
        programme.stages.push(roomy("Tests", 5, id));
        programme.participants.push(Participant::new("P", ["Tests"]));
        let set_up = |programme: &mut Programme, started: Option<&str>| {
            let started = started.map(|text| day(text).into());
            programme.environments[0].set_up = Some(SetUp { lead: Lead::Days(60), started });
        };
        set_up(&mut programme, None);
        let by_then =
            |environment: &Environment| environment.set_up_by(&Workdays::new(&programme.calendar));
        assert_eq!(by_then(&programme.environments[0]), Some(day(by)), "{id}");
        set_up(&mut programme, Some(by));
        assert_eq!(programme.validate().errors().count(), 0);
        // A day later it is too late.
        let late = day(by).succ_opt().unwrap().to_string();
        set_up(&mut programme, Some(&late));
        let findings = programme.validate();
        let error = findings.errors().next().expect("too late");
        assert_eq!(
            (error.code.as_str(), error.path.as_str()),
            ("SW-E3108", "environments[0].set_up.started")
        );
        assert!(error.remedy.contains(by), "{error}");
    }
}

#[test]
fn a_31_no_environment_manager_and_an_incomplete_request() {
    let mut programme = gated();
    programme.environments[0].connectivity = None;
    let request = ["reference data", "version", "configuration", "test users"];
    programme.entry = Some(Entry {
        environment_manager: true,
        request: request.map(String::from).to_vec(),
        missing: WhenMissing::LeaveOut,
    });
    let mut p = Participant::new("P", ["Qualification"]);
    p.request = vec!["reference data".into(), "version".into()];
    programme.participants.push(p);
    let found = |programme: &Programme| -> Vec<(String, String)> {
        let findings = programme.validate().0.into_iter();
        findings.map(|f| (f.code, f.message)).filter(|(code, _)| code.contains("310")).collect()
    };
    let two = found(&programme);
    assert_eq!(two.len(), 2, "{two:?}");
    assert_eq!((two[0].0.as_str(), two[1].0.as_str()), ("SW-W3105", "SW-W3106"));
    assert!(two[0].1.contains("environment manager"), "{two:?}");
    assert!(two[1].1.contains("lacks configuration, test users"), "{two:?}");
    // It gets no slot, for two reasons.
    let (problem, outcome) = planned(&programme);
    let why = reasons(&problem, &outcome, "P");
    assert_eq!(why.len(), 2, "{why:?}");
    assert!(why[0].ends_with("environment manager not named"), "{why:?}");
    assert!(why[1].ends_with("its request lacks configuration, test users"), "{why:?}");
    assert!(outcome.unplaced[0].reasons.iter().all(|r| r.rule == RuleKind::Readiness));
    // Or nothing is planned before.
    programme.entry.as_mut().unwrap().missing = WhenMissing::Stop;
    let codes: Vec<_> = found(&programme).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["SW-E3105", "SW-E3106"]);
    // A stage may do with less.
    programme.stages[0].entry = Some(Entry::default());
    assert_eq!(found(&programme), []);
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P").len(), 1);
}

#[test]
fn d_34_participants_are_told_ahead() {
    let mut programme = gated();
    programme.environments[0].connectivity = None;
    programme.participants.push(Participant::new("P", ["Qualification"]));
    programme.stages[0].notice = Some(Lead::WorkingDays(10));
    let codes: Vec<_> = programme.validate().errors().map(|f| f.code.clone()).collect();
    assert_eq!(codes, ["SW-E3107"], "notice counts from nothing");
    programme.announced = Some(day("2024-07-01").into());
    let (problem, outcome) = planned(&programme);
    assert_eq!(visits(&problem, &outcome, "P")[0].2, day("2024-07-15"));
}
