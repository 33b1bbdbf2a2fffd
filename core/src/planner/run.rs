//! One run: its best plan, its bounds, its limits, and who hears of them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::exact::Limits;
use crate::calendar::Problem;
use crate::check::check;
use crate::error::Error;
use crate::plan::{Plan, Score};
use crate::solver::progress::Phase;
use crate::solver::{LevelOutcome, Progress, SolveOptions};

/// The state of a run.
pub struct Run<'a> {
    problem: &'a Problem,
    options: &'a SolveOptions,
    started: Instant,
    plan: Plan,
    score: Score,
    bounds: Vec<i64>,
    /// Levels before this are done with.
    level: usize,
    phase: Phase,
    work: u64,
    /// Shares of the time that are kept for what comes after all levels.
    reserved: u32,
    /// When the level at work has used its share of the time.
    level_end: Option<Instant>,
    last_told: Option<Instant>,
    /// The best score that a search told of, while it runs.
    heard: Option<Score>,
    /// What the checker said of a plan that a solver offered and that broke a rule.
    defect: Option<String>,
    /// What went wrong beside the search, first.
    failed: Option<Error>,
}

/// What several threads use, such as a run, for one of them.
pub fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Run<'a> {
    /// A run that has a plan that keeps every rule.
    pub fn new(problem: &'a Problem, options: &'a SolveOptions, plan: Plan) -> Self {
        let mut run = Self {
            problem,
            options,
            started: Instant::now(),
            score: Score::of(problem, &plan),
            plan,
            // Every term is a sum of what is at least 0.
            bounds: vec![0; problem.levels.len()],
            level: 0,
            phase: Phase::Search,
            work: 0,
            reserved: 0,
            level_end: None,
            last_told: None,
            heard: None,
            defect: None,
            failed: None,
        };
        run.share_time();
        run
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// The best plan so far.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The best plan's value at a level, in millionths.
    pub fn value(&self, level: usize) -> i64 {
        self.score.levels[level].value
    }

    /// The best plan's values at the levels before one.
    pub fn values_before(&self, level: usize) -> Vec<i64> {
        (0..level).map(|before| self.value(before)).collect()
    }

    /// Takes a plan if it is better and the checker has nothing against it.
    pub fn offer(&mut self, plan: Plan) {
        let score = Score::of(self.problem, &plan);
        if score >= self.score {
            return;
        }
        if let Some(violation) = check(self.problem, &plan).first() {
            self.defect.get_or_insert_with(|| violation.to_string());
            return;
        }
        // Bounds of later levels hold for the values that the earlier levels had.
        let first = (0..self.bounds.len())
            .find(|level| score.levels[*level].value != self.score.levels[*level].value);
        for level in first.map_or(0, |first| first + 1)..self.bounds.len() {
            self.bounds[level] = 0;
        }
        self.plan = plan;
        self.score = score;
        // Another search may have told of a better one, which is still to come.
        if self.heard.as_ref().is_some_and(|heard| *heard >= self.score) {
            self.heard = None;
        }
        self.tell(true);
    }

    /// All plans that searches told of have been offered.
    pub fn heard_out(&mut self) {
        self.heard = None;
    }

    /// Hears of a plan that a search has on the way: news alone, the plan itself comes at its end.
    pub fn hear(&mut self, score: &Score) {
        let best = self.heard.as_ref().unwrap_or(&self.score);
        if score < best {
            self.heard = Some(score.clone());
            self.tell(true);
        }
    }

    /// Raises the bound of a level, for plans that are as good in the levels before.
    pub fn raise(&mut self, level: usize, bound: i64) {
        if bound > self.bounds[level] {
            self.bounds[level] = bound;
            self.tell(false);
        }
    }

    /// Whether a level is within the gap asked for.
    pub fn is_good_enough(&self, level: usize) -> bool {
        let outcome = self.outcome(level);
        outcome.bound >= outcome.value || outcome.gap() <= self.options.gap
    }

    /// Whether no plan that is as good in the levels before has less at a level.
    pub fn is_proven(&self, level: usize) -> bool {
        self.bounds[level] >= self.value(level)
    }

    /// Counts work.
    pub fn work(&mut self, units: u64) {
        self.work = self.work.saturating_add(units);
    }

    /// The work that is left, if it is limited.
    pub fn work_left(&self) -> Option<u64> {
        self.options.work_limit.map(|limit| limit.saturating_sub(self.work))
    }

    /// The first level that is not within the gap asked for.
    pub fn open_level(&self) -> Option<usize> {
        (0..self.bounds.len()).find(|level| !self.is_good_enough(*level))
    }

    /// Whether every level is within the gap asked for.
    pub fn is_done(&self) -> bool {
        self.open_level().is_none()
    }

    /// The moment at which a share of the time limit is used, counted from the start.
    pub fn share_of_time(&self, share: f64) -> Option<Instant> {
        self.options.time_limit.and_then(|limit| self.started.checked_add(limit.mul_f64(share)))
    }

    /// Whether the run must end: cancelled, out of time or out of work.
    pub fn is_over(&self) -> bool {
        self.options.cancel.is_cancelled()
            || self.options.time_limit.is_some_and(|limit| self.started.elapsed() >= limit)
            || self.options.work_limit.is_some_and(|limit| self.work >= limit)
    }

    /// Whether the work on a level must end.
    pub fn is_over_at(&self, level: usize) -> bool {
        self.is_over()
            || self.level_end.is_some_and(|end| Instant::now() >= end)
            || (self.options.gap > 0.0 && self.is_good_enough(level))
    }

    /// What is left for the level at work: time, nodes, gap.
    pub fn limits(&self) -> Limits {
        let time = self.level_end.map(|end| end.saturating_duration_since(Instant::now()));
        let work = self.work_left().map(|left| left.max(1));
        (time, work, self.options.gap)
    }

    /// A level is done with.
    pub fn finish(&mut self, level: usize) {
        self.level = level + 1;
        self.share_time();
    }

    /// Keeps so many levels' shares of the time left for later.
    pub fn reserve(&mut self, shares: u32) {
        self.reserved = shares;
        self.share_time();
    }

    /// The moment at which a share of the time left for the level at work is used.
    pub fn level_deadline(&self, share: f64) -> Option<Instant> {
        self.level_end.map(|end| {
            let now = Instant::now();
            now + end.saturating_duration_since(now).mul_f64(share)
        })
    }

    /// Enters a phase.
    pub fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.tell(true);
    }

    /// When the run must end, if it has a time limit.
    pub fn deadline(&self) -> Option<Instant> {
        self.options.time_limit.and_then(|limit| self.started.checked_add(limit))
    }

    /// The time that is left, if it is limited.
    pub fn time_left(&self) -> Option<Duration> {
        self.options.time_limit.map(|limit| limit.saturating_sub(self.started.elapsed()))
    }

    /// Since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Notes that something went wrong, for the end: there is a plan all the same.
    pub fn fail(&mut self, error: Error) {
        self.failed.get_or_insert(error);
    }

    /// What went wrong, once.
    pub fn take_failure(&mut self) -> Option<Error> {
        self.failed.take()
    }

    /// What the checker said of a plan that a solver offered, if it broke a rule: a defect.
    pub fn defect(&self) -> Option<&str> {
        self.defect.as_deref()
    }

    /// The best plan, its score, and what is known of each level.
    pub fn into_result(self) -> (Plan, Score, Vec<LevelOutcome>) {
        let levels = (0..self.bounds.len()).map(|level| self.outcome(level)).collect();
        (self.plan, self.score, levels)
    }

    fn outcome(&self, level: usize) -> LevelOutcome {
        let value = self.score.levels[level].value;
        LevelOutcome {
            name: self.problem.programme.objective.levels[level].name.clone(),
            value,
            bound: self.bounds[level].min(value),
        }
    }

    /// Gives the level at work an even share of the time left, so that later levels get theirs.
    fn share_time(&mut self) {
        let left = (self.bounds.len() - self.level.min(self.bounds.len())).max(1) as u32;
        let left = left + self.reserved;
        self.level_end = self.deadline().map(|deadline| {
            let now = Instant::now();
            now + deadline.saturating_duration_since(now) / left
        });
    }

    fn tell(&mut self, always: bool) {
        let Some(listener) = &self.options.on_progress else { return };
        let recent = self.last_told.is_some_and(|at| at.elapsed() < Duration::from_millis(100));
        if recent && !always {
            return;
        }
        self.last_told = Some(Instant::now());
        listener(&Progress {
            elapsed: self.started.elapsed(),
            phase: self.phase,
            level: self.level,
            levels: (0..self.bounds.len())
                .map(|level| {
                    let mut outcome = self.outcome(level);
                    if let Some(heard) = &self.heard {
                        outcome.value = heard.levels[level].value;
                        outcome.bound = outcome.bound.min(outcome.value);
                    }
                    outcome
                })
                .collect(),
        });
    }
}
