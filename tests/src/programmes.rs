//! Rich programmes with plans laid out by hand: every rule is there, and none is broken.
//!
//! Each rule has a family of environments, stages and participants of its own, so that a change to
//! the plan in one family breaks that family's rule and no other. That the plan keeps the rules can
//! be read off its families, one file each.

mod approval;
mod capacity;
mod demand;
mod draft;
mod exclusive;
mod freeze;
mod gate;
mod movable;
mod order;
mod participant;
mod prerequisite;
mod readiness;
mod release;
mod reliance;
mod resource;
mod scene;
mod slot;
mod support;
mod unavailable;
mod window;

use slotwise::model::Resolution;

pub use draft::{Draft, HORIZON};
pub use scene::Scene;

/// A rich programme with its plan: all families, at a resolution, with so many participants where
/// there may be any number.
pub fn rich(resolution: Resolution, crowd: usize) -> Scene {
    let mut draft = Draft::new(resolution, crowd);
    demand::add(&mut draft);
    slot::add(&mut draft);
    window::add(&mut draft);
    unavailable::add(&mut draft);
    exclusive::add(&mut draft);
    capacity::add(&mut draft);
    order::add(&mut draft);
    prerequisite::add(&mut draft);
    readiness::add(&mut draft);
    participant::add(&mut draft);
    gate::add(&mut draft);
    reliance::add(&mut draft);
    resource::add(&mut draft);
    support::add(&mut draft);
    approval::add(&mut draft);
    release::add(&mut draft);
    movable::add(&mut draft);
    freeze::add(&mut draft);
    let mut scene = draft.finish();
    freeze::remember(&mut scene);
    scene
}
