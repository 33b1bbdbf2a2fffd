//! Whom downtime hits.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Problem, Span};
use crate::model::{Downtime, ParticipantId, StageId, Target};
use crate::plan::Plan;
use crate::report::PlanView;

/// Who is where, and who relies on whom.
pub(super) struct Company<'a> {
    problem: &'a Problem,
    view: Option<PlanView<'a>>,
    /// By what is down: who relies on it, found when first asked.
    reliant: BTreeMap<(bool, &'a str), Vec<(ParticipantId, Option<&'a str>)>>,
}

impl<'a> Company<'a> {
    pub fn new(problem: &'a Problem, plan: Option<&Plan>) -> Self {
        let view = plan.map(|plan| PlanView::new(problem, plan));
        Self { problem, view, reliant: BTreeMap::new() }
    }

    /// Ids of those whom an entry hits in a span of working periods, sorted.
    pub fn hit(&mut self, entry: &'a Downtime, span: Span) -> BTreeSet<String> {
        let mut ids: BTreeSet<String> = entry.participants.iter().cloned().collect();
        if let Target::Participant(id) = &entry.on {
            ids.insert(id.clone());
        }
        let Some(view) = &self.view else { return ids };
        let programme = &self.problem.programme;
        let id = |who: ParticipantId| programme.participants[who.index()].id.clone();
        let struck = super::struck(self.problem, entry);
        let during = |slot: &&crate::report::SlotView| slot.span.overlaps(span);
        for slot in view.slots.iter().filter(during) {
            let place = slot.environment.index();
            let taken = match &entry.on {
                Target::Resource(resource) => (programme.stages[slot.stage.index()].takes.iter())
                    .any(|take| take.resource == *resource),
                _ => struck.iter().any(|(one, _)| *one == place),
            };
            if taken {
                ids.extend(slot.participants.iter().map(|who| id(*who)));
            }
        }
        let key = match &entry.on {
            Target::Participant(id) => (true, id.as_str()),
            Target::Component(id) => (false, id.as_str()),
            _ => return ids,
        };
        let problem = self.problem;
        let reliant = self.reliant.entry(key).or_insert_with(|| problem.reliant(&entry.on));
        for (who, only) in reliant {
            let placement = view.participants[who.index()].placement.as_ref();
            let visits = placement.into_iter().flat_map(|placement| &placement.visits);
            let named = |stage: StageId| programme.stages[stage.index()].id.as_str();
            let there = visits
                .map(|visit| &view.slots[visit.slot])
                .filter(during)
                .any(|slot| only.is_none_or(|only| only == named(slot.stage)));
            if there {
                ids.insert(id(*who));
            }
        }
        ids
    }
}
