//! Systems that others rely on, directly and through others; who tests after another, and beside it.

use slotwise::model::{Cause, Reliance, Relied, Target, Unavailability, UnavailabilityKind};

use super::Draft;

pub fn add(draft: &mut Draft) {
    draft.environment("Rely");
    draft.environment("Rely far").components.push("Backbone".into());
    draft.stage("Relying", 3, &["Rely"]);
    draft.stage("Leading", 3, &["Rely"]);
    draft.stage("Hosting", 6, &["Rely"]);
    let relying: Vec<usize> =
        (10..50).map(|start| draft.open("Relying", "Rely", start, start + 3)).collect();
    let leading = [10, 11, 20].map(|start| draft.open("Leading", "Rely", start, start + 3));
    let hosting = [30, 33].map(|start| draft.open("Hosting", "Rely", start, start + 6));

    // The provider is down in [20, 24), the backbone in [40, 42).
    draft.participant("provider", &["Relying"]);
    draft.place("provider", &[relying[0]]);
    let outages = [
        ("provider down", Target::Participant("provider".into()), 20, 24),
        ("backbone down", Target::Component("Backbone".into()), 40, 42),
    ];
    for (id, on, from, to) in outages {
        let (from, to) = (draft.at(from), draft.until(to));
        draft.programme.unavailability.push(Unavailability {
            kind: UnavailabilityKind::Unplanned,
            cause: Cause::Infrastructure,
            ..Unavailability::new(id, on, from, to)
        });
    }
    let on = |id: &str| Reliance::from(Relied::Participant(id.into()));
    let middle = draft.participant("middle", &["Relying"]);
    middle.relies_on.push(on("provider"));
    middle.relies_on.push(Relied::Component("Backbone".into()).into());
    draft.place("middle", &[relying[4]]);
    draft
        .participant("far end", &["Relying"])
        .relies_on
        .push(Reliance { stage: Some("Relying".into()), ..on("middle") });
    draft.place("far end", &[relying[5]]);

    draft.visitors("leader", "Leading", &[leading[0]]);
    let finished =
        Relied::Finished { participant: "leader 0".into(), stage: "Leading".into(), lag: 1 };
    draft.participant("follower", &["Relying"]).relies_on.push(finished.into());
    draft.place("follower", &[relying[4]]);

    draft.visitors("host", "Hosting", &[hosting[0]]);
    let alongside = Relied::Alongside { participant: "host 0".into(), stage: "Hosting".into() };
    draft.participant("guest", &["Relying"]).relies_on.push(alongside.into());
    draft.place("guest", &[relying[21]]);
}
