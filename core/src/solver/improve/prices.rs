//! The levels of the objective as one number, for choosing among insertions.
//!
//! Plans are compared level by level, in integers. Within one insertion a single number is
//! quicker: each level is scaled so that its smallest step outweighs all that one insertion could
//! change in the levels after it, as far as numbers reach. It guides; it never decides which of
//! two plans is better.

use crate::calendar::Problem;
use crate::model::Term;
use crate::plan::maintenance::amount;

/// Scaled prices of the terms' amounts (thousandths).
pub struct Prices {
    pub of: [f64; Term::ALL.len()],
    /// By level: the scaled price of a millionth of it.
    pub levels: Vec<f64>,
    /// By participant: the price of leaving it out.
    pub unplaced: Vec<f64>,
    /// Price of each unit of size that a slot lacks to its least.
    pub shortage: f64,
}

/// Most that one level may outweigh the next: beyond, small numbers would vanish.
const STEEPEST: f64 = 1e7;

impl Prices {
    pub fn new(problem: &Problem) -> Self {
        let mut of = [0.0; Term::ALL.len()];
        let mut scale = 1.0;
        let mut levels = vec![0.0; problem.levels.len()];
        for (place, level) in problem.levels.iter().enumerate().rev() {
            let mut unit = 0_i64;
            let mut range = 0.0_f64;
            for t in &level.terms {
                unit = gcd(unit, t.weight * grain(problem, t.term));
                range += t.weight as f64 * reach(problem, t.term);
            }
            if unit == 0 {
                continue;
            }
            let per_unit = scale / unit as f64;
            levels[place] = per_unit;
            for t in &level.terms {
                of[t.term as usize] += t.weight as f64 * per_unit;
            }
            scale *= (range / unit as f64 + 1.0).min(STEEPEST);
        }
        let unplaced: Vec<f64> = (problem.participants.iter())
            .map(|participant| {
                let weight = participant.weight as f64;
                let optional = participant.most_optional() as f64;
                weight * of[Term::UnplacedMandatory as usize]
                    + weight * optional * of[Term::UnplacedOptional as usize]
                    + Term::MOVES
                        .iter()
                        .map(|term| participant.all_gone(*term) as f64 * of[*term as usize])
                        .sum::<f64>()
            })
            .collect();
        let least = problem.stages.iter().map(|stage| stage.capacity_min).max().unwrap_or(0);
        let lowest = unplaced.iter().copied().filter(|p| *p > 0.0).fold(f64::INFINITY, f64::min);
        let shortage =
            if lowest.is_finite() { 0.05 * lowest / f64::from(least.max(1)) } else { 0.0 };
        Self { of, levels, unplaced, shortage }
    }

    pub fn of(&self, term: Term) -> f64 {
        self.of[term as usize]
    }
}

/// What every amount of the term is a multiple of, in thousandths.
fn grain(problem: &Problem, term: Term) -> i64 {
    let weights = || problem.participants.iter().map(|p| p.weight).fold(0, gcd);
    match term {
        Term::UnplacedMandatory | Term::UnplacedOptional | Term::Lateness | Term::Completion => {
            weights()
        }
        Term::Frozen | Term::ShortNotice | Term::Moves => {
            problem.participants.iter().map(|p| p.weight.max(1)).fold(0, gcd)
        }
        Term::SlotsOpened
        | Term::Changeovers
        | Term::Makespan
        | Term::MaintenanceLost
        | Term::MaintenanceOutside
        | Term::MaintenanceWait
        | Term::UnderTarget
        | Term::Balance => 1000,
        Term::EnvironmentCost => problem.environments.iter().map(|e| e.cost).fold(0, gcd),
        Term::Preferences => (problem.participants.iter())
            .flat_map(|p| {
                let routes = p.routes.iter().map(|r| r.penalty);
                routes.chain(p.preferences.iter().map(|preference| preference.penalty))
            })
            .fold(0, gcd),
    }
}

/// The most that one insertion changes the term, in thousandths, roughly.
fn reach(problem: &Problem, term: Term) -> f64 {
    let horizon = f64::from(problem.horizon());
    let weight = problem.participants.iter().map(|p| p.weight).max().unwrap_or(0) as f64;
    let steps = (problem.participants.iter())
        .flat_map(|p| p.routes.iter().map(|r| r.steps.len()))
        .max()
        .unwrap_or(0) as f64;
    match term {
        Term::UnplacedMandatory => weight,
        Term::UnplacedOptional => weight * steps,
        Term::Lateness | Term::Completion => weight * horizon,
        Term::Frozen | Term::ShortNotice | Term::Moves => {
            (problem.participants.iter()).map(|p| p.all_gone(term) as f64).fold(0.0, f64::max)
        }
        Term::SlotsOpened => steps * 1000.0,
        Term::Changeovers => steps * 2000.0,
        Term::Makespan => horizon * 1000.0,
        Term::UnderTarget => {
            let targets = problem.stages.iter().map(|stage| stage.target).max().unwrap_or(0);
            steps * 1000.0 * f64::from(targets)
        }
        Term::Balance => {
            let sizes = problem.participants.iter().map(|p| p.size).max().unwrap_or(0);
            steps * 1000.0 * f64::from(sizes)
        }
        Term::EnvironmentCost => problem.environments.iter().map(|e| e.cost as f64).sum(),
        Term::MaintenanceLost | Term::MaintenanceOutside | Term::MaintenanceWait => {
            let most = |one: &crate::calendar::MaintenanceData| {
                one.places.iter().map(|place| amount(place, term)).max().unwrap_or(0) as f64
            };
            problem.maintenance.iter().map(most).sum()
        }
        Term::Preferences => {
            let most = |p: &crate::calendar::ParticipantData| {
                let route = p.routes.iter().map(|r| r.penalty).max().unwrap_or(0);
                let sum: i64 = p.preferences.iter().map(|preference| preference.penalty).sum();
                route as f64 + sum as f64 * steps
            };
            problem.participants.iter().map(most).fold(0.0, f64::max)
        }
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
