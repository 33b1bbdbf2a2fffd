//! Branching on how many slots of a stage start up to some moment: each decision leaves both sides
//! well above the bound, where a single slot, open or closed, says little.
//!
//! The first nodes are one after the other, until there are some parts; parts are side by side, each
//! with a relaxation of its own, so that nothing depends on the number of threads. What is left
//! without anything to branch on is for the integer-program solver.

mod face;
mod worker;

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::root::{Context, Root};
use super::run::{Run, lock};
use super::search::pool;
use crate::error::Error;
use crate::formulation::counts::{StageDemand, stage_demands};
use crate::formulation::{Linear, Row, RowTag};
use crate::plan::Plan;
use crate::solver::SolveOptions;
use crate::solver::backend::{Basis, unit};
use crate::solver::bound::whole;
use worker::{Gains, Worker};

/// Parts that are worked on side by side: as many whatever the threads.
const PARTS: usize = 4;
/// Nodes of each part, and of those before, at most.
const NODES: u64 = 400;

/// What a count is at least and at most.
type Sides = (Option<i64>, Option<i64>);

/// Slots of a stage, by place among the demands, that start up to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    stage: usize,
    until: u32,
}

/// What is still to be proven.
#[derive(Clone)]
struct Node {
    /// No plan of it has less.
    bound: f64,
    closed: Vec<bool>,
    limits: BTreeMap<Count, Sides>,
    basis: Option<Basis>,
}

/// What became of a node.
enum Fate {
    /// Nothing better than this.
    Done(f64),
    /// Nothing to branch on, or stopped.
    Left(Node),
    Split([Node; 2]),
}

/// What work on some nodes leaves.
#[derive(Default)]
struct Report {
    /// No plan in what is done has less.
    done: Option<f64>,
    left: Vec<Node>,
    /// Rows that hold everywhere.
    rows: Vec<Row>,
    plans: Vec<Plan>,
    nodes: u64,
}

/// What is left for the integer-program solver.
pub struct Left {
    /// What there is to solve: all else is done with.
    pub parts: Vec<Root>,
    /// No plan in what is done with is below this, in the objective's units.
    pub done: i64,
}

/// Proves a level as far as counts reach; `None` if they are nothing to branch on.
///
/// # Errors
/// [`Error::Solver`] if the solver breaks down.
pub fn prove(
    run: &mut Run<'_>,
    context: &Context<'_>,
    root: &Root,
    level: usize,
    options: &SolveOptions,
) -> Result<Option<Left>, Error> {
    let demands = stage_demands(context.formulation, context.problem, context.candidates);
    let value = run.value(level);
    let limit = run.work_left().map_or(NODES, |left| NODES.min(left.div_ceil(PARTS as u64)));
    let shared = Mutex::new(run);
    let objective = &context.formulation.program.levels[level];
    let unit = unit(objective);
    let task = Task { context, demands: &demands, objective, unit, level, value, run: &shared };
    let all = || task.solve(root, limit);
    let report = match pool(options) {
        Some(pool) => pool.install(all),
        None => all(),
    }?;
    let Some(report) = report else { return Ok(None) };
    let run = &mut **lock(&shared);
    run.work(report.nodes);
    // In the order of the parts, whichever came first.
    for plan in report.plans {
        run.offer(plan);
    }
    let done = report.done.map_or(value, |bound| task.whole(bound));
    run.raise(level, done.min(task.whole(least(&report.left))));
    let parts = (report.left.into_iter())
        .map(|node| {
            let mut rows = report.rows.clone();
            let limits = node.limits.iter();
            rows.extend(limits.map(|(count, sides)| count.row(&demands, *sides)));
            Root { rows, closed: node.closed }
        })
        .collect();
    Ok(Some(Left { parts, done }))
}

/// The lowest bound of some nodes.
fn least(nodes: &[Node]) -> f64 {
    nodes.iter().map(|node| node.bound).fold(f64::INFINITY, f64::min)
}

/// What is to be proven.
struct Task<'t, 'r, 'a> {
    context: &'t Context<'t>,
    demands: &'t [StageDemand],
    objective: &'t Linear,
    unit: i64,
    level: usize,
    /// What a better plan must stay below.
    value: i64,
    run: &'t Mutex<&'r mut Run<'a>>,
}

impl Task<'_, '_, '_> {
    /// In the objective's units, and no more than there is to prove.
    fn whole(&self, bound: f64) -> i64 {
        if bound == f64::INFINITY {
            return self.value;
        }
        whole(bound, self.objective.constant, self.unit).min(self.value)
    }

    /// How much a bound is below what settles a node.
    fn missing(&self, bound: f64) -> f64 {
        ((self.value - self.unit) as f64 - bound).max(0.0)
    }

    fn is_over(&self) -> bool {
        lock(self.run).is_over_at(self.level)
    }

    /// The first nodes one after the other, then parts side by side; so many nodes of each at most.
    fn solve(&self, root: &Root, limit: u64) -> Result<Option<Report>, Error> {
        let mut first = Worker::new(self, &root.rows, &root.closed)?;
        let mut report = Report::default();
        let mut open = vec![Node {
            bound: f64::NEG_INFINITY,
            closed: root.closed.clone(),
            limits: BTreeMap::new(),
            basis: None,
        }];
        while open.len() < PARTS && report.nodes < limit {
            let lowest = (0..open.len()).min_by(|a, b| open[*a].bound.total_cmp(&open[*b].bound));
            let Some(node) = lowest.map(|place| open.remove(place)) else { break };
            let is_first = report.nodes == 0;
            report.nodes += 1;
            match first.process(node, is_first)? {
                Fate::Left(_) if is_first && !self.is_over() => return Ok(None),
                Fate::Done(bound) => report.done(bound),
                Fate::Left(node) => report.left.push(node),
                Fate::Split(nodes) => open.extend(nodes),
            }
            if self.is_over() {
                report.left.append(&mut open);
            }
            self.tell(least(&open).min(report.least()));
        }
        report.plans.append(&mut first.plans);
        report.rows = first.cuts(root.rows.len());
        let bounds: Mutex<Vec<f64>> = Mutex::new(open.iter().map(|node| node.bound).collect());
        let rest = report.least();
        let parts: Vec<(usize, Node)> = open.into_iter().enumerate().collect();
        let reports: Vec<_> = (parts.into_par_iter())
            .map(|(number, node)| {
                let hear = |bound: f64| {
                    let mut bounds = lock(&bounds);
                    bounds[number] = bound;
                    self.tell(bounds.iter().copied().fold(rest, f64::min));
                };
                self.prove_part(node, &report.rows, &first.gains, limit, &hear)
            })
            .collect();
        for of_part in reports {
            report.add(of_part?);
        }
        Ok(Some(report))
    }

    fn tell(&self, bound: f64) {
        // What is settled by whole plans is told at the end.
        if bound < f64::INFINITY {
            lock(self.run).raise(self.level, self.whole(bound));
        }
    }

    /// Depth first, so that little is kept.
    fn prove_part(
        &self,
        node: Node,
        rows: &[Row],
        gains: &Gains,
        limit: u64,
        hear: &dyn Fn(f64),
    ) -> Result<Report, Error> {
        let mut worker = Worker::new(self, rows, &node.closed)?;
        worker.gains.clone_from(gains);
        let mut report = Report::default();
        let mut stack = vec![Node { basis: None, ..node }];
        while let Some(node) = stack.pop() {
            if report.nodes >= limit || self.is_over() {
                report.left.push(node);
                report.left.append(&mut stack);
                break;
            }
            report.nodes += 1;
            match worker.process(node, false)? {
                Fate::Done(bound) => report.done(bound),
                Fate::Left(node) => report.left.push(node),
                Fate::Split(nodes) => stack.extend(nodes),
            }
            hear(least(&stack).min(report.least()));
        }
        report.plans.append(&mut worker.plans);
        Ok(report)
    }
}

impl Report {
    /// The lowest bound of all it has to do with.
    fn least(&self) -> f64 {
        least(&self.left).min(self.done.unwrap_or(f64::INFINITY))
    }

    fn done(&mut self, bound: f64) {
        self.done = Some(self.done.map_or(bound, |least| least.min(bound)));
    }

    fn add(&mut self, other: Self) {
        if let Some(bound) = other.done {
            self.done(bound);
        }
        self.left.extend(other.left);
        self.plans.extend(other.plans);
        self.nodes += other.nodes;
    }
}

impl Count {
    fn row(&self, demands: &[StageDemand], (lower, upper): Sides) -> Row {
        let slots = demands[self.stage].slots.iter();
        let until = slots.take_while(|(start, _)| *start <= self.until);
        let terms = until.map(|(_, column)| (*column, 1)).collect();
        let tag = RowTag::definition().stage(demands[self.stage].stage).period(self.until);
        Row { terms, lower, upper, tag }
    }
}

impl Node {
    /// Becomes one of its sides.
    fn take(&mut self, count: Count, sides: Sides, (bound, basis): (f64, Option<Basis>)) {
        self.limits.insert(count, sides);
        self.bound = self.bound.max(bound);
        self.basis = basis.or(self.basis.take());
    }
}
