//! Cuts: the rows of [`counts`](crate::formulation::counts) for windows of starts and groups of
//! participants, where a fractional solution breaks them.

use crate::formulation::counts::StageDemand;
use crate::formulation::{Offer, Row};

/// Rows that a solution breaks by less are not worth it.
const LEAST_VIOLATION: f64 = 1e-3;

/// The most broken rows, at most so many for each stage; `columns` are the values of a fractional
/// solution.
///
/// Exact over windows between two starts: for each, and each number of participants, those who
/// take the most there are the worst case. Members of a class count alike.
pub fn separate(
    demands: &[StageDemand],
    offers: &[Offer],
    columns: &[f64],
    most: usize,
) -> Vec<Row> {
    let starts: Vec<u32> = offers.iter().map(|offer| offer.span.start).collect();
    (demands.iter())
        .flat_map(|demand| {
            let row =
                |window: &Window| demand.row(&starts, &window.demands, window.from, window.to);
            broken(demand, &starts, columns, most).iter().map(row).collect::<Vec<_>>()
        })
        .collect()
}

/// A window of starts, and who might be too many for the slots in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first start.
    pub from: u32,
    /// The last.
    pub to: u32,
    /// Places among the stage's demands.
    pub demands: Vec<usize>,
}

struct Broken {
    score: f64,
    window: (usize, usize),
    classes: Vec<usize>,
}

/// The windows in which a fractional solution breaks the row of a stage most; `starts` are those of
/// the offers.
pub fn broken(demand: &StageDemand, starts: &[u32], columns: &[f64], most: usize) -> Vec<Window> {
    let mut points: Vec<u32> = demand.slots.iter().map(|(start, _)| *start).collect();
    points.dedup();
    let place = |start: u32| points.partition_point(|point| *point < start);
    // Sums up to each point, so that a window is a difference.
    let mut open = vec![0.0; points.len() + 1];
    for (start, column) in &demand.slots {
        open[place(*start) + 1] += columns[column.index()];
    }
    let mut taken = vec![vec![0.0; points.len() + 1]; demand.demands.len()];
    for (sums, of) in taken.iter_mut().zip(&demand.demands) {
        for (offer, column) in &of.takes {
            sums[place(starts[offer.0 as usize]) + 1] += columns[column.index()];
        }
    }
    for sums in taken.iter_mut().chain(std::iter::once(&mut open)) {
        for point in 1..sums.len() {
            sums[point] += sums[point - 1];
        }
    }
    let mut broken: Vec<Broken> = Vec::new();
    let mut shares: Vec<(f64, usize)> = Vec::with_capacity(demand.demands.len());
    for from in 0..points.len() {
        for to in from + 1..=points.len() {
            let slots = open[to] - open[from];
            shares.clear();
            for (class, sums) in taken.iter().enumerate() {
                let share = (sums[to] - sums[from]) / f64::from(demand.demands[class].count);
                if share > 1e-9 {
                    shares.push((share, class));
                }
            }
            shares.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            if let Some(worst) = worst(demand, &shares, slots, to - from) {
                broken.push(Broken {
                    score: worst.0,
                    window: (from, to - 1),
                    classes: shares[..worst.1].iter().map(|(_, class)| *class).collect(),
                });
            }
        }
    }
    broken.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.window.cmp(&b.window)));
    spread(broken, most)
        .into_iter()
        .map(|cut| {
            let mut classes = cut.classes;
            classes.sort_unstable();
            Window { from: points[cut.window.0], to: points[cut.window.1], demands: classes }
        })
        .collect()
}

/// The number of leading classes for which the row is broken most for its length, and how much.
fn worst(
    demand: &StageDemand,
    shares: &[(f64, usize)],
    slots: f64,
    width: usize,
) -> Option<(f64, usize)> {
    let mut worst: Option<(f64, usize)> = None;
    let (mut n, mut x) = (0_i64, 0.0);
    for (leading, (share, class)) in shares.iter().enumerate() {
        let count = demand.demands[*class].units();
        n += count;
        x += share * count as f64;
        let (q, r) = demand.split(n);
        let (q, r) = (q as f64, r as f64);
        // In slots: how many the row asks for beyond those open.
        let violation = (q + 1.0) - (n as f64 - x) / r - slots;
        let length = (width * (leading + 2)) as f64 / (r * r) + width as f64;
        let score = violation / length.sqrt();
        if violation > LEAST_VIOLATION && worst.is_none_or(|(best, _)| score > best) {
            worst = Some((score, leading + 1));
        }
    }
    worst
}

/// The first ones, no two with the same begin or end of window and as many classes.
fn spread(broken: Vec<Broken>, most: usize) -> Vec<Broken> {
    let mut begins = std::collections::BTreeSet::new();
    let mut ends = std::collections::BTreeSet::new();
    let mut kept = Vec::new();
    for cut in broken {
        if kept.len() == most {
            break;
        }
        let size = cut.classes.len();
        if begins.contains(&(cut.window.0, size)) || ends.contains(&(cut.window.1, size)) {
            continue;
        }
        begins.insert((cut.window.0, size));
        ends.insert((cut.window.1, size));
        kept.push(cut);
    }
    kept
}
