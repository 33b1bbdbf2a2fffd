//! Tiny random programmes, for properties and for the oracle.
//!
//! A programme is read off a tape of bytes, where a zero always stands for the plainest choice, so
//! that proptest shrinks a tape to a plain programme.

mod draw;
mod objective;
mod rules;
mod skeleton;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use slotwise::model::{Findings, RuleKind, Term};
use slotwise::{Problem, Programme};

pub use draw::Tape;

/// Which rules bind in a random programme. The others are there, but never decide anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix(pub Vec<RuleKind>);

impl Mix {
    /// One rule alone.
    pub fn only(rule: RuleKind) -> Self {
        Self(vec![rule])
    }

    /// All rules.
    pub fn all() -> Self {
        Self(RuleKind::ALL.to_vec())
    }

    /// Whether the rule binds.
    pub fn has(&self, rule: RuleKind) -> bool {
        self.0.contains(&rule)
    }
}

/// The programme of at most 3 environments, 3 stages, 4 participants and 12 working periods that a
/// tape stands for, with rules of the mix and a random objective.
pub fn programme(mix: &Mix, tape: &[u8]) -> Programme {
    let mut tape = Tape::new(tape);
    let mut programme = skeleton::programme(mix, &mut tape);
    programme.objective = objective::objective(&mut tape);
    if programme
        .objective
        .levels
        .iter()
        .any(|l| l.terms.iter().any(|t| t.term == Term::UnderTarget))
    {
        for stage in &mut programme.stages {
            stage.target = tape.between(0, 4);
        }
    }
    rules::add(mix, &mut programme, &mut tape);
    agree(&mut programme);
    // Slots by hand come last: they have to fit into everything else.
    rules::slot::by_hand(mix, &mut programme, &mut tape);
    programme
}

/// The problem that a tape stands for: of a re-plan, if rule `freeze` is in the mix.
///
/// # Errors
/// What is wrong with the programme.
pub fn problem(mix: &Mix, tape: &[u8]) -> Result<Problem, Findings> {
    let problem = Problem::new(&programme(mix, tape))?;
    if !mix.has(RuleKind::Freeze) {
        return Ok(problem);
    }
    // From the other end, so that it is drawn apart from the programme.
    let turned: Vec<u8> = tape.iter().rev().copied().collect();
    Ok(rules::freeze::baseline(problem, &mut Tape::new(&turned)))
}

/// Where rules were drawn apart, but validation wants them to agree.
fn agree(programme: &mut Programme) {
    let dates = skeleton::dates(programme);
    let period = |when| dates.iter().position(|date| *date == when);
    for participant in &mut programme.participants {
        for step in participant.routes.iter_mut().flat_map(|route| &mut route.steps) {
            step.max_lag = step.max_lag.map(|most| most.max(step.min_lag));
        }
        if let Some(deadline) = participant.deadline.and_then(period) {
            participant.ready.retain(|ready| {
                let everywhere = ready.environment.is_none() && ready.stage.is_none();
                !everywhere || period(ready.from).is_some_and(|from| from < deadline)
            });
        }
    }
}

/// Tapes that are long enough.
pub fn tapes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 160)
}

/// Random mixes: each rule binds in half of them.
pub fn mixes() -> impl Strategy<Value = Mix> {
    vec(any::<bool>(), RuleKind::ALL.len()).prop_map(|on| {
        Mix(RuleKind::ALL.into_iter().zip(on).filter(|(_, on)| *on).map(|(rule, _)| rule).collect())
    })
}
