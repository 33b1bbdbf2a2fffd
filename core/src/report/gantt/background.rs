//! Behind the bars: open windows, days without work, holidays, unavailability.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::super::{dates, words};
use super::axis;
use super::colour;
use super::lanes::{Lane, STRIP};
use super::markup::Px;
use super::picture::Picture;
use crate::calendar::strikes;
use crate::model::{Unavailability, UnavailabilityKind, Window};

/// Everything behind the bars.
pub fn draw(picture: &Picture, zooms: bool) -> Markup {
    let width = picture.scale.width();
    html! {
        g .back {
            @for lane in &picture.lanes {
                rect .closed x="0" y=(Px(lane.top)) width=(Px(width)) height=(Px(lane.height)) {}
                @for window in windows(picture, lane) { (open(picture, lane, window)) }
            }
            (rest(picture, zooms))
            (axis::grid(&picture.scale, picture.height(), zooms))
            (holidays(picture))
            @for lane in &picture.lanes {
                (strips(picture, lane))
                (unavailable(picture, lane))
                line .edge x1="0" x2=(Px(width)) y1=(Px(lane.top + lane.height))
                    y2=(Px(lane.top + lane.height)) {}
            }
        }
    }
}

fn windows<'a>(picture: &Picture<'a>, lane: &Lane) -> &'a [Window] {
    &picture.view.problem.programme.environments[lane.environment.index()].windows
}

fn window_text(picture: &Picture, window: &Window) -> String {
    let mut text = "open ".to_owned();
    text += &dates::span(&picture.view.problem.timeline, window.from, window.to);
    if !window.stages.is_empty() {
        text += " for ";
        text += &window.stages.join(", ");
    }
    if !window.source.is_empty() {
        text += "\nsource: ";
        text += &window.source;
    }
    text
}

fn open(picture: &Picture, lane: &Lane, window: &Window) -> Markup {
    let timeline = &picture.view.problem.timeline;
    let (from, to) = (dates::local(timeline, window.from), dates::local(timeline, window.to));
    html! {
        @if let Some((x, width)) = picture.scale.clip(from, to, 1.0) {
            rect .open x=(Px(x)) y=(Px(lane.top)) width=(Px(width)) height=(Px(lane.height)) {
                title {
                    (picture.view.environment_name(lane.environment)) "\n"
                    (window_text(picture, window))
                }
            }
        }
    }
}

/// Under the rows, a line in the stage's colour for each stage with windows of its own.
fn strips(picture: &Picture, lane: &Lane) -> Markup {
    let timeline = &picture.view.problem.timeline;
    html! {
        @for (row, stage) in lane.strips.iter().enumerate() {
            @let top = lane.strips_top() + row as f64 * STRIP;
            @let id = &picture.view.problem.programme.stages[stage.index()].id;
            @for window in windows(picture, lane).iter().filter(|w| w.stages.contains(id)) {
                @let from = dates::local(timeline, window.from);
                @let to = dates::local(timeline, window.to);
                @if let Some((x, width)) = picture.scale.clip(from, to, 1.0) {
                    rect .strip x=(Px(x)) y=(Px(top)) width=(Px(width)) height=(Px(STRIP - 1.5))
                        fill=(colour::of(*stage).fill) {
                        title {
                            (picture.view.stage_name(*stage)) "\n" (window_text(picture, window))
                        }
                    }
                }
            }
        }
    }
}

/// Days of the week without work, if they are wide enough to be seen as such.
fn rest(picture: &Picture, zooms: bool) -> Markup {
    let scale = &picture.scale;
    let working = &picture.view.problem.programme.calendar.working_weekdays;
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    if (scale.day >= 2.0 || zooms) && (scale.to - scale.from).num_days() < 8000 {
        let resting = |day: &NaiveDate| !working.iter().any(|weekday| weekday.0 == day.weekday());
        for day in axis::days(scale).filter(resting) {
            let next = day.succ_opt().unwrap_or(day);
            match runs.last_mut() {
                Some(last) if last.1 == day => last.1 = next,
                _ => runs.push((day, next)),
            }
        }
    }
    html! {
        g data-need=[zooms.then_some("2")] data-room=[zooms.then_some(Px(scale.day))] {
            @for (from, to) in runs {
                @if let Some((x, width)) = scale.clip_days(from, to, 0.0) {
                    rect .rest x=(Px(x)) y="0" width=(Px(width)) height=(Px(picture.height())) {}
                }
            }
        }
    }
}

fn holidays(picture: &Picture) -> Markup {
    let calendar = &picture.view.problem.programme.calendar;
    html! {
        @for holiday in &calendar.holidays {
            @let next = holiday.date.succ_opt().unwrap_or(holiday.date);
            @if let Some((x, width)) = picture.scale.clip_days(holiday.date, next, 1.2) {
                rect .holiday x=(Px(x)) y="0" width=(Px(width)) height=(Px(picture.height())) {
                    title { (dates::day(holiday.date)) "\nholiday: " (holiday.name) }
                }
            }
        }
    }
}

fn unavailable(picture: &Picture, lane: &Lane) -> Markup {
    let programme = &picture.view.problem.programme;
    let timeline = &picture.view.problem.timeline;
    let environment = &programme.environments[lane.environment.index()];
    // What falls on a closed environment takes nothing away.
    let open = |one: &Unavailability| {
        (environment.windows.iter()).any(|window| {
            let at = |when| dates::local(timeline, when);
            at(window.from) < at(one.to) && at(one.from) < at(window.to)
        })
    };
    // Movable maintenance is shown where the plan has put it.
    let moved = &picture.view.maintenance;
    let all = programme.unavailability.iter().filter(|one| one.movable.is_none()).chain(moved);
    let shown = |one: &&Unavailability| strikes(one, environment) && open(one);
    html! {
        @for one in all.filter(shown) {
            @let from = dates::local(timeline, one.from);
            @let to = dates::local(timeline, one.to);
            @if let Some((x, width)) = picture.scale.clip(from, to, 2.0) {
                rect .down.incident[one.kind != UnavailabilityKind::Planned]
                    x=(Px(x)) y=(Px(lane.top)) width=(Px(width)) height=(Px(lane.height)) {
                    title {
                        (picture.view.environment_name(lane.environment)) " unavailable\n"
                        (dates::span(timeline, one.from, one.to)) "\n" (words::unavailability(one))
                    }
                }
            }
        }
    }
}
