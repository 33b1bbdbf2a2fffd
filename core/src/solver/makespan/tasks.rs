//! The slots that must be open whatever the plan, where some participants must be placed.

use std::collections::BTreeMap;

use crate::calendar::{Problem, Span};
use crate::candidates::{Candidates, Class, Variant};
use crate::model::{EnvironmentId, StageId};

/// A slot that must be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its stage.
    pub stage: StageId,
    /// Where it may be, sorted.
    pub environments: Vec<EnvironmentId>,
    /// The least that it lasts.
    pub duration: u32,
    /// It starts no earlier.
    pub head: u32,
    /// At least so many periods from its end to the makespan.
    pub tail: u32,
}

/// Tasks, all in different slots.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    /// The tasks.
    pub tasks: Vec<Task>,
    /// By task, then task: whether their slots never overlap.
    pub excludes: Vec<Vec<bool>>,
    /// No slot given by hand ends later.
    pub by_hand: u32,
    /// By environment: whether no two slots of any tasks overlap in it.
    pub one_at_a_time: Vec<bool>,
}

/// Most tasks looked at: the rest is left out, which only weakens what is said.
const MOST: usize = 2_000;

/// What one participant needs of one stage, in every way of placing it.
struct Need {
    stage: StageId,
    head: i64,
    tail: i64,
}

impl Tasks {
    /// The tasks of those who must be placed, by participant.
    pub fn new(problem: &Problem, candidates: &Candidates, must: &[bool]) -> Self {
        let mut tasks = Self {
            by_hand: problem.hand_slots.iter().map(|slot| slot.span.end).max().unwrap_or(0),
            ..Self::default()
        };
        let mut needs: BTreeMap<StageId, Vec<(usize, Need)>> = BTreeMap::new();
        for person in (0..must.len()).filter(|person| must[*person]) {
            let class = &candidates.classes[candidates.class_of[person]];
            let ways: Vec<Way> =
                class.variants.iter().filter_map(|v| Way::new(candidates, class, v)).collect();
            for need in common_needs(&ways) {
                needs.entry(need.stage).or_default().push((person, need));
            }
        }
        for (stage, needs) in needs {
            tasks.add_stage(problem, candidates, stage, &needs);
        }
        tasks.find_exclusions(problem);
        tasks
    }

    /// One task for each participant where no two fit into one slot; else as many as there must be
    /// slots, none of them anybody's.
    fn add_stage(
        &mut self,
        problem: &Problem,
        candidates: &Candidates,
        stage: StageId,
        needs: &[(usize, Need)],
    ) {
        let slots = &candidates.slots[candidates.of_stage[stage.index()].clone()];
        let capacity = slots.iter().map(|slot| slot.capacity_max).max().unwrap_or(0).max(1);
        let size = |person: usize| u64::from(problem.participants[person].size);
        let mut sizes: Vec<u64> = needs.iter().map(|(person, _)| size(*person)).collect();
        sizes.sort_unstable();
        let alone = sizes.len() < 2 || sizes[0] + sizes[1] > u64::from(capacity);
        let mut environments: Vec<EnvironmentId> = slots.iter().map(|s| s.environment).collect();
        environments.sort_unstable();
        environments.dedup();
        let duration = slots.iter().map(|slot| slot.span.len()).min().unwrap_or(0);
        let task = |head: i64, tail: i64| Task {
            stage,
            environments: environments.clone(),
            duration,
            head: head.max(0) as u32,
            tail: tail.max(0) as u32,
        };
        if alone {
            for (_, need) in needs {
                if self.tasks.len() < MOST {
                    self.tasks.push(task(need.head, need.tail));
                }
            }
        } else {
            let head = needs.iter().map(|(_, need)| need.head).min().unwrap_or(0);
            let tail = needs.iter().map(|(_, need)| need.tail).min().unwrap_or(0);
            let count = sizes.iter().sum::<u64>().div_ceil(u64::from(capacity));
            let room = MOST.saturating_sub(self.tasks.len()) as u64;
            self.tasks.extend((0..count.min(room)).map(|_| task(head, tail)));
        }
    }

    fn find_exclusions(&mut self, problem: &Problem) {
        let mut groups = vec![Vec::new(); problem.stages.len()];
        for (group, stages) in problem.groups.iter().enumerate() {
            for stage in stages {
                groups[stage.index()].push(group);
            }
        }
        let exclude = |a: &Task, b: &Task| {
            let shared =
                groups[a.stage.index()].iter().any(|g| groups[b.stage.index()].contains(g));
            let one_place = a.environments.len() == 1 && a.environments == b.environments;
            shared || (one_place && problem.excludes(a.environments[0], a.stage, b.stage))
        };
        self.excludes = (self.tasks.iter().enumerate())
            .map(|(i, a)| {
                (self.tasks.iter().enumerate()).map(|(j, b)| i != j && exclude(a, b)).collect()
            })
            .collect();
        let mut stages: Vec<StageId> = self.tasks.iter().map(|task| task.stage).collect();
        stages.sort_unstable();
        stages.dedup();
        self.one_at_a_time = (0..problem.environments.len())
            .map(|environment| {
                let environment = EnvironmentId::new(environment);
                stages.iter().all(|a| stages.iter().all(|b| problem.excludes(environment, *a, *b)))
            })
            .collect();
    }
}

/// One way of placing a participant: by step its stage, earliest start, tail, least duration and lag.
struct Way {
    steps: Vec<(StageId, i64, i64, i64, i64)>,
}

impl Way {
    /// `None` if nobody can be placed in this way.
    fn new(candidates: &Candidates, class: &Class, variant: &Variant) -> Option<Self> {
        let mut steps: Vec<(StageId, i64, i64, i64, i64)> = Vec::new();
        let mut end = i64::MIN / 4;
        for step in &variant.steps {
            let after = step.after.iter().map(|at| steps[*at as usize].1 + steps[*at as usize].3);
            let earliest = after.fold(i64::from(step.from), i64::max);
            let earliest = earliest.max(end + i64::from(step.min_lag));
            let spans = || candidates.allowed(class, step.stage).map(|s| candidates.slots[s].span);
            let fit = || spans().filter(|span| i64::from(span.start) >= earliest);
            let start = i64::from(fit().map(|span| span.start).min()?);
            let duration = i64::from(spans().map(Span::len).min()?);
            end = i64::from(fit().map(|span| span.end).min()?);
            steps.push((step.stage, start, 0, duration, i64::from(step.min_lag)));
        }
        for at in (1..steps.len()).rev() {
            let (_, _, tail, duration, lag) = steps[at];
            steps[at - 1].2 = (lag + duration + tail).max(0);
        }
        Some(Self { steps })
    }
}

fn common_needs(ways: &[Way]) -> Vec<Need> {
    let Some((first, others)) = ways.split_first() else { return Vec::new() };
    (first.steps.iter())
        .filter_map(|&(stage, head, tail, ..)| {
            let mut need = Need { stage, head, tail };
            for way in others {
                let step = way.steps.iter().find(|step| step.0 == stage)?;
                need.head = need.head.min(step.1);
                need.tail = need.tail.min(step.2);
            }
            Some(need)
        })
        .collect()
}
