//! The tranche-slot benchmark format (`benches/instances/FORMAT.md`): instances in, plans out.
//!
//! All times of the format are working days. They become days of a calendar in which every day is a
//! working day, so that a period's number is the day's.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use slotwise::model::{
    Blackout, Calendar, Capacity, Environment, Exclusivity, Level, Objective, Participant,
    Programme, Ready, SlotPolicy, Stage, Starts, Target, Term, Unavailability, When,
};
use slotwise::{Plan, Problem};

/// An instance as it stands in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    /// Last day.
    pub horizon: u64,
    /// Slots start on multiples of it.
    pub step: i64,
    /// Stages.
    pub stages: Vec<StageLine>,
    /// Environments.
    pub environments: Vec<EnvironmentLine>,
    /// Participants.
    pub participants: Vec<ParticipantLine>,
    /// Prices.
    pub costs: Costs,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageLine {
    /// Name.
    pub id: String,
    /// Days.
    pub duration: i64,
    /// It may run in any environment of this pool.
    pub pool: String,
    /// Participants per slot.
    pub capacity: i64,
}

/// An environment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentLine {
    /// Name.
    pub id: String,
    /// Pool.
    pub pool: String,
    /// When it is open.
    pub window: [u64; 2],
    /// When it is not.
    pub maintenance: Vec<[u64; 2]>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantLine {
    /// Number.
    pub id: u64,
    /// Stages in order, all or none.
    pub route: Vec<String>,
    /// First day.
    pub release: u64,
    /// Complete by then, or late.
    pub due: u64,
    /// Weight.
    pub weight: f64,
    /// Days on which it can't be in a slot.
    pub blackouts: Vec<[u64; 2]>,
}

/// Prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Of a day late, times weight.
    pub late: f64,
    /// Of a day until completion, times weight.
    pub completion: f64,
    /// Of a slot.
    pub slot: f64,
    /// Of a participant left out, times weight.
    pub unplaced: f64,
}

/// A plan as the evaluator reads it.
#[derive(Clone, Debug, Serialize)]
pub struct PlanFile {
    /// Open slots.
    pub slots: Vec<SlotLine>,
    /// Placed participants.
    pub assignments: Vec<AssignmentLine>,
}

/// An open slot.
#[derive(Clone, Debug, Serialize)]
pub struct SlotLine {
    /// Name of the stage.
    pub stage: String,
    /// Name of the environment.
    pub environment: String,
    /// First day.
    pub start: u32,
}

/// A placed participant.
#[derive(Clone, Debug, Serialize)]
pub struct AssignmentLine {
    /// Its number.
    pub participant: u64,
    /// Places in [`PlanFile::slots`], in route order.
    pub slots: Vec<u32>,
}

impl Instance {
    /// Reads an instance.
    ///
    /// # Errors
    /// Where the text is not one.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The instance as a programme whose one objective level has the instance's value.
    pub fn programme(&self, name: &str) -> Programme {
        let last = day(self.horizon + 1);
        let calendar = Calendar::days("Europe/London", day(0), last).every_day();
        let mut programme = Programme::new(name, calendar);
        let mut pools: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in &self.environments {
            pools.entry(&line.pool).or_default().push(&line.id);
            let [from, to] = line.window;
            let mut environment = Environment::new(&line.id, day(from), day(to));
            environment.exclusivity = Exclusivity::OneSlot;
            programme.environments.push(environment);
            for (place, [from, to]) in line.maintenance.iter().enumerate() {
                programme.unavailability.push(Unavailability::new(
                    format!("{}-{place}", line.id),
                    Target::Environment(line.id.clone()),
                    day(*from),
                    day(*to),
                ));
            }
        }
        for line in &self.stages {
            let environments = pools.get(line.pool.as_str()).cloned().unwrap_or_default();
            let mut stage = Stage::new(&line.id, line.duration, environments);
            stage.slots = SlotPolicy {
                starts: Starts::Every { periods: self.step, anchor: None },
                capacity: Capacity { min: 0, max: line.capacity },
            };
            programme.stages.push(stage);
        }
        programme.participants = self.participants.iter().map(participant).collect();
        let level = Level::new(
            "cost",
            [
                (Term::Lateness, self.costs.late),
                (Term::Completion, self.costs.completion),
                (Term::SlotsOpened, self.costs.slot),
                (Term::UnplacedMandatory, self.costs.unplaced),
            ],
        );
        programme.objective = Objective { levels: vec![level] };
        programme
    }
}

impl PlanFile {
    /// A plan of an instance's programme in the instance's words.
    pub fn new(problem: &Problem, plan: &Plan) -> Self {
        let programme = &problem.programme;
        let slots = (plan.slots.iter())
            .map(|slot| SlotLine {
                stage: programme.stages[slot.stage.index()].id.clone(),
                environment: programme.environments[slot.environment.index()].id.clone(),
                start: slot.span.start,
            })
            .collect();
        let assignments = (plan.assignments.iter())
            .map(|assignment| AssignmentLine {
                participant: number(&programme.participants[assignment.participant.index()].id),
                slots: assignment.visits.iter().map(|visit| visit.slot).collect(),
            })
            .collect();
        Self { slots, assignments }
    }
}

/// A value of the programme's objective in the instance's unit.
pub fn in_units(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

fn participant(line: &ParticipantLine) -> Participant {
    let route = line.route.iter().map(String::as_str);
    // Padded, so that participants sort by number.
    let mut participant = Participant::new(format!("p{:06}", line.id), route);
    participant.weight = line.weight;
    participant.due = Some(When::Day(day(line.due)));
    if line.release > 0 {
        participant.ready.push(Ready {
            from: When::Day(day(line.release)),
            environment: None,
            stage: None,
            reason: "release".into(),
        });
    }
    participant.unavailable = (line.blackouts.iter())
        .map(|[from, to]| Blackout {
            from: When::Day(day(*from)),
            to: When::Day(day(*to)),
            reason: String::new(),
        })
        .collect();
    participant
}

fn number(id: &str) -> u64 {
    id.trim_start_matches('p').parse().unwrap_or_default()
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(number)
}
