//! Work on nodes: bounds, cuts, and the choice of a count to branch on.

use std::collections::{BTreeMap, BTreeSet};

use super::super::root::Context;
use super::face::{Face, Look, Side, both};
use super::{Count, Fate, Node, Task};
use crate::error::Error;
use crate::formulation::Row;
use crate::plan::{Plan, Score, decode};
use crate::solver::backend::Relaxed;
use crate::solver::{prices, windows};

/// Rounds of cuts at a node, and cuts for each stage and size in a round, at most.
const ROUNDS: usize = 3;
const CUTS: usize = 10;
/// Rows at most that a relaxation is given.
const ROWS: usize = 400;
/// A round that raises the bound by less than this share of what is missing ends the rounds.
const LEAST_RISE: f64 = 0.03;
/// Counts at most that are tried before one is chosen, at the first node and at others.
const FIRST_TRIALS: usize = 16;
const TRIALS: usize = 8;
/// At most one in so many of them is of the same stage.
const OF_STAGE: usize = 3;
/// Trials without a better one after which it is enough.
const PATIENCE: usize = 4;
/// Share of what is missing by which the first decision must raise its sides.
const LEAST_GAIN: f64 = 0.03;
/// Share of what is missing that a side counts as raised by at least.
const EVEN: f64 = 1e-3;
/// How far from whole a count must be to be tried.
const FRACTION: f64 = 0.05;
/// How far from whole a value may be that counts as whole.
const WHOLE: f64 = 1e-6;

/// By stage and side: what a unit of fraction raised bounds by in all, and how often it was tried.
pub(super) type Gains = BTreeMap<(usize, bool), (f64, u32)>;

/// Works on nodes. Two faces, alike but for the limits of counts, try counts side by side.
pub(super) struct Worker<'w, 't, 'r, 'a> {
    task: &'w Task<'t, 'r, 'a>,
    faces: [Face<'t>; 2],
    /// By count that was ever asked for: its row.
    counts: BTreeMap<Count, usize>,
    pub(super) gains: Gains,
    pub(super) plans: Vec<Plan>,
}

impl<'w, 't, 'r, 'a> Worker<'w, 't, 'r, 'a> {
    pub(super) fn new(
        task: &'w Task<'t, 'r, 'a>,
        rows: &[Row],
        closed: &[bool],
    ) -> Result<Self, Error> {
        let faces = [Face::new(task, rows, closed)?, Face::new(task, rows, closed)?];
        let (counts, gains) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { task, faces, counts, gains, plans: Vec::new() })
    }

    /// Rows that hold everywhere: the first ones, and the cuts.
    pub(super) fn cuts(&self, first: usize) -> Vec<Row> {
        let of_counts: BTreeSet<usize> = self.counts.values().copied().collect();
        let rows = self.faces[0].rows.iter().enumerate();
        (rows.filter(|(place, _)| *place < first || !of_counts.contains(place)))
            .map(|(_, row)| row.clone())
            .collect()
    }

    fn add(&mut self, row: &Row) -> Result<(), Error> {
        self.faces.iter_mut().try_for_each(|face| face.add(row))
    }

    pub(super) fn process(&mut self, mut node: Node, mut is_first: bool) -> Result<Fate, Error> {
        let limits: Vec<Count> = node.limits.keys().copied().collect();
        limits.into_iter().try_for_each(|count| self.count(count).map(drop))?;
        let task = self.task;
        let mut last = f64::NEG_INFINITY;
        let mut rounds = 0;
        self.faces[0].enter(task, &node, &self.counts)?;
        loop {
            let (relaxed, priced) = match self.faces[0].look(task, None)? {
                Look::Seen(relaxed, priced) => (relaxed, priced),
                Look::Empty(bound) => return Ok(Fate::Done(bound.max(node.bound))),
                Look::Stopped => return Ok(Fate::Left(node)),
            };
            node.bound = node.bound.max(priced.bound);
            self.close(&mut node, &priced);
            if let Some(plan) = self.plan(&relaxed) {
                let value = Score::of(task.context.problem, &plan).levels[task.level].value;
                self.plans.push(plan);
                let is_best = value <= task.whole(node.bound);
                return Ok(if is_best { Fate::Done(node.bound) } else { Fate::Left(node) });
            }
            let rise = priced.bound - last;
            last = priced.bound;
            let goes_on = rounds < ROUNDS && rise >= LEAST_RISE * task.missing(last);
            if goes_on && self.faces[0].rows.len() < ROWS {
                rounds += 1;
                let offers = &task.context.formulation.offers;
                let cuts = windows::separate(task.demands, offers, &relaxed.columns, CUTS);
                if !cuts.is_empty() {
                    cuts.iter().try_for_each(|cut| self.add(cut))?;
                    // On from the last solution.
                    node.basis = None;
                    self.faces[0].enter(task, &node, &self.counts)?;
                    continue;
                }
            }
            node.basis = self.faces[0].relaxation.basis()?;
            match self.split(&mut node, &relaxed, is_first)? {
                None => self.faces[0].enter(task, &node, &self.counts)?,
                Some(fate) => return Ok(fate),
            }
            is_first = false;
        }
    }

    /// The row of a count.
    fn count(&mut self, count: Count) -> Result<usize, Error> {
        if let Some(place) = self.counts.get(&count) {
            return Ok(*place);
        }
        let place = self.faces[0].rows.len();
        self.add(&count.row(self.task.demands, (None, None)))?;
        self.counts.insert(count, place);
        Ok(place)
    }

    /// Closes columns that no better plan of a node needs.
    fn close(&self, node: &mut Node, priced: &prices::Priced) {
        let beyond = priced.beyond(self.task.value - self.task.unit);
        for (closed, beyond) in node.closed.iter_mut().zip(beyond) {
            *closed |= beyond;
        }
    }

    /// The plan, if a solution is one.
    fn plan(&self, relaxed: &Relaxed) -> Option<Plan> {
        let Context { problem, candidates, formulation, .. } = *self.task.context;
        let mut columns = relaxed.columns.iter().zip(&formulation.program.columns);
        let is_whole =
            columns.all(|(value, column)| !column.integer || (value - value.round()).abs() < WHOLE);
        is_whole.then(|| {
            let values: Vec<i64> = relaxed.columns.iter().map(|v| v.round() as i64).collect();
            decode(problem, candidates, formulation, &values)
        })
    }

    /// Counts that are not whole, with their value; one of those with the same value.
    fn fractions(&self, relaxed: &Relaxed) -> Vec<(Count, f64)> {
        let mut found: Vec<(Count, f64)> = Vec::new();
        for (stage, demand) in self.task.demands.iter().enumerate() {
            let mut sum = 0.0;
            let mut last = 0.0_f64;
            for of_start in demand.slots.chunk_by(|a, b| a.0 == b.0) {
                sum += of_start.iter().map(|(_, c)| relaxed.columns[c.index()]).sum::<f64>();
                if (sum - sum.round()).abs() > FRACTION && (last - sum).abs() > WHOLE {
                    found.push((Count { stage, until: of_start[0].0 }, sum));
                }
                last = sum;
            }
        }
        found
    }

    /// Counts that are worth a try, the most promising first, with their value.
    fn promising(&self, relaxed: &Relaxed, missing: f64, is_first: bool) -> Vec<(Count, f64)> {
        let least = EVEN * missing;
        let mean = |(sum, tries): (f64, u32)| sum / f64::from(tries.max(1));
        let all = mean(self.gains.values().fold((0.0, 0), |a, b| (a.0 + b.0, a.1 + b.1)));
        let gain = |stage: usize, side: bool, part: f64| {
            let known = self.gains.get(&(stage, side)).map_or(all, |known| mean(*known));
            (part * known).clamp(least, missing.max(least))
        };
        let mut found: Vec<(f64, Count, f64)> = (self.fractions(relaxed).into_iter())
            .map(|(count, sum)| {
                let part = sum - sum.floor();
                let (stage, rest) = (count.stage, 1.0 - part);
                let score = if is_first {
                    part * rest
                } else {
                    gain(stage, false, part) * gain(stage, true, rest)
                };
                (score, count, sum)
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let most = if is_first { FIRST_TRIALS } else { TRIALS };
        let mut of_stage = vec![0; self.task.demands.len()];
        (found.into_iter())
            .filter(|(_, count, _)| {
                of_stage[count.stage] += 1;
                of_stage[count.stage] <= most.div_ceil(OF_STAGE)
            })
            .take(most)
            .map(|(_, count, sum)| (count, sum))
            .collect()
    }

    /// Tries counts, and splits the node by the one that leaves both sides highest. `None` if one side
    /// of some count was settled, and the node is the other now.
    fn split(
        &mut self,
        node: &mut Node,
        relaxed: &Relaxed,
        is_first: bool,
    ) -> Result<Option<Fate>, Error> {
        let task = self.task;
        let missing = task.missing(node.bound);
        let least = EVEN * missing;
        let tries = self.promising(relaxed, missing, is_first);
        let tries: Vec<(Count, usize, f64)> = (tries.into_iter())
            .map(|(count, sum)| Ok((count, self.count(count)?, sum)))
            .collect::<Result<_, Error>>()?;
        for face in &mut self.faces {
            face.enter(task, node, &self.counts)?;
        }
        let mut best: Option<(f64, Count, i64, [Side; 2])> = None;
        let mut since = 0;
        for pair in tries.chunks(2) {
            let [one, other] = &mut self.faces;
            let of = |(_, place, sum): &(Count, usize, f64)| (*place, sum.floor() as i64);
            let node_now = &*node;
            let (first, second) = rayon::join(
                || pair.first().map(|each| one.try_count(task, node_now, of(each))),
                || pair.get(1).map(|each| other.try_count(task, node_now, of(each))),
            );
            let mut is_settled = false;
            for ((count, _, sum), tried) in pair.iter().zip([first, second].into_iter().flatten()) {
                let Some(tried) = tried? else { return Ok(Some(Fate::Left(node.clone()))) };
                let below = sum.floor() as i64;
                let bounds = tried.each_ref().map(|side| side.bound);
                self.learn(
                    count.stage,
                    *sum,
                    bounds.map(|bound| (bound - node.bound).min(missing)),
                );
                let is_out = bounds.map(|bound| bound == f64::INFINITY);
                if is_out == [true; 2] {
                    return Ok(Some(Fate::Done(f64::INFINITY)));
                }
                if is_out == [false; 2] {
                    let gains = bounds.map(|bound| (bound - node.bound).min(missing).max(least));
                    let score = gains[0] * gains[1];
                    since += 1;
                    if best.as_ref().is_none_or(|best| score > best.0) {
                        best = Some((score, *count, below, tried));
                        since = 0;
                    }
                    continue;
                }
                let sides = both(node.limits.get(count).copied().unwrap_or_default(), below);
                for (side, sides) in tried.into_iter().zip(sides) {
                    if side.bound < f64::INFINITY {
                        node.take(*count, sides, (side.bound, side.basis));
                    }
                }
                is_settled = true;
            }
            if is_settled {
                return Ok(None);
            }
            if since >= PATIENCE && !is_first {
                break;
            }
        }
        let enough = if is_first { LEAST_GAIN * missing } else { 0.0 };
        let Some((_, count, below, tried)) = best.filter(|best| best.0.sqrt() >= enough) else {
            return Ok(Some(Fate::Left(node.clone())));
        };
        let both = both(node.limits.get(&count).copied().unwrap_or_default(), below);
        let mut nodes = [node.clone(), node.clone()];
        for ((child, sides), side) in nodes.iter_mut().zip(both).zip(tried) {
            child.take(count, sides, (side.bound, side.basis));
        }
        Ok(Some(Fate::Split(nodes)))
    }

    /// What the sides of a count of a stage raised a bound by.
    fn learn(&mut self, stage: usize, sum: f64, gains: [f64; 2]) {
        let part = sum - sum.floor();
        for ((side, gain), part) in [false, true].into_iter().zip(gains).zip([part, 1.0 - part]) {
            let known = self.gains.entry((stage, side)).or_default();
            known.0 += gain / part;
            known.1 += 1;
        }
    }
}
