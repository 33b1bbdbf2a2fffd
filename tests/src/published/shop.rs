//! Jobs made of operations on machines: what job shops, flexible job shops and test scheduling have
//! in common.

use oorandom::Rand64;
use slotwise::Programme;
use slotwise::model::{
    Eligible, Environment, ExclusiveGroup, Exclusivity, Level, Objective, Participant, Stage, Term,
};

use super::{calendar, when};

/// Jobs to be done so that the last ends early. A machine does one operation at a time, and so
/// does a resource; nothing is interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shop {
    /// Names of the machines.
    pub machines: Vec<String>,
    /// Names of the resources.
    pub resources: Vec<String>,
    /// The jobs.
    pub jobs: Vec<Job>,
}

/// Operations, each after the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The operations.
    pub operations: Vec<Operation>,
}

/// Something to be done on one of some machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operation {
    /// The machines, by place, with how long it takes there.
    pub machines: Vec<(usize, u64)>,
    /// What it needs besides, by place.
    pub resources: Vec<usize>,
}

/// Orders tried for [`Shop::horizon`].
const TRIED: usize = 2_000;
/// A calendar is longer than [`Shop::horizon`] by this part of it.
const SLACK: u64 = 10;

impl Shop {
    /// No jobs, and so many machines.
    pub(super) fn with_machines(count: u64) -> Self {
        Self {
            machines: (0..count).map(|m| format!("machine-{m:02}")).collect(),
            ..Self::default()
        }
    }

    /// Machines are environments with one slot at a time; each operation is a stage, each job a
    /// participant whose route they are; resources are exclusive groups; all ends early.
    pub fn programme(&self, name: &str) -> Programme {
        let horizon = self.horizon();
        // A tight calendar makes it hard to find any plan at all.
        self.programme_within(name, horizon + horizon / SLACK)
    }

    /// The same with a calendar of so many periods: everybody can be placed just if there is a
    /// schedule that short.
    pub fn programme_within(&self, name: &str, horizon: u64) -> Programme {
        let mut programme = Programme::new(name, calendar(horizon));
        for name in &self.machines {
            let mut machine = Environment::new(name, when(0), when(horizon));
            machine.exclusivity = Exclusivity::OneSlot;
            programme.environments.push(machine);
        }
        for (place, job) in self.jobs.iter().enumerate() {
            let ids: Vec<String> =
                (0..job.operations.len()).map(|step| stage_id(place, step)).collect();
            for (id, operation) in ids.iter().zip(&job.operations) {
                let longest = operation.machines.iter().map(|(_, duration)| *duration).max();
                let mut stage = Stage::new(id, longest.unwrap_or(0) as i64, Vec::<Eligible>::new());
                stage.environments = (operation.machines.iter())
                    .map(|(machine, duration)| Eligible {
                        environment: self.machines[*machine].clone(),
                        duration: Some(*duration as i64),
                    })
                    .collect();
                programme.stages.push(stage);
            }
            let route = ids.iter().map(String::as_str);
            programme.participants.push(Participant::new(format!("job-{place:03}"), route));
        }
        programme.exclusive_groups = (0..self.resources.len())
            .map(|resource| ExclusiveGroup {
                id: self.resources[resource].clone(),
                stages: self.users(resource),
            })
            // Who is alone with a resource has it.
            .filter(|group| group.stages.len() > 1)
            .collect();
        programme.objective = Objective {
            levels: vec![
                Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
                Level::new("makespan", [(Term::Makespan, 1.0)]),
            ],
        };
        programme
    }

    /// The end of some schedule: no best one needs more. The best of many that put operations in
    /// random orders, each where it ends first.
    pub fn horizon(&self) -> u64 {
        let mut order: Vec<usize> = (self.jobs.iter().enumerate())
            .flat_map(|(job, data)| vec![job; data.operations.len()])
            .collect();
        let mut random = Rand64::new(1);
        let mut best = u64::MAX;
        for _ in 0..TRIED {
            for last in (1..order.len()).rev() {
                order.swap(last, random.rand_range(0..last as u64 + 1) as usize);
            }
            best = best.min(self.length(&order));
        }
        best
    }

    /// When the last job ends if the jobs get on in this order.
    fn length(&self, order: &[usize]) -> u64 {
        let mut machine_free = vec![0; self.machines.len()];
        let mut resource_free = vec![0; self.resources.len()];
        let mut done = vec![(0, 0); self.jobs.len()];
        for &job in order {
            let (step, ready) = done[job];
            let operation = &self.jobs[job].operations[step];
            let ready = operation.resources.iter().map(|r| resource_free[*r]).fold(ready, u64::max);
            let (end, machine) = (operation.machines.iter())
                .map(|(machine, duration)| (ready.max(machine_free[*machine]) + duration, *machine))
                .min()
                .unwrap_or((ready, 0));
            machine_free[machine] = end;
            for resource in &operation.resources {
                resource_free[*resource] = end;
            }
            done[job] = (step + 1, end);
        }
        done.iter().map(|(_, end)| *end).max().unwrap_or(0)
    }

    /// The stages that need a resource.
    fn users(&self, resource: usize) -> Vec<String> {
        (self.jobs.iter().enumerate())
            .flat_map(|(job, data)| {
                (data.operations.iter().enumerate())
                    .filter(|(_, operation)| operation.resources.contains(&resource))
                    .map(move |(step, _)| stage_id(job, step))
            })
            .collect()
    }
}

fn stage_id(job: usize, step: usize) -> String {
    format!("job-{job:03}-step-{step:02}")
}
