//! One scenario at a time.

use super::carry::carry;
use super::row::ScenarioRow;
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{Finding, Findings, Lead, When};
use crate::plan::diff::PlanDiff;
use crate::plan::{Plan, Score, diff};
use crate::planner::{Outcome, solve};
use crate::replan::{Change, ReplanOptions, apply, replan};
use crate::report::PlanView;
use crate::solver::{CancelToken, SolveOptions};

/// How scenarios are planned.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ScenarioOptions {
    /// How hard to look for each plan, and when to stop. The plan to start from is chosen for each.
    pub solve: SolveOptions,
    /// When scenarios are told: what has begun by then stays, and as much of the baseline as can
    /// ([`replan`]). `None` plans each from the start, as if it had been known before anything began.
    pub told: Option<Told>,
}

/// When scenarios are told, as in [`ReplanOptions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The day or moment.
    pub now: When,
    /// What starts before this stays as well.
    pub freeze_until: Option<When>,
    /// How long ahead participants should be told of moves.
    pub notice: Option<Lead>,
}

impl Told {
    /// Then, without notice.
    pub fn new(now: impl Into<When>) -> Self {
        Self { now: now.into(), freeze_until: None, notice: None }
    }

    /// A re-plan made then.
    pub(super) fn options(self, solve: SolveOptions) -> ReplanOptions {
        let mut options = ReplanOptions::new(self.now).with_solve(solve);
        options.freeze_until = self.freeze_until;
        options.notice = self.notice;
        options
    }
}

impl ScenarioOptions {
    /// How hard to look.
    pub fn with_solve(mut self, options: SolveOptions) -> Self {
        self.solve = options;
        self
    }

    /// When scenarios are told.
    pub fn with_told(mut self, told: Told) -> Self {
        self.told = Some(told);
        self
    }
}

/// Plans scenarios of one programme, one at a time, each from the plan that there is without them.
#[derive(Clone, Debug)]
pub struct Evaluator {
    problem: Problem,
    baseline: Plan,
    options: ScenarioOptions,
    /// Of the baseline.
    row: ScenarioRow,
    outcome: Option<Outcome>,
}

/// A scenario with its plan.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The programme after the changes.
    pub problem: Problem,
    /// Its plan, and what is known about it.
    pub outcome: Outcome,
    /// What is different from the baseline.
    pub diff: PlanDiff,
    /// All of that in figures; without name, base and changes.
    pub row: ScenarioRow,
}

impl Evaluator {
    /// Scenarios of a problem, beside a baseline: a plan of it, or else the one that these options
    /// give.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the baseline names what the problem does not have; else as
    /// [`solve`](crate::solve()).
    pub fn new(
        problem: Problem,
        baseline: Option<Plan>,
        options: ScenarioOptions,
    ) -> Result<Self, Error> {
        if let Some(plan) = &baseline
            && PlanView::new(&problem, plan).left_out > 0
        {
            return Err(Error::Invalid(Findings(vec![Finding::new(
                "SW-E4202",
                "baseline",
                "the baseline is no plan of this programme: it names what is not there",
                "give the programme that the plan was made for",
            )])));
        }
        let (baseline, outcome) = if let Some(plan) = baseline {
            (plan, None)
        } else {
            let outcome = solve(&problem, &options.solve)?;
            (outcome.plan.clone(), Some(outcome))
        };
        let row = ScenarioRow::new(&problem, &baseline, outcome.as_ref());
        Ok(Self { problem, baseline, options, row, outcome })
    }

    /// The programme as it is.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The plan that scenarios are compared with.
    pub fn baseline(&self) -> &Plan {
        &self.baseline
    }

    /// The baseline in figures.
    pub fn row(&self) -> &ScenarioRow {
        &self.row
    }

    /// What is known about the baseline, unless it was given.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// How scenarios are planned.
    pub fn options(&self) -> &ScenarioOptions {
        &self.options
    }

    /// Is stopped by a token.
    pub fn with_cancel(mut self, cancel: CancelToken) -> Self {
        self.options.solve.cancel = cancel;
        self
    }

    /// Plans the programme after changes: a re-plan of the baseline, if the options say when the changes
    /// are told. Otherwise it starts from what the changes leave of the baseline, or of
    /// one of the plans in `beside`, whichever is worth most.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what stands against the changes, see [`apply`], or against the dates; else
    /// as [`solve`](crate::solve()).
    ///
    /// [`apply`]: crate::replan::apply()
    pub fn evaluate(
        &self,
        changes: &[Change],
        beside: &[(&Problem, &Plan)],
    ) -> Result<Evaluated, Error> {
        let own = (&self.problem, &self.baseline);
        if let Some(told) = self.options.told {
            let options = told.options(self.options.solve.clone());
            let found = replan(own.0, own.1, changes, &options)?;
            return Ok(Evaluated::new(found.after, found.outcome, found.diff));
        }
        let problem = Problem::new(&apply(&self.problem.programme, changes)?)?;
        let start = (std::iter::once(own).chain(beside.iter().copied()))
            .filter_map(|known| carry(known, &problem))
            .min_by_key(|plan| Score::of(&problem, plan));
        let mut options = self.options.solve.clone();
        options.initial_plan = start;
        let outcome = solve(&problem, &options)?;
        let diff = diff(own, (&problem, &outcome.plan));
        Ok(Evaluated::new(problem, outcome, diff))
    }
}

impl Evaluated {
    fn new(problem: Problem, outcome: Outcome, diff: PlanDiff) -> Self {
        let mut row = ScenarioRow::new(&problem, &outcome.plan, Some(&outcome));
        row.moves = diff.moves();
        Self { problem, outcome, diff, row }
    }
}
