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
use crate::plan::{Plan, Score};

use super::backend::{Backend, Effort, Method, Relaxation, Request, Solved};
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
    /// What the level is to cost less than, in millionths; than now, if that is left out.
    pub below: Option<i64>,
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
const WAYS: usize = 3;
const FIRST_WAYS: usize = 6;
/// An itinerary that makes a class cheaper by less is not added, in millionths.
const TOLERANCE: f64 = 1.0;
/// Itineraries that make a fractional solution cheaper by no more than this share are not worth another
/// round.
const ENOUGH: f64 = 2e-3;
/// What the integer program is not tried for, as a share of the value.
const LITTLE: f64 = 5e-4;
/// Share of the itineraries taken in parts that is decided at once.
const SHARE: f64 = 0.2;
/// Nodes of the integer program at most, and the gap that is good enough.
const NODES: u64 = 100;
const GAP: f64 = 5e-5;

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
    if let Some(below) = task.below {
        // Who stays, and slots that are open, are not in the master.
        master.most += below - Score::of(problem, plan).levels[task.level].value;
    }
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
        let (columns, gain) = master.price(&calendars, &relaxed.prices, WAYS);
        let value = master.value(&relaxed.columns);
        if value - gain > master.most as f64 - TOLERANCE {
            return Ok(None);
        }
        let is_better = value < master.most as f64 - TOLERANCE;
        if columns.is_empty() || is_better && gain < ENOUGH * value {
            master.tell(&calendars, &relaxed.prices, prices);
            if !is_better {
                return Ok(None);
            }
            let mut values = rounded(&mut *relaxation, &master, relaxed.columns.clone(), task)?;
            // Where there is little to win, it takes too long.
            if values.is_none() && master.most as f64 - value > LITTLE * value {
                values = settled(&calendars, &master, &relaxed.columns, task, backend)?;
            }
            return Ok(values.map(|values| calendars.plan(&master, plan, &values)));
        }
        let (means, columns): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        relaxation.add_columns(&columns)?;
        master.columns.extend(means.into_iter().zip(columns));
    }
    Ok(None)
}

/// A fractional solution made whole, some itineraries after others, if it stays better.
fn rounded(
    relaxation: &mut dyn Relaxation,
    master: &Master,
    mut values: Vec<f64>,
    task: &Task<'_>,
) -> Result<Option<Vec<i64>>, Error> {
    loop {
        let next = master.next_whole(&values, SHARE);
        if next.is_empty() {
            return Ok(Some(values.iter().map(|value| value.round() as i64).collect()));
        }
        relaxation.bound_columns(&next)?;
        let effort = Effort { time_limit: task.time_left(), iterations: None, stop: task.stop };
        values = match relaxation.solve(&effort)? {
            Solved::Relaxed(relaxed) if !(task.stop)() => relaxed.columns,
            _ => return Ok(None),
        };
        if master.value(&values) > master.most as f64 - TOLERANCE {
            return Ok(None);
        }
    }
}

/// A fractional solution made whole by the integer program, if that is better.
fn settled(
    calendars: &Calendars<'_>,
    master: &Master,
    fractional: &[f64],
    task: &Task<'_>,
    backend: &dyn Backend,
) -> Result<Option<Vec<i64>>, Error> {
    let program = master.rest(calendars, fractional);
    let answer = backend.solve(&Request {
        program: &program,
        extra: &[],
        fixed: &vec![false; program.columns.len()],
        objective: &program.levels[0],
        start: None,
        time_limit: task.time_left(),
        node_limit: Some(NODES),
        gap: GAP,
        stop: task.stop,
        news: &|_| {},
    })?;
    Ok(answer.values.filter(|values| program.levels[0].value(values) < master.most))
}
