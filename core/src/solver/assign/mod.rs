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
use crate::formulation::ColumnId;
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
/// Where that does not go together, so many times fewer.
const FEWER: f64 = 4.0;
/// Solutions on the way to a whole one at most.
const SOLUTIONS: usize = 30;
/// Columns up to which the integer program is tried where that gets nowhere.
const SMALL: usize = 6_000;
/// Nodes of the integer program at most, and the gap that is good enough.
const NODES: u64 = 100;
const GAP: f64 = 5e-5;

/// What putting people came to.
#[derive(Debug, Default)]
pub struct Assigned {
    /// A better plan, if one was found.
    pub plan: Option<Plan>,
    /// Iterations of the simplex method and nodes of the integer program that it took.
    pub work: u64,
}

/// A plan with a plan's slots, or a few more or less, in which those who are free are where it costs
/// least; none if none better was found, or if it was ended early. Deterministic, but for being ended.
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
) -> Result<Assigned, Error> {
    let mut assigned = Assigned::default();
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
    // Free prices swing from one round to the next; until few itineraries are missing, they stay near the
    // first ones (du Merle, Villeneuve, Desrosiers and Hansen, Discrete Mathematics 194, 1999).
    let mut trades = master.add(&mut *relaxation, master.trades(&calendars))?;
    for _ in 0..ROUNDS {
        let effort = Effort { time_limit: task.time_left(), iterations: None, stop: task.stop };
        let relaxed = match relaxation.solve(&effort)? {
            Solved::Relaxed(relaxed) if !(task.stop)() => relaxed,
            _ => break,
        };
        assigned.work += relaxed.iterations;
        let (columns, gain) = master.price(&calendars, &relaxed.prices, WAYS);
        let value = master.value(&relaxed.columns);
        if value - gain > master.most as f64 - TOLERANCE {
            break;
        }
        let is_near = columns.is_empty() || gain < ENOUGH * value;
        if is_near && !trades.is_empty() {
            master.close(&mut *relaxation, std::mem::take(&mut trades))?;
            master.add(&mut *relaxation, columns)?;
            continue;
        }
        let is_better = master.is_better(&relaxed.columns);
        if columns.is_empty() || is_better && is_near {
            master.tell(&calendars, &relaxed.prices, prices);
            if is_better {
                let start = relaxed.columns.clone();
                let work = &mut assigned.work;
                let mut values = rounded(&mut *relaxation, &master, start, task, work)?;
                // Where there is little to win, it takes too long.
                let is_worth_it =
                    master.columns.len() <= SMALL && master.most as f64 - value > LITTLE * value;
                if values.is_none() && is_worth_it {
                    values = settled(&calendars, &master, &relaxed.columns, task, backend, work)?;
                }
                assigned.plan = values.map(|values| calendars.plan(&master, plan, &values));
            }
            break;
        }
        master.add(&mut *relaxation, columns)?;
    }
    Ok(assigned)
}

/// A fractional solution made whole, some itineraries after others, if it stays better; fewer at a time
/// where they do not go together.
fn rounded(
    relaxation: &mut dyn Relaxation,
    master: &Master,
    mut values: Vec<f64>,
    task: &Task<'_>,
    work: &mut u64,
) -> Result<Option<Vec<i64>>, Error> {
    let upper = |column: &ColumnId| master.columns[column.index()].1.upper;
    let mut lower = vec![0; values.len()];
    let mut is_careful = false;
    for _ in 0..SOLUTIONS {
        let next = master.next_whole(&values, if is_careful { SHARE / FEWER } else { SHARE });
        if next.is_empty() {
            return Ok(Some(values.iter().map(|value| value.round() as i64).collect()));
        }
        let up: Vec<_> = next.iter().map(|(id, least)| (*id, *least, upper(id))).collect();
        relaxation.bound_columns(&up)?;
        let effort = Effort { time_limit: task.time_left(), iterations: None, stop: task.stop };
        let found = match relaxation.solve(&effort)? {
            _ if (task.stop)() => return Ok(None),
            Solved::Relaxed(relaxed) => {
                *work += relaxed.iterations;
                Some(relaxed.columns)
            }
            Solved::Infeasible => None,
            Solved::Stopped => return Ok(None),
        };
        if let Some(found) = found.filter(|found| master.is_better(found)) {
            values = found;
            for (id, least) in next {
                lower[id.index()] = least;
            }
            is_careful = false;
        } else if !is_careful {
            let back: Vec<_> =
                next.iter().map(|(id, _)| (*id, lower[id.index()], upper(id))).collect();
            relaxation.bound_columns(&back)?;
            is_careful = true;
        } else {
            break;
        }
    }
    Ok(None)
}

/// A fractional solution made whole by the integer program, if that is better.
fn settled(
    calendars: &Calendars<'_>,
    master: &Master,
    fractional: &[f64],
    task: &Task<'_>,
    backend: &dyn Backend,
    work: &mut u64,
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
    *work += answer.nodes;
    Ok(answer.values.filter(|values| program.levels[0].value(values) < master.most))
}
