//! What binds: one file per rule, each draws only if its rule is in the mix.

mod approval;
mod capacity;
mod demand;
mod exclusive;
pub mod freeze;
mod gate;
mod movable;
mod order;
mod participant;
mod prerequisite;
mod readiness;
mod release;
mod reliance;
mod resource;
pub mod slot;
mod support;
mod unavailable;
mod window;

use slotwise::Programme;
use slotwise::model::RuleKind;

use super::{Mix, Tape};

/// Adds what binds under the rules of the mix.
pub fn add(mix: &Mix, programme: &mut Programme, tape: &mut Tape) {
    for rule in &mix.0 {
        match rule {
            RuleKind::Demand => demand::add(programme, tape),
            RuleKind::Slot => slot::add(programme, tape),
            RuleKind::Window => window::add(programme, tape),
            RuleKind::Unavailable => unavailable::add(programme, tape),
            RuleKind::Exclusive => exclusive::add(programme, tape),
            RuleKind::Capacity => capacity::add(programme, tape),
            RuleKind::Order => order::add(programme, tape),
            RuleKind::Prerequisite => prerequisite::add(programme, tape),
            RuleKind::Readiness => readiness::add(programme, tape),
            RuleKind::Participant => participant::add(programme, tape),
            RuleKind::Gate => gate::add(programme, tape),
            RuleKind::Reliance => reliance::add(programme, tape),
            RuleKind::Resource => resource::add(programme, tape),
            RuleKind::Support => support::add(programme, tape),
            RuleKind::Approval => approval::add(programme, tape),
            RuleKind::Release => release::add(programme, tape),
            RuleKind::Movable => movable::add(programme, tape),
            RuleKind::Freeze => freeze::add(programme, tape),
        }
    }
}
