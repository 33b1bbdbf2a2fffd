//! Scenarios side by side.

use serde::Serialize;

use super::evaluate::{Evaluated, Evaluator, ScenarioOptions};
use super::picture;
use super::row::ScenarioRow;
use super::tree::{Scenario, Tree};
use crate::calendar::Problem;
use crate::error::Error;
use crate::plan::Plan;

/// Most scenarios of one comparison: each keeps its problem and its plan.
pub const MAX_SCENARIOS: usize = 1_000;

/// Scenarios side by side: the baseline first, then as given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Name of the programme.
    pub programme: String,
    /// One row for the baseline, and one for each scenario.
    pub rows: Vec<ScenarioRow>,
    /// Whether it was stopped before all scenarios were planned; those are not among the rows.
    pub interrupted: bool,
}

/// A comparison with the plans that it is of.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The programme as it is, with the baseline.
    pub baseline: Evaluator,
    /// By scenario; `None` if the comparison was stopped before it.
    pub scenarios: Vec<Option<Evaluated>>,
    /// In figures.
    pub rows: Vec<ScenarioRow>,
}

/// Plans scenarios and compares them with a baseline: a plan of the problem, or else the one that these
/// options give.
///
/// Each starts from the best of three plans: the baseline's, that of the scenario it is built on, that
/// of the scenario planned before it.
///
/// # Errors
/// [`Error::Invalid`] with all that stands against any of the scenarios, or the baseline; nothing is
/// planned then. Else as [`solve`](crate::solve()).
pub fn compare(
    problem: &Problem,
    baseline: Option<&Plan>,
    scenarios: &[Scenario],
    options: &ScenarioOptions,
) -> Result<Compared, Error> {
    compare_with(problem, baseline, scenarios, options, |_| ())
}

/// Like [`compare`]; hears of each row as soon as it is there, the baseline's first.
///
/// # Errors
/// As [`compare`].
pub fn compare_with(
    problem: &Problem,
    baseline: Option<&Plan>,
    scenarios: &[Scenario],
    options: &ScenarioOptions,
    mut on_row: impl FnMut(&ScenarioRow),
) -> Result<Compared, Error> {
    let tree = Tree::new(&problem.programme, scenarios)?;
    let evaluator = Evaluator::new(problem.clone(), baseline.cloned(), options.clone())?;
    on_row(evaluator.row());
    let mut evaluated: Vec<Option<Evaluated>> = vec![None; scenarios.len()];
    let mut before: Option<usize> = None;
    for place in tree.order {
        if options.solve.cancel.is_cancelled() {
            break;
        }
        let beside: Vec<(&Problem, &Plan)> = (tree.base[place].into_iter().chain(before))
            .filter_map(|other| evaluated[other].as_ref())
            .map(|other| (&other.problem, &other.outcome.plan))
            .collect();
        let mut one = evaluator.evaluate(&tree.changes[place], &beside)?;
        let scenario = &scenarios[place];
        one.row.scenario.clone_from(&scenario.name);
        one.row.base.clone_from(&scenario.base);
        one.row.changes = scenario.changes.iter().map(ToString::to_string).collect();
        on_row(&one.row);
        evaluated[place] = Some(one);
        before = Some(place);
    }
    let rows = std::iter::once(evaluator.row().clone())
        .chain(evaluated.iter().flatten().map(|one| one.row.clone()))
        .collect();
    Ok(Compared { baseline: evaluator, scenarios: evaluated, rows })
}

impl Compared {
    /// What there is to show.
    pub fn comparison(&self) -> Comparison {
        Comparison {
            programme: self.baseline.problem().programme.name.clone(),
            rows: self.rows.clone(),
            interrupted: self.scenarios.iter().any(Option::is_none),
        }
    }
}

impl Comparison {
    /// A picture as an SVG file: a row for each scenario, a bar for each level that tells any apart,
    /// the baseline marked.
    pub fn svg(&self) -> String {
        picture::draw(self)
    }
}
