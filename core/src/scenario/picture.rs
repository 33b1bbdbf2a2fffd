//! A comparison as a picture: scenarios as rows, levels as columns of bars.

use maud::{Markup, PreEscaped, html};

use super::compare::Comparison;
use super::row::ScenarioRow;
use crate::report::dates;
use crate::report::gantt::PICTURE_STYLE;
use crate::report::gantt::markup::{Px, finish, fit, text_width};
use crate::report::words::millionths;

const STYLE: &str = include_str!("chart.css");
const MARGIN: f64 = 16.0;
const NAMES: f64 = 236.0;
const PANEL: f64 = 168.0;
const ROW: f64 = 26.0;
const HEAD: f64 = 66.0;
/// Columns of plain figures at the right.
const FIGURES: [(&str, f64); 3] = [("visits moved", 92.0), ("not placed", 84.0), ("finish", 124.0)];

/// The picture as an SVG file.
pub(super) fn draw(compared: &Comparison) -> String {
    let told = compared.told();
    let right = NAMES + told.len() as f64 * PANEL;
    let inner = right + FIGURES.iter().map(|figure| figure.1).sum::<f64>();
    let width = inner + 2.0 * MARGIN;
    let below = HEAD + 30.0 + compared.rows.len() as f64 * ROW;
    let height = below + 40.0;
    let title = format!("{}: scenarios compared", compared.programme);
    let markup = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        svg .slotwise xmlns="http://www.w3.org/2000/svg" width=(Px(width)) height=(Px(height))
            viewBox={ "0 0 " (Px(width)) " " (Px(height)) } {
            title { (title) }
            style { (PreEscaped(PICTURE_STYLE)) (PreEscaped(STYLE)) }
            rect .paper width=(Px(width)) height=(Px(height)) {}
            text .strong x=(Px(MARGIN)) y="28" font-size="20" { (fit(&title, 20.0, inner)) }
            text .soft x=(Px(MARGIN)) y="48" font-size="13" {
                "Levels of the objective, most important first; shorter is better; "
                "the dashed line is the baseline."
            }
            g transform={ "translate(" (Px(MARGIN)) " " (Px(HEAD)) ")" } {
                rect .head width=(Px(inner)) height="30" {}
                @for (place, level) in told.iter().enumerate() {
                    text .strong x=(Px(panel(place))) y="20" font-size="12" {
                        (fit(level, 12.0, PANEL - 12.0))
                    }
                }
                @for (place, (name, _)) in FIGURES.iter().enumerate() {
                    text .strong .end x=(Px(figure(right, place))) y="20" font-size="12" { (name) }
                }
                @for (number, row) in compared.rows.iter().enumerate() {
                    g transform={ "translate(0 " (Px(30.0 + number as f64 * ROW)) ")" } {
                        (line(compared, row, number, &told, (inner, right)))
                    }
                }
                @for (place, level) in told.iter().enumerate() {
                    @let x = panel(place) + length(compared, &compared.rows[0], level);
                    line .mark-line x1=(Px(x)) x2=(Px(x)) y1="32"
                        y2=(Px(28.0 + compared.rows.len() as f64 * ROW)) {}
                }
                rect .frame width=(Px(inner))
                    height=(Px(30.0 + compared.rows.len() as f64 * ROW)) {}
            }
            (key(below + 14.0))
        }
    };
    finish(&markup)
}

/// Left end of a level's bars.
fn panel(place: usize) -> f64 {
    NAMES + place as f64 * PANEL
}

/// Right end of a figure.
fn figure(right: f64, place: usize) -> f64 {
    right + FIGURES[..=place].iter().map(|figure| figure.1).sum::<f64>() - 10.0
}

fn value(row: &ScenarioRow, level: &str) -> i64 {
    row.value(level).unwrap_or(0)
}

/// How long a bar is: the largest value of its level leaves room for its own figure.
fn length(compared: &Comparison, row: &ScenarioRow, level: &str) -> f64 {
    let values = compared.rows.iter().map(|row| value(row, level));
    let most = values.clone().max().unwrap_or(0).max(1) as f64;
    let figures = values.map(|value| text_width(&millionths(value), 11.0)).fold(0.0, f64::max);
    value(row, level).max(0) as f64 / most * (PANEL - 24.0 - figures).max(20.0)
}

fn line(
    compared: &Comparison,
    row: &ScenarioRow,
    number: usize,
    told: &[&str],
    (inner, right): (f64, f64),
) -> Markup {
    let baseline = &compared.rows[0];
    let moves = row.moves.moved + row.moves.added + row.moves.dropped;
    let figures = [
        if number == 0 { "–".into() } else { moves.to_string() },
        row.unplaced.len().to_string(),
        row.finish.map_or_else(|| "–".into(), dates::day),
    ];
    html! {
        @if number % 2 == 1 { rect .name width=(Px(inner)) height=(Px(ROW)) {} }
        text .strong[number == 0] x=(Px(if row.base.is_some() { 22.0 } else { 8.0 })) y="17" font-size="12.5" {
            title { (row.changes.join("; ")) }
            (fit(&row.scenario, 12.5, NAMES - 30.0))
        }
        @for (place, level) in told.iter().enumerate() {
            @let (own, theirs) = (value(row, level), value(baseline, level));
            @let wide = length(compared, row, level);
            @let class = match own.cmp(&theirs) {
                _ if number == 0 => "as-is",
                std::cmp::Ordering::Less => "better",
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Greater => "worse",
            };
            rect class={ "bar " (class) } x=(Px(panel(place))) y="5" width=(Px(wide)) height=(Px(ROW - 10.0)) {
                title { (row.scenario) ", " (level) ": " (millionths(own)) }
            }
            text x=(Px(panel(place) + wide + 5.0)) y="17" font-size="11" { (millionths(own)) }
        }
        @for (place, text) in figures.iter().enumerate() {
            text .end x=(Px(figure(right, place))) y="17" font-size="12" { (text) }
        }
    }
}

fn key(top: f64) -> Markup {
    let entries =
        [("as-is", "baseline"), ("better", "better"), ("same", "the same"), ("worse", "worse")];
    html! {
        g .key transform={ "translate(" (Px(MARGIN)) " " (Px(top)) ")" } {
            @for (place, (class, text)) in entries.iter().enumerate() {
                @let x = place as f64 * 92.0;
                rect class={ "bar " (class) } x=(Px(x)) y="0" width="16" height="11" {}
                text x=(Px(x + 22.0)) y="10" font-size="12" { (text) }
            }
        }
    }
}
