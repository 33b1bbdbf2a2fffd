//! What a search is helped with: who hears of its plans, who puts people where it costs least, and what
//! other searches have found.

use std::sync::Mutex;

use super::run::{Run, lock};
use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::plan::encode::find;
use crate::plan::{Assignment, Plan, PlanSlot, Score, Visit};
use crate::solver::assign;
use crate::solver::backend::Highs;
use crate::solver::bound::{Appraiser, Market};
use crate::solver::improve::{Observer, SearchBudget};

/// The best plan of all searches that go on from one another's plans.
pub type Shared = Mutex<Option<(Score, Plan)>>;

/// Tells the run of better plans, and puts participants where it costs least.
pub struct Helper<'l, 'r, 'a> {
    run: &'l Mutex<&'r mut Run<'a>>,
    problem: &'a Problem,
    candidates: &'l Candidates,
    budget: &'l SearchBudget,
    shared: Option<&'l Shared>,
    /// Where participants can be put into slots by price.
    pricing: Option<Pricing<'l>>,
}

/// What putting people by price needs.
pub struct Pricing<'l> {
    level: usize,
    /// Values of the levels before.
    earlier: &'l [i64],
    appraiser: Appraiser<'l, 'l>,
    /// By slot candidate: about what a unit of size in it is worth.
    prices: Vec<f64>,
    /// Of the next calendars decided anew.
    seed: u64,
    /// Work of putting people into slots so far.
    work: u64,
}

impl<'l> Pricing<'l> {
    /// On the market of a level, for plans that have `earlier` values in the levels before.
    pub fn new(market: &'l Market<'l>, earlier: &'l [i64], budget: &SearchBudget) -> Self {
        let prices = budget.guide.as_ref().map_or_else(Vec::new, |guide| guide.prices.clone());
        let (level, appraiser) = (earlier.len(), Appraiser::new(market));
        Self { level, earlier, appraiser, prices, seed: budget.seed << 32, work: 0 }
    }
}

impl<'l, 'r, 'a> Helper<'l, 'r, 'a> {
    /// Helps a search that has such a budget.
    pub fn new(
        run: &'l Mutex<&'r mut Run<'a>>,
        candidates: &'l Candidates,
        budget: &'l SearchBudget,
        shared: Option<&'l Shared>,
        pricing: Option<Pricing<'l>>,
    ) -> Self {
        let problem = lock(run).problem();
        Self { run, problem, candidates, budget, shared, pricing }
    }

    /// Puts everybody where it costs least in a plan's slots, if that costs less than the best plan.
    fn put(&mut self, plan: &Plan, best: &Score) -> Option<Plan> {
        let pricing = self.pricing.as_mut()?;
        let level = pricing.level;
        let score = Score::of(self.problem, plan);
        let before = |score: &Score| -> Vec<i64> {
            score.levels[..level].iter().map(|level| level.value).collect()
        };
        if before(&score) > before(best) {
            return None;
        }
        let budget = self.budget;
        let stop = || budget.is_over();
        let below = (before(&score) == before(best)).then(|| best.levels[level].value);
        let slots = generated(self.candidates, plan);
        let value = (1.0 - LEAST) * below.unwrap_or(score.levels[level].value) as f64;
        let least = pricing.appraiser.appraise(slots, &mut pricing.prices, value, &stop);
        if below.is_some() && least >= value {
            return None;
        }
        let parts = parts(plan, self.problem.participants.len());
        let mut found: Option<Plan> = None;
        for free in &parts {
            if stop() {
                break;
            }
            let task = assign::Task {
                free,
                level,
                earlier: pricing.earlier,
                below: below.filter(|_| parts.len() == 1),
                deadline: budget.deadline,
                stop: &stop,
            };
            let from = found.as_ref().unwrap_or(plan);
            let (problem, candidates) = (self.problem, self.candidates);
            match assign::assign(problem, candidates, from, &task, &mut pricing.prices, &Highs) {
                Ok(assigned) => {
                    pricing.work += assigned.work;
                    found = assigned.plan.or(found);
                }
                Err(error) => lock(self.run).fail(error),
            }
        }
        found
    }
}

impl Observer for Helper<'_, '_, '_> {
    fn hear(&mut self, _: &Plan, score: &Score) {
        lock(self.run).hear(score);
    }

    fn assigns(&self) -> bool {
        self.pricing.is_some()
    }

    fn work(&self) -> u64 {
        self.pricing.as_ref().map_or(0, |pricing| pricing.appraiser.work() + pricing.work)
    }

    fn recast(&mut self, plan: &Plan) -> Option<Plan> {
        let Pricing { level, appraiser, prices, seed, .. } = self.pricing.as_mut()?;
        *seed = seed.wrapping_add(1);
        let budget = self.budget;
        let value = Score::of(self.problem, plan).levels[*level].value as f64;
        let slots = generated(self.candidates, plan);
        let slots = appraiser.recast(slots, prices, (value, *seed), &|| budget.is_over());
        Some(with_slots(self.candidates, plan, &slots))
    }

    fn anew(&mut self, plan: &Plan) -> Option<Plan> {
        let others = self.budget.guide.as_ref().map(|guide| &guide.others[..])?;
        let Pricing { seed, .. } = self.pricing.as_mut()?;
        *seed = seed.wrapping_add(1);
        let next = *seed % others.len().max(1) as u64;
        let slots = others.get(next as usize)?;
        let slots: Vec<usize> = slots.iter().map(|slot| *slot as usize).collect();
        Some(with_slots(self.candidates, plan, &slots))
    }

    fn assign(&mut self, plan: &Plan, best: &Plan) -> Option<Plan> {
        let score = Score::of(self.problem, best);
        let found = self.put(plan, &score);
        let Some(shared) = self.shared else { return found };
        let (mine, score) = (found.as_ref().map(|found| (found, Score::of(self.problem, found))))
            .filter(|(_, other)| *other < score)
            .unwrap_or((best, score));
        let mut shared = lock(shared);
        match &*shared {
            Some((other, plan)) if *other < score => Some(plan.clone()),
            _ => {
                *shared = Some((score, mine.clone()));
                found
            }
        }
    }
}

/// What putting people anew must promise, as a share of what the best plan costs.
const LEAST: f64 = 1e-4;

/// The places of a plan's generated slots among the candidates.
fn generated<'p>(candidates: &'p Candidates, plan: &'p Plan) -> impl Iterator<Item = usize> + 'p {
    let slots = plan.slots.iter().filter(|slot| slot.by_hand.is_none());
    slots.filter_map(|slot| find(candidates, slot))
}

/// A plan with these generated slots; whoever is in another is left out.
fn with_slots(candidates: &Candidates, plan: &Plan, slots: &[usize]) -> Plan {
    let mut open: Vec<PlanSlot> =
        plan.slots.iter().filter(|slot| slot.by_hand.is_some()).copied().collect();
    open.extend(slots.iter().map(|slot| PlanSlot::from(&candidates.slots[*slot])));
    open.sort_unstable();
    let place = |slot: u32| open.binary_search(&plan.slots[slot as usize]).ok();
    let moved = |visit: &Visit| Some(Visit { slot: place(visit.slot)? as u32, ..*visit });
    let assignments = (plan.assignments.iter())
        .filter_map(|assignment| {
            let visits = assignment.visits.iter().map(moved).collect::<Option<_>>()?;
            Some(Assignment { visits, ..assignment.clone() })
        })
        .collect();
    Plan { slots: open, assignments, maintenance: plan.maintenance.clone() }
}

/// Participants that are put into slots at once, at most: the linear program's time grows faster.
const AT_ONCE: usize = 1_500;

/// Parts of the participants, by when they complete; whoever is not placed is in all of them.
fn parts(plan: &Plan, count: usize) -> Vec<Vec<bool>> {
    let end = |assignment: &Assignment| {
        assignment.visits.iter().map(|visit| plan.slots[visit.slot as usize].span.end).max()
    };
    let mut placed: Vec<_> =
        plan.assignments.iter().map(|a| (end(a), a.participant.index())).collect();
    placed.sort_unstable();
    let mut out = vec![true; count];
    for (_, place) in &placed {
        out[*place] = false;
    }
    let each = placed.len().div_ceil(placed.len().div_ceil(AT_ONCE).max(1)).max(1);
    let parts: Vec<Vec<bool>> = (placed.chunks(each))
        .map(|part| {
            let mut free = out.clone();
            for (_, place) in part {
                free[*place] = true;
            }
            free
        })
        .collect();
    if parts.is_empty() { vec![out] } else { parts }
}
