//! The data as a programme of the library.

mod environments;
mod needs;
mod participants;
mod stages;
mod unavailability;

use slotwise::Programme;
use slotwise::model::{Calendar, Hours, Level, Objective, Phase, Resolution, Term};
use thiserror::Error;

use crate::data::{Data, DataError, Parameters};
use crate::gaps::{Gap, gaps};

pub use needs::{Needs, needs};

/// Why there is no programme.
#[derive(Debug, Error)]
pub enum BuildError {
    /// A file is wrong.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Contradictions that nobody decided, all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Undecided(Vec<Gap>),
}

/// The programme, with the parameters it was made with and what the document leaves open.
#[derive(Clone, Debug)]
pub struct Built {
    /// The programme.
    pub programme: Programme,
    /// The assumptions in types.
    pub parameters: Parameters,
    /// Contradictions and open questions, each decided.
    pub gaps: Vec<Gap>,
}

/// Builds the programme.
///
/// # Errors
/// Everything that the files lack, or that nobody decided.
pub fn build(data: &Data) -> Result<Built, BuildError> {
    let parameters = data.assumptions.parameters(&data.stages)?;
    let gaps = gaps(data, &parameters);
    if gaps.iter().any(Gap::is_error) {
        return Err(BuildError::Undecided(gaps.into_iter().filter(Gap::is_error).collect()));
    }
    let mut programme = Programme::new("MHHS test programme", calendar(data, &parameters));
    programme.source = "MHHS Programme Environment Approach & Plan, MHHS-DEL618, v2.2, \
                        16 January 2023"
        .into();
    programme.phases = phases(data);
    programme.environments = environments::environments(data, &parameters);
    programme.stages = stages::stages(data, &parameters);
    programme.participants = participants::participants(data, &parameters)?;
    programme.rules = participants::rules(data, &parameters);
    programme.unavailability = unavailability::unavailability(&parameters);
    programme.objective = objective(&parameters);
    programme.assumptions = data.assumptions.for_plan();
    Ok(Built { programme, parameters, gaps })
}

fn calendar(data: &Data, parameters: &Parameters) -> Calendar {
    let horizon = parameters.horizon;
    Calendar {
        working_weekdays: parameters.working_weekdays.clone(),
        holidays: (data.bank_holidays.iter())
            .filter(|holiday| horizon.from <= holiday.date && holiday.date < horizon.to)
            .cloned()
            .collect(),
        working_hours: parameters.working_hours,
        support_hours: Some(support_hours()),
        support_weekdays: Some(parameters.support_weekdays.clone()),
        resolution: Resolution::Day,
        ..Calendar::days("Europe/London", horizon.from, horizon.to)
    }
}

/// Everybody placed, then the optional stages, then time and effort together.
fn objective(parameters: &Parameters) -> Objective {
    let weights = parameters.objective.iter().map(|(term, weight)| (*term, *weight));
    Objective {
        levels: vec![
            Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
            Level::new("optional stages", [(Term::UnplacedOptional, 1.0)]),
            Level::new("time and effort", weights),
        ],
    }
}

/// §6.8.
fn support_hours() -> Hours {
    let at = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    Hours { from: at(8), to: at(18) }
}

fn phases(data: &Data) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    for id in data.stages.iter().filter_map(|stage| stage.phase.as_ref()) {
        if !phases.iter().any(|phase| phase.id == *id) {
            phases.push(Phase { id: id.clone(), name: String::new() });
        }
    }
    phases
}
