//! Participants who join, leave, or change.

use super::Applier;
use crate::model::validate::{Place, quoted};
use crate::model::{Milestone, Participant, Rule, Target};
use crate::replan::change::{
    Awaited, Element, ParticipantLeft, Pinned, ReadinessMoved, ReadyChanged, Unpinned,
};

impl Applier {
    pub(super) fn joined(&mut self, at: &Place<'_>, participant: &Participant) {
        let all = &self.programme.participants;
        if let Some(place) = all.iter().position(|one| one.id == participant.id) {
            self.report.clash(
                "SW-E4001",
                &at.field("id"),
                &Place::list("participants", place).field("id"),
                format!("there is a participant {} already", quoted(&participant.id)),
                "give it another name, or tell what changes of the one that is there",
            );
            return;
        }
        self.programme.participants.push(participant.clone());
    }

    pub(super) fn left(&mut self, at: &Place<'_>, left: &ParticipantLeft) {
        let id = &left.participant;
        let Some(place) = self.participant(at, id) else { return };
        let here = at.field("participant");
        let programme = &mut self.programme;
        let mut needed = false;
        for (other, participant) in programme.participants.iter().enumerate() {
            for (number, reliance) in participant.relies_on.iter().enumerate() {
                if reliance.on.participant() == Some(id) && other != place {
                    needed = true;
                    self.report.clash(
                        "SW-E4005",
                        &here,
                        &Place::list("participants", other).item("relies_on", number),
                        format!("{} relies on {}", quoted(&participant.id), quoted(id)),
                        "let it rely on somebody else first",
                    );
                }
            }
        }
        for (number, gate) in programme.gates.iter().enumerate() {
            if gate.participants.iter().all(|one| one == id) && !gate.participants.is_empty() {
                needed = true;
                self.report.clash(
                    "SW-E4005",
                    &here,
                    &Place::list("gates", number).field("participants"),
                    format!("{} alone counts for the gate {}", quoted(id), quoted(&gate.id)),
                    "let somebody else count for it first, or take the gate out",
                );
            }
        }
        if needed {
            return;
        }
        programme.participants.remove(place);
        programme.unavailability.retain(|one| one.on != Target::Participant(id.clone()));
        for gate in &mut programme.gates {
            gate.participants.retain(|one| one != id);
        }
        // A rule about one participant says nothing.
        programme.rules.retain_mut(|rule| match rule {
            Rule::Together(company) | Rule::Apart(company) => {
                let before = company.participants.len();
                company.participants.retain(|one| one != id);
                company.participants.len() == before || company.participants.len() > 1
            }
        });
    }

    pub(super) fn ready_changed(&mut self, at: &Place<'_>, changed: &ReadyChanged) {
        let Some(place) = self.participant(at, &changed.participant) else { return };
        let ready = &mut self.programme.participants[place].ready;
        ready.retain(|one| {
            one.environment != changed.ready.environment || one.stage != changed.ready.stage
        });
        ready.push(changed.ready.clone());
    }

    pub(super) fn pinned(&mut self, at: &Place<'_>, pinned: &Pinned) {
        let Some(place) = self.participant(at, &pinned.participant) else { return };
        let pins = &mut self.programme.participants[place].pins;
        pins.retain(|pin| pin.stage != pinned.pin.stage);
        pins.push(pinned.pin.clone());
    }

    pub(super) fn unpinned(&mut self, at: &Place<'_>, unpinned: &Unpinned) {
        let Some(place) = self.participant(at, &unpinned.participant) else { return };
        let pins = &mut self.programme.participants[place].pins;
        let before = pins.len();
        pins.retain(|pin| pin.stage != unpinned.stage);
        if pins.len() == before {
            let (who, stage) = (quoted(&unpinned.participant), quoted(&unpinned.stage));
            self.nothing(
                &at.field("stage"),
                format!("{who} is not pinned for {stage}"),
                "leave the change out, or name the stage that it is pinned for",
            );
        }
    }

    pub(super) fn readiness_moved(&mut self, at: &Place<'_>, moved: &ReadinessMoved) {
        let Some(place) = self.participant(at, &moved.participant) else { return };
        let participant = &mut self.programme.participants[place];
        if set(participant, &moved.what, moved.to) {
            return;
        }
        let known: Vec<String> = match &moved.what {
            Awaited::Data(_) => participant.data.iter().map(|one| quoted(&one.what)).collect(),
            Awaited::Connection { .. } => {
                participant.connectivity.iter().map(|one| quoted(&one.environment)).collect()
            }
        };
        let known = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
        let (what, message) = match &moved.what {
            Awaited::Data(what) => ("data", format!("no data {}", quoted(what))),
            Awaited::Connection { environment, .. } => {
                ("connection", format!("no such element of a connection to {environment}"))
            }
        };
        self.nothing(
            &at.field("what").field(what),
            format!("{} waits for {message}; known are: {known}", quoted(&moved.participant)),
            "correct it, or change the participant",
        );
    }
}

/// Sets the date of what is awaited; whether there is such a thing.
fn set(participant: &mut Participant, what: &Awaited, to: Milestone) -> bool {
    match what {
        Awaited::Data(what) => {
            let mut found = false;
            for request in participant.data.iter_mut().filter(|one| one.what == *what) {
                (request.ready, found) = (to, true);
            }
            found
        }
        Awaited::Connection { environment, role, element } => {
            let mut records = participant.connectivity.iter_mut();
            let record = records.find(|one| one.environment == *environment && one.role == *role);
            let Some(record) = record else { return false };
            match element {
                Element::Tls | Element::Jws => {
                    let certificate =
                        if *element == Element::Tls { &mut record.tls } else { &mut record.jws };
                    let Some(certificate) = certificate else { return false };
                    certificate.ready = to;
                }
                Element::Webhooks => record.webhooks = Some(to),
                Element::Api => record.api = Some(to),
                Element::Endpoint(role) => {
                    let mut endpoints = record.endpoints.iter_mut();
                    let Some(endpoint) = endpoints.find(|one| one.role == *role) else {
                        return false;
                    };
                    endpoint.proven = Some(to);
                }
            }
            true
        }
    }
}
