//! What would have to change for somebody to be placed: the cheapest ways.

use std::collections::BTreeMap;

use serde::Serialize;

use super::anew::{Found, Solver, all_placed};
use super::ask;
use super::beside::{Answer, Beside, without};
use super::conflict;
use super::data::{Amount, LevelChange, Move};
use super::facts::{Fact, Question};
use super::names;
use super::offers::{self, Offer};
use super::relaxation::{Prices, Relaxation, apply};
use crate::calendar::Problem;
use crate::check::check;
use crate::error::Error;
use crate::model::{ParticipantId, RuleKind, TrancheSlotId};
use crate::plan::{Plan, Score, carry_maintenance};

/// Which ways are looked for.
#[derive(Clone)]
#[non_exhaustive]
pub struct RelaxOptions<'a> {
    /// What each kind costs.
    pub prices: Prices,
    /// The most relaxations in one way.
    pub together: usize,
    /// The most days by which a date moves.
    pub days: u32,
    /// How many ways are told.
    pub count: usize,
    /// The most times that a relaxed programme is tried.
    pub tries: usize,
    /// How to plan anew, if others may move; if not given, everybody else stays where they are.
    pub others: Option<&'a Solver<'a>>,
}

impl Default for RelaxOptions<'_> {
    /// Up to two together, dates by up to 28 days, the 5 cheapest ways, others staying.
    fn default() -> Self {
        Self {
            prices: Prices::default(),
            together: 2,
            days: 28,
            count: 5,
            tries: 5_000,
            others: None,
        }
    }
}

impl<'a> RelaxOptions<'a> {
    /// With other prices.
    pub fn with_prices(mut self, prices: Prices) -> Self {
        self.prices = prices;
        self
    }

    /// With at most so many relaxations in one way.
    pub fn with_together(mut self, most: usize) -> Self {
        self.together = most;
        self
    }

    /// With dates moved by at most so many days.
    pub fn with_days(mut self, most: u32) -> Self {
        self.days = most;
        self
    }

    /// The cheapest so many ways.
    pub fn with_count(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// With others free to move: each way is verified by planning anew, with all placed who are.
    pub fn with_others(mut self, solve: &'a Solver<'a>) -> Self {
        self.others = Some(solve);
        self
    }
}

/// The cheapest ways to place somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relaxations {
    /// Who.
    pub participant: String,
    /// By price; none of them holds another that costs no more.
    pub ways: Vec<Way>,
    /// Whether all were tried that could be cheaper.
    pub complete: bool,
    /// Set if nothing has to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// A way to place somebody, verified: with these, there is a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// What has to give.
    pub relaxations: Vec<Relaxation>,
    /// The same in words.
    pub texts: Vec<String>,
    /// What that costs, by the prices given.
    pub price: Amount,
    /// What the plan is worth then, at each level.
    pub levels: Vec<LevelChange>,
    /// Who moves.
    pub moves: Vec<Move>,
}

/// The cheapest ways to place a participant who is not: what of the programme would have to give.
///
/// Of each combination of things that can give, the cheapest amounts that work are found; a
/// combination is left out if a part of it does at no more. Everybody who is placed stays placed,
/// and stays where they are unless `options` say how to plan anew.
///
/// # Errors
/// [`Error::Unreadable`] if the participant is not known, else whatever the solver says.
pub fn relax(
    problem: &Problem,
    plan: &Plan,
    participant: &str,
    options: &RelaxOptions<'_>,
) -> Result<Relaxations, Error> {
    let id = ask::participant(problem, participant)?;
    let base = without(plan, id);
    let mut search = Search::new(problem, plan, &base, id, options);
    let nothing = |remark: Option<String>, complete| Relaxations {
        participant: participant.to_owned(),
        ways: Vec::new(),
        complete,
        remark,
    };
    if plan.assignments.iter().any(|assignment| assignment.participant == id) {
        return Ok(nothing(Some(format!("{participant} is placed")), true));
    }
    if search.works(&[])? {
        let remark = format!("{participant} can be placed as it is");
        return Ok(nothing(Some(remark), true));
    }
    let question = Question { problem, plan: &base, participant: id };
    let offers = offers::all(&question, &options.prices, options.days);
    let found = search.all(&offers)?;
    let complete = search.tries <= options.tries && search.proven;
    let mut ways = Vec::new();
    for (price, steps) in found.into_iter().take(options.count) {
        let relaxations: Vec<Relaxation> =
            steps.iter().map(|(offer, step)| offers[*offer].steps[*step].0.clone()).collect();
        let Some((levels, moves)) = search.outcome(&relaxations)? else { continue };
        let texts = relaxations.iter().map(ToString::to_string).collect();
        let price = Amount::thousandths(price);
        ways.push(Way { relaxations, texts, price, levels, moves });
    }
    Ok(Relaxations { participant: participant.to_owned(), ways, complete, remark: None })
}

/// A relaxed problem with the plan so far.
struct Relaxed {
    problem: Problem,
    /// With the participant, as far as it is placed.
    plan: Plan,
    /// Whether others would have to move for it.
    sound: bool,
}

/// What a plan is worth more, by level, and who moves.
type Worth = (Vec<LevelChange>, Vec<Move>);

/// Offers, each with the step taken.
type Steps = Vec<(usize, usize)>;

struct Search<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    base: &'a Plan,
    participant: ParticipantId,
    options: &'a RelaxOptions<'a>,
    /// What is wrong with the plan as it is, by rule.
    before: BTreeMap<RuleKind, usize>,
    tries: usize,
    proven: bool,
}

impl<'a> Search<'a> {
    fn new(
        problem: &'a Problem,
        plan: &'a Plan,
        base: &'a Plan,
        participant: ParticipantId,
        options: &'a RelaxOptions<'a>,
    ) -> Self {
        let before = wrong(problem, base);
        Self { problem, plan, base, participant, options, before, tries: 0, proven: true }
    }

    /// Every combination worth telling, with its price, by price.
    fn all(&mut self, offers: &[Offer]) -> Result<Vec<(i64, Steps)>, Error> {
        let conflict = self.conflict(&[]);
        let weakens = |offer: &Offer, facts: &Option<Vec<Fact>>| {
            facts.as_ref().is_none_or(|facts| offer.weakens(facts))
        };
        let first: Vec<bool> = offers.iter().map(|offer| weakens(offer, &conflict)).collect();
        let mut found: Vec<(i64, Steps)> = Vec::new();
        // By offer that helps: which others could help where it is not enough.
        let mut beside: BTreeMap<usize, Option<Vec<Fact>>> = BTreeMap::new();
        for size in 1..=self.options.together.min(offers.len()) {
            let mut round = Vec::new();
            for set in sets(offers.len(), size) {
                if !set.iter().any(|offer| first[*offer]) {
                    continue;
                }
                if size == 2 {
                    let hopeless =
                        [(set[0], set[1]), (set[1], set[0])].iter().any(|(one, other)| {
                            beside.get(one).is_some_and(|facts| !weakens(&offers[*other], facts))
                        });
                    if hopeless {
                        continue;
                    }
                }
                let parts = found.iter().filter(|(_, steps): &&(i64, Steps)| {
                    steps.iter().all(|(offer, _)| set.contains(offer))
                });
                let bound = parts.map(|(price, _)| *price).min().unwrap_or(i64::MAX);
                round.extend(self.cheapest(offers, &set, bound)?);
                if self.tries > self.options.tries {
                    break;
                }
            }
            if size == 1 && self.options.together > 1 {
                for offer in (0..offers.len()).filter(|offer| first[*offer]) {
                    let works = round.iter().find(|(_, steps): &&(i64, Steps)| steps[0].0 == offer);
                    beside.extend(self.beside(offers, offer, works.map(|(_, steps)| steps[0].1)));
                }
            }
            found.extend(round);
        }
        found.sort_by(|a, b| (a.0, a.1.len(), &a.1).cmp(&(b.0, b.1.len(), &b.1)));
        Ok(found)
    }

    /// The conflict that is left when an offer gives all that is not enough by itself.
    fn beside(
        &mut self,
        offers: &[Offer],
        offer: usize,
        works: Option<usize>,
    ) -> Option<(usize, Option<Vec<Fact>>)> {
        if !offers[offer].grows {
            return None;
        }
        let step = match works {
            None => offers[offer].last(),
            Some(step) => step.checked_sub(1)?,
        };
        Some((offer, self.conflict(&[offers[offer].steps[step].0.clone()])))
    }

    /// Facts that exclude each other in spite of the relaxations; `None` if not known.
    fn conflict(&mut self, relaxations: &[Relaxation]) -> Option<Vec<Fact>> {
        if self.options.others.is_some() {
            return None;
        }
        let relaxed = self.relaxed(relaxations)?;
        if !relaxed.sound {
            return None;
        }
        let conflict = conflict::beside(&relaxed.problem, &relaxed.plan, self.participant, None);
        (conflict.remark.is_none()).then_some(conflict.facts)
    }

    /// The cheapest steps of a combination that work and cost less than the bound.
    fn cheapest(
        &mut self,
        offers: &[Offer],
        set: &[usize],
        bound: i64,
    ) -> Result<Option<(i64, Steps)>, Error> {
        if set.iter().all(|offer| offers[*offer].grows) {
            let most: Steps = set.iter().map(|offer| (*offer, offers[*offer].last())).collect();
            if !self.works_at(offers, &most)? {
                return Ok(None);
            }
        }
        let mut best = None;
        self.descend(offers, set, &mut Vec::new(), 0, bound, &mut best)?;
        Ok(best)
    }

    fn descend(
        &mut self,
        offers: &[Offer],
        set: &[usize],
        steps: &mut Steps,
        spent: i64,
        bound: i64,
        best: &mut Option<(i64, Steps)>,
    ) -> Result<(), Error> {
        let offer = set[steps.len()];
        let limit = |best: &Option<(i64, Steps)>| best.as_ref().map_or(bound, |(price, _)| *price);
        if steps.len() + 1 < set.len() {
            for step in 0..offers[offer].steps.len() {
                let price = spent + offers[offer].steps[step].1;
                if price >= limit(best) || self.tries > self.options.tries {
                    break;
                }
                steps.push((offer, step));
                self.descend(offers, set, steps, price, bound, best)?;
                steps.pop();
            }
            return Ok(());
        }
        let price = |step: usize| spent + offers[offer].steps[step].1;
        let mut affordable =
            (0..offers[offer].steps.len()).take_while(|step| price(*step) < limit(best)).count();
        if affordable == 0 {
            return Ok(());
        }
        let mut works = |search: &mut Self, step: usize| {
            steps.push((offer, step));
            let works = search.works_at(offers, steps);
            let taken = steps.clone();
            steps.pop();
            works.map(|works| works.then_some(taken))
        };
        if offers[offer].grows {
            let Some(mut found) = works(self, affordable - 1)? else { return Ok(()) };
            let mut at = affordable - 1;
            let mut low = 0;
            while low < at {
                let middle = low + (at - low) / 2;
                match works(self, middle)? {
                    Some(steps) => (found, at) = (steps, middle),
                    None => low = middle + 1,
                }
            }
            *best = Some((price(at), found));
            return Ok(());
        }
        let mut step = 0;
        while step < affordable && self.tries <= self.options.tries {
            if let Some(found) = works(self, step)? {
                *best = Some((price(step), found));
                affordable = step;
            }
            step += 1;
        }
        Ok(())
    }

    fn works_at(&mut self, offers: &[Offer], steps: &Steps) -> Result<bool, Error> {
        let relaxations: Vec<Relaxation> =
            steps.iter().map(|(offer, step)| offers[*offer].steps[*step].0.clone()).collect();
        self.works(&relaxations)
    }

    /// Whether the participant can be placed with the relaxations.
    fn works(&mut self, relaxations: &[Relaxation]) -> Result<bool, Error> {
        self.tries += 1;
        let Some(relaxed) = self.relaxed(relaxations) else { return Ok(false) };
        if let Some(solve) = self.options.others {
            let found = all_placed(&relaxed.problem, &relaxed.plan, self.participant, true, solve)?;
            self.proven &= !matches!(found, Found::Unknown);
            return Ok(matches!(found, Found::Plan(_)));
        }
        if !relaxed.sound {
            return Ok(false);
        }
        let mut beside = Beside::new(&relaxed.problem, &relaxed.plan, self.participant, false);
        let answer = beside.place(None, None);
        self.proven &= !matches!(answer, Answer::Unknown);
        Ok(answer.placing().is_some())
    }

    /// What the plan is worth with the relaxations and the participant, and who moves.
    fn outcome(&mut self, relaxations: &[Relaxation]) -> Result<Option<Worth>, Error> {
        let Some(relaxed) = self.relaxed(relaxations) else { return Ok(None) };
        let new = if let Some(solve) = self.options.others {
            match all_placed(&relaxed.problem, &relaxed.plan, self.participant, false, solve)? {
                Found::Plan(plan) => plan,
                Found::None | Found::Unknown => return Ok(None),
            }
        } else {
            let mut beside = Beside::new(&relaxed.problem, &relaxed.plan, self.participant, true);
            let Some(placing) = beside.place(None, None).placing() else { return Ok(None) };
            placing.plan
        };
        let before = Score::of(self.problem, self.plan);
        let after = Score::of(&relaxed.problem, &new);
        Ok(Some((
            names::changes(self.problem, &before, &after),
            names::moves(&relaxed.problem, &relaxed.plan, &new),
        )))
    }

    /// The relaxed problem with the plan; `None` if the programme is none any more.
    fn relaxed(&self, relaxations: &[Relaxation]) -> Option<Relaxed> {
        let programme = apply(&self.problem.programme, relaxations);
        let problem = Problem::new(&programme).ok()?;
        let plan = carry(self.problem, self.base, &problem);
        let after = wrong(&problem, &plan);
        let sound = (after.iter())
            .all(|(rule, count)| self.before.get(rule).is_some_and(|before| count <= before));
        Some(Relaxed { problem, plan, sound })
    }
}

fn wrong(problem: &Problem, plan: &Plan) -> BTreeMap<RuleKind, usize> {
    let mut count = BTreeMap::new();
    for violation in check(problem, plan) {
        *count.entry(violation.rule).or_insert(0) += 1;
    }
    count
}

/// The plan in the indices of a relaxed problem, in which slots may have come to be given by hand.
fn carry(problem: &Problem, plan: &Plan, relaxed: &Problem) -> Plan {
    let mut carried = plan.clone();
    for slot in &mut carried.slots {
        let place = match slot.by_hand {
            Some(hand) => {
                let id = &problem.programme.slots[hand.index()].id;
                relaxed.programme.slots.iter().position(|given| given.id == *id)
            }
            None => relaxed.hand_slots.iter().enumerate().position(|(place, hand)| {
                let id = &relaxed.programme.slots[place].id;
                (hand.stage, hand.environment, hand.span.start)
                    == (slot.stage, slot.environment, slot.span.start)
                    && problem.programme.slots.iter().all(|given| given.id != *id)
            }),
        };
        slot.by_hand = place.map(TrancheSlotId::new);
    }
    carried.maintenance = carry_maintenance(problem, plan, relaxed);
    carried
}

/// Every set of so many of the numbers below `count`, in order.
fn sets(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..size {
        all = (all.into_iter())
            .flat_map(|set: Vec<usize>| {
                let first = set.last().map_or(0, |last| last + 1);
                (first..count).map(move |next| {
                    let mut longer = set.clone();
                    longer.push(next);
                    longer
                })
            })
            .collect();
    }
    all
}
