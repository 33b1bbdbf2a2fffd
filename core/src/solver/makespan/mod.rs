//! Makespans: bounds that need no integer program, and a search over orders.
//!
//! The bounds look at a relaxation: tasks, each a slot that must be open, of which some exclude one
//! another. Every other rule is left out, so they hold for every plan.

mod cliques;
mod preemptive;
mod serial;
mod tasks;

pub use serial::search;
pub use tasks::{Task, Tasks};

use cliques::cliques;

/// A bound on the makespan of every plan in which these tasks are done, in periods.
pub fn bound(tasks: &Tasks) -> u32 {
    let single = (tasks.tasks.iter()).map(|task| task.head + task.duration + task.tail);
    let together = (cliques(tasks).into_iter()).map(|clique| preemptive::bound(tasks, &clique));
    let spread = preemptive::spread(tasks);
    single.chain(together).chain([spread]).fold(tasks.by_hand, u32::max)
}
