//! What a run tells while it goes on: when it had its first plan, when a gap was proven, and a trace.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use serde::Serialize;
use slotwise::solver::progress::Phase;
use slotwise::solver::{LevelOutcome, Progress};

use crate::format::in_units;

/// Listens to a run with a single level.
#[derive(Debug)]
pub struct Watch {
    start: Instant,
    /// Value of the plan that the run starts from.
    empty: Option<i64>,
    milestones: Milestones,
    trace: Option<BufWriter<File>>,
    failed: Option<io::Error>,
}

/// Seconds after which something was reached; `None` if it never was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Milestones {
    /// A plan better than the one that the run starts from, in which nobody is placed.
    pub first: Option<f64>,
    /// Plan and bound within 5 %.
    pub five_percent: Option<f64>,
    /// Plan and bound within 1 %.
    pub one_percent: Option<f64>,
}

/// A line of the trace.
#[derive(Clone, Copy, Debug, Serialize)]
struct Event {
    seconds: f64,
    phase: &'static str,
    objective: f64,
    bound: f64,
}

impl Watch {
    /// Counts from `start`, and writes each event to `trace`, if any, as a line of JSON.
    pub fn new(start: Instant, trace: Option<&Path>) -> io::Result<Self> {
        let trace = trace.map(File::create).transpose()?.map(BufWriter::new);
        Ok(Self { start, empty: None, milestones: Milestones::default(), trace, failed: None })
    }

    /// Hears of an event.
    pub fn hear(&mut self, progress: &Progress) {
        if let Some(level) = progress.levels.first() {
            self.note(name(progress.phase), level);
        }
    }

    /// Notes the result, and gives what was reached when.
    ///
    /// # Errors
    /// If the trace could not be written.
    pub fn finish(&mut self, level: &LevelOutcome) -> io::Result<Milestones> {
        self.note("result", level);
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if let Some(trace) = &mut self.trace {
            trace.flush()?;
        }
        Ok(self.milestones)
    }

    fn note(&mut self, phase: &'static str, level: &LevelOutcome) {
        let seconds = self.start.elapsed().as_secs_f64();
        let empty = *self.empty.get_or_insert(level.value);
        let reached = [
            (&mut self.milestones.first, level.value < empty),
            (&mut self.milestones.five_percent, level.gap() <= 0.05),
            (&mut self.milestones.one_percent, level.gap() <= 0.01),
        ];
        for (at, is_reached) in reached {
            if is_reached {
                at.get_or_insert(seconds);
            }
        }
        let (objective, bound) = (in_units(level.value), in_units(level.bound));
        if let Some(trace) = &mut self.trace {
            let event = Event { seconds, phase, objective, bound };
            let written = serde_json::to_writer(&mut *trace, &event).map_err(io::Error::from);
            if let Err(error) = written.and_then(|()| trace.write_all(b"\n")) {
                self.failed.get_or_insert(error);
            }
        }
    }
}

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Search => "search",
        Phase::Prices => "prices",
        Phase::IntegerProgram => "integer_program",
        Phase::Done => "done",
    }
}
