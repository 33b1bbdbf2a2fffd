//! Whether scores can be counted in integers: the most that each level can come to.

use super::Periods;
use crate::calendar::resolve::thousandths;
use crate::model::validate::Place;
use crate::model::validate::sizes::MAX_SIZE;
use crate::model::{Level, Participant, Term};

/// Scores stay far below the largest integer, so that sums and differences of them do, too.
const MOST: i128 = i64::MAX as i128 / 16;

/// Up to here, the integer program's floating-point numbers hold every integer.
const EXACT: i128 = 1 << 53;

impl Periods<'_> {
    pub(super) fn sums(&mut self) {
        let sizes = self.programme.participants.iter().map(|p| p.size);
        let sizes: i64 = sizes.filter(|size| (1..=MAX_SIZE).contains(size)).sum();
        if sizes > i64::from(u32::MAX / 4) {
            self.report.add(
                "SW-E0808",
                &Place::top("participants"),
                "the sizes of all participants add up to more than a capacity can be",
                "measure sizes in larger units",
            );
        }
        let objective = Place::top("objective");
        for (position, level) in self.programme.objective.levels.iter().enumerate() {
            let most = self.most(level);
            let at = objective.item("levels", position);
            if most > MOST {
                self.report.add(
                    "SW-E0804",
                    &at,
                    format!(
                        "{} can come to {:.1e}, which is too much",
                        level.name,
                        most as f64 / 1e6
                    ),
                    "make weights, penalties and costs smaller",
                );
            } else if most > EXACT {
                self.report.add(
                    "SW-W0803",
                    &at,
                    format!(
                        "{} can come to {:.1e}, more than floating-point numbers hold to the last \
                         decimal",
                        level.name,
                        most as f64 / 1e6
                    ),
                    "make weights, penalties and costs smaller, or bounds may be a little off",
                );
            }
        }
    }

    /// The most that a level can come to, in millionths.
    fn most(&self, level: &Level) -> i128 {
        let terms = level.terms.iter();
        terms.map(|term| self.most_of(term.term) * in_thousandths(term.weight)).sum()
    }

    /// The most that a term can come to, in thousandths.
    fn most_of(&self, term: Term) -> i128 {
        let horizon = i128::from(self.timeline.len());
        let slots: i128 = self.slots_of.iter().map(|slots| i128::from(*slots)).sum();
        let participants = &self.programme.participants;
        let each = |own: fn(&Participant) -> i128| participants.iter().map(own).sum::<i128>();
        match term {
            Term::UnplacedMandatory => each(|p| in_thousandths(p.weight)),
            Term::UnplacedOptional => each(|p| in_thousandths(p.weight) * most_steps(p)),
            // A baseline has no more visits than a participant has steps, if it was planned.
            Term::Frozen | Term::Moves => each(|p| in_thousandths(p.weight).max(1) * most_steps(p)),
            Term::ShortNotice => {
                horizon * each(|p| in_thousandths(p.weight).max(1) * most_steps(p))
            }
            Term::Lateness | Term::Completion => horizon * each(|p| in_thousandths(p.weight)),
            Term::EnvironmentCost => (self.programme.environments.iter())
                .filter_map(|environment| environment.optional.as_ref())
                .map(|optional| in_thousandths(optional.cost))
                .sum(),
            Term::UnderTarget => {
                let targets = self.programme.stages.iter().map(|s| s.target).max();
                slots * 1000 * i128::from(targets.unwrap_or(0).clamp(0, MAX_SIZE))
            }
            Term::Balance => 1000 * each(|p| i128::from(p.size.clamp(0, MAX_SIZE)) * most_steps(p)),
            Term::SlotsOpened | Term::Changeovers => slots * 1000,
            Term::Makespan => horizon * 1000,
            Term::MaintenanceLost | Term::MaintenanceOutside | Term::MaintenanceWait => {
                // Neither days nor periods nor environments are more.
                let environments = self.programme.environments.len() as i128;
                let (first, after) = self.timeline.days();
                let days = i128::from((after - first).num_days().abs()) + horizon;
                let movable = self.programme.unavailability.iter().filter(|u| u.movable.is_some());
                movable.count() as i128 * environments * days * 1000
            }
            Term::Preferences => each(|p| {
                let route = p.routes.iter().map(|r| in_thousandths(r.penalty)).max().unwrap_or(0);
                let slots = p.preferences.iter().map(|p| in_thousandths(p.penalty)).sum::<i128>();
                route + slots * most_steps(p)
            }),
        }
    }
}

fn most_steps(participant: &Participant) -> i128 {
    participant.routes.iter().map(|route| route.steps.len()).max().unwrap_or(0) as i128
}

/// Amounts that are errors by themselves count as nothing.
fn in_thousandths(amount: f64) -> i128 {
    if (0.0..=1e9).contains(&amount) { i128::from(thousandths(amount)) } else { 0 }
}
