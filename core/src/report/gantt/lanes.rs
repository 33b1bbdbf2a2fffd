//! Where bars go: a lane for each environment, rows in it where slots overlap.

use super::super::PlanView;
use super::picture::Baseline;
use crate::calendar::Span;
use crate::model::{EnvironmentId, StageId};

/// Space above and below the rows of a lane.
pub const PAD: f64 = 6.0;
/// Height of one stage's line of windows, under the rows.
pub const STRIP: f64 = 5.0;
/// Room above the rows for arrows along them.
pub const HEAD: f64 = 36.0;
/// A lane has room for its label.
const LEAST: f64 = 46.0;

/// An environment's lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Which.
    pub environment: EnvironmentId,
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
    /// Room above the rows.
    pub head: f64,
    /// Height of a row, gap included.
    pub row: f64,
    /// Stages that have windows of their own, each with a line under the rows.
    pub strips: Vec<StageId>,
    /// Slots, by place in the view, with their row.
    pub bars: Vec<(usize, usize)>,
    /// Slots of the baseline that the plan does not have, by place in its view, with their row.
    pub ghosts: Vec<(usize, usize)>,
}

impl Lane {
    /// The upper edge of a row.
    pub fn row_top(&self, row: usize) -> f64 {
        self.top + self.head + PAD + row as f64 * self.row
    }

    /// The upper edge of the lines of windows.
    pub fn strips_top(&self) -> f64 {
        self.top + self.height - PAD / 2.0 - self.strips.len() as f64 * STRIP
    }
}

/// Lays out all lanes, from 0 downwards.
pub fn lay_out(view: &PlanView, baseline: Option<&Baseline>) -> Vec<Lane> {
    let mut top = 0.0;
    (0..view.problem.environments.len())
        .map(|position| {
            let environment = EnvironmentId::new(position);
            let mut rows: Vec<Row> = Vec::new();
            let bars = (view.slots.iter().enumerate())
                .filter(|(_, slot)| slot.environment == environment)
                .map(|(place, slot)| (place, take_row(&mut rows, slot.span, slot.stage)))
                .collect();
            let ghosts = baseline.map_or(Vec::new(), |baseline| {
                (baseline.gone.iter().map(|&place| (place, &baseline.view.slots[place])))
                    .filter(|(_, slot)| slot.environment == environment)
                    .map(|(place, slot)| (place, take_row(&mut rows, slot.span, slot.stage)))
                    .collect()
            });
            let strips = own_windows(view, environment);
            let row = match rows.len() {
                0..=12 => 24.0,
                13..=30 => 20.0,
                31..=80 => 14.0,
                _ => 9.0,
            };
            let head = if arrows(view, baseline, environment) { HEAD } else { 0.0 };
            let used = head + 2.0 * PAD + rows.len() as f64 * row + strips.len() as f64 * STRIP;
            let lane =
                Lane { environment, top, height: used.max(LEAST), head, row, strips, bars, ghosts };
            top += lane.height;
            lane
        })
        .collect()
}

/// Spans in a row, and the stage of the last one put in.
struct Row {
    taken: Vec<Span>,
    last: StageId,
}

/// Puts a span in the first row that is free then, one that last had the same stage if there is
/// one: stages form lines.
fn take_row(rows: &mut Vec<Row>, span: Span, stage: StageId) -> usize {
    // Bars come by start, so what overlaps is mostly at the end.
    let free = |row: &Row| !row.taken.iter().rev().any(|other| other.overlaps(span));
    let same = rows.iter().position(|row| row.last == stage && free(row));
    let row = same.or_else(|| rows.iter().position(free)).unwrap_or_else(|| {
        rows.push(Row { taken: Vec::new(), last: stage });
        rows.len() - 1
    });
    rows[row].taken.push(span);
    rows[row].last = stage;
    row
}

/// Whether anybody moved within an environment.
fn arrows(view: &PlanView, baseline: Option<&Baseline>, environment: EnvironmentId) -> bool {
    baseline.is_some_and(|baseline| {
        baseline.moves.iter().any(|one| {
            baseline.view.slots[one.from].environment == environment
                && view.slots[one.to].environment == environment
        })
    })
}

/// Stages that an environment has windows for by name.
fn own_windows(view: &PlanView, environment: EnvironmentId) -> Vec<StageId> {
    let windows = &view.problem.programme.environments[environment.index()].windows;
    (view.problem.programme.stages.iter().enumerate())
        .filter(|(_, stage)| windows.iter().any(|window| window.stages.contains(&stage.id)))
        .map(|(position, _)| StageId::new(position))
        .collect()
}
