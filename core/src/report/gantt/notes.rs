//! Under a picture that stands alone: who is not placed, warnings, assumptions.

use maud::{Markup, html};

use super::super::words::clean;
use super::markup::{Px, fit};
use super::picture::Picture;

/// Height of a line.
const LINE: f64 = 16.0;
/// So many lines of each kind.
const MOST: usize = 24;

/// The notes in a width, from `top` downwards, and their height.
pub fn draw(picture: &Picture, left: f64, top: f64, width: f64) -> (Markup, f64) {
    let mut y = 0.0;
    let blocks = blocks(picture);
    let markup = html! {
        g .notes {
            @for (heading, lines) in &blocks {
                ({ y += LINE * 1.5; text(left, top + y, 12.0, "strong", heading) })
                @for line in lines.iter().take(MOST) {
                    @let shown = fit(line, 11.0, width - 12.0);
                    ({ y += LINE; text(left + 12.0, top + y, 11.0, "", &shown) })
                }
                @if lines.len() > MOST {
                    @let more = format!("and {} more", lines.len() - MOST);
                    ({ y += LINE; text(left + 12.0, top + y, 11.0, "soft", &more) })
                }
            }
        }
    };
    (markup, y)
}

fn text(x: f64, y: f64, size: f64, class: &str, text: &str) -> Markup {
    html! {
        text class=[(!class.is_empty()).then_some(class)] x=(Px(x)) y=(Px(y)) font-size=(Px(size)) {
            (text)
        }
    }
}

fn blocks(picture: &Picture) -> Vec<(String, Vec<String>)> {
    let (view, verdict) = (&picture.view, &picture.verdict);
    let unplaced: Vec<_> = (view.unplaced())
        .map(|participant| {
            let reasons = verdict.reasons(participant).join("; ");
            let colon = if reasons.is_empty() { "" } else { ": " };
            clean(&format!("{}{colon}{reasons}", view.participant_id(participant)))
        })
        .collect();
    let assumptions: Vec<_> = (view.problem.programme.assumptions.iter())
        .map(|assumption| {
            let reason = &assumption.reason;
            let colon = if reason.is_empty() { "" } else { " — " };
            clean(&format!("{}: {}{colon}{reason}", assumption.name, assumption.value))
        })
        .collect();
    let cleaned = |texts: &[String]| texts.iter().map(|text| clean(text)).collect::<Vec<_>>();
    [
        ("Broken rules", cleaned(&verdict.violations)),
        ("Not placed", unplaced),
        ("Warnings", cleaned(&verdict.warnings)),
        ("Assumptions", assumptions),
    ]
    .into_iter()
    .filter(|(_, lines)| !lines.is_empty())
    .map(|(heading, lines)| (format!("{heading} ({})", lines.len()), lines))
    .collect()
}
