//! Rule `reliance` on another participant's stage. What unavailability does to those who rely on what
//! it is on, is in the candidates.

use super::{ColumnId, Formulation, RowTag};
use crate::calendar::{FollowData, Problem, Span};
use crate::candidates::Candidates;
use crate::model::{ParticipantId, RuleKind, StageId};

/// For each participant that relies on another's stage; both are classes of their own:
/// - finished: at each start `t` of its stage, takes that start by `t` ≤ takes of the other that end
///   by `t - lag`. Starts from which on the other has completed the stage are free.
/// - alongside: for each span, takes over it ≤ takes of the other over spans that hold it.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    for (position, participant) in problem.participants.iter().enumerate() {
        for follow in &participant.follows {
            let class = candidates.class_of[position];
            let own = takes(formulation, candidates, ParticipantId::new(position), follow.stage);
            let theirs = takes(formulation, candidates, follow.participant, follow.their);
            let tag = RowTag::of(RuleKind::Reliance).class(class).stage(follow.stage);
            for (period, terms) in rows(follow, &own, &theirs) {
                formulation.program.at_most(terms, 0, tag.period(period));
            }
        }
    }
}

/// Takes of a stage by a participant, with their spans.
fn takes(
    formulation: &Formulation,
    candidates: &Candidates,
    participant: ParticipantId,
    stage: StageId,
) -> Vec<(Span, ColumnId)> {
    let flows = &formulation.flows[candidates.class_of[participant.index()]];
    (flows.iter().flat_map(|flow| &flow.lines).flat_map(|line| &line.takes))
        .map(|(offer, column)| (&formulation.offers[offer.0 as usize], *column))
        .filter(|(offer, _)| offer.stage == stage)
        .map(|(offer, column)| (offer.span, column))
        .collect()
}

fn rows(
    follow: &FollowData,
    own: &[(Span, ColumnId)],
    theirs: &[(Span, ColumnId)],
) -> Vec<(u32, Vec<(ColumnId, i64)>)> {
    let lag = u64::from(follow.lag);
    if follow.alongside {
        let mut spans: Vec<Span> = own.iter().map(|(span, _)| *span).collect();
        spans.sort_unstable();
        spans.dedup();
        let row = |span: Span| {
            let own = own.iter().filter(|(other, _)| *other == span).map(|(_, c)| (*c, 1));
            let theirs = theirs.iter().filter(|(other, _)| other.contains(span));
            (span.start, own.chain(theirs.map(|(_, column)| (*column, -1))).collect())
        };
        return spans.into_iter().map(row).collect();
    }
    let free =
        |start: u32| follow.completed.is_some_and(|on| u64::from(on) + lag <= u64::from(start));
    let mut starts: Vec<u32> =
        own.iter().map(|(span, _)| span.start).filter(|start| !free(*start)).collect();
    starts.sort_unstable();
    starts.dedup();
    let row = |start: u32| {
        let own = own.iter().filter(|(span, _)| span.start <= start).map(|(_, c)| (*c, 1));
        let ended = |span: Span| u64::from(span.end) + lag <= u64::from(start);
        let theirs = theirs.iter().filter(|(span, _)| ended(*span));
        (start, own.chain(theirs.map(|(_, column)| (*column, -1))).collect())
    };
    starts.into_iter().map(row).collect()
}
