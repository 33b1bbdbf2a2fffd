//! Environments: the windows of Table 3, with the choices made.

use chrono::NaiveDate;
use slotwise::model::{Changeover, Environment, Exclusivity, Window};

use super::needs::cell_need;
use crate::data::{Data, EnvironmentRow, Need, Parameters};

pub(super) fn environments(data: &Data, parameters: &Parameters) -> Vec<Environment> {
    data.environments.iter().map(|row| environment(data, parameters, row)).collect()
}

fn environment(data: &Data, parameters: &Parameters, row: &EnvironmentRow) -> Environment {
    let end = match (row.id.as_str(), parameters.sit_b_end) {
        ("SIT_B", Some(end)) => end,
        _ => row.sandbox_end.unwrap_or(row.required_to),
    };
    let (from, to) = (row.required_from, last(parameters, end));
    let mut windows = vec![Window { source: row.source.clone(), ..Window::new(from, to) }];
    for stage in data.stages.iter().filter(|stage| stage.environment == row.id) {
        let stage_from = match stage.id.as_str() {
            "FUNCTIONAL" => parameters.functional_from,
            "E2E_SANDBOX" => parameters.sandbox_from,
            _ => from,
        };
        let stage_end = match stage.id.as_str() {
            "OPERATIONAL" => parameters.operational_end,
            _ => stage.latest_end.unwrap_or(end),
        };
        let stage_to = last(parameters, stage_end).min(to);
        // A window of the stage's own replaces the environment's, which says it all otherwise.
        if (stage_from, stage_to) != (from, to) {
            windows.push(Window {
                stages: vec![stage.id.clone()],
                source: stage.source.clone(),
                ..Window::new(stage_from, stage_to)
            });
        }
    }
    Environment {
        name: row.name.clone(),
        windows,
        exclusivity: match row.id.as_str() {
            // Different phases never share an environment (§12); the stages of SIT-A do.
            "SIT_A" => Exclusivity::OnePhase,
            "UIT" => parameters.uit_exclusivity.unwrap_or_default(),
            // Table 1: not in parallel.
            _ => Exclusivity::OneStage,
        },
        changeover: Changeover {
            periods: if row.id == "SIT_B" { parameters.changeover_sit_b } else { 0 },
            between: Vec::new(),
        },
        max_participants: parameters.capacities.get(row.id.as_str()).copied(),
        components: components(data, parameters, &row.id),
        ..Environment::new(&row.id, from, to)
    }
}

/// The first day after a window that ends on a printed day (I-06).
fn last(parameters: &Parameters, printed: NaiveDate) -> NaiveDate {
    if parameters.end_inclusive { printed.succ_opt().unwrap_or(printed) } else { printed }
}

/// The central systems of Table 9 that Table 8 has in the environment.
fn components(data: &Data, parameters: &Parameters, environment: &str) -> Vec<String> {
    (data.central_systems.iter())
        .filter(|system| {
            data.role(&system.role)
                .is_some_and(|role| cell_need(role, environment, false, parameters) == Need::Yes)
        })
        .map(|system| system.role.clone())
        .collect()
}
