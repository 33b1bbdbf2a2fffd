//! One machine, on which tasks with due dates are done one at a time.

use slotwise::Programme;
use slotwise::model::{Environment, Exclusivity, Level, Objective, Participant, Stage, Term};

use super::{calendar, when};

/// Tasks for one machine, all there from the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// The tasks.
    pub tasks: Vec<Task>,
}

/// Something to be done without interruption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// How long it takes.
    pub duration: u64,
    /// What each period late costs.
    pub weight: u64,
    /// Late after.
    pub due: u64,
}

impl Machine {
    /// The whole work: some best plan has no idle time, so nothing ends later.
    pub fn horizon(&self) -> u64 {
        self.tasks.iter().map(|task| task.duration).sum()
    }

    /// An environment with one slot at a time; a stage and a participant for each task.
    pub fn programme(&self, name: &str) -> Programme {
        let horizon = self.horizon();
        let mut programme = Programme::new(name, calendar(horizon));
        let mut machine = Environment::new("machine", when(0), when(horizon));
        machine.exclusivity = Exclusivity::OneSlot;
        programme.environments.push(machine);
        for (number, task) in self.tasks.iter().enumerate() {
            let id = format!("task-{number:03}");
            programme.stages.push(Stage::new(&id, task.duration as i64, ["machine"]));
            let mut participant = Participant::new(&id, [id.as_str()]);
            participant.weight = task.weight as f64;
            // Nothing is late by a due date after the end.
            participant.due = Some(when(task.due.min(horizon)));
            programme.participants.push(participant);
        }
        programme.objective = Objective {
            levels: vec![
                // Counted alike: a task without weight is to be done too.
                Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
                Level::new("tardiness", [(Term::Lateness, 1.0)]),
            ],
        };
        programme
    }
}
