//! Names of the lanes, at their left.

use maud::{Markup, html};

use super::super::words;
use super::lanes::Lane;
use super::markup::{Px, fit};
use super::picture::Picture;

/// Width of the column of names.
pub const WIDTH: f64 = 176.0;
const PAD: f64 = 10.0;

/// The names of all lanes.
pub fn draw(picture: &Picture) -> Markup {
    html! {
        g .lanes {
            @for lane in &picture.lanes { (label(picture, lane)) }
        }
    }
}

fn label(picture: &Picture, lane: &Lane) -> Markup {
    let view = &picture.view;
    let environment = &view.problem.programme.environments[lane.environment.index()];
    let usage = &picture.utilisation.environments[lane.environment.index()];
    let unit = words::period(view.problem.timeline.resolution());
    let name = words::clean(view.environment_name(lane.environment));
    let used = format!(
        "{} of {} used",
        words::share(u64::from(usage.used), u64::from(usage.open)),
        words::count(usage.open, unit),
    );
    let note = match &environment.optional {
        Some(optional) if !optional.approved => "optional, not approved".to_owned(),
        Some(_) => "optional, approved".to_owned(),
        None if usage.slots == 0 => "no slots".to_owned(),
        None => {
            let filled = words::share(usage.taken, usage.offered);
            format!("{}, {filled} full", words::count(usage.slots, "slot"))
        }
    };
    html! {
        rect .name x="0" y=(Px(lane.top)) width=(Px(WIDTH)) height=(Px(lane.height)) {}
        g {
            title { (name) " (" (environment.id) ")\n" (used) "\n" (note) }
            text .strong x=(Px(PAD)) y=(Px(lane.top + 16.0)) font-size="13" {
                (fit(&name, 13.0, WIDTH - 1.5 * PAD))
            }
            text .soft x=(Px(PAD)) y=(Px(lane.top + 29.0)) font-size="10.5" { (used) }
            text .soft x=(Px(PAD)) y=(Px(lane.top + 41.0)) font-size="10.5" { (note) }
        }
        line .edge x1="0" x2=(Px(WIDTH)) y1=(Px(lane.top + lane.height))
            y2=(Px(lane.top + lane.height)) {}
    }
}
