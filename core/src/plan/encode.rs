//! From a plan to a solution of the integer program, every column given: a full warm start.

use std::collections::BTreeMap;

use super::{Assignment, Plan, PlanSlot};
use crate::calendar::Problem;
use crate::candidates::{Candidates, SlotCandidate, Variant};
use crate::formulation::{ColumnTag, Formulation};
use crate::model::{EnvironmentId, GateId, RuleId, StageId};

/// The value of every column, for a plan that keeps the rules; `None` for one with slots or
/// itineraries that the candidates do not have.
pub fn encode(
    problem: &Problem,
    candidates: &Candidates,
    formulation: &Formulation,
    plan: &Plan,
) -> Option<Vec<i64>> {
    let mut encoding = Encoding::new(problem, candidates, formulation, plan)?;
    for assignment in &plan.assignments {
        encoding.assign(assignment)?;
    }
    encoding.wait();
    encoding.derive();
    Some(encoding.values)
}

struct Encoding<'a> {
    problem: &'a Problem,
    candidates: &'a Candidates,
    formulation: &'a Formulation,
    plan: &'a Plan,
    /// By slot of the plan: its candidate.
    candidate_of: Vec<usize>,
    /// By slot of the plan: how many are in it.
    members: Vec<u32>,
    values: Vec<i64>,
}

impl<'a> Encoding<'a> {
    fn new(
        problem: &'a Problem,
        candidates: &'a Candidates,
        formulation: &'a Formulation,
        plan: &'a Plan,
    ) -> Option<Self> {
        let candidate_of =
            (plan.slots.iter()).map(|slot| find(candidates, slot)).collect::<Option<Vec<_>>>()?;
        let mut members = vec![0; plan.slots.len()];
        for visit in plan.assignments.iter().flat_map(|assignment| &assignment.visits) {
            members[visit.slot as usize] += 1;
        }
        let mut values = vec![0; formulation.program.columns.len()];
        for (&candidate, &members) in candidate_of.iter().zip(&members) {
            let by_hand = candidates.slots[candidate].by_hand.is_some();
            values[formulation.open[candidate].index()] = i64::from(by_hand || members > 0);
        }
        for (class, column) in candidates.classes.iter().zip(&formulation.unplaced) {
            values[column.index()] = i64::from(class.count());
        }
        Some(Self { problem, candidates, formulation, plan, candidate_of, members, values })
    }

    fn assign(&mut self, assignment: &Assignment) -> Option<()> {
        let place = self.candidates.class_of[assignment.participant.index()];
        let class = &self.candidates.classes[place];
        let flow = self.formulation.flows[place]
            .iter()
            .find(|flow| self.follows(assignment, &class.variants[flow.variant]))?;
        for (line, visit) in flow.lines.iter().zip(&assignment.visits) {
            let offer = self.formulation.offer_of[self.candidate_of[visit.slot as usize]];
            let (_, column) = line.takes.iter().find(|(taken, _)| *taken == offer)?;
            self.values[column.index()] += 1;
        }
        self.values[flow.choose.index()] += 1;
        self.values[self.formulation.unplaced[place].index()] -= 1;
        Some(())
    }

    /// Whether the assignment takes just the variant's steps, as it says.
    fn follows(&self, assignment: &Assignment, variant: &Variant) -> bool {
        let span = |place: usize| {
            let visit = assignment.visits[place];
            self.plan.slots[visit.slot as usize].span
        };
        variant.route == assignment.route
            && variant.steps.len() == assignment.visits.len()
            && (variant.steps.iter().zip(&assignment.visits).enumerate()).all(
                |(position, (step, visit))| {
                    let start = span(position).start;
                    step.step == visit.step
                        && start >= step.from
                        && step.after.iter().all(|e| span(*e as usize).end <= start)
                },
            )
    }

    /// How many wait follows from who takes what.
    fn wait(&mut self) {
        for (place, flows) in self.formulation.flows.iter().enumerate() {
            for flow in flows {
                let variant = &self.candidates.classes[place].variants[flow.variant];
                for (position, line) in flow.lines.iter().enumerate().skip(1) {
                    let lag = i64::from(variant.steps[position].min_lag);
                    let span = |offer: &crate::formulation::OfferId| {
                        self.formulation.offers[offer.0 as usize].span
                    };
                    let arrived = |by: u32| -> i64 {
                        (flow.lines[position - 1].takes.iter())
                            .filter(|(offer, _)| i64::from(span(offer).end) + lag <= i64::from(by))
                            .map(|(_, column)| self.values[column.index()])
                            .sum()
                    };
                    let left = |by: u32| -> i64 {
                        (line.takes.iter())
                            .filter(|(offer, _)| span(offer).start <= by)
                            .map(|(_, column)| self.values[column.index()])
                            .sum()
                    };
                    let waiting: Vec<_> = (line.waits.iter())
                        .map(|(departure, column)| {
                            (*column, arrived(*departure) - left(*departure))
                        })
                        .collect();
                    for (column, count) in waiting {
                        self.values[column.index()] = count;
                    }
                }
            }
        }
    }

    /// Columns that follow from what is open and who is where.
    fn derive(&mut self) {
        let lanes = self.lanes();
        for (place, column) in self.formulation.program.columns.iter().enumerate() {
            let value = match column.tag {
                ColumnTag::Open { .. }
                | ColumnTag::Unplaced { .. }
                | ColumnTag::Choose { .. }
                | ColumnTag::Take { .. }
                | ColumnTag::Wait { .. }
                | ColumnTag::Relaxed => continue,
                ColumnTag::Running { environment, stage, period } => (lanes.get(&environment))
                    .is_some_and(|lane| {
                        lane.iter().any(|slot| slot.stage == stage && slot.span.holds(period))
                    }),
                ColumnTag::Used { environment } => lanes.contains_key(&environment),
                ColumnTag::State { environment, stage, period } => {
                    self.state(lanes.get(&environment), environment, period) == Some(stage)
                }
                ColumnTag::Enter { environment, stage, period } => {
                    let lane = lanes.get(&environment).map_or(&[][..], Vec::as_slice);
                    lane.windows(2).any(|pair| {
                        pair[0].stage != stage
                            && pair[1].stage == stage
                            && pair[1].span.start == period
                    })
                }
                ColumnTag::Occupied { slot } => self.members_of(slot as usize) > 0,
                ColumnTag::Selected { rule, slot } => self.selected(rule, slot as usize),
                ColumnTag::Present { class, environment, period } => {
                    self.present(class as usize, environment, period)
                }
                ColumnTag::Place { maintenance, place } => {
                    let cause = self.problem.maintenance[maintenance as usize].cause;
                    (self.plan.maintenance.iter())
                        .any(|placed| (placed.unavailability, placed.place) == (cause, place))
                }
                ColumnTag::Lack { slot } => {
                    self.values[place] = self.lack(slot as usize);
                    continue;
                }
                ColumnTag::LargestLoad => {
                    self.values[place] = self.largest_load();
                    continue;
                }
                ColumnTag::Through { gate, period } => {
                    self.values[place] = self.through(gate, period).0;
                    continue;
                }
                ColumnTag::Passed { gate, period } => {
                    let (_, through, of) = self.through(gate, period);
                    self.problem.gates[gate.index()].is_enough(through, of)
                }
                ColumnTag::Makespan => {
                    let ends = lanes.values().flatten().map(|slot| slot.span.end);
                    self.values[place] = i64::from(ends.max().unwrap_or(0));
                    continue;
                }
            };
            self.values[place] = i64::from(value);
        }
    }

    /// Open slots by environment, by start.
    fn lanes(&self) -> BTreeMap<EnvironmentId, Vec<PlanSlot>> {
        let mut lanes: BTreeMap<EnvironmentId, Vec<PlanSlot>> = BTreeMap::new();
        for (slot, members) in self.plan.slots.iter().zip(&self.members) {
            if slot.by_hand.is_some() || *members > 0 {
                lanes.entry(slot.environment).or_default().push(*slot);
            }
        }
        for lane in lanes.values_mut() {
            lane.sort_unstable_by_key(|slot| (slot.span, slot.stage));
        }
        lanes
    }

    /// The stage that an environment is set up for: that of the last slot started, or of the first
    /// to come, or, if there is none, the first that has candidates there.
    fn state(
        &self,
        lane: Option<&Vec<PlanSlot>>,
        environment: EnvironmentId,
        period: u32,
    ) -> Option<StageId> {
        if let Some(lane) = lane {
            let last = lane.iter().rev().find(|slot| slot.span.start <= period);
            return last.or(lane.first()).map(|slot| slot.stage);
        }
        let here = self.candidates.slots.iter().find(|slot| slot.environment == environment);
        here.map(|slot| slot.stage)
    }

    fn members_of(&self, candidate: usize) -> u32 {
        (self.candidate_of.iter().zip(&self.members))
            .filter(|(of, _)| **of == candidate)
            .map(|(_, members)| *members)
            .sum()
    }

    fn selected(&self, rule: RuleId, candidate: usize) -> bool {
        let participants = &self.problem.rules[rule.index()].participants;
        (self.plan.assignments.iter())
            .filter(|assignment| participants.binary_search(&assignment.participant).is_ok())
            .flat_map(|assignment| &assignment.visits)
            .any(|visit| self.candidate_of[visit.slot as usize] == candidate)
    }

    /// By slot of the plan: the sizes of those in it.
    fn loads(&self) -> Vec<i64> {
        let mut loads = vec![0; self.plan.slots.len()];
        for assignment in &self.plan.assignments {
            let size = self.problem.participants[assignment.participant.index()].size;
            for visit in &assignment.visits {
                loads[visit.slot as usize] += i64::from(size);
            }
        }
        loads
    }

    fn lack(&self, candidate: usize) -> i64 {
        let slot = &self.candidates.slots[candidate];
        let is_open = self.values[self.formulation.open[candidate].index()];
        let target = i64::from(self.problem.target(slot.stage, slot.by_hand));
        let loads = self.candidate_of.iter().zip(self.loads());
        let load: i64 = loads.filter(|(of, _)| **of == candidate).map(|(_, load)| load).sum();
        (target * is_open - load).max(0)
    }

    fn largest_load(&self) -> i64 {
        let mut by_environment = vec![0; self.problem.environments.len()];
        for (slot, load) in self.plan.slots.iter().zip(self.loads()) {
            by_environment[slot.environment.index()] += load;
        }
        by_environment.into_iter().max().unwrap_or(0)
    }

    /// How much has been through a gate's earlier stage by a lag before a period: by slots taken, in
    /// all; and of how much.
    fn through(&self, gate: GateId, period: u32) -> (i64, i64, i64) {
        let gate = &self.problem.gates[gate.index()];
        let mut by_slots = 0;
        let mut before = 0;
        let mut takers = 0;
        for assignment in &self.plan.assignments {
            let counted = gate.counted[assignment.participant.index()];
            let mut slots = assignment.visits.iter().map(|v| self.plan.slots[v.slot as usize]);
            let Some(slot) = slots.find(|slot| slot.stage == gate.before) else { continue };
            takers += counted.value;
            if counted.is_through(gate.lag, period) {
                before += counted.value;
            } else if u64::from(slot.span.end) + u64::from(gate.lag) <= u64::from(period) {
                by_slots += counted.value;
            }
        }
        if gate.all {
            let through = gate.counted.iter().filter(|c| c.is_through(gate.lag, period));
            (by_slots, by_slots + through.map(|c| c.value).sum::<i64>(), gate.sum())
        } else {
            (by_slots + before, by_slots + before, takers)
        }
    }

    fn present(&self, class: usize, environment: EnvironmentId, period: u32) -> bool {
        let member = self.candidates.classes[class].first();
        (self.plan.assignments.iter())
            .filter(|assignment| assignment.participant == member)
            .flat_map(|assignment| &assignment.visits)
            .map(|visit| self.plan.slots[visit.slot as usize])
            .any(|slot| slot.environment == environment && slot.span.holds(period))
    }
}

/// The candidate that a slot of a plan is.
pub fn find(candidates: &Candidates, slot: &PlanSlot) -> Option<usize> {
    let key = |c: &SlotCandidate| (c.stage, c.environment, c.span, c.by_hand);
    let wanted = (slot.stage, slot.environment, slot.span, slot.by_hand);
    candidates.slots.binary_search_by(|candidate| key(candidate).cmp(&wanted)).ok()
}
