//! Rule `exclusive`: slots that exclude one another do not overlap, in one environment with
//! changeover between different stages, and in an exclusive group anywhere.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::Span;
use crate::model::{GroupId, RuleKind};
use crate::plan::PlanSlot;

type Placed = (u32, PlanSlot);

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let mut slots: Vec<Placed> = facts.slots().collect();
    slots.sort_unstable_by_key(|(place, slot)| (slot.span, slot.stage, *place));
    environments(facts, &slots, found);
    for group in (0..facts.problem.groups.len()).map(GroupId::new) {
        in_group(facts, &slots, group, found);
    }
}

/// Takes slots by start; of those before, the one of each stage that ends last is in the way if
/// any of that stage is.
fn environments(facts: &Facts, slots: &[Placed], found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut latest: Vec<Vec<Option<Placed>>> =
        vec![vec![None; problem.stages.len()]; problem.environments.len()];
    for &(place, slot) in slots {
        let latest = &mut latest[slot.environment.index()];
        for &(before, earlier) in latest.iter().flatten() {
            if !problem.excludes(slot.environment, earlier.stage, slot.stage) {
                continue;
            }
            let data = &problem.environments[slot.environment.index()];
            let changeover = data.changeover[earlier.stage.index()][slot.stage.index()];
            let free = u64::from(earlier.span.end) + u64::from(changeover);
            if u64::from(slot.span.start) >= free {
                continue;
            }
            let (a, b) = (words::slot(problem, earlier), words::slot(problem, slot));
            let message = if earlier.span.overlaps(slot.span) {
                format!("{a} and {b} exclude one another, but overlap")
            } else {
                let gap = slot.span.start - earlier.span.end;
                format!(
                    "between {a} and {b} there are {}, the changeover takes {changeover}",
                    words::periods(gap),
                )
            };
            let until = earlier.span.end.max(slot.span.start);
            found.push(
                Violation::new(RuleKind::Exclusive, message)
                    .slots([before, place])
                    .environment(slot.environment)
                    .stage(slot.stage)
                    .span(Span::new(slot.span.start.min(earlier.span.end), until)),
            );
        }
        let own = &mut latest[slot.stage.index()];
        if own.is_none_or(|(_, earlier)| earlier.span.end < slot.span.end) {
            *own = Some((place, slot));
        }
    }
}

fn in_group(facts: &Facts, slots: &[Placed], group: GroupId, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let mut member = vec![false; problem.stages.len()];
    for stage in &problem.groups[group.index()] {
        member[stage.index()] = true;
    }
    let mut latest: Option<Placed> = None;
    for &(place, slot) in slots.iter().filter(|(_, slot)| member[slot.stage.index()]) {
        if let Some((before, earlier)) = latest.filter(|(_, e)| e.span.overlaps(slot.span)) {
            let message = format!(
                "{} and {} overlap, but belong to the exclusive group {}",
                words::slot(problem, earlier),
                words::slot(problem, slot),
                problem.programme.exclusive_groups[group.index()].id,
            );
            found.push(
                Violation::new(RuleKind::Exclusive, message)
                    .slots([before, place])
                    .stage(slot.stage)
                    .span(earlier.span.intersection(slot.span)),
            );
        }
        if latest.is_none_or(|(_, earlier)| earlier.span.end < slot.span.end) {
            latest = Some((place, slot));
        }
    }
}
