//! The term `changeovers`: how often an environment changes from one stage to another.

use std::collections::{BTreeMap, BTreeSet};

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::model::{EnvironmentId, Exclusivity, StageId};

/// For each environment that runs one stage at a time: it is always set up for one stage; a slot is
/// open only if the environment is set up for its stage when it starts; a change counts when the
/// stage after differs. What it is set up for at first is free.
///
/// Returns the columns that count the changes.
pub fn add(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> Vec<ColumnId> {
    let mut counted = Vec::new();
    for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
        let exclusivity = problem.environments[environment.index()].exclusivity;
        if !matches!(exclusivity, Exclusivity::OneSlot | Exclusivity::OneStage) {
            continue;
        }
        let mut starting: BTreeMap<(u32, StageId), Vec<ColumnId>> = BTreeMap::new();
        for (place, slot) in candidates.slots.iter().enumerate() {
            if slot.environment == environment {
                let at = starting.entry((slot.span.start, slot.stage)).or_default();
                at.push(formulation.open[place]);
            }
        }
        let stages: BTreeSet<StageId> = starting.keys().map(|(_, stage)| *stage).collect();
        let periods: BTreeSet<u32> = starting.keys().map(|(period, _)| *period).collect();
        if stages.len() < 2 {
            continue;
        }
        let tag = RowTag::definition().environment(environment);
        let program = &mut formulation.program;
        let mut before: Option<Vec<ColumnId>> = None;
        for period in periods {
            let tag = tag.period(period);
            let states: Vec<ColumnId> = (stages.iter())
                .map(|&stage| {
                    program.add_integer(0, 1, ColumnTag::State { environment, stage, period })
                })
                .collect();
            program.equal(states.iter().map(|state| (*state, 1)).collect(), 1, tag);
            for (&stage, &state) in stages.iter().zip(&states) {
                for open in starting.get(&(period, stage)).into_iter().flatten() {
                    program.at_most(vec![(*open, 1), (state, -1)], 0, tag.stage(stage));
                }
            }
            if let Some(before) = &before {
                for ((&stage, &state), &was) in stages.iter().zip(&states).zip(before) {
                    let enter =
                        program.add_implied(0, 1, ColumnTag::Enter { environment, stage, period });
                    program.at_most(vec![(state, 1), (was, -1), (enter, -1)], 0, tag.stage(stage));
                    counted.push(enter);
                }
            }
            before = Some(states);
        }
    }
    counted
}
