//! What a plan is worth, recomputed from the plan alone, in integers.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Assignment, Plan, maintenance};
use crate::calendar::{MaintenanceData, ParticipantData, PlaceData, Problem};
use crate::model::{EnvironmentId, Exclusivity, ParticipantId, Term};

/// A plan's value at each level of the objective, most important first. Less is better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// By level.
    pub levels: Vec<LevelScore>,
}

/// A plan's value at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelScore {
    /// The weighted sum of the terms, in millionths.
    pub value: i64,
    /// By term, in the order of the problem's level.
    pub terms: Vec<TermScore>,
    /// What single participants contribute, in millionths: those that contribute anything, by id.
    /// Slots, environments and makespan are nobody's.
    pub shares: Vec<(ParticipantId, i64)>,
}

/// A plan's value in one term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermScore {
    /// The term.
    pub term: Term,
    /// What is counted, unweighted by the level, in thousandths.
    pub amount: i64,
    /// Times the level's weight, in millionths.
    pub value: i64,
}

impl Score {
    /// Recomputes the score of a plan.
    pub fn of(problem: &Problem, plan: &Plan) -> Self {
        let mut assigned: Vec<Option<&Assignment>> = vec![None; problem.participants.len()];
        for assignment in &plan.assignments {
            assigned[assignment.participant.index()] = Some(assignment);
        }
        let levels = (problem.levels.iter())
            .map(|level| {
                let mut shares = vec![0_i64; problem.participants.len()];
                let terms: Vec<_> = (level.terms.iter())
                    .map(|t| {
                        let amount = match common_amount(problem, plan, t.term) {
                            Some(amount) => amount,
                            None => (problem.participants.iter().zip(&assigned).zip(&mut shares))
                                .map(|((participant, assignment), share)| {
                                    let own = own_amount(participant, plan, *assignment, t.term);
                                    *share += own * t.weight;
                                    own
                                })
                                .sum(),
                        };
                        TermScore { term: t.term, amount, value: amount * t.weight }
                    })
                    .collect();
                LevelScore {
                    value: terms.iter().map(|t| t.value).sum(),
                    terms,
                    shares: (shares.into_iter().enumerate())
                        .filter(|(_, share)| *share != 0)
                        .map(|(position, share)| (ParticipantId::new(position), share))
                        .collect(),
                }
            })
            .collect();
        Self { levels }
    }

    /// The values of the levels, in millionths.
    pub fn values(&self) -> Vec<i64> {
        self.levels.iter().map(|level| level.value).collect()
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.values().cmp(&other.values())
    }
}

/// What one participant contributes to a term, in thousandths; `assignment` is `None` if it is not
/// placed. Terms that are nobody's give 0.
pub fn own_amount(
    participant: &ParticipantData,
    plan: &Plan,
    assignment: Option<&Assignment>,
    term: Term,
) -> i64 {
    let Some(assignment) = assignment else {
        return match term {
            Term::UnplacedMandatory => participant.weight,
            Term::UnplacedOptional => participant.weight * participant.most_optional(),
            Term::Frozen | Term::ShortNotice | Term::Moves => participant.all_gone(term),
            _ => 0,
        };
    };
    let route = &participant.routes[assignment.route as usize];
    let completion =
        assignment.visits.last().map_or(0, |visit| plan.slots[visit.slot as usize].span.end);
    match term {
        Term::UnplacedOptional => {
            // Plans that people made may visit more than the route has steps.
            let skipped = route.steps.len().saturating_sub(assignment.visits.len());
            participant.weight * skipped as i64
        }
        Term::Lateness => {
            let late = participant.due.map_or(0, |due| completion.saturating_sub(due));
            participant.weight * i64::from(late)
        }
        Term::Completion => participant.weight * i64::from(completion),
        Term::Preferences => {
            let visited = assignment.visits.iter().map(|visit| {
                let slot = plan.slots[visit.slot as usize];
                (participant.preferences.iter())
                    .filter(|p| {
                        p.stage.is_none_or(|stage| stage == slot.stage)
                            && p.environment.is_none_or(|e| e == slot.environment)
                            && p.starts.holds(slot.span.start)
                    })
                    .map(|p| p.penalty)
                    .sum::<i64>()
            });
            route.penalty + visited.sum::<i64>()
        }
        Term::Frozen | Term::ShortNotice | Term::Moves => (participant.baseline.homes.iter())
            .map(|home| {
                let slots = assignment.visits.iter().map(|visit| plan.slots[visit.slot as usize]);
                match slots.into_iter().find(|slot| slot.stage == home.stage) {
                    Some(slot) => {
                        participant.elsewhere(term, slot.stage, slot.environment, slot.span.start)
                    }
                    None => participant.gone(term, home.stage),
                }
            })
            .sum(),
        Term::UnplacedMandatory
        | Term::EnvironmentCost
        | Term::SlotsOpened
        | Term::Changeovers
        | Term::Makespan
        | Term::MaintenanceLost
        | Term::MaintenanceOutside
        | Term::MaintenanceWait
        | Term::UnderTarget
        | Term::Balance => 0,
    }
}

/// The places that movable maintenance takes.
fn places<'a>(
    problem: &'a Problem,
    plan: &'a Plan,
) -> impl Iterator<Item = (&'a MaintenanceData, &'a PlaceData)> {
    plan.maintenance.iter().filter_map(|placed| {
        let one = problem.maintenance.iter().find(|one| one.cause == placed.unavailability)?;
        Some((one, one.places.get(placed.place as usize)?))
    })
}

/// What a term that is nobody's own counts, in thousandths; `None` for the other terms.
fn common_amount(problem: &Problem, plan: &Plan, term: Term) -> Option<i64> {
    if matches!(term, Term::MaintenanceLost | Term::MaintenanceOutside | Term::MaintenanceWait) {
        return Some(
            places(problem, plan).map(|(_, place)| maintenance::amount(place, term)).sum(),
        );
    }
    Some(environment_amounts(problem, plan, term)?.iter().map(|(_, amount)| amount).sum())
}

/// What a term that is nobody's own counts in each environment, in thousandths: those that count
/// anything. The latest end counts where a slot ends last, the largest load where it is, maintenance
/// in the first environment that it is on. `None` for the other terms.
pub fn environment_amounts(
    problem: &Problem,
    plan: &Plan,
    term: Term,
) -> Option<Vec<(EnvironmentId, i64)>> {
    let mut amounts = vec![0; problem.environments.len()];
    match term {
        Term::EnvironmentCost => {
            for slot in &plan.slots {
                let place = slot.environment.index();
                amounts[place] = problem.environments[place].cost;
            }
        }
        Term::SlotsOpened => {
            plan.slots.iter().for_each(|slot| amounts[slot.environment.index()] += 1000);
        }
        Term::Changeovers => {
            for (position, amount) in amounts.iter_mut().enumerate() {
                *amount = changeovers(problem, plan, EnvironmentId::new(position)) * 1000;
            }
        }
        Term::Makespan => {
            let last = plan.slots.iter().max_by_key(|slot| (slot.span.end, slot.environment));
            if let Some(slot) = last {
                amounts[slot.environment.index()] = i64::from(slot.span.end) * 1000;
            }
        }
        Term::UnderTarget => {
            for (slot, load) in plan.slots.iter().zip(loads(problem, plan)) {
                let target = i64::from(problem.target(slot.stage, slot.by_hand));
                amounts[slot.environment.index()] += 1000 * (target - load).max(0);
            }
        }
        Term::Balance => {
            let mut by_environment = vec![0; problem.environments.len()];
            for (slot, load) in plan.slots.iter().zip(loads(problem, plan)) {
                by_environment[slot.environment.index()] += load;
            }
            // The last of the largest.
            let largest = by_environment.iter().enumerate().max_by_key(|(_, load)| **load);
            if let Some((position, load)) = largest {
                amounts[position] = 1000 * load;
            }
        }
        Term::MaintenanceLost | Term::MaintenanceOutside | Term::MaintenanceWait => {
            for (one, place) in places(problem, plan) {
                if let Some(environment) = one.environments.first() {
                    amounts[environment.index()] += maintenance::amount(place, term);
                }
            }
        }
        Term::UnplacedMandatory
        | Term::UnplacedOptional
        | Term::Lateness
        | Term::Completion
        | Term::Preferences
        | Term::Frozen
        | Term::ShortNotice
        | Term::Moves => return None,
    }
    let amounts = amounts.into_iter().enumerate().filter(|(_, amount)| *amount != 0);
    Some(amounts.map(|(position, amount)| (EnvironmentId::new(position), amount)).collect())
}

/// By slot: the sizes of those in it.
fn loads(problem: &Problem, plan: &Plan) -> Vec<i64> {
    let mut loads = vec![0; plan.slots.len()];
    for assignment in &plan.assignments {
        let size = i64::from(problem.participants[assignment.participant.index()].size);
        for visit in &assignment.visits {
            loads[visit.slot as usize] += size;
        }
    }
    loads
}

fn changeovers(problem: &Problem, plan: &Plan, environment: EnvironmentId) -> i64 {
    let exclusivity = problem.environments[environment.index()].exclusivity;
    if !matches!(exclusivity, Exclusivity::OneSlot | Exclusivity::OneStage) {
        return 0;
    }
    let mut slots: Vec<_> =
        plan.slots.iter().filter(|slot| slot.environment == environment).collect();
    slots.sort_unstable_by_key(|slot| (slot.span, slot.stage));
    slots.windows(2).filter(|pair| pair[0].stage != pair[1].stage).count() as i64
}
