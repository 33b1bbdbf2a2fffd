//! The picture as a page: it opens without a network, and shows everything without scripts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::markup::Px;
use super::picture::Picture;
use super::{axis, background, bars, labels, legend, svg, tables};
use crate::report::dates;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The page asks for nothing from anywhere, whatever names may hold.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'";

/// The whole page.
pub fn document(picture: &Picture) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (picture.title) }
                style { (PreEscaped(svg::STYLE)) (PreEscaped(STYLE)) }
            }
            body {
                svg .slotwise .definitions width="0" height="0" aria-hidden="true" { (svg::definitions()) }
                (head(picture))
                div .stage {
                    (chart(picture))
                    aside #panel hidden {
                        button #close type="button" title="Close (Escape)" { "×" }
                        h2 #panel-title {}
                        p #panel-text {}
                        ol #panel-list {}
                    }
                }
                main { (sections(picture)) }
                div #tip role="tooltip" hidden {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn head(picture: &Picture) -> Markup {
    let programme = &picture.view.problem.programme;
    let (from, to) = picture.view.problem.timeline.days();
    html! {
        header {
            h1 { bdi { (picture.title) } }
            p .status { (picture.status) }
            p .soft {
                (dates::days(from, to.pred_opt().unwrap_or(to).max(from)))
                " · " (programme.calendar.zone)
                @if !programme.source.is_empty() { " · " bdi { (programme.source) } }
            }
            div .tools .scripted hidden {
                label { "Find " input #find type="search" size="34"
                    placeholder="participant, organisation or role" autocomplete="off"; }
                output #found {}
                span .zoom {
                    button #fit type="button" { "Whole programme" }
                    button #out type="button" title="Shorter days" { "−" }
                    button #in type="button" title="Longer days" { "+" }
                }
            }
            (legend::page(picture))
        }
    }
}

fn chart(picture: &Picture) -> Markup {
    let axis_height = axis::height(&picture.scale, true);
    let (width, height) = (picture.scale.width(), picture.height());
    html! {
        div .chart tabindex="0" {
            div .corner style={ "width:" (Px(labels::WIDTH)) "px;height:" (Px(axis_height)) "px" } {}
            div .dates {
                svg .slotwise .time width=(Px(width)) height=(Px(axis_height)) {
                    (axis::draw(&picture.scale, true))
                }
            }
            div .names {
                svg .slotwise width=(Px(labels::WIDTH)) height=(Px(height)) { (labels::draw(picture)) }
            }
            div .plot {
                svg .slotwise .time #plot width=(Px(width)) height=(Px(height)) {
                    (background::draw(picture, true))
                    (bars::draw(picture, true))
                }
            }
        }
    }
}

fn sections(picture: &Picture) -> Markup {
    let (view, verdict) = (&picture.view, &picture.verdict);
    let programme = &view.problem.programme;
    let unplaced = view.unplaced().count();
    html! {
        (section("Broken rules", verdict.violations.len(), true, &list(&verdict.violations)))
        (section("Not placed", unplaced, true, &tables::unplaced(picture)))
        @if !verdict.levels.is_empty() {
            (section("Objective", verdict.levels.len(), true, &tables::levels(picture)))
        }
        div .pair {
            (section("Environments", programme.environments.len(), true, &tables::environments(picture)))
            (section("Stages", programme.stages.len(), true, &tables::stages(picture)))
        }
        (section("Warnings", verdict.warnings.len(), true, &list(&verdict.warnings)))
        (section("Assumptions", programme.assumptions.len(), true, &html! {
            dl {
                @for assumption in &programme.assumptions {
                    dt { bdi { (assumption.name) } ": " b { bdi { (assumption.value) } } }
                    dd { bdi { (assumption.reason) } }
                }
            }
        }))
        (section("Slots", view.slots.len(), true, &tables::slots(picture)))
        (section("Participants", view.participants.len(), true, &tables::participants(picture)))
        (section("Made by", verdict.provenance.len(), true, &html! {
            dl {
                @for (name, value) in &verdict.provenance { dt { (name) } dd { (value) } }
            }
        }))
    }
}

fn list(texts: &[String]) -> Markup {
    html! { ul { @for text in texts { li { bdi { (text) } } } } }
}

/// A part of the page that folds; nothing if there is nothing in it.
fn section(heading: &str, count: usize, open: bool, content: &Markup) -> Markup {
    html! {
        @if count > 0 {
            details open[open] {
                summary { h2 { (heading) " " span .soft { "(" (count) ")" } } }
                div .wide { (content) }
            }
        }
    }
}
