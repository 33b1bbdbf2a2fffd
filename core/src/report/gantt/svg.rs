//! The picture as a file of its own.

use maud::{Markup, PreEscaped, html};

use super::markup::{Px, fit};
use super::picture::Picture;
use super::{axis, background, bars, labels, legend, notes};
use crate::report::words::clean;

const MARGIN: f64 = 16.0;

/// Colours and fonts of all parts of the picture.
pub const STYLE: &str = include_str!("picture.css");

/// The whole file.
pub fn document(picture: &Picture) -> Markup {
    let inner = labels::WIDTH + picture.scale.width();
    let width = inner + 2.0 * MARGIN;
    let head = 58.0;
    let (legend, legend_height) = legend::draw(picture, MARGIN, head, inner);
    let axis_top = head + legend_height + 10.0;
    let axis_height = axis::height(&picture.scale, false);
    let lanes_top = axis_top + axis_height;
    let below = lanes_top + picture.height();
    let (notes, notes_height) = notes::draw(picture, MARGIN, below, inner);
    let height = below + notes_height + MARGIN;
    let left = MARGIN + labels::WIDTH;
    let title = clean(&picture.title);
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        svg .slotwise xmlns="http://www.w3.org/2000/svg" width=(Px(width)) height=(Px(height))
            viewBox={ "0 0 " (Px(width)) " " (Px(height)) } {
            title { (title) }
            desc { (picture.status) }
            style { (PreEscaped(STYLE)) }
            (definitions())
            rect .paper width=(Px(width)) height=(Px(height)) {}
            text .strong x=(Px(MARGIN)) y="28" font-size="20" { (fit(&title, 20.0, inner)) }
            text .soft x=(Px(MARGIN)) y="48" font-size="13" { (fit(&picture.status, 13.0, inner)) }
            (legend)
            g transform={ "translate(" (Px(left)) " " (Px(axis_top)) ")" } {
                rect .head x=(Px(-labels::WIDTH)) y="0" width=(Px(inner)) height=(Px(axis_height)) {}
                (axis::draw(&picture.scale, false))
            }
            g transform={ "translate(" (Px(left)) " " (Px(lanes_top)) ")" } {
                (background::draw(picture, false))
                (bars::draw(picture, false))
            }
            g transform={ "translate(" (Px(MARGIN)) " " (Px(lanes_top)) ")" } {
                (labels::draw(picture))
            }
            rect .frame x=(Px(MARGIN)) y=(Px(axis_top)) width=(Px(inner))
                height=(Px(axis_height + picture.height())) {}
            (notes)
        }
    }
}

/// Patterns for what is unavailable, and for stages past the last colour; the heads of arrows.
pub fn definitions() -> Markup {
    let pattern = |id: &str, size: f64, paths: &[(&str, &str)]| {
        html! {
            pattern id=(id) width=(Px(size)) height=(Px(size)) patternUnits="userSpaceOnUse" {
                @if paths[0].0 == "hatch" { rect .haze width=(Px(size)) height=(Px(size)) {} }
                @for (class, path) in paths { path class=(class) d=(path) {} }
            }
        }
    };
    let [stripes, dots, rules] = super::colour::PATTERNS;
    html! {
        defs {
            (pattern("slotwise-down", 7.0, &[("hatch", "M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2")]))
            (pattern("slotwise-incident", 7.0, &[
                ("hatch", "M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2"),
                ("hatch", "M-1,6 l2,2 M0,0 l7,7 M6,-1 l2,2"),
            ]))
            (pattern(stripes, 8.0, &[("mark", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4")]))
            (pattern(dots, 7.0, &[("mark", "M2,3 h3")]))
            (pattern(rules, 6.0, &[("mark", "M0,1 h6")]))
            marker #slotwise-arrow viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10"
                markerHeight="10" markerUnits="userSpaceOnUse" orient="auto" {
                path .tip d="M0,0.5 L10,5 L0,9.5 z" {}
            }
        }
    }
}
