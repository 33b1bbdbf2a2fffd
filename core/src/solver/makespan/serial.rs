//! Plans that end early: participants take their steps in some order, each where it ends first after
//! those before in its environment; the search is over orders (serial schedule generation; late
//! acceptance, Burke and Bykov 2017).

use std::time::Instant;

use crate::calendar::{Problem, Span};
use crate::candidates::Candidates;
use crate::model::{EnvironmentId, ParticipantId, StageId};
use crate::plan::{Assignment, Plan, PlanSlot, Visit, place_maintenance};
use crate::solver::improve::SearchBudget;
use crate::solver::improve::random::Random;

/// Orders tried in a round.
const TRIED: usize = 500;
/// A change is taken if it is no worse than what was so many changes before.
const MEMORY: usize = 1000;
/// Rounds without a better plan after which the search starts from a new order.
const PATIENCE: u64 = 20;
/// Values of a choice of environment: from here on, the one in which the step ends first.
const FREE: u8 = u8::MAX;

/// A step that a participant takes.
struct Step {
    stage: StageId,
    number: u32,
    min_lag: i64,
    from: u32,
    /// By environment: spans of the slots that it may take, by start.
    places: Vec<(EnvironmentId, Vec<Span>)>,
}

#[derive(Clone)]
struct Order {
    people: Vec<u32>,
    /// By participant, then step: a place among its environments, or [`FREE`].
    choices: Vec<Vec<u8>>,
}

/// A step taken.
#[derive(Clone, Copy)]
struct Taken {
    person: u32,
    step: u32,
    environment: EnvironmentId,
    span: Span,
}

struct Builder<'a> {
    problem: &'a Problem,
    routes: Vec<Vec<Step>>,
    route_of: Vec<u32>,
    groups: Vec<Vec<usize>>,
    // While building.
    last: Vec<(u32, Option<StageId>)>,
    group_free: Vec<u32>,
    ready: Vec<(usize, u32)>,
    taken: Vec<Taken>,
}

/// A plan that ends as early as was found, and the rounds used: `budget.steps` at most, fewer where
/// everybody is placed and all ends by `target`. Each participant takes the first of its ways, each
/// step in a slot of its own.
pub fn search(
    problem: &Problem,
    candidates: &Candidates,
    budget: &SearchBudget,
    target: u32,
) -> (Plan, u64) {
    let mut builder = Builder::new(problem, candidates);
    let mut random = Random::new(budget.seed);
    let mut order = Order {
        people: (builder.routes.iter().enumerate())
            .flat_map(|(person, steps)| vec![person as u32; steps.len()])
            .collect(),
        choices: builder.routes.iter().map(|steps| vec![FREE; steps.len()]).collect(),
    };
    random.shuffle(&mut order.people);
    let mut current = builder.build(&order);
    let (mut best, mut best_cost) = (order.clone(), current);
    let mut memory = vec![current; MEMORY];
    let over =
        || budget.cancel.is_cancelled() || budget.deadline.is_some_and(|end| Instant::now() >= end);
    let (mut rounds, mut since, mut lowest) = (0, 0, current);
    let done = |cost: (u64, u32, u64)| cost.0 == 0 && cost.1 <= target;
    while rounds < budget.steps && !done(best_cost) && order.people.len() > 1 && !over() {
        for tried in 0..TRIED {
            let undo = change(&mut order, &builder, &mut random);
            let cost = builder.build(&order);
            let before = &mut memory[(rounds as usize * TRIED + tried) % MEMORY];
            if cost <= current || cost <= *before {
                current = cost;
                if cost < best_cost {
                    best_cost = cost;
                    best.clone_from(&order);
                    if done(cost) {
                        break;
                    }
                }
            } else {
                undo.back(&mut order);
            }
            *before = (*before).min(current);
        }
        rounds += 1;
        since += 1;
        if current < lowest {
            (lowest, since) = (current, 0);
        }
        if since == PATIENCE {
            random.shuffle(&mut order.people);
            order.choices.iter_mut().for_each(|choices| choices.fill(FREE));
            current = builder.build(&order);
            memory.fill(current);
            (lowest, since) = (current, 0);
        }
    }
    builder.build(&best);
    (builder.plan(), rounds)
}

/// How to take a change back.
enum Undo {
    Moved { from: usize, to: usize },
    Chosen { person: usize, step: usize, choice: u8 },
}

impl Undo {
    fn back(self, order: &mut Order) {
        match self {
            Self::Moved { from, to } => shift(&mut order.people, to, from),
            Self::Chosen { person, step, choice } => order.choices[person][step] = choice,
        }
    }
}

fn shift(people: &mut [u32], from: usize, to: usize) {
    if from < to {
        people[from..=to].rotate_left(1);
    } else {
        people[to..=from].rotate_right(1);
    }
}

fn change(order: &mut Order, builder: &Builder, random: &mut Random) -> Undo {
    let count = order.people.len();
    let from = random.below(count);
    if random.chance(0.2) {
        let person = order.people[from] as usize;
        let step = random.below(builder.routes[person].len());
        let places = builder.routes[person][step].places.len();
        if places > 1 {
            let choice = order.choices[person][step];
            let pick = random.below(places + 1);
            order.choices[person][step] = if pick == places { FREE } else { pick.min(254) as u8 };
            return Undo::Chosen { person, step, choice };
        }
    }
    let to = random.below(count);
    shift(&mut order.people, from, to);
    Undo::Moved { from, to }
}

impl<'a> Builder<'a> {
    fn new(problem: &'a Problem, candidates: &Candidates) -> Self {
        let mut routes = Vec::new();
        let mut route_of = Vec::new();
        for class in &candidates.class_of {
            let class = &candidates.classes[*class];
            let variant = class.variants.iter().min_by_key(|v| (v.skipped, v.penalty));
            route_of.push(variant.map_or(0, |variant| variant.route));
            let steps = variant.map_or(&[][..], |variant| &variant.steps[..]);
            let step = |step: &crate::candidates::VariantStep| {
                let mut places: Vec<(EnvironmentId, Vec<Span>)> = Vec::new();
                for slot in candidates.allowed(class, step.stage) {
                    let slot = &candidates.slots[slot];
                    if slot.by_hand.is_some() {
                        continue;
                    }
                    match places.last_mut().filter(|(e, _)| *e == slot.environment) {
                        Some((_, spans)) => spans.push(slot.span),
                        None => places.push((slot.environment, vec![slot.span])),
                    }
                }
                Step {
                    stage: step.stage,
                    number: step.step,
                    min_lag: i64::from(step.min_lag),
                    from: step.from,
                    places,
                }
            };
            routes.push(steps.iter().map(step).collect());
        }
        let mut groups = vec![Vec::new(); problem.stages.len()];
        for (group, stages) in problem.groups.iter().enumerate() {
            for stage in stages {
                groups[stage.index()].push(group);
            }
        }
        Self {
            problem,
            routes,
            route_of,
            groups,
            last: Vec::new(),
            group_free: Vec::new(),
            ready: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Builds the plan of an order. How good it is: weights left out, the makespan, squares of ends.
    fn build(&mut self, order: &Order) -> (u64, u32, u64) {
        self.taken.clear();
        self.last.clear();
        self.last.resize(self.problem.environments.len(), (0, None));
        self.group_free.clear();
        self.group_free.resize(self.problem.groups.len(), 0);
        self.ready.clear();
        self.ready.resize(self.routes.len(), (0, 0));
        let (mut missing, mut makespan) = (0, 0);
        for &person in &order.people {
            let (at, ready) = self.ready[person as usize];
            if ready == u32::MAX {
                continue;
            }
            let step = &self.routes[person as usize][at];
            let choice = order.choices[person as usize][at];
            let Some((environment, span)) = self.earliest(step, ready, at > 0, choice) else {
                missing += self.problem.participants[person as usize].weight.max(1) as u64;
                self.ready[person as usize].1 = u32::MAX;
                continue;
            };
            let last = &mut self.last[environment.index()];
            if span.end >= last.0 {
                *last = (span.end, Some(step.stage));
            }
            for group in &self.groups[step.stage.index()] {
                self.group_free[*group] = span.end;
            }
            self.ready[person as usize] = (at + 1, span.end);
            makespan = makespan.max(span.end);
            self.taken.push(Taken { person, step: at as u32, environment, span });
        }
        let ends = self.ready.iter().map(|(_, end)| u64::from(*end));
        let squares = ends.filter(|end| *end < u64::from(u32::MAX)).map(|end| end * end).sum();
        (missing, makespan, squares)
    }

    /// Where a step ends first.
    fn earliest(
        &self,
        step: &Step,
        ready: u32,
        follows: bool,
        choice: u8,
    ) -> Option<(EnvironmentId, Span)> {
        let mut from = step.from;
        if follows {
            from = from.max((i64::from(ready) + step.min_lag).max(0) as u32);
        }
        for group in &self.groups[step.stage.index()] {
            from = from.max(self.group_free[*group]);
        }
        let chosen = step.places.get(usize::from(choice));
        let places = chosen.map_or(&step.places[..], std::slice::from_ref);
        let mut best: Option<(EnvironmentId, Span)> = None;
        for (environment, spans) in places {
            let mut start = from;
            if let (end, Some(stage)) = self.last[environment.index()]
                && self.problem.excludes(*environment, stage, step.stage)
            {
                let table = &self.problem.environments[environment.index()].changeover;
                start = start.max(end + table[stage.index()][step.stage.index()]);
            }
            let at = spans.partition_point(|span| span.start < start);
            if let Some(span) = spans.get(at)
                && best.is_none_or(|(_, least)| (span.end, span.start) < (least.end, least.start))
            {
                best = Some((*environment, *span));
            }
        }
        best
    }

    /// The plan built last, without those who could not take all their steps.
    fn plan(&self) -> Plan {
        let complete = |person: u32| {
            let (at, ready) = self.ready[person as usize];
            ready != u32::MAX && at == self.routes[person as usize].len()
        };
        let mut plan = Plan::default();
        let slot = |taken: &Taken| PlanSlot {
            stage: self.routes[taken.person as usize][taken.step as usize].stage,
            environment: taken.environment,
            span: taken.span,
            by_hand: None,
        };
        let mut taken: Vec<&Taken> = self.taken.iter().filter(|t| complete(t.person)).collect();
        plan.slots.extend(taken.iter().map(|taken| slot(taken)));
        plan.slots.extend(self.problem.hand_slots.iter().enumerate().map(|(place, slot)| {
            PlanSlot {
                stage: slot.stage,
                environment: slot.environment,
                span: slot.span,
                by_hand: Some(crate::model::TrancheSlotId::new(place)),
            }
        }));
        plan.slots.sort_unstable();
        plan.slots.dedup();
        taken.sort_by_key(|taken| (taken.person, taken.step));
        for group in taken.chunk_by(|a, b| a.person == b.person) {
            let person = group[0].person;
            let visits = (group.iter())
                .map(|taken| Visit {
                    step: self.routes[person as usize][taken.step as usize].number,
                    slot: plan.slots.partition_point(|other| *other < slot(taken)) as u32,
                })
                .collect();
            let route = self.route_of[person as usize];
            plan.assignments.push(Assignment { participant: ParticipantId(person), route, visits });
        }
        plan.maintenance = place_maintenance(self.problem, &plan.slots);
        plan
    }
}
