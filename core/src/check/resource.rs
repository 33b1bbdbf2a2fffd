//! Rule `resource`: in no period do open slots and those in them take more of a resource than there
//! is.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::{ResourceData, Span};
use crate::model::{ResourceId, RuleKind};

/// An amount that changes: the period, by how much, and through which slot.
type Change = (u32, i64, u32);

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    if problem.resources.is_empty() {
        return;
    }
    let mut inside = vec![0_i64; facts.plan.slots.len()];
    for taken in facts.placed.iter().flat_map(|placed| &placed.taken) {
        inside[taken.place as usize] += 1;
    }
    let mut changes: Vec<Vec<Change>> = vec![Vec::new(); problem.resources.len()];
    for (place, slot) in facts.slots() {
        for take in &problem.stages[slot.stage.index()].takes {
            let each = i64::from(take.per_participant) * inside[place as usize];
            let amount = i64::from(take.per_slot) + each;
            if amount > 0 {
                let changes = &mut changes[take.resource.index()];
                changes.extend([(slot.span.start, amount, place), (slot.span.end, -amount, place)]);
            }
        }
    }
    for (position, (resource, changes)) in problem.resources.iter().zip(changes).enumerate() {
        sweep(facts, ResourceId::new(position), resource, changes, found);
    }
}

/// Goes through the periods at which the amount taken or the amount there is changes; each stretch
/// in which too much is taken is told once, with its worst period and the slots that run then.
fn sweep(
    facts: &Facts,
    id: ResourceId,
    resource: &ResourceData,
    mut changes: Vec<Change>,
    found: &mut Vec<Violation>,
) {
    // A change of 0 through no slot, where there is another amount from then on.
    let (Some(first), Some(last)) =
        (changes.iter().map(|c| c.0).min(), changes.iter().map(|c| c.0).max())
    else {
        return;
    };
    let steps = resource.amounts.iter().map(|(from, _)| *from);
    changes.extend(steps.filter(|p| first < *p && *p < last).map(|p| (p, 0, u32::MAX)));
    changes.sort_unstable();
    let mut taken = 0;
    let mut running: Vec<u32> = Vec::new();
    let mut over: Option<Stretch> = None;
    for at_once in changes.chunk_by(|a, b| a.0 == b.0) {
        let period = at_once[0].0;
        for &(_, amount, place) in at_once {
            taken += amount;
            if amount < 0 {
                running.retain(|other| *other != place);
            } else if amount > 0 {
                running.push(place);
            }
        }
        let amount = i64::from(resource.amount(period));
        if taken > amount {
            let worst = over.get_or_insert_with(|| Stretch {
                from: period,
                taken,
                amount,
                slots: running.clone(),
            });
            if taken - amount > worst.taken - worst.amount {
                (worst.taken, worst.amount) = (taken, amount);
                worst.slots.clone_from(&running);
            }
        } else if let Some(stretch) = over.take() {
            found.push(stretch.tell(facts, id, period));
        }
    }
}

/// A stretch of periods in which too much is taken, at its worst.
struct Stretch {
    from: u32,
    taken: i64,
    amount: i64,
    slots: Vec<u32>,
}

impl Stretch {
    fn tell(self, facts: &Facts, id: ResourceId, end: u32) -> Violation {
        let problem = facts.problem;
        let span = Span::new(self.from, end);
        let mut slots = self.slots;
        slots.sort_unstable();
        let names: Vec<_> = (slots.iter())
            .filter_map(|place| facts.slot(*place).map(|slot| words::slot(problem, slot)))
            .collect();
        let message = format!(
            "{} of {} are taken {}, of which there is {}: by {}",
            self.taken,
            problem.programme.resources[id.index()].id,
            words::span(problem, span),
            self.amount,
            words::list(&names),
        );
        Violation::new(RuleKind::Resource, message).slots(slots).span(span)
    }
}
