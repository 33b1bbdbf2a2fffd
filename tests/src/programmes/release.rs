//! A stage that needs a version, one that needs approved ones, and somebody who needs one.

use slotwise::model::{
    Cause, ComponentVersion, Deployment, NeededVersion, OverUnavailability, RequiredVersion,
    Target, Unavailability, VersionSet,
};

use super::Draft;

pub fn add(draft: &mut Draft) {
    let version = |component: &str, version: &str| ComponentVersion {
        component: component.into(),
        version: version.into(),
    };
    let lss = |version: &str| RequiredVersion {
        component: "LSS".into(),
        version: version.into(),
        exactly: false,
    };
    let environment = draft.environment("Release");
    environment.components = vec!["LSS".into(), "MDS".into()];
    environment.versions = vec![version("LSS", "1.9"), version("MDS", "1")];
    // 2.0 is there from 21 on, 2.1 from 61 on, and MDS follows at 65.
    for (id, period, versions) in [
        ("release 2.0", 20, vec![version("LSS", "2.0")]),
        ("release 2.1", 60, vec![version("LSS", "2.1")]),
        ("release of MDS", 64, vec![version("MDS", "2")]),
    ] {
        let (from, to) = (draft.at(period), draft.until(period + 1));
        draft.programme.unavailability.push(Unavailability {
            cause: Cause::Deployment,
            deploys: Some(Deployment { versions, despite_freeze: String::new() }),
            ..Unavailability::new(id, Target::Environment("Release".into()), from, to)
        });
    }
    draft.programme.approved_versions = vec![
        VersionSet {
            id: "first".into(),
            versions: vec![version("LSS", "2.0"), version("MDS", "1")],
        },
        VersionSet {
            id: "second".into(),
            versions: vec![version("LSS", "2.1"), version("MDS", "2")],
        },
    ];
    // Slots may go on over a deployment.
    let pause = OverUnavailability::Pause { allowance: 1 };
    let needs = draft.stage("Release", 3, &["Release"]);
    needs.over_unavailability = pause;
    needs.versions.push(lss("2"));
    let exact = draft.stage("Release exact", 3, &["Release"]);
    exact.over_unavailability = pause;
    exact.versions.push(RequiredVersion { exactly: true, ..lss("2.0.0") });
    let approved = draft.stage("Release approved", 3, &["Release"]);
    approved.over_unavailability = pause;
    approved.approved_versions = true;
    draft.stage("Release any", 3, &["Release"]).over_unavailability = pause;
    for stage in ["Release", "Release exact", "Release approved"] {
        let slots = [draft.open(stage, "Release", 21, 24), draft.open(stage, "Release", 57, 60)];
        draft.visitors(stage, stage, &slots);
    }
    let early = draft.open("Release any", "Release", 10, 13);
    let late = draft.open("Release any", "Release", 21, 24);
    draft.participant("versed", &["Release any"]).versions.push(NeededVersion {
        needs: lss("1.10"),
        stage: Some("Release any".into()),
        environment: Some("Release".into()),
    });
    draft.place("versed", &[late]);
    draft.participant("unversed", &["Release any"]);
    draft.place("unversed", &[early]);
}
