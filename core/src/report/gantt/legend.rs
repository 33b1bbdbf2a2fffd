//! What the colours and patterns mean.

use maud::{Markup, html};

use super::super::words;
use super::colour;
use super::markup::{Px, fit, text_width};
use super::picture::Picture;
use crate::model::{StageId, UnavailabilityKind};

/// Size of a swatch.
const SWATCH: (f64, f64) = (20.0, 12.0);
/// Longest text.
const LONGEST: f64 = 240.0;
const SIZE: f64 = 11.5;
/// Height of a line of entries.
pub const LINE: f64 = 20.0;

/// An entry of the legend.
pub struct Entry {
    /// How it is drawn.
    swatch: Swatch,
    /// What it means.
    text: String,
}

#[derive(Clone, Copy)]
enum Swatch {
    Stage(StageId),
    Empty,
    Class(&'static str),
    Line,
    Ghost,
    New,
    Changed,
    Arrow,
}

/// The stages, and whatever else is in this picture.
pub fn entries(picture: &Picture) -> Vec<Entry> {
    let view = &picture.view;
    let programme = &view.problem.programme;
    let mut entries: Vec<_> = (0..programme.stages.len())
        .map(|position| {
            let stage = StageId::new(position);
            Entry { swatch: Swatch::Stage(stage), text: words::clean(view.stage_name(stage)) }
        })
        .collect();
    let mut add = |shown: bool, swatch: Swatch, text: &str| {
        if shown {
            entries.push(Entry { swatch, text: text.into() });
        }
    };
    let kinds = || programme.unavailability.iter().map(|one| one.kind);
    let planned = UnavailabilityKind::Planned;
    add(view.slots.iter().any(|slot| slot.participants.is_empty()), Swatch::Empty, "nobody in it");
    let strips = picture.lanes.iter().any(|lane| !lane.strips.is_empty());
    add(strips, Swatch::Line, "open for that stage alone");
    add(true, Swatch::Class("open"), "open");
    add(true, Swatch::Class("closed"), "closed");
    add(kinds().any(|kind| kind == planned), Swatch::Class("down"), "unavailable, planned");
    let incident = Swatch::Class("down incident");
    add(kinds().any(|kind| kind != planned), incident, "unavailable, unplanned or ad hoc");
    add(!programme.calendar.holidays.is_empty(), Swatch::Class("holiday"), "holiday");
    let gone = picture.baseline.as_ref().is_some_and(|baseline| !baseline.gone.is_empty());
    let new = (0..view.slots.len()).any(|slot| picture.is_new(slot));
    let changed = (0..view.slots.len()).any(|slot| picture.is_changed(slot));
    let moves = picture.baseline.as_ref().map_or(0, |baseline| baseline.moves.len());
    add(gone, Swatch::Ghost, "in the baseline, no longer planned");
    add(new, Swatch::New, "not in the baseline");
    add(changed, Swatch::Changed, "others in it than in the baseline");
    add(moves > 0, Swatch::Arrow, "participants who moved, and how many");
    entries
}

impl Entry {
    fn swatch(&self, x: f64, y: f64) -> Markup {
        let (fill, class) = match self.swatch {
            Swatch::Stage(stage) => (Some(colour::of(stage).fill), "bar"),
            Swatch::Empty => (Some("#77aadd"), "bar"),
            Swatch::Class(class) => (None, class),
            Swatch::Line => (Some("#77aadd"), "strip"),
            Swatch::Ghost => (None, ""),
            Swatch::New | Swatch::Changed => (Some("#dddddd"), "bar"),
            Swatch::Arrow => return arrow(x, y + 6.0),
        };
        let pattern = match self.swatch {
            Swatch::Stage(stage) => colour::of(stage).pattern,
            _ => None,
        };
        let around = match self.swatch {
            Swatch::Empty => "slot empty",
            Swatch::Ghost => "ghost",
            Swatch::New => "slot new",
            Swatch::Changed => "slot changed",
            _ => "key",
        };
        let (y, height) = match self.swatch {
            Swatch::Line => (y + 5.0, 3.5),
            _ => (y, SWATCH.1),
        };
        let stroke = matches!(self.swatch, Swatch::Ghost).then_some("#77aadd");
        html! {
            g class=(around) {
                rect class=[(!class.is_empty()).then_some(class)] x=(Px(x)) y=(Px(y))
                    width=(Px(SWATCH.0)) height=(Px(height)) rx="2" fill=[fill] stroke=[stroke] {}
                @if let Some(pattern) = pattern {
                    rect .over x=(Px(x)) y=(Px(y)) width=(Px(SWATCH.0)) height=(Px(SWATCH.1))
                        rx="2" fill={ "url(#" (pattern) ")" } {}
                }
            }
        }
    }
}

fn arrow(x: f64, y: f64) -> Markup {
    html! {
        g .move {
            path .arrow d={ "M" (Px(x)) "," (Px(y)) " h" (Px(SWATCH.0)) }
                marker-end="url(#slotwise-arrow)" {}
        }
    }
}

/// The legend in lines of a width, from `top` downwards, and its height.
pub fn draw(picture: &Picture, left: f64, top: f64, width: f64) -> (Markup, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut placed = Vec::new();
    for entry in entries(picture) {
        let text = fit(&entry.text, SIZE, LONGEST);
        let needed = SWATCH.0 + 6.0 + text_width(&text, SIZE) + 14.0;
        if x > 0.0 && x + needed > width {
            x = 0.0;
            y += LINE;
        }
        placed.push((left + x, top + y, entry, text));
        x += needed;
    }
    let markup = html! {
        g .legend {
            @for (x, y, entry, text) in &placed {
                (entry.swatch(*x, y + 3.0))
                text x=(Px(x + SWATCH.0 + 6.0)) y=(Px(y + 13.0)) font-size=(Px(SIZE)) { (text) }
            }
        }
    };
    (markup, y + LINE)
}

/// The legend of a page.
pub fn page(picture: &Picture) -> Markup {
    html! {
        ul .legend {
            @for entry in entries(picture) {
                li {
                    svg .slotwise width="22" height="14" aria-hidden="true" { (entry.swatch(1.0, 1.0)) }
                    " " bdi { (entry.text) }
                }
            }
        }
    }
}
