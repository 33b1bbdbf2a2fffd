//! What `--check` asserts about a run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use slotwise::check::check;
use slotwise::{Outcome, Problem, Score};

use crate::gaps::Gap;
use crate::tables::Table;

/// The largest relative gap, at each level, with which the demo is content.
pub const LARGEST_GAP: f64 = 0.01;

/// Everything that is not as it should be.
pub fn failures(
    tables: &[Table],
    gaps: &[Gap],
    problem: &Problem,
    outcome: &Outcome,
    files: &[PathBuf],
) -> Vec<String> {
    let mut failures = Vec::new();
    failures.extend(of_tables(tables));
    failures.extend(of_gaps(gaps));
    failures.extend(of_plan(problem, outcome));
    for file in files {
        if !std::fs::metadata(file).is_ok_and(|data| data.len() > 0) {
            failures.push(format!("{} is not there, or empty", file.display()));
        }
    }
    failures
}

/// Tables 4, 5 and 6 are there, and equal to the document's.
fn of_tables(tables: &[Table]) -> Vec<String> {
    let mut failures = Vec::new();
    for (number, rows) in [("4", 7), ("5", 4), ("6", 4)] {
        match tables.iter().find(|table| table.number == number) {
            None => failures.push(format!("Table {number} is not there")),
            Some(table) => {
                if table.computed.len() != rows {
                    failures.push(format!(
                        "Table {number} has {} rows, {rows} are printed",
                        table.computed.len()
                    ));
                }
                let differences = table.differences.iter();
                failures.extend(differences.map(|d| format!("Table {number}: {d}")));
            }
        }
    }
    failures
}

/// The document's contradictions are found, and decided.
fn of_gaps(gaps: &[Gap]) -> Vec<String> {
    let found: BTreeSet<&str> = gaps.iter().map(|gap| gap.id).collect();
    let lacking = ["I-01", "I-03", "I-04", "I-05", "I-11", "I-12"].into_iter();
    (lacking.filter(|id| !found.contains(id)).map(|id| format!("{id} is not reported")))
        .chain(gaps.iter().filter(|gap| gap.is_error()).map(|gap| format!("undecided: {gap}")))
        .collect()
}

/// The plan keeps the rules, is worth what it says, and is proven well enough.
fn of_plan(problem: &Problem, outcome: &Outcome) -> Vec<String> {
    let mut failures: Vec<String> =
        check(problem, &outcome.plan).iter().map(ToString::to_string).collect();
    if Score::of(problem, &outcome.plan) != outcome.score {
        failures.push("the score is not that of the plan".into());
    }
    for level in &outcome.levels {
        if level.gap() > LARGEST_GAP {
            failures.push(format!(
                "level {:?} has a gap of {:.2} %, more than {:.0} %",
                level.name,
                level.gap() * 100.0,
                LARGEST_GAP * 100.0
            ));
        }
    }
    let placed = outcome.plan.assignments.len();
    let participants = problem.participants.len();
    if placed + outcome.unplaced.len() != participants {
        failures.push(format!(
            "{placed} placed and {} not placed are not {participants}",
            outcome.unplaced.len()
        ));
    }
    let silent = outcome.unplaced.iter().filter(|unplaced| unplaced.reasons.is_empty());
    failures.extend(silent.map(|unplaced| {
        let id = &problem.programme.participants[unplaced.participant.index()].id;
        format!("{id} is not placed, and nobody says why")
    }));
    failures
}
