//! How hard to look for a plan, and when to stop.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::Progress;
use crate::plan::Plan;

/// How hard to look for a plan, and when to stop.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SolveOptions {
    /// Stop after this long with the best plan so far; never if `None`.
    pub time_limit: Option<Duration>,
    /// Stop after this much work with the best plan so far: the same limit gives the same plan on
    /// every machine. A unit is one step of the search or one node of the integer program.
    pub work_limit: Option<u64>,
    /// A relative gap at which a level of the objective is good enough; 0 asks for proof.
    pub gap: f64,
    /// Threads to use; all processors if `None`.
    pub threads: Option<u32>,
    /// Seed of the search.
    pub seed: u64,
    /// A plan to start from. It need not keep the rules: what can be kept of it is.
    pub initial_plan: Option<Plan>,
    /// Stops the run from another thread.
    pub cancel: CancelToken,
    /// Hears how the run goes on.
    pub on_progress: Option<Listener>,
}

/// Hears how a run goes on; called from the planner's threads.
pub type Listener = Arc<dyn Fn(&Progress) + Send + Sync>;

impl SolveOptions {
    /// Stop after so long.
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Stop after so much work.
    pub fn with_work_limit(mut self, limit: u64) -> Self {
        self.work_limit = Some(limit);
        self
    }

    /// Be content with a relative gap.
    pub fn with_gap(mut self, gap: f64) -> Self {
        self.gap = gap;
        self
    }

    /// Use so many threads.
    pub fn with_threads(mut self, threads: u32) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Seed the search.
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Start from a plan.
    pub fn with_initial_plan(mut self, plan: Plan) -> Self {
        self.initial_plan = Some(plan);
        self
    }

    /// Be stopped by a token.
    pub fn with_cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }

    /// Tell how it goes on.
    pub fn with_progress(mut self, listener: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Arc::new(listener));
        self
    }
}

impl fmt::Debug for SolveOptions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SolveOptions")
            .field("time_limit", &self.time_limit)
            .field("work_limit", &self.work_limit)
            .field("gap", &self.gap)
            .field("threads", &self.threads)
            .field("seed", &self.seed)
            .field("initial_plan", &self.initial_plan.is_some())
            .finish_non_exhaustive()
    }
}

/// Stops runs from another thread. Clones share one state.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Stops every run that has this token.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the token was used.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
