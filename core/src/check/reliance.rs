//! Rule `reliance`: nobody is in a slot while what it relies on is unavailable, or without those
//! having been, or being, in a stage on whom it relies for that.

use super::facts::{Facts, Placed, Taken};
use super::violation::Violation;
use super::words;
use crate::calendar::FollowData;
use crate::model::{Relied, RuleKind};

pub fn judge(facts: &Facts, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let binds = |placed: &Placed| {
        let data = &problem.participants[placed.participant.index()];
        !(data.relied.is_empty() && data.follows.is_empty())
    };
    if !facts.placed.iter().any(binds) {
        return;
    }
    let mut of: Vec<Option<&Placed>> = vec![None; problem.participants.len()];
    for placed in &facts.placed {
        of[placed.participant.index()] = Some(placed);
    }
    for placed in &facts.placed {
        for taken in &placed.taken {
            outages(facts, placed, *taken, found);
            for follow in placed.data.follows.iter().filter(|f| f.stage == taken.slot.stage) {
                found.extend(alone(facts, placed, *taken, follow, &of));
            }
        }
    }
}

fn tell(placed: &Placed, taken: Taken, message: String) -> Violation {
    Violation::new(RuleKind::Reliance, message)
        .of([placed.participant])
        .slots([taken.place])
        .environment(taken.slot.environment)
        .stage(taken.slot.stage)
        .span(taken.slot.span)
}

fn outages(facts: &Facts, placed: &Placed, taken: Taken, found: &mut Vec<Violation>) {
    let problem = facts.problem;
    let span = taken.slot.span;
    let struck = (placed.data.relied.iter().take_while(|relied| relied.span.start < span.end))
        .filter(|r| r.span.overlaps(span) && r.stage.is_none_or(|s| s == taken.slot.stage));
    for relied in struck {
        let programme = &problem.programme;
        let own = &programme.participants[placed.participant.index()].relies_on;
        let on = match own.get(relied.reliance as usize).map(|reliance| &reliance.on) {
            Some(Relied::Component(id)) => id.as_str(),
            Some(on) => on.participant().unwrap_or_default(),
            None => "",
        };
        let message = format!(
            "{} is in {}, but relies on {on}, which {} reaches {}",
            words::participant(problem, placed.participant),
            words::slot(problem, taken.slot),
            programme.unavailability[relied.cause.index()].id,
            words::span(problem, relied.span),
        );
        found.push(tell(placed, taken, message).span(relied.span.intersection(span)));
    }
}

/// What is wrong if the one relied on is not, or was not, where it is needed.
fn alone(
    facts: &Facts,
    placed: &Placed,
    taken: Taken,
    follow: &FollowData,
    of: &[Option<&Placed>],
) -> Option<Violation> {
    let problem = facts.problem;
    let start = u64::from(taken.slot.span.start);
    let in_time = |period: u32| u64::from(period) + u64::from(follow.lag) <= start;
    if !follow.alongside && follow.completed.is_some_and(in_time) {
        return None;
    }
    let other = of.get(follow.participant.index()).copied().flatten();
    let theirs = other.and_then(|o| o.taken.iter().find(|t| t.slot.stage == follow.their));
    let kept = theirs.is_some_and(|theirs| {
        if follow.alongside {
            theirs.slot.span.contains(taken.slot.span)
        } else {
            in_time(theirs.slot.span.end)
        }
    });
    if kept {
        return None;
    }
    let name = words::participant(problem, follow.participant);
    let needs = if follow.alongside {
        format!("{name} to take {} all the while", words::stage(problem, follow.their))
    } else if follow.lag > 0 {
        let lag = words::periods(follow.lag);
        format!("{name} to have finished {} {lag} before", words::stage(problem, follow.their))
    } else {
        format!("{name} to have finished {}", words::stage(problem, follow.their))
    };
    let but = match theirs {
        Some(theirs) => format!("which is in {}", words::slot(problem, theirs.slot)),
        None => "which does not take it".to_owned(),
    };
    let message = format!(
        "{} is in {} and needs {needs}, {but}",
        words::participant(problem, placed.participant),
        words::slot(problem, taken.slot),
    );
    Some(
        tell(placed, taken, message)
            .of([follow.participant])
            .slots(theirs.map(|theirs| theirs.place).filter(|place| *place != taken.place)),
    )
}
