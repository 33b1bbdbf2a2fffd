//! A project: jobs that wait for one another and share resources over time.

use oorandom::Rand64;
use slotwise::Programme;
use slotwise::model::{
    Environment, Exclusivity, Level, Objective, Participant, Relied, Resource, Stage, Take,
    TakenPer, Term,
};

use super::{calendar, when};

/// Jobs to be done so that the last ends early; nothing is interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// How much there is of each resource at any time.
    pub capacities: Vec<u64>,
    /// The jobs, each after all that it waits for.
    pub jobs: Vec<Job>,
}

/// Something to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// How long it takes.
    pub duration: u64,
    /// What it takes of each resource meanwhile.
    pub needs: Vec<u64>,
    /// Jobs that must have ended before, by place.
    pub after: Vec<usize>,
}

/// Orders tried for [`Project::horizon`].
const TRIED: usize = 2_000;
/// A calendar is longer than [`Project::horizon`] by this part of it.
const SLACK: u64 = 10;

impl Project {
    /// One environment for any slots; a stage and a participant for each job, which relies on the
    /// jobs that it waits for, and whose slot takes of the resources.
    pub fn programme(&self, name: &str) -> Programme {
        let horizon = self.horizon();
        let horizon = horizon + horizon / SLACK;
        let mut programme = Programme::new(name, calendar(horizon));
        let mut site = Environment::new("site", when(0), when(horizon));
        site.exclusivity = Exclusivity::Shared;
        programme.environments.push(site);
        programme.resources = (self.capacities.iter().enumerate())
            .map(|(place, amount)| Resource::new(resource_id(place), *amount as i64))
            .collect();
        for (place, job) in self.jobs.iter().enumerate() {
            let id = job_id(place);
            let mut stage = Stage::new(&id, job.duration as i64, ["site"]);
            stage.takes = (job.needs.iter().enumerate())
                .filter(|(_, amount)| **amount > 0)
                .map(|(resource, amount)| Take {
                    resource: resource_id(resource),
                    amount: *amount as i64,
                    per: TakenPer::Slot,
                })
                .collect();
            programme.stages.push(stage);
            let mut participant = Participant::new(&id, [id.as_str()]);
            participant.relies_on = (job.after.iter())
                .map(|before| {
                    let before = job_id(*before);
                    Relied::Finished { participant: before.clone(), stage: before, lag: 0 }.into()
                })
                .collect();
            programme.participants.push(participant);
        }
        programme.objective = Objective {
            levels: vec![
                Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
                Level::new("makespan", [(Term::Makespan, 1.0)]),
            ],
        };
        programme
    }

    /// The end of some schedule: no best one needs more. The best of many that put jobs one after
    /// another where they can start first, in random orders.
    pub fn horizon(&self) -> u64 {
        let mut random = Rand64::new(1);
        (0..TRIED).map(|_| self.length(&mut random)).min().unwrap_or(0)
    }

    fn length(&self, random: &mut Rand64) -> u64 {
        let whole: u64 = self.jobs.iter().map(|job| job.duration).sum();
        let mut used = vec![vec![0; self.capacities.len()]; whole as usize];
        let mut ends: Vec<Option<u64>> = vec![None; self.jobs.len()];
        for _ in 0..self.jobs.len() {
            let ready: Vec<usize> = (0..self.jobs.len())
                .filter(|j| {
                    ends[*j].is_none() && self.jobs[*j].after.iter().all(|b| ends[*b].is_some())
                })
                .collect();
            let place = ready[random.rand_range(0..ready.len() as u64) as usize];
            let job = &self.jobs[place];
            let earliest = job.after.iter().filter_map(|b| ends[*b]).max().unwrap_or(0);
            let fits = |from: u64| {
                (from..from + job.duration).all(|period| {
                    let used = used.get(period as usize);
                    (0..self.capacities.len())
                        .all(|r| used.map_or(0, |u| u[r]) + job.needs[r] <= self.capacities[r])
                })
            };
            // Nothing runs any more at the end of the whole work.
            let start = (earliest..whole).find(|from| fits(*from)).unwrap_or(whole);
            for period in (start..start + job.duration).filter(|p| *p < whole) {
                for (sum, need) in used[period as usize].iter_mut().zip(&job.needs) {
                    *sum += need;
                }
            }
            ends[place] = Some(start + job.duration);
        }
        ends.into_iter().flatten().max().unwrap_or(0)
    }
}

fn job_id(place: usize) -> String {
    format!("job-{place:03}")
}

fn resource_id(place: usize) -> String {
    format!("resource-{place:02}")
}
