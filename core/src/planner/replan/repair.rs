//! The least that any repair comes to, when those who move take the room of others.
//!
//! A relaxation small enough to be solved exactly: some participants are planned whole; of all the
//! others only where they were matters, visit by visit. Such a visit stays, at no cost, as long as its
//! slot does and has room for it, or leaves, at what a move counts; whoever leaves needs seats in other
//! slots on its way from step to step, but any in time will do (see [`away`]). So the value is no more
//! than any plan's.
//! Where those who leave find a place that suits them too, it is a plan, and proven. Where they do not,
//! they are planned whole as well, and all is asked again.
//!
//! Rules that bind participants to one another are left out, gates and reliances too.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;
use std::time::Duration;

use super::away::{self, Group, Home, Seats};
use crate::calendar::{OwnBaseline, ParticipantData, Problem, RouteData, StepData};
use crate::candidates::{Candidates, Class, Variant};
use crate::error::Error;
use crate::formulation::{ColumnId, Formulation, Row};
use crate::model::{ParticipantId, StageId, Term};
use crate::plan::{Assignment, Plan, PlanSlot, Visit, decode};
use crate::planner::exact::at_most;
use crate::planner::run::{Run, lock};
use crate::solver::backend::{Backend, Highs, News, Request};

/// Nodes of the integer program at most.
const NODES: u64 = 2_000;

/// The relaxation.
pub struct Repair<'a> {
    problem: &'a Problem,
    home: &'a Plan,
    whole: &'a [bool],
    relaxed: Problem,
    /// By participant of the relaxation: whom it stands for.
    stands_for: Vec<Part>,
    groups: Vec<Group>,
    /// By group and visit: how many stay.
    stays: Vec<Vec<ColumnId>>,
    candidates: Candidates,
    formulation: Formulation,
}

/// Whom a participant of the relaxation stands for.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// A participant that is planned whole.
    Whole(ParticipantId),
    /// A visit of a participant to where it was.
    Visit,
    /// A seat for anybody who leaves.
    Seat,
}

/// What a solution of the relaxation says.
pub struct Repaired {
    /// Slots, those who are planned whole, and those who stay where they were: not yet those who leave.
    pub plan: Plan,
    /// Who leaves at least one slot, by participant.
    pub leave: Vec<bool>,
    /// By slot of where everybody was: whether anybody leaves it.
    pub left: Vec<bool>,
}

impl<'a> Repair<'a> {
    /// The relaxation of a problem for its first levels, in which those are planned whole who are
    /// marked; all others are where they were in `home`, or leave. Only if `placed` says of a participant
    /// that it can't be left out does it need seats when it leaves.
    pub fn new(
        problem: &'a Problem,
        candidates: &Candidates,
        levels: usize,
        (home, whole): (&'a Plan, &'a [bool]),
        placed: impl Fn(ParticipantId) -> bool,
    ) -> Self {
        let mut people = Vec::new();
        let mut stands_for = Vec::new();
        for (position, data) in problem.participants.iter().enumerate().filter(|(p, _)| whole[*p]) {
            people.push(ParticipantData { follows: Vec::new(), ..data.clone() });
            stands_for.push(Part::Whole(ParticipantId::new(position)));
        }
        let others: Vec<&Assignment> =
            home.assignments.iter().filter(|a| !whole[a.participant.index()]).collect();
        let mut seats: BTreeMap<StageId, u32> = BTreeMap::new();
        let mut first = Vec::with_capacity(others.len());
        for assignment in &others {
            let data = &problem.participants[assignment.participant.index()];
            first.push(people.len());
            for visit in &assignment.visits {
                people.push(visit_of(problem, data, home.slots[visit.slot as usize].stage));
                stands_for.push(Part::Visit);
            }
            let class = candidates.class(assignment.participant);
            let stages: BTreeSet<StageId> =
                class.variants.iter().flat_map(|v| &v.steps).map(|step| step.stage).collect();
            for stage in stages {
                *seats.entry(stage).or_default() += data.size;
            }
        }
        for (stage, count) in seats {
            let seat = seat(problem, stage);
            people.extend(std::iter::repeat_n(seat, count as usize));
            stands_for.extend(std::iter::repeat_n(Part::Seat, count as usize));
        }
        let mut relaxed = problem.clone();
        relaxed.participants = people;
        relaxed.levels.truncate(levels);
        relaxed.rules.clear();
        relaxed.gates.clear();
        let of_relaxed = Candidates::new(&relaxed);
        let mut groups: BTreeMap<_, Group> = BTreeMap::new();
        for (assignment, first) in others.iter().zip(first) {
            let participant = assignment.participant;
            let class = candidates.class(participant);
            let size = i64::from(problem.participants[participant.index()].size);
            let homes: Vec<Home> = (assignment.visits.iter().enumerate())
                .map(|(place, visit)| {
                    let span = home.slots[visit.slot as usize].span;
                    let class = of_relaxed.class_of[first + place];
                    Home { slot: visit.slot, class, start: span.start, end: span.end }
                })
                .collect();
            let steps = steps(&class.variants, assignment, home);
            let is_bound = placed(participant) && steps.is_some();
            let steps = steps.unwrap_or_default();
            let classes: Vec<usize> = homes.iter().map(|home| home.class).collect();
            let group = groups.entry((classes, size, steps.clone(), is_bound));
            let group =
                group.or_insert(Group { members: Vec::new(), size, steps, homes, is_bound });
            group.members.push(participant);
        }
        let groups: Vec<Group> = groups.into_values().collect();
        let mut formulation = Formulation::new(&relaxed, &of_relaxed);
        let open_from = problem.participants.first().map_or(0, |data| data.baseline.closed_until);
        let seats = seats_taken(&relaxed, &of_relaxed, &formulation, &stands_for);
        let stays = away::add(&mut formulation, &groups, &seats, open_from);
        Self {
            problem,
            home,
            whole,
            relaxed,
            stands_for,
            groups,
            stays,
            candidates: of_relaxed,
            formulation,
        }
    }

    /// How many columns it has.
    pub fn size(&self) -> usize {
        self.formulation.program.columns.len()
    }

    /// Raises the bounds of the run's first levels as far as the relaxation says; its solution, if it
    /// was solved to the end, which is no worse than any plan at the last level where the run's plan is
    /// not proven.
    ///
    /// # Errors
    /// [`Error::Solver`] if the solver breaks down.
    pub fn solve(
        &self,
        run: &mut Run<'_>,
        time_limit: Option<Duration>,
    ) -> Result<Option<Repaired>, Error> {
        let program = &self.formulation.program;
        let mut extra: Vec<Row> = Vec::new();
        let mut last = None;
        for level in 0..self.relaxed.levels.len() {
            let objective = &program.levels[level];
            let is_last = level + 1 == self.relaxed.levels.len();
            if !run.is_proven(level) || (is_last && last.is_none()) {
                let value = run.value(level);
                let node_limit = Some(run.work_left().map_or(NODES, |left| left.min(NODES)));
                let answer = {
                    let shared = Mutex::new(&mut *run);
                    Highs.solve(&Request {
                        program,
                        extra: &extra,
                        fixed: &vec![false; program.columns.len()],
                        objective,
                        start: None,
                        time_limit,
                        node_limit,
                        gap: 0.0,
                        stop: &|| lock(&shared).is_over(),
                        news: &|news: News<'_>| {
                            if let News::Bound(bound) = news {
                                lock(&shared).raise(level, bound.min(value));
                            }
                        },
                    })?
                };
                run.work(answer.nodes);
                let Some(bound) = answer.bound else { return Ok(None) };
                run.raise(level, bound.min(value));
                last = answer.values.filter(|values| objective.value(values) == bound);
                if last.is_none() || !run.is_proven(level) {
                    break;
                }
            }
            extra.push(at_most(objective, run.value(level)));
        }
        Ok(last.map(|values| self.read(&values)))
    }

    /// What a solution says of the whole problem.
    fn read(&self, values: &[i64]) -> Repaired {
        let found = decode(&self.relaxed, &self.candidates, &self.formulation, values);
        let mut leave = vec![false; self.problem.participants.len()];
        let mut left = vec![false; self.home.slots.len()];
        for (group, stays) in self.groups.iter().zip(&self.stays) {
            for (home, stay) in group.homes.iter().zip(stays) {
                let stay = values[stay.index()].max(0) as usize;
                for member in group.members.iter().skip(stay) {
                    leave[member.index()] = true;
                    left[home.slot as usize] = true;
                }
            }
        }
        let slots: HashMap<PlanSlot, u32> =
            found.slots.iter().enumerate().map(|(place, slot)| (*slot, place as u32)).collect();
        let stays = |assignment: &&Assignment| {
            !self.whole[assignment.participant.index()] && !leave[assignment.participant.index()]
        };
        let mut assignments: Vec<Assignment> = (self.home.assignments.iter().filter(stays))
            .filter_map(|assignment| {
                let visits = assignment.visits.iter().map(|visit| {
                    let slot = *slots.get(&self.home.slots[visit.slot as usize])?;
                    Some(Visit { slot, ..*visit })
                });
                Some(Assignment { visits: visits.collect::<Option<_>>()?, ..assignment.clone() })
            })
            .collect();
        for assignment in &found.assignments {
            let part = self.stands_for[assignment.participant.index()];
            if let Part::Whole(participant) = part {
                assignments.push(Assignment { participant, ..assignment.clone() });
            }
        }
        let plan = Plan { slots: found.slots, assignments, maintenance: found.maintenance };
        Repaired { plan: plan.sorted(), leave, left }
    }
}

/// A participant that only is where another was for a stage, or nowhere; what a move counts is the
/// other's, nothing else is counted.
fn visit_of(problem: &Problem, data: &ParticipantData, stage: StageId) -> ParticipantData {
    let mut homes: Vec<_> =
        data.baseline.homes.iter().filter(|home| home.stage == stage).copied().collect();
    for home in &mut homes {
        home.stays = true;
    }
    let baseline = OwnBaseline { homes, route: None, ..data.baseline.clone() };
    ParticipantData { size: data.size, baseline, ..anybody(problem, stage) }
}

/// A seat for anybody in a slot of a stage.
fn seat(problem: &Problem, stage: StageId) -> ParticipantData {
    let closed = problem.participants.first().map_or(0, |data| data.baseline.closed_until);
    let baseline = OwnBaseline { closed_until: closed, ..OwnBaseline::default() };
    ParticipantData { baseline, ..anybody(problem, stage) }
}

/// Somebody who could take a stage anywhere, at no cost, and counts nothing if it does not.
fn anybody(problem: &Problem, stage: StageId) -> ParticipantData {
    let step = StepData { stage, optional: false, min_lag: 0, max_lag: None };
    ParticipantData {
        size: 1,
        weight: 0,
        routes: vec![RouteData { steps: vec![step], penalty: 0 }],
        ready: Vec::new(),
        unavailable: Vec::new(),
        due: None,
        deadline: None,
        max_concurrent_environments: None,
        preferences: Vec::new(),
        pins: Vec::new(),
        completed: (0..problem.stages.len()).map(|stage| (StageId::new(stage), 0)).collect(),
        retests: vec![stage],
        versions: Vec::new(),
        lacks: Vec::new(),
        relied: Vec::new(),
        follows: Vec::new(),
        baseline: OwnBaseline::default(),
    }
}

/// The steps of all ways that a participant can be placed, if they are the same, and it was at home for
/// each: the stage, and the least lag.
fn steps(variants: &[Variant], home: &Assignment, plan: &Plan) -> Option<Vec<(StageId, i64)>> {
    let steps = |variant: &Variant| -> Vec<(StageId, i64)> {
        variant.steps.iter().map(|step| (step.stage, i64::from(step.min_lag))).collect()
    };
    let first = steps(variants.first()?);
    let was = home.visits.iter().map(|visit| plan.slots[visit.slot as usize].stage);
    let same = variants.iter().all(|variant| steps(variant) == first);
    (same && was.eq(first.iter().map(|(stage, _)| *stage))).then_some(first)
}

/// By stage: offers, and how many seats are taken in each.
fn seats_taken(
    relaxed: &Problem,
    candidates: &Candidates,
    formulation: &Formulation,
    stands_for: &[Part],
) -> Seats {
    let mut seats = Seats::new();
    for (place, class) in candidates.classes.iter().enumerate() {
        if let Part::Seat = stands_for[class.first().index()] {
            let stage = relaxed.participants[class.first().index()].routes[0].steps[0].stage;
            let takes = formulation.flows[place].iter().flat_map(|flow| &flow.lines);
            seats
                .entry(stage)
                .or_default()
                .extend(takes.flat_map(|line| line.takes.iter().copied()));
        }
    }
    seats
}

/// Who can't be left out by any plan that leaves out no more than the run's plan does, once it is proven
/// that no plan leaves out less: some need be, since no slot suits them.
pub fn must_be_placed(run: &Run<'_>, candidates: &Candidates) -> impl Fn(ParticipantId) -> bool {
    let problem = run.problem();
    let weight = |place: usize| problem.levels[place].weight(Term::UnplacedMandatory);
    let proven = (0..problem.levels.len()).take_while(|place| run.is_proven(*place));
    let slack = proven.into_iter().find(|place| weight(*place) > 0).map(|place| {
        let suits = |class: &Class, variant: &Variant| {
            let some = |stage| candidates.allowed(class, stage).next().is_some();
            variant.steps.iter().all(|step| some(step.stage))
        };
        let lost = candidates.classes.iter().filter(|c| !c.variants.iter().any(|v| suits(c, v)));
        let lost = lost.flat_map(|class| &class.members);
        let lost: i64 = lost.map(|who| problem.participants[who.index()].weight).sum();
        (weight(place), run.value(place) - lost * weight(place))
    });
    let weights: Vec<i64> = problem.participants.iter().map(|data| data.weight).collect();
    move |participant| {
        slack.is_some_and(|(weight, slack)| weights[participant.index()] * weight > slack)
    }
}
