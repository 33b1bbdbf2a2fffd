//! Dates before which participants can't start: given, of connections, requests, data and notice.

use slotwise::Programme;
use slotwise::model::{
    Certificate, Connectivity, ConnectivityGate, DataRequest, Endpoint, Entry, Lead, Milestone,
    Ready, When,
};

use crate::random::Tape;
use crate::random::skeleton::pick_date;

pub fn add(programme: &mut Programme, tape: &mut Tape) {
    for place in 0..programme.participants.len() {
        for _ in 0..tape.below(3) {
            let ready = Ready {
                from: pick_date(programme, tape),
                environment: (tape.chance(1, 2)).then(|| tape.pick(&programme.environments).id),
                stage: tape.chance(1, 2).then(|| tape.pick(&programme.stages).id),
                reason: String::new(),
            };
            programme.participants[place].ready.push(ready);
        }
    }
    match tape.below(4) {
        0 => {}
        1 => connectivity(programme, tape),
        2 => data(programme, tape),
        _ => entry(programme, tape),
    }
}

/// Dated, or some working days after a day near the beginning.
fn milestone(programme: &Programme, tape: &mut Tape) -> Milestone {
    if tape.chance(1, 2) {
        return Milestone::On(pick_date(programme, tape));
    }
    let asked = When::Day(programme.calendar.from);
    let days = tape.between(0, 4);
    let lead = if tape.chance(1, 2) { Lead::Days(days) } else { Lead::WorkingDays(days) };
    Milestone::After { asked, lead }
}

/// One environment asks for connections; not everybody has all of it.
fn connectivity(programme: &mut Programme, tape: &mut Tape) {
    let place = tape.below(programme.environments.len());
    programme.environments[place].connectivity =
        Some(ConnectivityGate { endpoints: vec!["MDS".into()], ..ConnectivityGate::default() });
    let environment = programme.environments[place].id.clone();
    for person in 0..programme.participants.len() {
        if tape.chance(1, 5) {
            continue;
        }
        // One date for both: TLS is never verified after JWS.
        let ready = milestone(programme, tape);
        let certificate = Some(Certificate { ready, identifier: String::new() });
        let given = Connectivity {
            environment: environment.clone(),
            role: None,
            tls: certificate.clone(),
            jws: if tape.chance(1, 8) { None } else { certificate },
            webhooks: Some(milestone(programme, tape)),
            api: Some(ready),
            endpoints: vec![Endpoint { role: "MDS".into(), proven: Some(ready) }],
        };
        programme.participants[person].connectivity.push(given);
    }
}

fn data(programme: &mut Programme, tape: &mut Tape) {
    for person in 0..programme.participants.len() {
        if tape.chance(1, 2) {
            let request = DataRequest {
                what: "extra data".into(),
                ready: milestone(programme, tape),
                environment: (tape.chance(1, 2)).then(|| tape.pick(&programme.environments).id),
                stage: tape.chance(1, 2).then(|| tape.pick(&programme.stages).id),
            };
            programme.participants[person].data.push(request);
        }
    }
}

/// What one stage asks for, and its notice.
fn entry(programme: &mut Programme, tape: &mut Tape) {
    let place = tape.below(programme.stages.len());
    let request = vec!["configuration".into(), "test users".into()];
    programme.stages[place].entry =
        Some(Entry { environment_manager: tape.chance(1, 2), request, ..Entry::default() });
    for participant in &mut programme.participants {
        if !tape.chance(1, 4) {
            participant.environment_manager = "Kim".into();
        }
        participant.request = vec!["configuration".into(), "test users".into()];
        participant.request.truncate(if tape.chance(1, 4) { 1 } else { 2 });
    }
    if tape.chance(1, 2) {
        programme.announced = Some(When::Day(programme.calendar.from));
        programme.stages[place].notice = Some(Lead::WorkingDays(tape.between(0, 4)));
    }
}
