//! Rule `gate`: nobody is in a slot of a stage that starts before enough have been through the stage
//! before its gate.

use super::facts::Facts;
use super::violation::Violation;
use super::words;
use crate::calendar::GateData;
use crate::model::{Gate, ParticipantId, RuleKind};
use crate::plan::PlanSlot;

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    for (data, gate) in facts.problem.gates.iter().zip(&facts.problem.programme.gates) {
        found.extend(broken(facts, data, gate));
    }
}

/// What a participant that counts is to a gate: from when on it is through, if ever.
struct Passage {
    participant: ParticipantId,
    value: i64,
    through: Option<u32>,
}

/// Since more and more have been through, a gate that is passed once is passed from then on: the
/// slot that starts first is the measure.
fn broken(facts: &Facts, data: &GateData, gate: &Gate) -> Option<Violation> {
    let problem = facts.problem;
    let passages = passages(facts, data);
    let of: i64 = passages.iter().map(|passage| passage.value).sum();
    let by = |slot: PlanSlot| {
        let in_time = |passage: &&Passage| {
            passage
                .through
                .is_some_and(|end| u64::from(end) + u64::from(data.lag) <= slot.span.start.into())
        };
        passages.iter().filter(in_time).map(|passage| passage.value).sum::<i64>()
    };
    let mut used: Vec<u32> = (facts.placed.iter().flat_map(|placed| &placed.taken))
        .filter(|taken| data.binds(taken.slot.stage, taken.slot.environment))
        .map(|taken| taken.place)
        .collect();
    used.sort_unstable();
    used.dedup();
    let mut early: Vec<(u32, PlanSlot)> = (used.into_iter())
        .filter_map(|place| Some((place, facts.slot(place)?)))
        .filter(|(_, slot)| !data.is_enough(by(*slot), of))
        .collect();
    early.sort_unstable_by_key(|(place, slot)| (slot.span, *place));
    let &(_, first) = early.first()?;
    let missing: Vec<ParticipantId> = (passages.iter())
        .filter(|p| {
            let end = p.through.map(|end| u64::from(end) + u64::from(data.lag));
            p.value > 0 && end.is_none_or(|end| end > u64::from(first.span.start))
        })
        .map(|p| p.participant)
        .collect();
    let names: Vec<_> = missing.iter().map(|id| words::participant(problem, *id)).collect();
    let lag = if data.lag > 0 {
        format!(" {} before", words::periods(data.lag))
    } else {
        " by then".to_owned()
    };
    let message = format!(
        "{} opens with {}, but {} of {of} that count for {} have been through {}{lag}, {} of {} must: \
         not {}",
        words::stage(problem, data.opens),
        words::slot(problem, first),
        by(first),
        gate.id,
        words::stage(problem, data.before),
        data.share,
        data.share_of,
        words::list(&names),
    );
    let violation = Violation::new(RuleKind::Gate, message)
        .of(missing)
        .slots(early.iter().map(|(place, _)| *place))
        .environment(first.environment)
        .stage(data.opens)
        .span(first.span);
    Some(violation)
}

fn passages(facts: &Facts, data: &GateData) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut taken = vec![None; data.counted.len()];
    for placed in &facts.placed {
        let mut takes = placed.taken.iter().filter(|taken| taken.slot.stage == data.before);
        taken[placed.participant.index()] = takes.next().map(|taken| taken.slot.span.end);
    }
    for (position, (counted, taken)) in data.counted.iter().zip(taken).enumerate() {
        if data.all || taken.is_some() {
            passages.push(Passage {
                participant: ParticipantId::new(position),
                value: counted.value,
                through: [taken, counted.completed].into_iter().flatten().min(),
            });
        }
    }
    passages
}
