//! What of one plan is what of the other.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::named::{Journey, Named};
use super::{DiffKind, MaintenanceDiff, ParticipantDiff, PlanDiff, SlotDiff, SlotPlace, VisitDiff};
use crate::calendar::Problem;
use crate::model::{When, Workdays};

pub(super) fn diff(a: &Named, b: &Named, problem: &Problem) -> PlanDiff {
    let distance = Distance(Workdays::new(&problem.programme.calendar));
    let everybody: BTreeSet<&String> = a.placed.keys().chain(b.placed.keys()).collect();
    PlanDiff {
        participants: (everybody.into_iter())
            .filter_map(|id| {
                participant(id, (a, a.placed.get(id)), (b, b.placed.get(id)), &distance)
            })
            .collect(),
        slots: slots(a, b, problem, &distance),
        maintenance: maintenance(a, b, &distance),
    }
}

/// Counts working days.
struct Distance(Workdays);

impl Distance {
    /// Working days from one date to another.
    fn between(&self, from: When, to: When) -> i64 {
        let count = |from: NaiveDate, to: NaiveDate| {
            let days = from.iter_days().take_while(|day| *day < to);
            days.filter(|day| self.0.works(*day)).count() as i64
        };
        let (from, to) = (from.date(), to.date());
        count(from, to) - count(to, from)
    }
}

fn participant(
    id: &str,
    (a, before): (&Named, Option<&Journey>),
    (b, after): (&Named, Option<&Journey>),
    distance: &Distance,
) -> Option<ParticipantDiff> {
    let visits_of = |named: &Named, journey: Option<&Journey>| -> Vec<(u32, SlotPlace)> {
        let visits = journey.map_or(&[][..], |journey| &journey.visits[..]);
        visits.iter().map(|(step, slot)| (*step, named.slots[*slot].0.clone())).collect()
    };
    let (from_route, to_route) =
        (before.map(|journey| journey.route.clone()), after.map(|journey| journey.route.clone()));
    let (old, mut new) = (visits_of(a, before), visits_of(b, after));
    let mut visits: Vec<VisitDiff> = Vec::new();
    for (from_step, from) in old {
        // The same stage once more: the visit that is still the same, or else the first.
        let of_stage = |(_, to): &(u32, SlotPlace)| to.stage == from.stage;
        let same = new.iter().position(|visit| *visit == (from_step, from.clone()));
        let found = same.or_else(|| new.iter().position(of_stage)).map(|place| new.remove(place));
        visits.push(visit(Some((from_step, from)), found, distance));
    }
    visits.extend(new.into_iter().map(|added| visit(None, Some(added), distance)));
    // With another route every visit is told: its step may mean another one.
    if from_route == to_route {
        visits.retain(|visit| visit.from != visit.to || visit.from_step != visit.to_step);
        if visits.is_empty() {
            return None;
        }
    }
    let step = |visit: &VisitDiff| visit.from_step.or(visit.to_step);
    visits.sort_by_key(step);
    Some(ParticipantDiff { participant: id.to_owned(), from_route, to_route, visits })
}

fn visit(
    from: Option<(u32, SlotPlace)>,
    to: Option<(u32, SlotPlace)>,
    distance: &Distance,
) -> VisitDiff {
    let (from_step, from) = from.unzip();
    let (to_step, to) = to.unzip();
    let known = from.as_ref().or(to.as_ref());
    let (kind, days, end_days) = compared(from.as_ref(), to.as_ref(), distance);
    VisitDiff {
        kind,
        stage: known.map_or_else(String::new, |place| place.stage.clone()),
        days,
        end_days,
        from,
        to,
        from_step,
        to_step,
        because: None,
    }
}

fn compared(
    from: Option<&SlotPlace>,
    to: Option<&SlotPlace>,
    distance: &Distance,
) -> (DiffKind, Option<i64>, Option<i64>) {
    match (from, to) {
        (Some(from), Some(to)) => {
            let kept = (&from.environment, from.from) == (&to.environment, to.from);
            let kind = if kept { DiffKind::Kept } else { DiffKind::Moved };
            let days = distance.between(from.from, to.from);
            (kind, Some(days), Some(distance.between(from.to, to.to)))
        }
        (None, _) => (DiffKind::Added, None, None),
        (_, None) => (DiffKind::Dropped, None, None),
    }
}

/// Slots that are not the same in both: those given by hand by their ids, the others by who is in
/// them.
fn slots(a: &Named, b: &Named, problem: &Problem, distance: &Distance) -> Vec<SlotDiff> {
    let places = |named: &Named| -> BTreeSet<usize> { (0..named.slots.len()).collect() };
    let (mut gone, mut come) = (places(a), places(b));
    let there: HashMap<&SlotPlace, usize> =
        b.slots.iter().enumerate().map(|(place, (slot, _))| (slot, place)).collect();
    for (place, (slot, _)) in a.slots.iter().enumerate() {
        if let Some(same) = there.get(slot) {
            gone.remove(&place);
            come.remove(same);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let of_hand: HashMap<&String, usize> =
        come.iter().filter_map(|place| Some((b.slots[*place].0.slot.as_ref()?, *place))).collect();
    for place in &gone {
        if let Some(same) = a.slots[*place].0.slot.as_ref().and_then(|id| of_hand.get(id)) {
            pairs.push((*place, *same));
        }
    }
    for (from, to) in &pairs {
        gone.remove(from);
        come.remove(to);
    }
    // Most members in common first, then the nearest start, then the order of slots.
    let zone = problem.timeline.zone();
    let mut likely: Vec<(usize, u64, usize, usize)> = Vec::new();
    for &from in &gone {
        let (old, members) = &a.slots[from];
        for &to in &come {
            let (new, others) = &b.slots[to];
            let common = members.iter().filter(|id| others.contains(id)).count();
            if old.stage == new.stage && common > 0 {
                let apart = old.from.seconds(zone).abs_diff(new.from.seconds(zone));
                likely.push((usize::MAX - common, apart, from, to));
            }
        }
    }
    likely.sort_unstable();
    for (_, _, from, to) in likely {
        if gone.contains(&from) && come.contains(&to) {
            gone.remove(&from);
            come.remove(&to);
            pairs.push((from, to));
        }
    }
    let mut found: Vec<(usize, SlotDiff)> = Vec::new();
    let mut tell = |order: usize, from: Option<&SlotPlace>, to: Option<&SlotPlace>| {
        let (kind, days, end_days) = compared(from, to, distance);
        let (from, to) = (from.cloned(), to.cloned());
        found.push((order, SlotDiff { kind, from, to, days, end_days, because: None }));
    };
    for (from, to) in pairs {
        tell(from, Some(&a.slots[from].0), Some(&b.slots[to].0));
    }
    for from in gone {
        tell(from, Some(&a.slots[from].0), None);
    }
    for to in come {
        tell(to, None, Some(&b.slots[to].0));
    }
    found.sort_by(|(one, a), (other, b)| {
        let key = |diff: &SlotDiff| {
            let place = diff.from.as_ref().or(diff.to.as_ref());
            place.map(|p| (p.stage.clone(), p.environment.clone(), p.from.seconds(zone)))
        };
        (key(a), a.kind, one).cmp(&(key(b), b.kind, other))
    });
    found.into_iter().map(|(_, diff)| diff).collect()
}

fn maintenance(a: &Named, b: &Named, distance: &Distance) -> Vec<MaintenanceDiff> {
    let ids: BTreeSet<&String> = a.maintenance.keys().chain(b.maintenance.keys()).collect();
    (ids.into_iter())
        .filter_map(|id| {
            let (from, to) = (a.maintenance.get(id).copied(), b.maintenance.get(id).copied());
            let kind = match (from, to) {
                (None, _) => DiffKind::Added,
                (_, None) => DiffKind::Dropped,
                _ => DiffKind::Moved,
            };
            let days = from.zip(to).map(|(from, to)| distance.between(from, to));
            let unavailability = id.clone();
            (from != to).then_some(MaintenanceDiff { kind, unavailability, from, to, days })
        })
        .collect()
}
