//! Ready from some day on: everywhere, in one environment, for one stage, for one stage in one; with
//! test data, with a connection to an environment that asks for it.

use slotwise::model::{
    Certificate, Connectivity, ConnectivityGate, DataRequest, Endpoint, Milestone, Ready,
};

use super::Draft;

pub fn add(draft: &mut Draft) {
    let environments = ["Ready here", "Ready there", "Ready gate"];
    for id in ["Ready here", "Ready there"] {
        draft.environment(id);
    }
    for stage in ["Ready one", "Ready two"] {
        draft.stage(stage, 2, &environments);
    }
    draft.environment("Ready gate").connectivity =
        Some(ConnectivityGate { endpoints: vec!["MDS".into()], ..ConnectivityGate::default() });
    let readiness = [
        ("everywhere", None, None),
        ("here", Some("Ready here"), None),
        ("one", None, Some("Ready one")),
        ("one here", Some("Ready here"), Some("Ready one")),
    ];
    let slots: Vec<usize> = environments
        .iter()
        .flat_map(|environment| {
            (10..30).map(|start| ("Ready one", *environment, start)).collect::<Vec<_>>()
        })
        .map(|(stage, environment, start)| draft.open(stage, environment, start, start + 2))
        .collect();
    for (name, environment, stage) in readiness {
        let from = draft.at(20);
        let id = format!("ready {name}");
        draft.participant(&id, &["Ready one"]).ready.push(Ready {
            from,
            environment: environment.map(Into::into),
            stage: stage.map(Into::into),
            reason: "certificate".into(),
        });
        draft.place(&id, &[slots[10]]);
    }
    let from = Milestone::On(draft.at(20));
    draft.participant("ready data", &["Ready one"]).data.push(DataRequest {
        what: "extra".into(),
        ready: from,
        environment: None,
        stage: Some("Ready one".into()),
    });
    draft.place("ready data", &[slots[10]]);
    // Everything was there long before, but for one element.
    let long = Milestone::On(draft.at(2));
    for late in 0..5 {
        let at = |element: usize| if element == late { from } else { long };
        // TLS is never verified after JWS.
        let tls = if late == 1 { long } else { at(0) };
        let certificate = |ready| Some(Certificate { ready, identifier: String::new() });
        let id = format!("connected {late}");
        draft.participant(&id, &["Ready one"]).connectivity.push(Connectivity {
            environment: "Ready gate".into(),
            role: None,
            tls: certificate(tls),
            jws: certificate(if late == 0 { from } else { at(1) }),
            webhooks: Some(at(2)),
            api: Some(at(3)),
            endpoints: vec![Endpoint { role: "MDS".into(), proven: Some(at(4)) }],
        });
        draft.place(&id, &[slots[50]]);
    }
    // Somebody who is ready for something else only later.
    let from = draft.at(100);
    draft.participant("unready two", &["Ready one"]).ready.push(Ready {
        from,
        environment: None,
        stage: Some("Ready two".into()),
        reason: String::new(),
    });
    draft.place("unready two", &[slots[0]]);
}
