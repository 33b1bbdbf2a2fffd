//! The rules that a part of a plan breaks only if all plans that grow out of it do.

use slotwise::Problem;
use slotwise::model::Term;

/// A problem without the rules that growing can mend.
pub struct Relaxed {
    /// For parts in which some participants are placed whole: slots take any least, gates are open,
    /// and nobody relies on another's stage, since those still to come may be there in time.
    pub whole: Problem,
    /// For parts in which a participant has taken the first steps of its route: no step has to be
    /// taken, and none is known to be the last, so that there is no deadline.
    pub begun: Problem,
}

impl Relaxed {
    /// Takes them out.
    pub fn new(problem: &Problem) -> Self {
        let mut whole = problem.clone();
        whole.stages.iter_mut().for_each(|stage| stage.capacity_min = 0);
        whole.hand_slots.iter_mut().for_each(|slot| slot.capacity_min = 0);
        whole.gates.clear();
        whole.participants.iter_mut().for_each(|participant| participant.follows.clear());
        // What depends on how full slots are changes with everybody still to come.
        for level in &mut whole.levels {
            level.terms.retain(|t| !matches!(t.term, Term::UnderTarget | Term::Balance));
        }
        let mut begun = whole.clone();
        for participant in &mut begun.participants {
            participant.deadline = None;
            for route in &mut participant.routes {
                route.steps.iter_mut().for_each(|step| step.optional = true);
            }
        }
        Self { whole, begun }
    }
}
