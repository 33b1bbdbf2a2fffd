//! Versions that environments have and get, stages and participants that need them.

use slotwise::Programme;
use slotwise::model::{
    Cause, ComponentVersion, Deployment, NeededVersion, RequiredVersion, Target, Unavailability,
    VersionSet,
};

use crate::random::Tape;
use crate::random::skeleton::pick_span;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    let version = |component: &str, version: &str| ComponentVersion {
        component: component.into(),
        version: version.into(),
    };
    for environment in &mut programme.environments {
        environment.components.extend(["DIP".to_owned(), "LSS".to_owned()]);
        if tape.chance(3, 4) {
            environment.versions.push(version("DIP", "1.2"));
        }
        environment.versions.push(version("LSS", tape.pick(&["1.9", "1.10", "2.0"])));
    }
    for number in 0..tape.between(1, 2) {
        let (from, to) = pick_span(programme, 1, tape);
        let on = match tape.below(3) {
            0 | 1 => Target::Environment(tape.pick(&programme.environments).id),
            _ => Target::Component("LSS".into()),
        };
        let mut versions = vec![version("LSS", tape.pick(&["2.0", "2.0.1", "1.9"]))];
        if tape.chance(1, 2) {
            versions.push(version("DIP", "1.3-rc.1"));
        }
        programme.unavailability.push(Unavailability {
            cause: Cause::Deployment,
            deploys: Some(Deployment { versions, despite_freeze: String::new() }),
            ..Unavailability::new(format!("deployment {number}"), on, from, to)
        });
    }
    let needs = |component: &str, version: &str, exactly| RequiredVersion {
        component: component.into(),
        version: version.into(),
        exactly,
    };
    programme.approved_versions = vec![
        VersionSet {
            id: "old".into(),
            versions: vec![version("DIP", "1.2"), version("LSS", "1.9")],
        },
        VersionSet { id: "new".into(), versions: vec![version("LSS", "2")] },
    ];
    for stage in &mut programme.stages {
        if tape.chance(2, 3) {
            let version = tape.pick(&["2.0", "1.10", "2.0.1"]);
            stage.versions.push(needs("LSS", version, tape.chance(1, 4)));
        }
        if tape.chance(1, 4) {
            stage.versions.push(needs("DIP", "1.2", false));
        }
        stage.approved_versions = tape.chance(1, 4);
    }
    for place in 0..programme.participants.len() {
        if tape.chance(1, 3) {
            let needed = NeededVersion {
                needs: needs("LSS", "1.10", false),
                stage: tape.chance(1, 2).then(|| tape.pick(&programme.stages).id),
                environment: tape.chance(1, 3).then(|| tape.pick(&programme.environments).id),
            };
            programme.participants[place].versions.push(needed);
        }
    }
}
