//! The cheapest chain of slots: prices from the last step to the first, then a search along them.

use super::{Answer, Beside, Costs, Placing, add, subtract};
use crate::calendar::LevelData;
use crate::candidates::Variant;
use crate::model::StageId;
use crate::plan::{Assignment, Plan, PlanSlot, Visit};

/// By step, by choice of its stage: the least that a chain costs from there on; `None` if there is
/// no chain.
type Least = Vec<Vec<Option<Costs>>>;

/// What ended a search.
enum End {
    /// Nothing cheaper is left.
    Done,
    /// A slot turned out to be none: prices have to be found anew.
    Again,
    /// Too many plans were judged.
    Spent,
}

/// A search through one variant.
struct Search<'q> {
    variant: &'q Variant,
    least: Least,
    /// What the participant costs on this variant, wherever.
    base: Costs,
    /// The only slot for a stage.
    at: Option<PlanSlot>,
    limit: u64,
    chosen: Vec<usize>,
}

impl Beside<'_> {
    /// The cheapest way to place the participant; with `at`, that slot is the one for its stage;
    /// with `below`, only ways that cost less count.
    pub fn place(&mut self, at: Option<PlanSlot>, below: Option<&Costs>) -> Answer {
        let variants = self.variants.clone();
        let unplaced = self.own_of(&self.base, None);
        // Inside, costs are without what the participant saves by being placed.
        let mut bound = below.map(|below| add(below, &unplaced));
        let mut best: Option<Placing> = None;
        let limit = self.work + super::WORK;
        let mut spent = false;
        for variant in &variants {
            if at.is_some_and(|at| variant.steps.iter().all(|step| step.stage != at.stage)) {
                continue;
            }
            loop {
                let mut search = Search {
                    least: self.least(variant, at),
                    base: add(
                        &self.variant_cost(variant),
                        &self.least_of_loads(variant.steps.len()),
                    ),
                    variant,
                    at,
                    limit,
                    chosen: Vec::new(),
                };
                match self.explore(&mut search, &mut bound, &mut best) {
                    End::Done => break,
                    End::Again => {}
                    End::Spent => {
                        spent = true;
                        break;
                    }
                }
            }
            if best.is_some() && !self.priced {
                break;
            }
        }
        match (best, spent) {
            (Some(placing), false) => Answer::Cheapest(placing),
            (Some(placing), true) => Answer::Some(placing),
            (None, false) => Answer::None,
            (None, true) => Answer::Unknown,
        }
    }

    /// Steps left out and the route's penalty: what a plan of no slots costs on the variant.
    fn variant_cost(&self, variant: &Variant) -> Costs {
        let visits = variant.steps.iter().map(|step| Visit { step: step.step, slot: 0 });
        let assignment = Assignment {
            participant: self.participant,
            route: variant.route,
            visits: visits.collect(),
        };
        // A slot that ends at once, in no environment that preferences name.
        let nothing = PlanSlot {
            stage: StageId(u32::MAX),
            environment: crate::model::EnvironmentId(u32::MAX),
            span: crate::calendar::Span::new(u32::MAX, 0),
            by_hand: None,
        };
        let plan = Plan { slots: vec![nothing], ..Plan::default() };
        self.own_of(&plan, Some(&assignment))
    }

    /// What being complete by then costs.
    fn end_cost(&self, end: u32) -> Costs {
        use crate::model::Term;
        let data = &self.problem.participants[self.participant.index()];
        let late = data.due.map_or(0, |due| i64::from(end.saturating_sub(due)));
        (self.problem.levels.iter())
            .filter(|_| self.priced)
            .map(|level| {
                data.weight
                    * (level.weight(Term::Lateness) * late
                        + level.weight(Term::Completion) * i64::from(end))
            })
            .collect()
    }

    fn least(&self, variant: &Variant, at: Option<PlanSlot>) -> Least {
        let data = &self.problem.participants[self.participant.index()];
        let last = variant.steps.len() - 1;
        let mut least: Least = vec![Vec::new(); variant.steps.len()];
        for (place, step) in variant.steps.iter().enumerate().rev() {
            let choices = self.choices.of(step.stage);
            let next = variant.steps.get(place + 1).map(|next| {
                let later = self.choices.of(next.stage);
                let cheapest = suffix_least(&least[place + 1]);
                (next, later, &least[place + 1], cheapest)
            });
            let costs = (choices.iter())
                .map(|choice| {
                    let span = choice.slot.span;
                    let elsewhere =
                        at.is_some_and(|at| at.stage == step.stage && at != choice.slot);
                    if choice.sound == Some(false) || elsewhere || span.start < step.from {
                        return None;
                    }
                    let own = add(&choice.own, &choice.opening);
                    let Some((next, later, costs, cheapest)) = &next else {
                        let in_time = data.deadline.is_none_or(|deadline| span.end <= deadline);
                        return (place == last && in_time)
                            .then(|| add(&own, &self.end_cost(span.end)));
                    };
                    let from = i64::from(span.end) + i64::from(next.min_lag);
                    let first = later.partition_point(|c| i64::from(c.slot.span.start) < from);
                    let rest = match next.max_lag {
                        None => cheapest.get(first).copied().flatten(),
                        Some(lag) => {
                            let until = i64::from(span.end) + i64::from(lag);
                            let after =
                                later.partition_point(|c| i64::from(c.slot.span.start) <= until);
                            (first..after)
                                .filter(|c| costs[*c].is_some())
                                .min_by(|a, b| costs[*a].cmp(&costs[*b]))
                        }
                    };
                    rest.and_then(|rest| costs[rest].as_ref()).map(|rest| add(&own, rest))
                })
                .collect();
            least[place] = costs;
        }
        least
    }

    fn explore(
        &mut self,
        search: &mut Search<'_>,
        bound: &mut Option<Costs>,
        best: &mut Option<Placing>,
    ) -> End {
        let steps = self.steps_of(search);
        let place = search.chosen.len();
        let Some(step) = search.variant.steps.get(place) else {
            return self.arrive(search, &steps, bound, best);
        };
        self.work += 1;
        if self.work > search.limit {
            return End::Spent;
        }
        let spent = self.spent(search, &steps);
        let before = steps.last().map(|(_, slot)| slot.span);
        let mut offers: Vec<(Costs, usize)> = (search.least[place].iter().enumerate())
            .filter_map(|(offer, least)| {
                let start = self.choices.of(step.stage)[offer].slot.span.start;
                let lag = before.map_or(0, |span| i64::from(start) - i64::from(span.end));
                let fits = before.is_none()
                    || (lag >= i64::from(step.min_lag)
                        && step.max_lag.is_none_or(|most| lag <= i64::from(most)));
                least.as_ref().filter(|_| fits).map(|least| (add(&spent, least), offer))
            })
            .collect();
        offers.sort_unstable();
        for (cost, offer) in offers {
            if bound.as_ref().is_some_and(|bound| cost >= *bound) {
                break;
            }
            if !self.is_sound_alone(step.stage, offer) {
                // Whatever is no slot makes chains look cheaper than they are: many at a time.
                self.sift(search, place);
                return End::Again;
            }
            search.chosen.push(offer);
            let end = if place == 0 || self.is_sound_so_far(search) {
                self.explore(search, bound, best)
            } else {
                End::Done
            };
            search.chosen.pop();
            if !matches!(end, End::Done) {
                return end;
            }
            if best.is_some() && !self.priced {
                break;
            }
        }
        End::Done
    }

    /// Judges a whole chain.
    fn arrive(
        &mut self,
        search: &Search<'_>,
        steps: &[(u32, PlanSlot)],
        bound: &mut Option<Costs>,
        best: &mut Option<Placing>,
    ) -> End {
        let plan = self.plan_of(search.variant.route, steps);
        let counts = |level: &LevelData| level.terms.iter().any(|t| super::is_of_loads(t.term));
        let total = if self.priced && self.problem.levels.iter().any(counts) {
            add(&self.cost_of(&plan), &self.own_of(&self.base, None))
        } else {
            let own = self.own_of(&plan, plan.assignments.last());
            add(&own, &subtract(&self.common_of(&plan.slots), &self.common))
        };
        if self.priced && bound.as_ref().is_some_and(|bound| total >= *bound) {
            return End::Done;
        }
        self.work += 1;
        if self.is_sound(&plan) {
            let cost = self.cost_of(&plan);
            *bound = Some(total);
            *best = Some(Placing { plan, cost });
        }
        End::Done
    }

    fn steps_of(&self, search: &Search<'_>) -> Vec<(u32, PlanSlot)> {
        (search.chosen.iter().zip(&search.variant.steps))
            .map(|(offer, step)| (step.step, self.choices.of(step.stage)[*offer].slot))
            .collect()
    }

    /// What the steps taken cost, slots included.
    fn spent(&self, search: &Search<'_>, steps: &[(u32, PlanSlot)]) -> Costs {
        if !self.priced {
            return Vec::new();
        }
        let mut slots = self.base.slots.clone();
        for (_, slot) in steps {
            if !slots.contains(slot) {
                slots.push(*slot);
            }
        }
        let mut spent = if steps.is_empty() {
            search.base.clone()
        } else {
            add(&search.base, &subtract(&self.common_of(&slots), &self.common))
        };
        for (offer, step) in search.chosen.iter().zip(&search.variant.steps) {
            spent = add(&spent, &self.choices.of(step.stage)[*offer].own);
        }
        spent
    }

    /// Asks the checker about one slot, once.
    fn is_sound_alone(&mut self, stage: StageId, offer: usize) -> bool {
        let choice = &self.choices.of(stage)[offer];
        if let Some(sound) = choice.sound {
            return sound;
        }
        self.work += 1;
        let sound = self.broken(stage, choice.slot).is_empty();
        if let Some(choice) = self.choices.get_mut(stage, offer) {
            choice.sound = Some(sound);
        }
        sound
    }

    /// Looks at the offers of a step until one is sound.
    fn sift(&mut self, search: &Search<'_>, place: usize) {
        let stage = search.variant.steps[place].stage;
        let mut offers: Vec<(&Costs, usize)> = (search.least[place].iter().enumerate())
            .filter_map(|(offer, least)| least.as_ref().map(|least| (least, offer)))
            .collect();
        offers.sort_unstable();
        let offers: Vec<usize> = offers.into_iter().map(|(_, offer)| offer).collect();
        let mut sound = 0;
        for offer in offers {
            if search.at.is_none() && self.is_sound_alone(stage, offer) {
                sound += 1;
                if sound == 2 {
                    break;
                }
            }
        }
    }

    /// Whether the steps taken break nothing together.
    fn is_sound_so_far(&mut self, search: &Search<'_>) -> bool {
        self.work += 1;
        let plan = self.plan_of(search.variant.route, &self.steps_of(search));
        self.wrong(&self.parts, &plan, false).is_empty()
    }
}

/// From each place on, where the least is; the first of them.
fn suffix_least(costs: &[Option<Costs>]) -> Vec<Option<usize>> {
    let mut least = vec![None; costs.len()];
    let mut best: Option<usize> = None;
    for place in (0..costs.len()).rev() {
        if let Some(cost) = &costs[place]
            && best.and_then(|best| costs[best].as_ref()).is_none_or(|best| cost <= best)
        {
            best = Some(place);
        }
        least[place] = best;
    }
    least
}
