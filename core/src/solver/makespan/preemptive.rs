//! Bounds from work that adds up.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::tasks::{Task, Tasks};
use crate::model::EnvironmentId;

/// The least makespan of tasks of which no two run at a time, if they may be interrupted: always the
/// task with the longest tail goes on (Jackson's preemptive schedule; Carlier, "The one-machine
/// sequencing problem", 1982).
pub fn bound(tasks: &Tasks, clique: &[usize]) -> u32 {
    let mut waiting: BinaryHeap<Reverse<(u32, u32, u32)>> = (clique.iter())
        .map(|place| &tasks.tasks[*place])
        .map(|task| Reverse((task.head, task.duration, task.tail)))
        .collect();
    let mut ready: BinaryHeap<(u32, u32)> = BinaryHeap::new();
    let (mut now, mut makespan) = (0, 0);
    loop {
        let next = waiting.peek().map(|Reverse((head, ..))| *head);
        if ready.is_empty() {
            let Some(head) = next else { return makespan };
            now = now.max(head);
        }
        while let Some(Reverse((head, duration, tail))) = waiting.peek().copied() {
            if head > now {
                break;
            }
            waiting.pop();
            ready.push((tail, duration));
        }
        let Some((tail, left)) = ready.pop() else { continue };
        let until = waiting.peek().map_or(u32::MAX, |Reverse((head, ..))| *head);
        let done = left.min(until - now);
        now += done;
        if done < left {
            ready.push((tail, left - done));
        } else {
            makespan = makespan.max(now + tail);
        }
    }
}

/// The least makespan by tasks that must share some environments with one slot at a time: for each
/// set of environments that tasks are bound to, their work over the number of environments.
pub fn spread(tasks: &Tasks) -> u32 {
    let alone = |e: &EnvironmentId| tasks.one_at_a_time[e.index()];
    let sets: BTreeSet<&[EnvironmentId]> = (tasks.tasks.iter())
        .map(|task| &task.environments[..])
        .filter(|set| !set.is_empty() && set.iter().all(alone))
        .collect();
    let all: BTreeSet<EnvironmentId> = sets.iter().flat_map(|set| set.iter().copied()).collect();
    let all: Vec<EnvironmentId> = all.into_iter().collect();
    let mut most = 0;
    for set in sets.into_iter().chain([&all[..]]).filter(|set| !set.is_empty()) {
        let within = |task: &&Task| {
            !task.environments.is_empty()
                && task.environments.iter().all(|e| set.binary_search(e).is_ok())
        };
        let inside: Vec<&Task> = tasks.tasks.iter().filter(within).collect();
        let head = inside.iter().map(|task| task.head).min().unwrap_or(0);
        let tail = inside.iter().map(|task| task.tail).min().unwrap_or(0);
        let work: u64 = inside.iter().map(|task| u64::from(task.duration)).sum();
        let each = work.div_ceil(set.len() as u64).min(u64::from(u32::MAX / 2)) as u32;
        most = most.max(head.saturating_add(each).saturating_add(tail));
    }
    most
}
