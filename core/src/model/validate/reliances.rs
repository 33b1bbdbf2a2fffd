//! What participants rely on: names, lags, and who waits for whom.

use super::numbers::Count;
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Participant, Relied, Target};

/// Most reliances times unavailabilities of participants and components.
const MAX_REACHED: usize = 10_000_000;
/// Most reliances.
const MAX_RELIANCES: usize = 20_000;

impl Checked<'_> {
    pub(super) fn reliances(&mut self) {
        let participants = &self.programme.participants;
        let count: usize = participants.iter().map(|p| p.relies_on.len()).sum();
        let outages = self.programme.unavailability.iter();
        let outages = outages
            .filter(|u| matches!(u.on, Target::Participant(_) | Target::Component(_)))
            .count();
        if count > MAX_RELIANCES || count.saturating_mul(outages) > MAX_REACHED {
            self.report.add(
                "SW-E2303",
                &Place::top("participants"),
                format!(
                    "there are {count} reliances and {outages} unavailabilities that may reach \
                     through them, at most {MAX_RELIANCES}, and {MAX_REACHED} pairs, are allowed"
                ),
                "split the programme, or leave out what does not bear on the plan",
            );
            return;
        }
        for (position, participant) in participants.iter().enumerate() {
            let at = Place::list("participants", position);
            for (number, reliance) in participant.relies_on.iter().enumerate() {
                let here = at.item("relies_on", number);
                if let Some(stage) = &reliance.stage {
                    let place = here.field("stage");
                    self.names.stages.find(stage, &place, &mut self.report, &mut self.speller);
                    self.on_no_route(&here, participant, Some(stage));
                }
                self.relied(&here.field("on"), participant, &reliance.on);
            }
        }
        self.waiting();
    }

    fn relied(&mut self, at: &Place<'_>, participant: &Participant, on: &Relied) {
        let names = &self.names;
        let (field, stage) = match on {
            Relied::Component(id) => {
                let here = at.field("component");
                names.components.find(id, &here, &mut self.report, &mut self.speller);
                return;
            }
            Relied::Participant(_) => ("participant", None),
            Relied::Finished { stage, .. } => ("finished", Some(stage)),
            Relied::Alongside { stage, .. } => ("alongside", Some(stage)),
        };
        let inner = at.field(field);
        let who = if stage.is_some() { inner.field("participant") } else { inner };
        let id = on.participant().unwrap_or_default();
        let found = names.participants.find(id, &who, &mut self.report, &mut self.speller);
        if id == participant.id {
            self.report.add(
                "SW-E2301",
                &who,
                format!("{} relies on itself", quoted(id)),
                "name another participant; the order of its own stages is its route's",
            );
        }
        if let Relied::Finished { lag, .. } = on {
            let count = Count::periods("SW-E2302", "the lag", 0);
            count.check(*lag, &inner.field("lag"), &mut self.report);
        }
        let Some(stage) = stage else { return };
        let place = inner.field("stage");
        let known = self.names.stages.find(stage, &place, &mut self.report, &mut self.speller);
        let (Some(_), Some(found)) = (known, found) else { return };
        let other = &self.programme.participants[found];
        let steps = other.routes.iter().flat_map(|route| &route.steps).map(|step| &step.stage);
        let behind = other.completed.iter().map(|done| &done.stage);
        let done = matches!(on, Relied::Finished { .. });
        if !steps.chain(behind.filter(|_| done)).any(|other| other == stage) {
            self.report.clash(
                "SW-W2301",
                &place,
                &Place::list("participants", found).field("routes"),
                format!("{} has no {} on any route", quoted(id), quoted(stage)),
                "whoever relies on it can't be placed; correct the stage, or put it on a route",
            );
        }
    }

    /// Tells those who wait for one another to have finished: none of them can be placed.
    fn waiting(&mut self) {
        let participants = &self.programme.participants;
        // Participant and own stage (any if `None`), and the other's: those that have not completed.
        let mut left: Vec<(usize, usize, Option<&str>, usize, &str)> = Vec::new();
        for (position, participant) in participants.iter().enumerate() {
            for (number, reliance) in participant.relies_on.iter().enumerate() {
                let Relied::Finished { participant: other, stage, .. } = &reliance.on else {
                    continue;
                };
                let Some(other) = self.names.participants.get(other) else { continue };
                if participants[other].completed.iter().all(|done| done.stage != *stage) {
                    left.push((position, number, reliance.stage.as_deref(), other, stage));
                }
            }
        }
        loop {
            let all = left.clone();
            let meets = |a: &(usize, usize, Option<&str>, usize, &str),
                         b: &(usize, usize, Option<&str>, usize, &str)| {
                a.3 == b.0 && b.2.is_none_or(|stage| stage == a.4)
            };
            left.retain(|one| {
                all.iter().any(|other| meets(one, other))
                    && all.iter().any(|other| meets(other, one))
            });
            if left.len() == all.len() {
                break;
            }
        }
        let (Some(first), Some(last)) = (left.first(), left.last()) else { return };
        let names: Vec<String> = (left.iter().take(5))
            .map(|one| {
                let (who, other) = (&participants[one.0].id, &participants[one.3].id);
                format!("{} for {} of {}", quoted(who), quoted(one.4), quoted(other))
            })
            .collect();
        let (at, other) =
            (Place::list("participants", first.0), Place::list("participants", last.0));
        self.report.clash(
            "SW-W2302",
            &at.item("relies_on", first.1),
            &other.item("relies_on", last.1),
            format!("these wait for one another: {}", names.join(", ")),
            "take one of the reliances out: as it is, none of them can be placed",
        );
    }
}
