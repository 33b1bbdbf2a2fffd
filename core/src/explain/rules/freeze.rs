//! Rule `freeze` in words.

use crate::calendar::Problem;
use crate::model::ParticipantId;

/// Of slots that have begun, or start in the frozen time.
pub fn closed(problem: &Problem, participant: ParticipantId) -> String {
    let until = problem.participants[participant.index()].baseline.closed_until;
    let day = crate::report::dates::day(problem.timeline.day(until));
    format!("start before {day}, when all stays as it was")
}
