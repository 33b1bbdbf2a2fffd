//! Under a picture that stands alone: who is not placed, warnings, assumptions.

use maud::{Markup, html};

use super::super::text::ids;
use super::super::words::clean;
use super::markup::{Px, fit, text_width};
use super::picture::Picture;

/// Height of a line.
const LINE: f64 = 16.0;
const SIZE: f64 = 11.0;
/// Least width of a column of lines.
const COLUMN: f64 = 640.0;
/// So many lines at most in a column.
const MOST: usize = 24;
const INDENT: f64 = 12.0;

/// A line with its indent.
type Line = (f64, String);

/// The notes in a width, from `top` downwards, and their height.
pub fn draw(picture: &Picture, left: f64, top: f64, width: f64) -> (Markup, f64) {
    let columns = (width / COLUMN).floor().max(1.0);
    let column = width / columns;
    let mut y = 0.0;
    let mut texts = Vec::new();
    for (heading, count, notes) in blocks(picture) {
        y += LINE * 1.5;
        texts.push(text(left, top + y, 12.0, "strong", &format!("{heading} ({count})")));
        let mut lines: Vec<Line> = (notes.iter())
            .flat_map(|(indent, note)| wrap(note, *indent, column - INDENT * 2.0))
            .collect();
        let most = MOST * columns as usize;
        if lines.len() > most {
            let more = format!("… and {} lines more", lines.len() - most + 1);
            lines.truncate(most - 1);
            lines.push((0.0, more));
        }
        let rows = lines.len().div_ceil(columns as usize);
        for (position, (indent, line)) in lines.iter().enumerate() {
            let x = left + INDENT + indent + (position / rows) as f64 * column;
            let down = top + y + (position % rows + 1) as f64 * LINE;
            texts.push(text(x, down, SIZE, "", line));
        }
        y += rows as f64 * LINE;
    }
    (html! { g .notes { @for text in &texts { (text) } } }, y)
}

fn text(x: f64, y: f64, size: f64, class: &str, text: &str) -> Markup {
    html! {
        text class=[(!class.is_empty()).then_some(class)] x=(Px(x)) y=(Px(y)) font-size=(Px(size)) {
            (text)
        }
    }
}

/// A note in lines of a width; lines after the first hang.
fn wrap(note: &str, indent: f64, width: f64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut line = String::new();
    let hanging = |lines: &[Line]| if lines.is_empty() { indent } else { indent + INDENT };
    for word in note.split_whitespace() {
        let word = fit(word, SIZE, width - indent - INDENT);
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        let left = hanging(&lines);
        if text_width(&longer, SIZE) > width - left && !line.is_empty() {
            lines.push((left, std::mem::replace(&mut line, word)));
        } else {
            line = longer;
        }
    }
    lines.push((hanging(&lines), line));
    lines
}

/// Headings, how many there are, and what they say.
fn blocks(picture: &Picture) -> Vec<(&'static str, usize, Vec<Line>)> {
    let (view, verdict) = (&picture.view, &picture.verdict);
    let plain = |texts: &[String]| texts.iter().map(|t| (0.0, clean(t))).collect::<Vec<_>>();
    let mut unplaced = Vec::new();
    for (participants, reasons) in verdict.unplaced_by_reasons(view) {
        unplaced.push((0.0, ids(view, &participants)));
        unplaced.extend(reasons.iter().map(|reason| (INDENT * 2.0, clean(reason))));
    }
    let assumptions: Vec<_> = (view.problem.programme.assumptions.iter())
        .map(|assumption| {
            let reason = &assumption.reason;
            let dash = if reason.is_empty() { "" } else { " — " };
            (0.0, clean(&format!("{}: {}{dash}{reason}", assumption.name, assumption.value)))
        })
        .collect();
    let assumed = assumptions.len();
    [
        ("Broken rules", verdict.violations.len(), plain(&verdict.violations)),
        ("Not placed", view.unplaced().count(), unplaced),
        ("Warnings", verdict.warnings.len(), plain(&verdict.warnings)),
        ("Assumptions", assumed, assumptions),
    ]
    .into_iter()
    .filter(|(_, count, _)| *count > 0)
    .collect()
}
