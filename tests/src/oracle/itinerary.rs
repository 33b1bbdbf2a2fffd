//! Every way to place one participant.

use slotwise::check::check;
use slotwise::plan::score::own_amount;
use slotwise::{Plan, Problem};

use super::relaxed::Relaxed;
use super::{Slots, Universe};

/// A route, and a slot for each step taken.
#[derive(Clone, Debug, Default)]
pub struct Itinerary {
    pub route: u32,
    /// Step, and slot of the universe.
    pub visits: Vec<(u32, usize)>,
    pub slots: Slots,
    /// What it costs by level, in millionths, slots aside.
    pub own: Vec<i64>,
}

/// All of a participant's that `check` accepts if nobody else is there.
pub fn itineraries(
    problem: &Problem,
    relaxed: &Relaxed,
    universe: &Universe,
    place: usize,
) -> Vec<Itinerary> {
    let mut found = Vec::new();
    for route in 0..problem.participants[place].routes.len() as u32 {
        let begun = Itinerary { route, ..Itinerary::default() };
        extend(problem, relaxed, universe, place, 0, begun, &mut found);
    }
    found
}

fn extend(
    problem: &Problem,
    relaxed: &Relaxed,
    universe: &Universe,
    place: usize,
    step: u32,
    begun: Itinerary,
    found: &mut Vec<Itinerary>,
) {
    let open = universe.by_hand | begun.slots;
    let route = &problem.participants[place].routes[begun.route as usize];
    let Some(data) = route.steps.get(step as usize) else {
        let plan = universe.plan(open, &[(place, &begun)]);
        if check(&relaxed.whole, &plan).is_empty() {
            let own = own_values(problem, &plan, place, plan.assignments.first());
            found.push(Itinerary { own, ..begun });
        }
        return;
    };
    // Whether the step may be left out is decided once the itinerary is whole; not to try where it
    // may not saves most of the time.
    if data.optional {
        extend(problem, relaxed, universe, place, step + 1, begun.clone(), found);
    }
    for (slot, _) in universe.slots.iter().enumerate().filter(|(_, s)| s.stage == data.stage) {
        let mut longer = begun.clone();
        longer.visits.push((step, slot));
        longer.slots |= 1 << slot;
        let plan = universe.plan(universe.by_hand | longer.slots, &[(place, &longer)]);
        if check(&relaxed.begun, &plan).is_empty() {
            extend(problem, relaxed, universe, place, step + 1, longer, found);
        }
    }
}

/// What one participant costs, by level, in millionths.
pub fn own_values(
    problem: &Problem,
    plan: &Plan,
    place: usize,
    assignment: Option<&slotwise::plan::Assignment>,
) -> Vec<i64> {
    (problem.levels.iter())
        .map(|level| {
            let own = |term| own_amount(&problem.participants[place], plan, assignment, term);
            level.terms.iter().map(|t| own(t.term) * t.weight).sum()
        })
        .collect()
}
