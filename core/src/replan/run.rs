//! Changes, a plan that was, and the plan that is.

use super::{Change, apply, baseline, cause};
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{Lead, When};
use crate::plan::{Plan, PlanDiff, diff};
use crate::planner::{self, Outcome, programme_hash};
use crate::solver::SolveOptions;

/// When a re-plan is made, and what it keeps to.
#[derive(Clone, Debug)]
pub struct ReplanOptions {
    /// The day or moment of the re-plan: what starts before has begun, and stays where it was if
    /// that is still possible; and nobody enters a slot that starts before.
    pub now: When,
    /// What starts before this stays as well.
    pub freeze_until: Option<When>,
    /// How long ahead participants should be told: a move of what starts earlier after now, or to
    /// where it starts earlier, counts the more the less is left of it.
    pub notice: Option<Lead>,
    /// How hard to look, and when to stop.
    pub solve: SolveOptions,
}

/// What a re-plan gives.
#[derive(Clone, Debug)]
pub struct Replanned {
    /// The programme after the changes.
    pub after: Problem,
    /// The same with what the re-plan keeps to: rule `freeze`, and the levels of moves. The outcome's
    /// levels are its.
    pub problem: Problem,
    /// The new plan, and what is known about it.
    pub outcome: Outcome,
    /// What is different from the plan before.
    pub diff: PlanDiff,
}

impl ReplanOptions {
    /// A re-plan made then, without notice.
    pub fn new(now: impl Into<When>) -> Self {
        Self { now: now.into(), freeze_until: None, notice: None, solve: SolveOptions::default() }
    }

    /// What starts before a day or moment stays, too.
    pub fn with_freeze_until(mut self, until: impl Into<When>) -> Self {
        self.freeze_until = Some(until.into());
        self
    }

    /// How long ahead participants should be told.
    pub fn with_notice(mut self, notice: Lead) -> Self {
        self.notice = Some(notice);
        self
    }

    /// How hard to look.
    pub fn with_solve(mut self, options: SolveOptions) -> Self {
        self.solve = options;
        self
    }
}

/// Plans anew after changes: what has begun or ended stays; once all are placed who can be, what is at
/// short notice stays, then as much as can; then the rest of the objective decides. The baseline may
/// break any rule: what no rule allows any more moves.
///
/// `before` is the problem of the programme that the baseline is a plan of.
///
/// # Errors
/// [`Error::Invalid`] with what stands against the changes, see [`apply`], against the dates, or against
/// the baseline, if it names what the programme does not have; else as [`solve`](crate::solve()).
pub fn replan(
    before: &Problem,
    baseline: &Plan,
    changes: &[Change],
    options: &ReplanOptions,
) -> Result<Replanned, Error> {
    let findings = baseline::findings(before, baseline, options);
    if findings.has_errors() {
        return Err(Error::Invalid(findings));
    }
    let plain = Problem::new(&apply(&before.programme, changes)?)?;
    let homes = baseline::baseline(before, baseline, &plain, options);
    let problem = plain.clone().with_baseline(homes);
    let mut outcome = planner::replan(&problem, &options.solve)?;
    // The levels of moves are the re-plan's, not the programme's.
    outcome.provenance.programme_hash = programme_hash(&plain);
    let mut diff = diff((before, baseline), (&problem, &outcome.plan));
    cause::fill(&mut diff, &before.programme, changes, (&problem, &outcome.plan));
    Ok(Replanned { after: plain, problem, outcome, diff })
}
