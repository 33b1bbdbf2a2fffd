//! Questions in which others may move: they are answered by planning anew.
//!
//! How to plan is given by the caller, since the planner stands above: see
//! [`planner::solver`](crate::planner::solver).

use serde::Serialize;

use super::ask;
use super::data::{LevelChange, Move};
use super::names;
use crate::calendar::Problem;
use crate::check::check;
use crate::error::Error;
use crate::model::{Level, ParticipantId, Programme, Rule, Target, Term};
use crate::plan::{Assignment, Plan, Score, carry_maintenance};

/// What planning anew gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// The plan.
    pub plan: Plan,
    /// Whether it is proven that no plan is better at the first level of the objective.
    pub proven: bool,
}

/// Plans a problem, from a plan that it may start with.
pub type Solver<'a> = dyn Fn(&Problem, &Plan) -> Result<Solved, Error> + Sync + 'a;

/// Whether a participant can be placed if others may move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IfOthersMove {
    /// Who.
    pub participant: String,
    /// Whether it can be placed while everybody stays placed who is.
    pub possible: Possible,
    /// What it costs at each level; empty if no plan was found.
    pub levels: Vec<LevelChange>,
    /// Who would move.
    pub moves: Vec<Move>,
}

/// An answer, or that none was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Possible {
    /// A plan was found.
    Yes,
    /// It is proven that there is none.
    No,
    /// None was found within the solver's limits.
    Unknown,
}

/// Whether a participant can be placed if all others may move but stay placed: the problem is
/// planned anew with the participant and those who are placed, and all of them must be.
///
/// # Errors
/// [`Error::Unreadable`] if the participant is not known, else whatever the solver says.
pub fn can_be_placed(
    problem: &Problem,
    plan: &Plan,
    participant: &str,
    solve: &Solver<'_>,
) -> Result<IfOthersMove, Error> {
    let id = ask::participant(problem, participant)?;
    let found = all_placed(problem, plan, id, false, solve)?;
    let (levels, moves) = match &found {
        Found::Plan(new) => (
            names::changes(problem, &Score::of(problem, plan), &Score::of(problem, new)),
            names::moves(problem, plan, new),
        ),
        Found::None | Found::Unknown => (Vec::new(), Vec::new()),
    };
    Ok(IfOthersMove {
        participant: participant.to_owned(),
        possible: match found {
            Found::Plan(_) => Possible::Yes,
            Found::None => Possible::No,
            Found::Unknown => Possible::Unknown,
        },
        levels,
        moves,
    })
}

/// A plan with everybody in it, or that there is none.
pub(super) enum Found {
    Plan(Plan),
    None,
    Unknown,
}

/// A plan in which the participant and everybody placed are placed. Those that are not placed stay
/// out. With `any`, nothing else is asked of the plan: the objective does not count.
pub(super) fn all_placed(
    problem: &Problem,
    plan: &Plan,
    participant: ParticipantId,
    any: bool,
    solve: &Solver<'_>,
) -> Result<Found, Error> {
    let mut wanted = vec![false; problem.participants.len()];
    wanted[participant.index()] = true;
    for assignment in &plan.assignments {
        wanted[assignment.participant.index()] = true;
    }
    let kept: Vec<ParticipantId> =
        (0..wanted.len()).filter(|place| wanted[*place]).map(ParticipantId::new).collect();
    let mut programme = of(&problem.programme, &kept);
    if any {
        programme.objective.levels.truncate(1);
    }
    // Valid, but that facts may have been taken out.
    let asked = Problem::lay_out(programme);
    let place = |id: ParticipantId| kept.binary_search(&id).ok().map(ParticipantId::new);
    let start = Plan {
        slots: plan.slots.clone(),
        assignments: (plan.assignments.iter())
            .filter_map(|a| Some(Assignment { participant: place(a.participant)?, ..a.clone() }))
            .collect(),
        maintenance: carry_maintenance(problem, plan, &asked),
    };
    let solved = solve(&asked, &start)?;
    if solved.plan.assignments.len() < kept.len() {
        return Ok(if solved.proven { Found::None } else { Found::Unknown });
    }
    let maintenance = carry_maintenance(&asked, &solved.plan, problem);
    let assignments = (solved.plan.assignments.into_iter())
        .map(|a| Assignment { participant: kept[a.participant.index()], ..a })
        .collect();
    let found = Plan { slots: solved.plan.slots, assignments, maintenance };
    // Those left out may count for a gate, or hand on an outage.
    if check(problem, &found).is_empty() { Ok(Found::Plan(found)) } else { Ok(Found::Unknown) }
}

/// The programme with these participants alone, whose first aim is to place them all, whatever
/// their weights.
fn of(programme: &Programme, kept: &[ParticipantId]) -> Programme {
    let mut programme = programme.clone();
    let mut place = 0;
    programme.participants.retain(|_| {
        place += 1;
        kept.binary_search(&ParticipantId::new(place - 1)).is_ok()
    });
    let known: std::collections::BTreeSet<String> =
        programme.participants.iter().map(|p| p.id.clone()).collect();
    programme.rules.retain_mut(|rule| {
        let (Rule::Together(company) | Rule::Apart(company)) = rule;
        company.participants.retain(|id| known.contains(id.as_str()));
        company.participants.len() > 1
    });
    programme.unavailability.retain(|u| match &u.on {
        Target::Participant(id) => known.contains(id.as_str()),
        _ => true,
    });
    programme.gates.retain_mut(|gate| {
        let everybody = gate.participants.is_empty();
        gate.participants.retain(|id| known.contains(id.as_str()));
        everybody || !gate.participants.is_empty()
    });
    for participant in &mut programme.participants {
        participant
            .relies_on
            .retain(|reliance| reliance.on.participant().is_none_or(|id| known.contains(id)));
        // The weight counts in the levels that follow: no weight at all would count for nothing.
        participant.weight = participant.weight.max(0.001);
    }
    let mut name = "everybody".to_owned();
    while programme.objective.levels.iter().any(|level| level.name == name) {
        name.push('!');
    }
    programme.objective.levels.insert(0, Level::new(name, [(Term::UnplacedMandatory, 1.0)]));
    programme
}
