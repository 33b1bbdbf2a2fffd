//! The front door: solve, always check.

mod verdict;

use std::time::Duration;

mod beside;
mod exact;
mod helper;
mod makespan;
mod price;
mod replan;
mod root;
mod run;
mod search;
mod tree;

use sha2::{Digest, Sha256};

use crate::calendar::Problem;
use crate::candidates::{Candidates, Class};
use crate::check::check;
use crate::error::Error;
use crate::explain::screen;
use crate::formulation::Formulation;
use crate::plan::{Plan, Score};
use crate::solver::backend::Highs;
use crate::solver::progress::Phase;
use crate::solver::{LevelOutcome, SolveOptions, Status};
use run::Run;

pub use replan::replan;

pub use crate::explain::screen::{Reason, Unplaced};

/// What a run gives: a plan that keeps every rule, and what is known about it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// [`Status::Optimal`] only if every level is proven.
    pub status: Status,
    /// The plan.
    pub plan: Plan,
    /// Its score, recomputed from the plan.
    pub score: Score,
    /// Value and bound of each level.
    pub levels: Vec<LevelOutcome>,
    /// Who is not placed, and why.
    pub unplaced: Vec<Unplaced>,
    /// How long it took.
    pub runtime: Duration,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Where a plan came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Version of the library.
    pub version: String,
    /// SHA-256 of the programme's canonical JSON, in hexadecimal.
    pub programme_hash: String,
    /// The options that bear on the result, in words.
    pub options: String,
}

impl Outcome {
    /// The largest relative gap of any level.
    pub fn gap(&self) -> f64 {
        self.levels.iter().map(LevelOutcome::gap).fold(0.0, f64::max)
    }
}

/// Plans a problem.
///
/// # Errors
/// [`Error::Solver`] if the integer-program solver breaks down, [`Error::Rejected`] if the checker
/// finds the plan wrong: both are defects, never the programme's fault. A programme that can't all
/// be placed is no error: see [`Outcome::unplaced`].
pub fn solve(problem: &Problem, options: &SolveOptions) -> Result<Outcome, Error> {
    let candidates = Candidates::new(problem);
    let mut run = Run::new(problem, options, start(problem, options));
    run.enter(Phase::Search);
    proceed(run, &candidates, options)
}

/// Goes on with a run until it is done or over.
fn proceed(
    mut run: Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
) -> Result<Outcome, Error> {
    let problem = run.problem();
    let soon = run.share_of_time(FIRST_SEARCH);
    makespan::solve(&mut run, candidates, options, soon);
    if !run.is_done() {
        let steps = share_of(FIRST_STEPS, candidates);
        search::improve(&mut run, candidates, options, steps, soon, None, false);
        makespan::raise(&mut run, candidates);
        makespan::shorten(&mut run, candidates, options)?;
    }
    let columns = Formulation::size(candidates);
    let middling = columns > SMALL_PROGRAM && columns <= LARGEST_PROGRAM;
    // After all that prices say, the integer program adds little, and nothing soon.
    let needed = Duration::from_millis(columns as u64);
    let mut guide = None;
    let mut priced = None;
    // Calendars that prices make know nothing of where everybody was.
    if !problem.has_baseline() && !run.is_over() && !run.is_done() {
        run.enter(Phase::Prices);
        guide = price::guide(&mut run, candidates, options);
        if middling && beside::suits(&run, options) && !run.is_over() && !run.is_done() {
            priced = beside::improve(&mut run, candidates, options, guide.as_ref(), needed);
        } else if !run.is_over() && !run.is_done() {
            run.enter(Phase::Search);
            let soon = run.share_of_time(GUIDED_SEARCH);
            search::improve(
                &mut run,
                candidates,
                options,
                share_of(steps(problem), candidates),
                soon,
                guide.as_ref(),
                guide.is_some(),
            );
        }
    }
    let in_time = priced.is_none() || run.time_left().is_none_or(|left| left >= needed);
    if columns <= LARGEST_PROGRAM && in_time && !run.is_over() && !run.is_done() {
        run.enter(Phase::IntegerProgram);
        run.reserve(u32::from(columns > SMALL_PROGRAM));
        let formulation = Formulation::new(problem, candidates);
        exact::solve(&mut run, candidates, &formulation, &Highs, options, priced)?;
    } else if priced.is_none() && !run.is_over() && !run.is_done() {
        run.enter(Phase::Prices);
        price::raise(&mut run, candidates, options);
    }
    let limited = options.time_limit.is_some() || options.work_limit.is_some();
    if limited && !run.is_over() && !run.is_done() {
        run.enter(Phase::Search);
        let end = run.deadline();
        search::improve(&mut run, candidates, options, u64::MAX, end, guide.as_ref(), false);
    }
    finish(run, candidates, options)
}

/// The outcome of a run that is over.
fn finish(
    mut run: Run<'_>,
    candidates: &Candidates,
    options: &SolveOptions,
) -> Result<Outcome, Error> {
    run.enter(Phase::Done);
    let problem = run.problem();
    if let Some(defect) = run.defect() {
        return Err(Error::Rejected(defect.to_owned()));
    }
    if let Some(error) = run.take_failure() {
        return Err(error);
    }
    let runtime = run.elapsed();
    let (plan, score, levels) = run.into_result();
    if let Some(violation) = check(problem, &plan).first() {
        return Err(Error::Rejected(violation.to_string()));
    }
    let proven = levels.iter().all(|level| level.status() == Status::Optimal);
    Ok(Outcome {
        status: if proven { Status::Optimal } else { Status::Feasible },
        unplaced: screen::unplaced(problem, candidates, &plan),
        plan,
        score,
        levels,
        runtime,
        provenance: Provenance::of(problem, options),
    })
}

/// Share of the time limit after which the first search ends at the latest.
const FIRST_SEARCH: f64 = 0.05;

/// And the search that calendars guide.
const GUIDED_SEARCH: f64 = 0.6;

/// Steps of the first search: enough for a tiny problem to settle.
const FIRST_STEPS: u64 = 3_000;

/// Columns up to which the integer program is expected to end with a proof.
const SMALL_PROGRAM: usize = 15_000;

/// Columns from which on the integer program is not even written: its relaxation alone takes
/// longer than anybody waits, and much memory.
const LARGEST_PROGRAM: usize = 150_000;

/// Steps of the search that calendars guide: enough for a small problem to settle.
fn steps(problem: &Problem) -> u64 {
    (200 * problem.participants.len() as u64).clamp(5_000, 100_000)
}

/// Steps for those alone who have any choice: in a part of a re-plan most have none.
fn share_of(steps: u64, candidates: &Candidates) -> u64 {
    let chooses = |class: &&Class| class.allowed.iter().any(|of| of.set.count_ones(..) > 1);
    let count = |class: &Class| u64::from(class.count());
    let free: u64 = candidates.classes.iter().filter(chooses).map(count).sum();
    (steps * free).div_ceil((candidates.class_of.len() as u64).max(1))
}

/// The plan to start from: the one given, if it keeps the rules.
fn start(problem: &Problem, options: &SolveOptions) -> Plan {
    let given = options.initial_plan.clone().filter(|plan| check(problem, plan).is_empty());
    given.unwrap_or_else(|| exact::empty(problem))
}

/// SHA-256 of the programme's canonical JSON, in hexadecimal.
pub fn programme_hash(problem: &Problem) -> String {
    let canonical = serde_json::to_vec(&problem.programme).unwrap_or_default();
    format!("{:x}", Sha256::digest(canonical))
}

impl Provenance {
    fn of(problem: &Problem, options: &SolveOptions) -> Self {
        let seconds = |limit: Duration| format!("{} s", limit.as_secs_f64());
        let limit = |limit: Option<String>| limit.unwrap_or_else(|| "none".to_owned());
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            programme_hash: programme_hash(problem),
            options: format!(
                "gap {}, seed {}, time limit {}, work limit {}",
                options.gap,
                options.seed,
                limit(options.time_limit.map(seconds)),
                limit(options.work_limit.map(|units| units.to_string())),
            ),
        }
    }
}

/// How explanations plan anew, with these options: for [`explain`](crate::explain) functions that
/// let others move.
pub fn solver(
    options: SolveOptions,
) -> impl Fn(&Problem, &Plan) -> Result<crate::explain::Solved, Error> + Sync {
    move |problem, start| {
        let mut options = options.clone();
        options.initial_plan = Some(start.clone());
        let outcome = solve(problem, &options)?;
        let proven = outcome.levels.first().is_none_or(|level| level.status() == Status::Optimal);
        Ok(crate::explain::Solved { plan: outcome.plan, proven })
    }
}
