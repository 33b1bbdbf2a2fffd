//! Who moved since the baseline: arrows from where they were to where they are.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::{PlanView, SlotView, dates, words};
use super::bars::{self, GAP};
use super::lanes::HEAD;
use super::markup::Px;
use super::picture::{Baseline, Picture, key};
use crate::model::ParticipantId;

/// More arrows than this would hide the plan: those of most participants are drawn.
const MOST: usize = 60;
/// How far arrows from a bar to others in its row rise above it: the nearest, each farther one besides,
/// and at most.
const RISE: (f64, f64, f64) = (15.0, 11.0, HEAD + 2.0);

/// Participants who were in one slot of a stage and are in another.
pub struct Move {
    /// Where they were, by place in the baseline's view.
    pub from: usize,
    /// Where they are, by place in the plan's view.
    pub to: usize,
    /// Who.
    pub participants: Vec<ParticipantId>,
}

/// All moves between two plans, those of most participants first.
pub fn between(earlier: &PlanView, view: &PlanView) -> Vec<Move> {
    let mut moves: BTreeMap<(usize, usize), Vec<ParticipantId>> = BTreeMap::new();
    for (before, now) in earlier.participants.iter().zip(&view.participants) {
        let (Some(old), Some(new)) = (&before.placement, &now.placement) else { continue };
        for from in old.visits.iter().map(|visit| visit.slot) {
            let slot = &earlier.slots[from];
            let to = (new.visits.iter().map(|visit| visit.slot))
                .find(|&to| view.slots[to].stage == slot.stage)
                .filter(|&to| key(&view.slots[to]) != key(slot));
            if let Some(to) = to {
                moves.entry((from, to)).or_default().push(now.participant);
            }
        }
    }
    let mut moves: Vec<_> = (moves.into_iter())
        .map(|((from, to), participants)| Move { from, to, participants })
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.participants.len()));
    moves
}

/// All arrows.
pub fn draw(picture: &Picture, baseline: &Baseline) -> Markup {
    let placed: Vec<(&Move, Place, Place)> = (baseline.moves.iter().take(MOST))
        .filter_map(|one| {
            let from = old_place(picture, baseline, one.from)?;
            Some((one, from, new_place(picture, one.to)?))
        })
        .collect();
    // Those that begin or end at the same bar stand apart there, so that none crosses another.
    let share = |same: &dyn Fn(&Move) -> bool, mine: f64, end: fn(&Place, &Place) -> f64| {
        let mut ends: Vec<f64> = (placed.iter())
            .filter(|(one, ..)| same(one))
            .map(|(_, from, to)| end(from, to))
            .collect();
        ends.sort_by(|a, b| b.total_cmp(a));
        let place = ends.iter().position(|end| *end <= mine).unwrap_or(0);
        (place as f64 + 1.0) / (ends.len() as f64 + 1.0)
    };
    let curves: Vec<[(f64, f64); 4]> = (placed.iter())
        .map(|(one, from, to)| {
            let start = share(&|other| other.from == one.from, to.centre(), |_, to| to.centre());
            let end = share(&|other| other.to == one.to, from.centre(), |from, _| from.centre());
            let nearer = (placed.iter()).filter(|(other, _, place)| {
                other.from == one.from && place.distance(from) < to.distance(from)
            });
            curve((*from, start), (*to, end), nearer.count())
        })
        .collect();
    html! {
        g .moves {
            @for ((one, ..), points) in placed.iter().zip(&curves) {
                g .move {
                    title { (told(picture, baseline, one)) }
                    (arrow(points))
                }
            }
            // Above all arrows.
            @for ((one, ..), points) in placed.iter().zip(&curves) {
                @let (x, y) = half_way(points);
                text .c .count x=(Px(x)) y=(Px(y + 3.8)) font-size="11" { (one.participants.len()) }
            }
        }
    }
}

/// A bar, as far as it is in the picture.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Place {
    fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    fn centre(&self) -> f64 {
        self.at(0.5)
    }

    /// At a share of its width.
    fn at(&self, share: f64) -> f64 {
        self.left + share * (self.right - self.left)
    }

    fn distance(&self, other: &Self) -> f64 {
        (self.centre() - other.centre()).abs()
    }
}

/// Where a slot of the baseline is: as a ghost, or as the bar that it still is.
fn old_place(picture: &Picture, baseline: &Baseline, slot: usize) -> Option<Place> {
    if let Some(now) = baseline.twin.iter().position(|twin| *twin == Some(slot)) {
        return new_place(picture, now);
    }
    picture.lanes.iter().find_map(|lane| {
        let (_, row) = lane.ghosts.iter().find(|(place, _)| *place == slot)?;
        place(picture, &baseline.view, slot, lane.row_top(*row), lane.row - GAP)
    })
}

fn new_place(picture: &Picture, slot: usize) -> Option<Place> {
    picture.lanes.iter().find_map(|lane| {
        let (_, row) = lane.bars.iter().find(|(place, _)| *place == slot)?;
        place(picture, &picture.view, slot, lane.row_top(*row), lane.row - GAP)
    })
}

fn place(picture: &Picture, view: &PlanView, slot: usize, top: f64, height: f64) -> Option<Place> {
    let slot = &view.slots[slot];
    let (left, width) =
        picture.scale.clip(slot.start.naive_local(), slot.end.naive_local(), 1.5)?;
    Some(Place { left, right: left + width, top, bottom: top + height })
}

/// The four points of a curve from one bar to another, each with the share of its width at which it
/// begins or ends; so many from there go less far.
fn curve((from, start): (Place, f64), (to, end): (Place, f64), nearer: usize) -> [(f64, f64); 4] {
    let (a, b) = (from.at(start), to.at(end));
    let level = (from.top - to.top).abs() < 1.0;
    if level {
        // Over whatever stands between.
        let (first, more, most) = RISE;
        let rise = (first + more * nearer as f64).min(most);
        // A curve comes three quarters as high as its points.
        let (high, reach) = (from.top - rise / 0.75, (b - a) / 5.0);
        return [(a, from.top), (a + reach, high), (b - reach, high), (b, to.top)];
    }
    let apart = if from.right <= to.left {
        Some((from.right, to.left))
    } else if to.right <= from.left {
        Some((from.left, to.right))
    } else {
        None
    };
    if let Some((a, b)) = apart {
        let middle = f64::midpoint(a, b);
        return [
            (a, from.middle()),
            (middle, from.middle()),
            (middle, to.middle()),
            (b, to.middle()),
        ];
    }
    let (begin, stop) =
        if from.top < to.top { (from.bottom, to.top) } else { (from.top, to.bottom) };
    let middle = f64::midpoint(begin, stop);
    [(a, begin), (a, middle), (b, middle), (b, stop)]
}

fn arrow(points: &[(f64, f64); 4]) -> Markup {
    let [a, b, c, d] = points.map(|(x, y)| format!("{x:.1},{y:.1}"));
    let path = format!("M{a}C{b} {c} {d}");
    html! {
        path .under d=(path) {}
        path .arrow d=(path) marker-end="url(#slotwise-arrow)" {}
    }
}

fn half_way(points: &[(f64, f64); 4]) -> (f64, f64) {
    let [a, b, c, d] = *points;
    let half = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
    (half(a.0, b.0, c.0, d.0), half(a.1, b.1, c.1, d.1))
}

/// Who moved, from where to where.
fn told(picture: &Picture, baseline: &Baseline, one: &Move) -> String {
    let (old, new) = (&baseline.view.slots[one.from], &picture.view.slots[one.to]);
    let place = |slot: &SlotView| {
        let environment = picture.view.environment_name(slot.environment);
        format!("{environment}, {}", dates::slot(&picture.view.problem.timeline, slot))
    };
    format!(
        "{} moved for {}\nfrom {}\nto {}\n\n{}",
        words::count(one.participants.len() as u64, "participant"),
        picture.view.stage_name(new.stage),
        place(old),
        place(new),
        bars::names(&picture.view, &one.participants),
    )
}
