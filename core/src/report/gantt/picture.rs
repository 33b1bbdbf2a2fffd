//! Everything that a picture is drawn from.

use std::collections::BTreeMap;

use super::super::text::status_line;
use super::super::{PlanView, SlotView, Utilisation, Verdict};
use super::GanttOptions;
use super::lanes::{Lane, lay_out};
use super::moves::{self, Move};
use super::scale::Scale;
use crate::calendar::{Problem, Span};
use crate::model::{EnvironmentId, ParticipantId, Resolution, StageId};
use crate::plan::Plan;

/// A plan laid out.
pub struct Picture<'a> {
    /// The plan.
    pub view: PlanView<'a>,
    /// Its sums.
    pub utilisation: Utilisation,
    /// What is known about it.
    pub verdict: Verdict,
    /// Heading.
    pub title: String,
    /// Under the heading.
    pub status: String,
    /// Time to pixels.
    pub scale: Scale,
    /// Lanes, by environment.
    pub lanes: Vec<Lane>,
    /// The baseline and what changed since.
    pub baseline: Option<Baseline<'a>>,
}

/// An earlier plan.
pub struct Baseline<'a> {
    /// The plan.
    pub view: PlanView<'a>,
    /// By place in the plan's view: the same slot in the baseline's view.
    pub twin: Vec<Option<usize>>,
    /// Slots that the plan no longer has, by place in the baseline's view.
    pub gone: Vec<usize>,
    /// Who moved, from where to where.
    pub moves: Vec<Move>,
}

impl<'a> Picture<'a> {
    /// Lays a plan out.
    pub fn new(problem: &'a Problem, plan: &Plan, options: &GanttOptions) -> Self {
        let view = PlanView::new(problem, plan);
        let utilisation = Utilisation::of(&view);
        let verdict = options.verdict.cloned().unwrap_or_default();
        let baseline = options.baseline.map(|plan| Baseline::new(&view, plan));
        let lanes = lay_out(&view, baseline.as_ref());
        let title = options.title.clone().unwrap_or_else(|| problem.programme.name.clone());
        let status = status_line(&view, &Verdict { runtime: None, ..verdict.clone() });
        let scale = scale(&view, options);
        Self { view, utilisation, verdict, title, status, scale, lanes, baseline }
    }

    /// Height of all lanes.
    pub fn height(&self) -> f64 {
        self.lanes.last().map_or(0.0, |lane| lane.top + lane.height)
    }

    /// Whether a slot is not in the baseline.
    pub fn is_new(&self, slot: usize) -> bool {
        self.baseline.as_ref().is_some_and(|baseline| baseline.twin[slot].is_none())
    }

    /// Whether a slot is in the baseline with others in it.
    pub fn is_changed(&self, slot: usize) -> bool {
        self.joined_or_left(slot) == Some(true)
    }

    /// Whether a slot is in the baseline, with the same participants.
    pub fn is_as_before(&self, slot: usize) -> bool {
        self.joined_or_left(slot) == Some(false)
    }

    /// Whether anybody joined or left a slot that is in the baseline; `None` if it is not.
    fn joined_or_left(&self, slot: usize) -> Option<bool> {
        let (joined, left) = self.baseline.as_ref()?.changes(&self.view, slot)?;
        Some(!joined.is_empty() || !left.is_empty())
    }
}

fn scale(view: &PlanView, options: &GanttOptions) -> Scale {
    let (first, last) = view.problem.timeline.days();
    let from = options.from.unwrap_or(first).clamp(first, last.max(first));
    let to = options.to.unwrap_or(last).clamp(from, last.max(from));
    let days = ((to - from).num_days() as f64).max(1.0);
    let width = options.width.map_or_else(
        || (days * room_for_labels(view)).clamp(1100.0, 2600.0),
        |width| f64::from(width.clamp(300, 20_000)),
    );
    let hours = view.problem.timeline.resolution() != Resolution::Day;
    Scale::new(from, to, width, hours)
}

/// Pixels a day at which the label of a middling slot fits.
fn room_for_labels(view: &PlanView) -> f64 {
    let mut days: Vec<i64> =
        view.slots.iter().map(|slot| (slot.last_day - slot.first_day).num_days() + 1).collect();
    days.sort_unstable();
    days.get(days.len() / 2).map_or(3.0, |middle| 46.0 / (*middle).max(1) as f64)
}

/// Where a slot is, for which stage and when.
pub type SlotKey = (EnvironmentId, StageId, Span);

/// What makes two slots the same.
pub fn key(slot: &SlotView) -> SlotKey {
    (slot.environment, slot.stage, slot.span)
}

impl<'a> Baseline<'a> {
    fn new(view: &PlanView<'a>, plan: &Plan) -> Self {
        let earlier = PlanView::new(view.problem, plan);
        // Several slots may be alike: each has at most one twin.
        let mut places: BTreeMap<SlotKey, Vec<usize>> = BTreeMap::new();
        for (place, slot) in earlier.slots.iter().enumerate().rev() {
            places.entry(key(slot)).or_default().push(place);
        }
        let twin: Vec<_> =
            (view.slots.iter()).map(|slot| places.get_mut(&key(slot)).and_then(Vec::pop)).collect();
        let mut gone: Vec<_> = places.into_values().flatten().collect();
        gone.sort_unstable();
        let moves = moves::between(&earlier, view);
        Self { view: earlier, twin, gone, moves }
    }

    /// Who joined a slot since, and who left it.
    pub fn changes(
        &self,
        view: &PlanView,
        slot: usize,
    ) -> Option<(Vec<ParticipantId>, Vec<ParticipantId>)> {
        let now = &view.slots[slot].participants;
        let before = &self.view.slots[self.twin[slot]?].participants;
        let not_in = |these: &[ParticipantId], those: &[ParticipantId]| -> Vec<_> {
            these.iter().filter(|p| those.binary_search(p).is_err()).copied().collect()
        };
        Some((not_in(now, before), not_in(before, now)))
    }
}
