//! Away, down, due by, in few environments at a time, pinned, together, apart.

use slotwise::model::{
    Blackout, Cause, Company, Pin, Route, Rule, Target, Unavailability, UnavailabilityKind,
};

use super::Draft;

pub fn add(draft: &mut Draft) {
    for id in ["Person here", "Person there"] {
        draft.environment(id);
    }
    draft.stage("Person", 3, &["Person here", "Person there"]);
    draft.stage("Person too", 3, &["Person here", "Person there"]);
    let here: Vec<usize> =
        (10..50).map(|start| draft.open("Person", "Person here", start, start + 3)).collect();
    let there: Vec<usize> =
        (10..50).map(|start| draft.open("Person", "Person there", start, start + 3)).collect();
    let too: Vec<usize> =
        (10..50).map(|start| draft.open("Person too", "Person there", start, start + 3)).collect();

    let (from, to) = (draft.at(20), draft.until(24));
    let away = Blackout { from, to, reason: "year end".into() };
    draft.participant("person away", &["Person"]).unavailable.push(away);
    draft.place("person away", &[here[7]]);

    draft.participant("person down", &["Person"]);
    draft.place("person down", &[here[14]]);
    draft.programme.unavailability.push(Unavailability {
        kind: UnavailabilityKind::Unplanned,
        cause: Cause::Software,
        ..Unavailability::new("their outage", Target::Participant("person down".into()), from, to)
    });

    let deadline = draft.until(30);
    draft.participant("person with deadline", &["Person"]).deadline = Some(deadline);
    draft.place("person with deadline", &[here[17]]);

    let busy = draft.participant("person in one", &["Person", "Person too"]);
    busy.max_concurrent_environments = Some(1);
    busy.routes[0].steps[1].min_lag = -50;
    draft.place("person in one", &[here[10], too[13]]);

    let start = draft.at(25);
    let pin =
        Pin { stage: "Person".into(), environment: Some("Person here".into()), start: Some(start) };
    let pinned = draft.participant("person pinned", &["Person"]);
    pinned.pins.push(pin);
    pinned.routes.push(Route::new("without", ["Person too"]));
    draft.place("person pinned", &[here[15]]);

    let crowd: Vec<String> = (0..draft.crowd).map(|number| format!("together {number}")).collect();
    for id in &crowd {
        draft.participant(id, &["Person", "Person too"]).routes[0].steps[1].optional = true;
        draft.place(id, &[there[5], too[20]]);
    }
    let company = |participants: Vec<String>| Company {
        participants,
        stage: Some("Person".into()),
        reason: String::new(),
    };
    draft.programme.rules.push(Rule::Together(company(crowd)));
    let crowd: Vec<String> = (0..draft.crowd).map(|number| format!("apart {number}")).collect();
    for (number, id) in crowd.iter().enumerate() {
        draft.participant(id, &["Person"]);
        draft.place(id, &[there[20 + number]]);
    }
    draft.programme.rules.push(Rule::Apart(Company { stage: None, ..company(crowd) }));
}
