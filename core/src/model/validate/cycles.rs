//! Prerequisites that wait for one another.

use super::report::quoted;
use super::{Checked, Place};

/// Stages of a cycle that a message names.
const FEW: usize = 20;

impl Checked<'_> {
    /// Tells each cycle of prerequisites once: stages none of which can ever be the first to be
    /// complete.
    ///
    /// Works through the stages as a run would: complete is whatever has, of each list, one stage
    /// complete. What never becomes complete waits for something that does not either.
    pub(super) fn cycles(&mut self) {
        let stages = &self.programme.stages;
        // By stage and list: the stages that would do. Lists with an unknown name are not judged.
        let lists: Vec<Vec<Vec<usize>>> = (stages.iter())
            .map(|stage| {
                (stage.prerequisites.iter())
                    .map(|p| p.any_of.iter().map(|s| self.names.stages.get(s)).collect())
                    .map(|places: Option<Vec<usize>>| places.unwrap_or_default())
                    .collect()
            })
            .collect();
        // By stage: the lists that it would meet.
        let mut meets: Vec<Vec<(usize, usize)>> = vec![Vec::new(); stages.len()];
        let mut met: Vec<Vec<bool>> = Vec::with_capacity(stages.len());
        let mut left: Vec<usize> = Vec::with_capacity(stages.len());
        for (stage, own) in lists.iter().enumerate() {
            for (number, any_of) in own.iter().enumerate() {
                for before in any_of {
                    meets[*before].push((stage, number));
                }
            }
            met.push(own.iter().map(Vec::is_empty).collect());
            left.push(own.iter().filter(|any_of| !any_of.is_empty()).count());
        }
        let mut complete = vec![false; stages.len()];
        let mut next: Vec<usize> = (0..stages.len()).filter(|stage| left[*stage] == 0).collect();
        let mut unseen = 0;
        loop {
            while let Some(stage) = next.pop() {
                if std::mem::replace(&mut complete[stage], true) {
                    continue;
                }
                for &(later, number) in &meets[stage] {
                    if !std::mem::replace(&mut met[later][number], true) {
                        left[later] -= 1;
                        if left[later] == 0 {
                            next.push(later);
                        }
                    }
                }
            }
            let Some(stuck) = (unseen..stages.len()).find(|stage| !complete[*stage]) else {
                return;
            };
            unseen = stuck;
            let cycle = cycle_from(stuck, &lists, &met);
            self.tell_cycle(&cycle);
            // As if they were complete: what else is stuck is so for another reason.
            next.extend(cycle.iter().map(|(stage, _)| *stage));
        }
    }

    fn tell_cycle(&mut self, cycle: &[(usize, usize)]) {
        let stages = &self.programme.stages;
        let name = |place: usize| quoted(&stages[cycle[place % cycle.len()].0].id);
        let mut chain: Vec<String> = (0..cycle.len().min(FEW))
            .map(|place| format!("{} needs {}", name(place), name(place + 1)))
            .collect();
        if cycle.len() > FEW {
            chain.push(format!("and so on, back to {}", name(0)));
        }
        let places: Vec<Place<'_>> =
            cycle.iter().map(|(stage, _)| Place::list("stages", *stage)).collect();
        let first = places[0].item("prerequisites", cycle[0].1);
        let last = places[cycle.len() - 1].item("prerequisites", cycle[cycle.len() - 1].1);
        self.report.clash(
            "SW-E0409",
            &first,
            &last,
            format!("stages wait for one another: {}", chain.join(", ")),
            "take one of these prerequisites out, or add another stage to its list",
        );
    }
}

/// A cycle of stages that wait, each with the list by which it waits for the next one.
fn cycle_from(stuck: usize, lists: &[Vec<Vec<usize>>], met: &[Vec<bool>]) -> Vec<(usize, usize)> {
    let mut place_of = vec![None; lists.len()];
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut stage = stuck;
    loop {
        if let Some(start) = place_of[stage] {
            return path.split_off(start);
        }
        let number = met[stage].iter().position(|met| !met).unwrap_or(0);
        place_of[stage] = Some(path.len());
        path.push((stage, number));
        // Nothing on a list that is not met is complete, so any of it is stuck, too.
        stage = lists[stage][number][0];
    }
}
