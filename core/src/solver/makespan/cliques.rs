//! Sets of tasks of which no two may run at a time.

use super::tasks::Tasks;

/// Branches of the search for the longest clique.
const BRANCHES: usize = 20_000;

/// Cliques of the tasks' exclusions: for each task the one found by taking longest tasks first, and
/// the longest in all that a short search finds. Sorted, each once.
pub fn cliques(tasks: &Tasks) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..tasks.tasks.len()).collect();
    order.sort_by_key(|task| (std::cmp::Reverse(tasks.tasks[*task].duration), *task));
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut covered = vec![false; order.len()];
    for &seed in &order {
        // Its exclusive partners in one place or group are mostly the same as those of tasks done.
        if covered[seed] && order.len() > 300 {
            continue;
        }
        let mut clique = vec![seed];
        for &task in &order {
            if clique.iter().all(|other| tasks.excludes[task][*other]) {
                clique.push(task);
            }
        }
        for task in &clique {
            covered[*task] = true;
        }
        found.push(clique);
    }
    let mut longest = Longest { tasks, best: Vec::new(), length: 0, left: BRANCHES };
    longest.grow(&mut Vec::new(), 0, &order);
    found.push(longest.best);
    for clique in &mut found {
        clique.sort_unstable();
    }
    found.retain(|clique| clique.len() > 1);
    found.sort_unstable();
    found.dedup();
    found
}

struct Longest<'a> {
    tasks: &'a Tasks,
    best: Vec<usize>,
    length: u64,
    left: usize,
}

impl Longest<'_> {
    /// Tries all cliques that grow out of one by tasks that may be added.
    fn grow(&mut self, clique: &mut Vec<usize>, length: u64, more: &[usize]) {
        if length > self.length {
            self.length = length;
            self.best.clone_from(clique);
        }
        let duration = |task: &usize| u64::from(self.tasks.tasks[*task].duration);
        let mut rest: u64 = more.iter().map(duration).sum();
        for (place, task) in more.iter().enumerate() {
            if length + rest <= self.length || self.left == 0 {
                return;
            }
            self.left -= 1;
            let duration = u64::from(self.tasks.tasks[*task].duration);
            rest -= duration;
            let next: Vec<usize> = (more[place + 1..].iter().copied())
                .filter(|other| self.tasks.excludes[*task][*other])
                .collect();
            clique.push(*task);
            self.grow(clique, length + duration, &next);
            clique.pop();
        }
    }
}
