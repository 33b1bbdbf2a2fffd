//! What the model can say, tried out through the public interface.

mod calendars;
mod choices;
mod edges;

use slotwise::calendar::Span;
use slotwise::{Outcome, Problem, Programme, SolveOptions, solve};

/// The plan of a programme that has one.
fn planned(programme: &Programme) -> (Problem, Outcome) {
    let problem = Problem::new(programme).unwrap_or_else(|findings| panic!("{findings}"));
    let outcome = solve(&problem, &SolveOptions::default()).expect("an outcome");
    assert!(outcome.gap() <= 0.0, "a small programme is proven");
    (problem, outcome)
}

/// Starts and ends of the plan's slots, in the words of the calendar, by stage.
fn slots(programme: &Programme) -> Vec<(String, String)> {
    let (problem, outcome) = planned(programme);
    let text = |span: Span| {
        let format = "%a %d %b %H:%M";
        let (start, end) = (problem.timeline.start(span.start), problem.timeline.end(span.end));
        format!("{} - {}", start.format(format), end.format(format))
    };
    let name =
        |slot: &slotwise::plan::PlanSlot| problem.programme.stages[slot.stage.index()].id.clone();
    outcome.plan.slots.iter().map(|slot| (name(slot), text(slot.span))).collect()
}
