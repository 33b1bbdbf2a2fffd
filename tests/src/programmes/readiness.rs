//! Ready from some day on: everywhere, in one environment, for one stage, for one stage in one.

use slotwise::model::Ready;

use super::Draft;

pub fn add(draft: &mut Draft) {
    let environments = ["Ready here", "Ready there"];
    for id in environments {
        draft.environment(id);
    }
    for stage in ["Ready one", "Ready two"] {
        draft.stage(stage, 2, &environments);
    }
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
