//! A fan: how many are through by when.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, PreEscaped, html};

use super::{FanPoint, Risk};
use crate::report::dates;
use crate::report::gantt::PICTURE_STYLE;
use crate::report::gantt::markup::{Px, finish, fit};

const STYLE: &str = include_str!("../chart.css");
const LEFT: f64 = 58.0;
const TOP: f64 = 94.0;
const WIDE: f64 = 820.0;
const HIGH: f64 = 320.0;
const RIGHT: f64 = 24.0;
/// Width of a month's label.
const LABEL: f64 = 62.0;

/// Where days and counts are.
struct Scale {
    first: NaiveDate,
    days: f64,
    most: f64,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> f64 {
        LEFT + day.signed_duration_since(self.first).num_days() as f64 / self.days * WIDE
    }

    fn y(&self, count: f64) -> f64 {
        TOP + HIGH * (1.0 - count / self.most)
    }
}

/// The picture as an SVG file.
pub(super) fn draw(risk: &Risk) -> String {
    let (width, height) = (LEFT + WIDE + RIGHT, TOP + HIGH + 84.0);
    let title = format!("{}: how many are through by when", risk.programme);
    let status = format!(
        "{} futures with outages, seed {}, {}.",
        risk.samples,
        risk.seed,
        if risk.response == "pushed" { "the plan pushed along" } else { "re-planned at each" },
    );
    let last = format!(
        "Last day: planned {}, P50 {}, P80 {}, P95 {}.",
        day(risk.finish.planned),
        day(risk.finish.p50),
        day(risk.finish.p80),
        day(risk.finish.p95),
    );
    let chart = if let (Some(first), Some(last)) = (risk.fan.first(), risk.fan.last()) {
        let days = last.day.signed_duration_since(first.day).num_days().max(1) as f64;
        let most = risk.fan.iter().map(|point| point.planned.max(point.p95)).max();
        let most = f64::from(most.unwrap_or(0).max(1));
        chart(risk, &Scale { first: first.day, days, most }, last.day)
    } else {
        html! { text x=(Px(LEFT)) y=(Px(TOP + 20.0)) font-size="13" { "Nobody is placed." } }
    };
    let markup = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        svg .slotwise xmlns="http://www.w3.org/2000/svg" width=(Px(width)) height=(Px(height))
            viewBox={ "0 0 " (Px(width)) " " (Px(height)) } {
            title { (title) }
            desc { (status) }
            style { (PreEscaped(PICTURE_STYLE)) (PreEscaped(STYLE)) }
            rect .paper width=(Px(width)) height=(Px(height)) {}
            text .strong x="16" y="28" font-size="20" { (fit(&title, 20.0, width - 32.0)) }
            text .soft x="16" y="48" font-size="13" { (fit(&status, 13.0, width - 32.0)) }
            text .soft x="16" y="66" font-size="13" { (fit(&last, 13.0, width - 32.0)) }
            (chart)
        }
    };
    finish(&markup)
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "–".into(), dates::day)
}

fn chart(risk: &Risk, scale: &Scale, last: NaiveDate) -> Markup {
    let fan = &risk.fan;
    html! {
        (axes(scale, last))
        path .fan .outer d=(band(fan, scale, |point| (point.p5, point.p95))) {
            title { "90 % of the futures" }
        }
        path .fan .inner d=(band(fan, scale, |point| (point.p20, point.p80))) {
            title { "60 % of the futures" }
        }
        path .median d=(line(fan, scale, |point| point.p50)) { title { "half of the futures" } }
        path .planned d=(line(fan, scale, |point| point.planned)) { title { "as planned" } }
        @let marks = marks(risk, scale, last);
        @for (name, at) in &marks {
            line .at x1=(Px(scale.x(*at))) x2=(Px(scale.x(*at))) y1=(Px(TOP)) y2=(Px(TOP + HIGH)) {
                title { (name) " of the last day: " (dates::day(*at)) }
            }
        }
        @for (names, x) in labels(&marks, scale) {
            text .end x=(Px(x + 8.0)) y=(Px(TOP - 6.0)) font-size="11" { (names) }
        }
        (key())
    }
}

/// The quantiles of the last day that are in the picture.
fn marks(risk: &Risk, scale: &Scale, last: NaiveDate) -> Vec<(&'static str, NaiveDate)> {
    [("P50", risk.finish.p50), ("P80", risk.finish.p80), ("P95", risk.finish.p95)]
        .into_iter()
        .filter_map(|(name, at)| Some((name, at.filter(|at| *at >= scale.first && *at <= last)?)))
        .collect()
}

/// Their names, each with its right end; those that would stand on one another are one.
fn labels(marks: &[(&str, NaiveDate)], scale: &Scale) -> Vec<(String, f64)> {
    let mut labels: Vec<(String, f64)> = Vec::new();
    for (name, at) in marks {
        let x = scale.x(*at);
        match labels.last_mut() {
            Some((names, end)) if x - *end < 28.0 => {
                *names += ", ";
                *names += name;
                *end = x;
            }
            _ => labels.push(((*name).into(), x)),
        }
    }
    labels
}

fn axes(scale: &Scale, last: NaiveDate) -> Markup {
    let step = nice(scale.most / 5.0);
    let counts: Vec<f64> =
        (0..=6).map(|number| f64::from(number) * step).filter(|c| *c <= scale.most).collect();
    let mut months = Vec::new();
    let mut month = scale.first.with_day(1).unwrap_or(scale.first);
    while month <= last {
        if month >= scale.first {
            months.push(month);
        }
        let Some(next) = month.checked_add_months(chrono::Months::new(1)) else { break };
        month = next;
    }
    // Labels that would stand on one another are left out.
    let every = (months.len() as f64 * LABEL / WIDE).ceil().max(1.0) as usize;
    html! {
        rect .open x=(Px(LEFT)) y=(Px(TOP)) width=(Px(WIDE)) height=(Px(HIGH)) {}
        @for count in counts {
            line .rule x1=(Px(LEFT)) x2=(Px(LEFT + WIDE)) y1=(Px(scale.y(count))) y2=(Px(scale.y(count))) {}
            text .end .soft x=(Px(LEFT - 8.0)) y=(Px(scale.y(count) + 4.0)) font-size="12" { (count) }
        }
        @for (number, month) in months.iter().enumerate() {
            line .month x1=(Px(scale.x(*month))) x2=(Px(scale.x(*month))) y1=(Px(TOP)) y2=(Px(TOP + HIGH)) {}
            @if number % every == 0 && scale.x(*month) + LABEL < LEFT + WIDE + RIGHT {
                text .soft x=(Px(scale.x(*month) + 3.0)) y=(Px(TOP + HIGH + 16.0)) font-size="12" {
                    (month.format("%b %Y"))
                }
            }
        }
        rect .frame x=(Px(LEFT)) y=(Px(TOP)) width=(Px(WIDE)) height=(Px(HIGH)) {}
    }
}

/// A step of 1, 2 or 5 times a power of ten, at least so large, and at least 1.
fn nice(least: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if step * power >= least {
                return step * power;
            }
        }
        power *= 10.0;
    }
}

fn line(fan: &[FanPoint], scale: &Scale, of: impl Fn(&FanPoint) -> u32) -> String {
    let points = fan.iter().map(|one| (scale.x(one.day), scale.y(f64::from(of(one)))));
    points
        .enumerate()
        .map(|(place, (x, y))| step(if place == 0 { 'M' } else { 'L' }, x, y))
        .collect()
}

fn band(fan: &[FanPoint], scale: &Scale, of: impl Fn(&FanPoint) -> (u32, u32)) -> String {
    let low = fan.iter().map(|one| (one.day, of(one).0));
    let high = fan.iter().rev().map(|one| (one.day, of(one).1));
    let mut path = String::new();
    for (day, count) in low.chain(high) {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        path += &step(letter, scale.x(day), scale.y(f64::from(count)));
    }
    path + "Z"
}

fn step(letter: char, x: f64, y: f64) -> String {
    format!("{letter}{x:.1},{y:.1}")
}

fn key() -> Markup {
    let top = TOP + HIGH + 44.0;
    let box_at = |x: f64, class: &str, text: &str| {
        html! {
            rect class={ "fan " (class) } x=(Px(x)) y=(Px(top)) width="18" height="11" {}
            text x=(Px(x + 24.0)) y=(Px(top + 10.0)) font-size="12" { (text) }
        }
    };
    let line_at = |x: f64, class: &str, text: &str| {
        html! {
            path class=(class) d=(format!("M{x:.1},{:.1}h18", top + 6.0)) {}
            text x=(Px(x + 24.0)) y=(Px(top + 10.0)) font-size="12" { (text) }
        }
    };
    html! {
        g .key {
            (line_at(LEFT, "planned", "as planned"))
            (line_at(LEFT + 120.0, "median", "half of the futures"))
            (box_at(LEFT + 280.0, "inner", "60 % of them"))
            (box_at(LEFT + 400.0, "outer", "90 % of them"))
        }
    }
}
