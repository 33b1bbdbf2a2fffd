//! The acceptance scenarios that the project wrote down from the document (A-…) and the rules they
//! come from (D-…), as far as the library's rules decide them: each test bears the number of its
//! scenario and asserts its figures. Those of the document's own tables are in `examples/mhhs`.

mod environments;
mod maintenance;
mod outages;
mod participants;
mod readiness;
mod releases;
mod retests;
mod support;
mod tranches;

use chrono::NaiveDate;
use slotwise::calendar::Span;
use slotwise::model::{Calendar, Capacity, Environment, Exclusivity, Stage, Starts};
use slotwise::planner::Outcome;
use slotwise::{Problem, Programme, SolveOptions, solve};

/// A day, from `2024-02-26`.
fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// An empty programme over the days of the document's tables, Monday to Friday.
fn programme() -> Programme {
    Programme::new("A&P", Calendar::days("Europe/London", day("2023-07-23"), day("2026-12-31")))
}

/// An environment with one window, for one stage at a time.
fn environment(id: &str, from: &str, to: &str) -> Environment {
    Environment::new(id, day(from), day(to))
}

/// A stage whose slots start on any working day.
fn stage(id: &str, duration: i64, environment: &str) -> Stage {
    Stage::new(id, duration, [environment])
}

/// A stage with room for many in each slot, any number of which may run at once.
fn roomy(id: &str, duration: i64, environment: &str) -> Stage {
    let mut stage = stage(id, duration, environment);
    stage.slots.starts = Starts::Every { periods: 1, anchor: None };
    stage.slots.capacity = Capacity { min: 0, max: 100 };
    stage.overlap = true;
    stage
}

/// An environment in which any slots run at once.
fn shared(id: &str, from: &str, to: &str) -> Environment {
    let mut environment = environment(id, from, to);
    environment.exclusivity = Exclusivity::Shared;
    environment
}

fn problem(programme: &Programme) -> Problem {
    match Problem::new(programme) {
        Ok(problem) => problem,
        Err(findings) => panic!("not valid: {findings}"),
    }
}

/// The best plan, proven.
fn planned(programme: &Programme) -> (Problem, Outcome) {
    let problem = problem(programme);
    let outcome = solve(&problem, &SolveOptions::default()).expect("the planner works");
    assert!(outcome.gap() <= 0.0, "proven: {:?}", outcome.levels);
    (problem, outcome)
}

/// Codes, paths and messages of what is found.
fn findings(programme: &Programme) -> Vec<String> {
    let findings = programme.validate().0;
    findings.iter().map(|f| format!("{} {}: {}", f.code, f.path, f.message)).collect()
}

/// First day, and first day after.
fn dates(problem: &Problem, span: Span) -> (NaiveDate, NaiveDate) {
    (problem.timeline.day(span.start), problem.timeline.day_after(span.end))
}

/// Where a participant is: stage, environment, dates, in the order of its route.
fn visits(
    problem: &Problem,
    outcome: &Outcome,
    participant: &str,
) -> Vec<(String, String, NaiveDate, NaiveDate)> {
    let names = &problem.programme;
    let of = |a: &&slotwise::plan::Assignment| {
        names.participants[a.participant.index()].id == participant
    };
    let Some(assignment) = outcome.plan.assignments.iter().find(of) else { return Vec::new() };
    (assignment.visits.iter())
        .map(|visit| {
            let slot = outcome.plan.slots[visit.slot as usize];
            let (from, to) = dates(problem, slot.span);
            let stage = names.stages[slot.stage.index()].id.clone();
            (stage, names.environments[slot.environment.index()].id.clone(), from, to)
        })
        .collect()
}

/// Rules and texts of why a participant is not placed.
fn reasons(problem: &Problem, outcome: &Outcome, participant: &str) -> Vec<String> {
    let names = &problem.programme.participants;
    (outcome.unplaced.iter())
        .filter(|unplaced| names[unplaced.participant.index()].id == participant)
        .flat_map(|unplaced| &unplaced.reasons)
        .map(|reason| format!("{}: {}", reason.rule, reason.text))
        .collect()
}
