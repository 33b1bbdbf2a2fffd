//! The objective: `08`, as far as it is not about sizes.

use slotwise::model::{Level, Term};

use super::base::{Case, case, wording};

/// One mistake for each code.
pub fn cases() -> Vec<Case> {
    vec![
        case("SW-E0801", "objective.levels", |p| p.objective.levels.clear()),
        case("SW-E0802", "objective.levels[0].terms", |p| p.objective.levels[0].terms.clear()),
        case("SW-E0803", "objective.levels[0].terms[1].term", |p| {
            let term = p.objective.levels[0].terms[0].clone();
            p.objective.levels[0].terms.push(term);
        }),
        case("SW-E0804", "objective.levels[0]", |p| {
            p.participants[0].weight = 1e9;
            p.objective.levels = vec![Level::new("all", [(Term::Completion, 1e9)])];
        }),
        case("SW-W0802", "objective.levels[0].terms", |p| {
            p.objective.levels = vec![Level::new("all", [(Term::Completion, 0.0)])];
        }),
        case("SW-W0803", "objective.levels[0]", |p| {
            p.participants[0].weight = 1e9;
            p.objective.levels = vec![Level::new("all", [(Term::Completion, 1.0)])];
        }),
    ]
}

#[test]
fn each_is_found() {
    insta::assert_snapshot!(wording(&cases()));
}
