//! Slots as bars, and those of the baseline as ghosts, with arrows between them.

use maud::{Markup, html};

use super::super::{PlanView, SlotView, dates, words};
use super::colour;
use super::lanes::Lane;
use super::markup::{Px, SpanLabel};
use super::moves;
use super::picture::{Baseline, Picture};
use crate::model::ParticipantId;

/// Space between rows.
pub const GAP: f64 = 3.0;
/// So many names at most on hover.
const NAMES: usize = 40;

/// All bars and ghosts.
pub fn draw(picture: &Picture, zooms: bool) -> Markup {
    html! {
        @if let Some(baseline) = &picture.baseline {
            g .ghosts {
                @for lane in &picture.lanes {
                    @for (slot, row) in &lane.ghosts { (ghost(picture, baseline, lane, *slot, *row)) }
                }
            }
        }
        g .slots {
            @for lane in &picture.lanes {
                @for (slot, row) in &lane.bars { (bar(picture, lane, *slot, *row, zooms)) }
            }
        }
        @if let Some(baseline) = &picture.baseline { (moves::draw(picture, baseline)) }
    }
}

fn bar(picture: &Picture, lane: &Lane, place: usize, row: usize, zooms: bool) -> Markup {
    let slot = &picture.view.slots[place];
    let span = picture.scale.clip(slot.start.naive_local(), slot.end.naive_local(), 1.5);
    let Some((x, width)) = span else { return html! {} };
    let (top, height) = (lane.row_top(row), lane.row - GAP);
    let colour = colour::of(slot.stage);
    let gauge = (height * 0.2).clamp(1.5, 4.0);
    let filled = slot.size as f64 / f64::from(slot.capacity_max.max(1));
    let places = format!("{}/{}", slot.size, slot.capacity_max);
    let texts = [
        format!("{} {places}", words::clean(picture.view.stage_name(slot.stage))),
        places,
        slot.size.to_string(),
    ];
    let size = if height >= 17.0 { 11.0 } else { height * 0.72 };
    html! {
        g .slot .empty[slot.participants.is_empty()] .new[picture.is_new(place)]
            .changed[picture.is_changed(place)] .as-before[picture.is_as_before(place)]
            data-slot=[zooms.then_some(place + 1)] tabindex=[zooms.then_some("0")] {
            title { (hover(picture, place)) }
            rect .bar x=(Px(x)) y=(Px(top)) width=(Px(width)) height=(Px(height)) rx="2"
                fill=(colour.fill) {}
            @if let Some(pattern) = colour.pattern {
                rect .over x=(Px(x)) y=(Px(top)) width=(Px(width)) height=(Px(height)) rx="2"
                    fill={ "url(#" (pattern) ")" } {}
            }
            @if !slot.participants.is_empty() {
                rect .track x=(Px(x)) y=(Px(top + height - gauge)) width=(Px(width))
                    height=(Px(gauge)) {}
                rect .gauge x=(Px(x)) y=(Px(top + height - gauge))
                    width=(Px(width * filled.min(1.0))) height=(Px(gauge)) {}
            }
            (pauses(picture, slot, top, height))
            @if height >= 10.0 {
                (SpanLabel {
                    x,
                    width,
                    y: top + (height - gauge) / 2.0 + size * 0.36,
                    size,
                    texts: &texts,
                    like: &[],
                    centred: false,
                }
                .draw(zooms))
            }
        }
    }
}

fn pauses(picture: &Picture, slot: &SlotView, top: f64, height: f64) -> Markup {
    let timeline = &picture.view.problem.timeline;
    html! {
        @for (span, _) in &slot.pauses {
            @let from = timeline.start(span.start).naive_local();
            @let to = timeline.end(span.end).naive_local();
            @if let Some((x, width)) = picture.scale.clip(from, to, 2.0) {
                rect .pause x=(Px(x)) y=(Px(top)) width=(Px(width)) height=(Px(height)) {}
            }
        }
    }
}

fn ghost(picture: &Picture, baseline: &Baseline, lane: &Lane, place: usize, row: usize) -> Markup {
    let slot = &baseline.view.slots[place];
    let span = picture.scale.clip(slot.start.naive_local(), slot.end.naive_local(), 2.0);
    let (top, height) = (lane.row_top(row), lane.row - GAP);
    html! {
        @if let Some((x, width)) = span {
            g .ghost {
                title {
                    "No longer planned\n" (heading(&baseline.view, slot)) "\n"
                    (names(&baseline.view, &slot.participants))
                }
                rect x=(Px(x)) y=(Px(top)) width=(Px(width)) height=(Px(height)) rx="2"
                    stroke=(colour::of(slot.stage).fill) {}
            }
        }
    }
}

/// What a slot is, when, how full, and who is in it.
pub fn hover(picture: &Picture, place: usize) -> String {
    let view = &picture.view;
    let slot = &view.slots[place];
    let mut lines = vec![heading(view, slot)];
    if let Some(hand) = slot.by_hand {
        lines.push(format!("given by hand: {}", view.problem.programme.slots[hand.index()].id));
    }
    for (span, cause) in &slot.pauses {
        let unit = words::period(view.problem.timeline.resolution());
        let cause = &view.problem.programme.unavailability[cause.index()];
        let lost = words::count(span.len(), unit);
        lines.push(format!("pauses {lost}: {}", words::unavailability(cause)));
    }
    if picture.is_new(place) {
        lines.push("not in the baseline".into());
    }
    let changes = picture.baseline.as_ref().and_then(|b| b.changes(view, place));
    if let Some((joined, left)) = changes {
        for (word, who) in [("joined", joined), ("left", left)] {
            if !who.is_empty() {
                let ids: Vec<_> = who.iter().map(|p| view.participant_id(*p)).collect();
                lines.push(format!("{word} since the baseline: {}", ids.join(", ")));
            }
        }
    }
    lines.push(String::new());
    lines.push(names(view, &slot.participants));
    lines.join("\n")
}

fn heading(view: &PlanView, slot: &SlotView) -> String {
    let unit = words::period(view.problem.timeline.resolution());
    format!(
        "{} in {}\n{} ({})\n{} of {} taken by {}",
        view.stage_name(slot.stage),
        view.environment_name(slot.environment),
        dates::slot(&view.problem.timeline, slot),
        words::count(slot.span.len(), &format!("working {unit}")),
        slot.size,
        words::count(slot.capacity_max, "place"),
        words::count(slot.participants.len() as u64, "participant"),
    )
}

/// Ids, a line for each, as far as there is room.
pub fn names(view: &PlanView, participants: &[ParticipantId]) -> String {
    if participants.is_empty() {
        return "nobody".into();
    }
    let mut lines: Vec<_> = participants.iter().take(NAMES).map(|&p| name(view, p)).collect();
    if participants.len() > NAMES {
        lines.push(format!("and {} more", participants.len() - NAMES));
    }
    lines.join("\n")
}

/// Id, and organisation and roles as far as they say more.
pub fn name(view: &PlanView, participant: ParticipantId) -> String {
    let data = &view.problem.programme.participants[participant.index()];
    let mut name = data.id.clone();
    if !data.organisation.is_empty() && data.organisation != data.id {
        name = format!("{name} · {}", data.organisation);
    }
    if !data.roles.is_empty() {
        name = format!("{name} ({})", data.roles.join(", "));
    }
    name
}
