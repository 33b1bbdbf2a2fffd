//! Concurrency tables for any group of participants: how many environments they keep running at
//! once.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{ConcurrencyRow, DayWindow, change_points, environment_days};
use crate::calendar::Problem;
use crate::model::{Environment, Participant, Programme, Provision};
use crate::plan::Plan;
use crate::report::show::{Block, Show, headings};
use crate::report::{dates, words};

/// Whose environments are counted.
#[derive(Clone, Copy, Debug)]
pub enum Group<'a> {
    /// Every environment of the programme, while it is open.
    Everything(&'a Programme),
    /// What they keep running: the environments that they provide, as they have told in their
    /// [`details`](Participant::details); of those who tell nothing, the environments that the
    /// stages on their routes may use, while these are open to the stages. Ids that nobody has
    /// count for nothing.
    Kept(&'a Programme, &'a [String]),
    /// Where the slots are that they are in, from the first day of each slot to its last; everybody
    /// who is placed if nobody is listed.
    Slots(&'a Problem, &'a Plan, &'a [String]),
}

/// How many environments run at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Concurrency {
    /// Ids of the participants whose environments are counted, in order; empty for all.
    pub participants: Vec<String>,
    /// Rows of constant membership from the first day on which anything runs; in the last one
    /// nothing runs any more.
    pub rows: Vec<ConcurrencyRow>,
    /// The most that run at once.
    pub peak: usize,
    /// Days times environments, over all rows.
    pub environment_days: i64,
}

/// How many environments a group keeps running at once, in calendar days (document §9.3; D-04).
pub fn concurrency(group: Group<'_>) -> Concurrency {
    let (windows, participants) = match group {
        Group::Everything(programme) => {
            (programme.environments.iter().flat_map(DayWindow::of).collect(), &[][..])
        }
        Group::Kept(programme, ids) => (kept_by(programme, ids), ids),
        Group::Slots(problem, plan, ids) => (of_slots(problem, plan, ids), ids),
    };
    let rows = change_points(&windows);
    let participants: BTreeSet<&String> = participants.iter().collect();
    Concurrency {
        participants: participants.into_iter().cloned().collect(),
        peak: rows.iter().map(ConcurrencyRow::count).max().unwrap_or(0),
        environment_days: environment_days(&rows),
        rows,
    }
}

fn kept_by(programme: &Programme, ids: &[String]) -> Vec<DayWindow> {
    let members: BTreeSet<&String> = ids.iter().collect();
    let members = programme.participants.iter().filter(|one| members.contains(&one.id));
    let kept = members.flat_map(|one| match provided(programme, one) {
        Some(windows) => windows,
        None => needed(programme, one),
    });
    // Few differ in what they keep, so each window once.
    let windows: BTreeSet<_> = kept.map(|w| (w.name, w.from, w.to)).collect();
    windows.into_iter().map(|(name, from, to)| DayWindow::new(name, from, to)).collect()
}

/// The windows for which a participant provides an environment, if it says so.
fn provided(programme: &Programme, participant: &Participant) -> Option<Vec<DayWindow>> {
    let provides = &participant.details.as_ref()?.provides;
    if provides.is_empty() {
        return None;
    }
    let mut windows = Vec::new();
    for provided in provides.iter().filter(|provided| provided.provision != Some(Provision::No)) {
        let named = |environment: &&Environment| environment.id == provided.environment;
        for environment in programme.environments.iter().filter(named) {
            windows.extend(DayWindow::of(environment).into_iter().map(|window| DayWindow {
                from: provided.from.map_or(window.from, |from| from.date().max(window.from)),
                to: provided.to.map_or(window.to, |to| to.date().min(window.to)),
                ..window
            }));
        }
    }
    Some(windows)
}

/// The windows that a participant's routes need.
fn needed(programme: &Programme, participant: &Participant) -> Vec<DayWindow> {
    let steps = participant.routes.iter().flat_map(|route| &route.steps);
    let stages: BTreeSet<&str> = steps.map(|step| step.stage.as_str()).collect();
    let stages = programme.stages.iter().filter(|stage| stages.contains(stage.id.as_str()));
    let mut windows = Vec::new();
    for stage in stages {
        for eligible in &stage.environments {
            let named = |environment: &&Environment| environment.id == eligible.environment;
            for environment in programme.environments.iter().filter(named) {
                let open = environment.windows_for(&stage.id);
                windows.extend(open.map(|window| DayWindow::in_window(environment, window)));
            }
        }
    }
    windows
}

fn of_slots(problem: &Problem, plan: &Plan, ids: &[String]) -> Vec<DayWindow> {
    let members: BTreeSet<&String> = ids.iter().collect();
    let programme = &problem.programme;
    let counts =
        |place: usize| members.is_empty() || members.contains(&programme.participants[place].id);
    let taken: BTreeSet<u32> = (plan.assignments.iter())
        .filter(|assignment| counts(assignment.participant.index()))
        .flat_map(|assignment| assignment.visits.iter().map(|visit| visit.slot))
        .collect();
    let slots = taken.iter().filter_map(|slot| plan.slots.get(*slot as usize));
    slots
        .filter_map(|slot| {
            let environment = programme.environments.get(slot.environment.index())?;
            let span = slot.span;
            let (from, to) =
                (problem.timeline.day(span.start), problem.timeline.day_after(span.end));
            Some(DayWindow::new(&environment.id, from, to))
        })
        .collect()
}

impl Show for Concurrency {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading("Environments that run at once".into())];
        if !self.participants.is_empty() {
            let count = words::count(self.participants.len() as u64, "participant");
            let ids = self.participants.join(", ");
            blocks.push(Block::Text(format!("Of {count}: {ids}.")));
        }
        if self.rows.is_empty() {
            blocks.push(Block::Text("None.".into()));
            return blocks;
        }
        let rows = (self.rows.iter())
            .map(|row| {
                vec![
                    dates::day(row.from),
                    row.to.map(dates::day).unwrap_or_default(),
                    row.days().map(|days| days.to_string()).unwrap_or_default(),
                    row.count().to_string(),
                    row.members.iter().cloned().collect::<Vec<_>>().join(", "),
                ]
            })
            .collect();
        blocks.push(Block::Table {
            headings: headings(&["from", "to", "days", "count", "environments"]),
            numbers: vec![2, 3],
            rows,
        });
        blocks.push(Block::Text(format!(
            "At most {} at once; {} in all. A row ends on the day on which the next one begins.",
            self.peak,
            words::count(self.environment_days.unsigned_abs(), "environment-day")
        )));
        blocks
    }
}
