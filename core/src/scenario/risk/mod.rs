//! How late a plan may end: outages drawn at random, many times over.

mod draw;
mod model;
mod picture;
mod pushed;
mod show;
mod sums;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chrono::NaiveDate;
use serde::Serialize;

use super::evaluate::Told;
use crate::calendar::Problem;
use crate::error::Error;
use crate::model::{Finding, Findings, Lead, When};
use crate::plan::Plan;
use crate::replan::{Change, replan};
use crate::report::PlanView;
use crate::solver::{CancelToken, SolveOptions};
use draw::Draw;
pub use model::{MAX_SOURCES, OutageModel, OutageSource};
use pushed::Pusher;
use sums::Sample;

/// Most samples of one run.
pub const MAX_SAMPLES: usize = 100_000;

/// Samples in which each environment is also looked at alone.
const ALONE: usize = 200;

/// How outages are drawn, and what is done about them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RiskOptions {
    /// How many times the future is drawn.
    pub samples: usize,
    /// The same seed draws the same outages, on any number of threads.
    pub seed: u64,
    /// Threads to use; all processors if `None`.
    pub threads: Option<u32>,
    /// Outages begin on or after this day or moment; from the calendar's first day on if `None`.
    pub from: Option<When>,
    /// What is done about outages.
    pub response: Response,
    /// Stops the run from another thread.
    pub cancel: CancelToken,
}

/// What is done about outages.
#[derive(Clone, Debug, Default)]
pub enum Response {
    /// Nothing: what is struck goes on afterwards, and whatever comes after it in its environment, its
    /// exclusive group or on somebody's route waits, and keeps its order.
    #[default]
    Pushed,
    /// Every outage is answered by a re-plan on the day on which it begins, when nobody knows of those
    /// after it; how long it takes is known then.
    Replanned {
        /// How hard to look in each re-plan; each runs on one thread.
        solve: SolveOptions,
        /// How long ahead participants should be told of moves.
        notice: Option<Lead>,
    },
}

impl Default for RiskOptions {
    fn default() -> Self {
        Self {
            samples: 1_000,
            seed: 0,
            threads: None,
            from: None,
            response: Response::default(),
            cancel: CancelToken::default(),
        }
    }
}

impl RiskOptions {
    /// Draw so often.
    pub fn with_samples(mut self, samples: usize) -> Self {
        self.samples = samples;
        self
    }

    /// Seed the draws.
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Use so many threads.
    pub fn with_threads(mut self, threads: u32) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Draw outages that begin on or after a day or moment.
    pub fn with_from(mut self, from: impl Into<When>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// What is done about outages.
    pub fn with_response(mut self, response: Response) -> Self {
        self.response = response;
        self
    }

    /// Be stopped by a token.
    pub fn with_cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }
}

/// How late a plan may end. Days are the last ones on which somebody is in a slot; lateness is in
/// working periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Risk {
    /// Name of the programme.
    pub programme: String,
    /// How many futures were drawn: fewer than asked for if the run was stopped.
    pub samples: usize,
    /// Whether the run was stopped before all were drawn.
    pub interrupted: bool,
    /// Their seed.
    pub seed: u64,
    /// `pushed` or `replanned`.
    pub response: &'static str,
    /// The last day of all.
    pub finish: DaySpread,
    /// Periods late, over all participants.
    pub lateness: NumberSpread,
    /// Share of the futures that end after the calendar does.
    pub overruns: f64,
    /// Everybody who is placed, by id.
    pub participants: Vec<ParticipantRisk>,
    /// Phases, then stages: when the last one is through.
    pub milestones: Vec<MilestoneRisk>,
    /// The environments that matter most first.
    pub environments: Vec<EnvironmentRisk>,
    /// How many are through by when.
    pub fan: Vec<FanPoint>,
}

/// A day, as planned and as drawn: with the shares 50, 80 and 95 % of the futures it is no later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DaySpread {
    /// As planned.
    pub planned: Option<NaiveDate>,
    /// In half of the futures.
    pub p50: Option<NaiveDate>,
    /// In 80 % of them.
    pub p80: Option<NaiveDate>,
    /// In 95 % of them.
    pub p95: Option<NaiveDate>,
}

/// A number, as planned and as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NumberSpread {
    /// As planned.
    pub planned: u64,
    /// Not more in half of the futures.
    pub p50: u64,
    /// In 80 % of them.
    pub p80: u64,
    /// In 95 % of them.
    pub p95: u64,
}

/// What may become of a participant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParticipantRisk {
    /// Its id.
    pub participant: String,
    /// Its last day; `None` where it is not placed.
    pub finish: DaySpread,
    /// How late it is.
    pub lateness: NumberSpread,
    /// Share of the futures in which it is late.
    pub late: f64,
    /// Share of the futures in which it is not placed any more.
    pub unplaced: f64,
}

/// When a stage or a phase is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneRisk {
    /// `phase` or `stage`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its last day.
    pub finish: DaySpread,
}

/// What the outages of one environment alone do to the plan, if it is pushed along: means over the first
/// 200 futures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnvironmentRisk {
    /// Its id.
    pub environment: String,
    /// Outages that strike it, within the calendar.
    pub outages: f64,
    /// Working periods of the calendar for which it is down.
    pub down: f64,
    /// Working periods by which they push the last day of all.
    pub finish: f64,
    /// Working periods late that they add, over all participants.
    pub lateness: f64,
}

/// How many participants are through by the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FanPoint {
    /// The day.
    pub day: NaiveDate,
    /// As planned.
    pub planned: u32,
    /// At least so many in 95 % of the futures.
    pub p5: u32,
    /// In 80 % of them.
    pub p20: u32,
    /// In half of them.
    pub p50: u32,
    /// At least so many in 20 % of them.
    pub p80: u32,
    /// In 5 % of them.
    pub p95: u32,
}

/// Draws outages and says how late a plan may end.
///
/// # Errors
/// [`Error::Invalid`] if the model names what the programme does not have, counts are out of bounds, or
/// the plan is no plan of the problem; else, where futures are planned anew, as
/// [`solve`](crate::solve()).
pub fn risk(
    problem: &Problem,
    plan: &Plan,
    model: &OutageModel,
    options: &RiskOptions,
) -> Result<Risk, Error> {
    let mut findings = model.validate(&problem.programme);
    if !(1..=MAX_SAMPLES).contains(&options.samples) {
        findings.0.push(Finding::new(
            "SW-E4204",
            "samples",
            format!("{} samples are asked for", options.samples),
            format!("ask for 1 to {MAX_SAMPLES}"),
        ));
    }
    if findings.has_errors() {
        return Err(Error::Invalid(findings));
    }
    if PlanView::new(problem, plan).left_out > 0 {
        return Err(Error::Invalid(Findings(vec![Finding::new(
            "SW-E4202",
            "plan",
            "it is no plan of this programme: it names what is not there",
            "give the programme that the plan was made for",
        )])));
    }
    let pusher = Pusher::new(problem, plan);
    let draw = Draw::new(problem, model, pusher.horizon(), options);
    let one = |number: usize| -> Result<Sample, Error> {
        let outages = draw.outages(number);
        match &options.response {
            Response::Pushed => {
                Ok(Sample::of(problem, plan, &pusher.ends(&outages, draw.sources())))
            }
            Response::Replanned { solve, notice } => {
                let mut solve = solve.clone();
                // Futures are spread over the threads.
                solve.threads = Some(1);
                solve.cancel = options.cancel.clone();
                let last = in_turn(problem, plan, &draw.changes(outages), &solve, *notice)?;
                let ends: Vec<u32> = last.slots.iter().map(|slot| slot.span.end).collect();
                Ok(Sample::of(problem, &last, &ends))
            }
        }
    };
    let samples = spread(options, options.samples, one)?;
    let alone = match samples.len() {
        0 => Vec::new(),
        drawn => sums::alone(problem, plan, &pusher, &draw, drawn.min(ALONE), &options.cancel),
    };
    Ok(sums::risk(problem, plan, &pusher, &samples, alone, options))
}

/// The plan after a re-plan for each outage, on the day on which it begins.
///
/// Indices stay those of the first problem: outages alone are added.
fn in_turn(
    problem: &Problem,
    plan: &Plan,
    outages: &[(When, Change)],
    solve: &SolveOptions,
    notice: Option<Lead>,
) -> Result<Plan, Error> {
    let (mut before, mut plan) = (problem.clone(), plan.clone());
    for (now, change) in outages {
        let mut told = Told::new(*now);
        told.notice = notice;
        let changes = std::slice::from_ref(change);
        let found = replan(&before, &plan, changes, &told.options(solve.clone()))?;
        (before, plan) = (found.after, found.outcome.plan);
    }
    Ok(plan)
}

/// Computes samples on several threads: each by its own number, so that it does not matter on which.
/// Those up to the first that was not computed, if the run is stopped.
fn spread<T: Send>(
    options: &RiskOptions,
    count: usize,
    one: impl Fn(usize) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let all = thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.map_or(all, |threads| threads.max(1) as usize).min(count);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count || options.cancel.is_cancelled() {
                return Ok(done);
            }
            done.push((number, one(number)?));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::with_capacity(count);
        for worker in workers {
            let found: Result<Vec<(usize, T)>, Error> =
                worker.join().unwrap_or_else(|_| Err(Error::Solver("a thread broke down".into())));
            all.extend(found?);
        }
        Ok::<_, Error>(all)
    })?;
    done.sort_unstable_by_key(|(number, _)| *number);
    let whole = done.iter().enumerate().take_while(|(place, one)| *place == one.0).count();
    done.truncate(whole);
    Ok(done.into_iter().map(|(_, one)| one).collect())
}

impl Risk {
    /// A picture as an SVG file: how many are through by when, as planned and as drawn.
    pub fn svg(&self) -> String {
        picture::draw(self)
    }
}
