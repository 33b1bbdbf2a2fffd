//! The cheapest way to put participants into slots that are open.
//!
//! With calendars decided, what is left is an itinerary for each participant such that no slot holds
//! more than it can. The linear relaxation of that is nearly always whole. It is solved by column
//! generation (Desaulniers, Desrosiers and Solomon, Column Generation, 2005): the restricted master
//! problem has a row for each class and for each offer, and the dynamic program of
//! [`bound`](super::bound) finds itineraries that its prices say could make it cheaper. Whoever the
//! relaxation has in parts is settled by the integer program, among the itineraries found, while all
//! others stay where it has them. Slots that fit beside those that are open may be opened too.

mod calendars;
mod master;

use std::time::{Duration, Instant};

use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::error::Error;
use crate::plan::Plan;

use super::backend::{Backend, Effort, Method, Request, Solved};
use calendars::Calendars;
use master::Master;

pub use calendars::suits;

/// What to assign, and how far to go.
pub struct Task<'a> {
    /// By participant: whether it may be put elsewhere; all others stay where they are.
    pub free: &'a [bool],
    /// The level of the objective to improve.
    pub level: usize,
    /// The values of the levels before, which are not to get worse.
    pub earlier: &'a [i64],
    /// Ends it early.
    pub deadline: Option<Instant>,
    /// So does this: asked often.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl Task<'_> {
    fn time_left(&self) -> Option<Duration> {
        self.deadline.map(|end| end.saturating_duration_since(Instant::now()))
    }
}

/// Rounds of looking for itineraries at most: beyond, prices hardly change.
const ROUNDS: usize = 60;
/// Itineraries of a class that are added in one round at most, and at first.
const WAYS: usize = 4;
const FIRST_WAYS: usize = 12;
/// An itinerary that makes a class cheaper by less is not added, in millionths.
const TOLERANCE: f64 = 1.0;
/// Nodes of the integer program at most.
const NODES: u64 = 100;

/// A plan with a plan's slots, or a few more or less, in which those who are free are where it costs
/// least; `None` if none better was found, or if it was ended early. Deterministic, but for being ended.
///
/// `prices` are, by slot candidate, about what a unit of size in it is worth, in millionths: a guess, which
/// only makes the work shorter, and which is better after it.
///
/// Only where [`suits`] says so does it keep every rule.
///
/// # Errors
/// [`Error::Solver`] if the solver breaks down.
pub fn assign(
    problem: &Problem,
    candidates: &Candidates,
    plan: &Plan,
    task: &Task<'_>,
    prices: &mut [f64],
    backend: &dyn Backend,
) -> Result<Option<Plan>, Error> {
    let calendars = Calendars::new(problem, candidates, plan, (task, prices));
    let mut master = Master::new(&calendars, plan, task);
    let program = master.program();
    let mut relaxation = {
        let closed = vec![false; program.columns.len()];
        backend.relax(&program, &[], &closed, &program.levels[0], Method::Columns)?
    };
    for _ in 0..ROUNDS {
        let effort = Effort { time_limit: task.time_left(), iterations: None, stop: task.stop };
        let relaxed = match relaxation.solve(&effort)? {
            Solved::Relaxed(relaxed) if !(task.stop)() => relaxed,
            _ => return Ok(None),
        };
        let columns = master.price(&calendars, &relaxed.prices, WAYS);
        if columns.is_empty() {
            master.tell(&calendars, &relaxed.prices, prices);
            return settle(&calendars, &master, plan, &relaxed.columns, task, backend);
        }
        let (means, columns): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        relaxation.add_columns(&columns)?;
        master.columns.extend(means.into_iter().zip(columns));
    }
    Ok(None)
}

/// The plan of a fractional solution made whole, if it is better.
fn settle(
    calendars: &Calendars<'_>,
    master: &Master,
    plan: &Plan,
    fractional: &[f64],
    task: &Task<'_>,
    backend: &dyn Backend,
) -> Result<Option<Plan>, Error> {
    if master.value(fractional) > master.now as f64 - TOLERANCE {
        return Ok(None);
    }
    let program = master.rest(calendars, fractional);
    let answer = backend.solve(&Request {
        program: &program,
        extra: &[],
        fixed: &vec![false; program.columns.len()],
        objective: &program.levels[0],
        start: None,
        time_limit: task.time_left(),
        node_limit: Some(NODES),
        gap: 0.0,
        stop: task.stop,
        news: &|_| {},
    })?;
    let better = answer.values.filter(|values| program.levels[0].value(values) < master.now);
    Ok(better.map(|values| calendars.plan(master, plan, &values)))
}
