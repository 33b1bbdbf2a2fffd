//! Not only the cheapest itinerary of a class, but the cheapest through each of its entries.

use super::people::{ClassRow, People, Step};

/// One way of placing one of a class.
#[derive(Clone, Debug)]
pub struct Way {
    /// Which of the class's chains.
    pub chain: usize,
    /// An entry for each of its steps.
    pub entries: Vec<u32>,
    /// What it costs at the prices that it was found with.
    pub price: f64,
}

/// Working memory.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By step of a chain.
    steps: Vec<StepScratch>,
}

/// By entry of a step, counted from its first.
#[derive(Clone, Debug, Default)]
struct StepScratch {
    /// Its place on the step's shelf.
    places: Vec<u32>,
    /// What it costs.
    costs: Vec<f64>,
    /// The entries of the next step that may follow, and whether the lag to it has an end.
    next: Vec<(u32, u32)>,
    is_limited: bool,
    /// The cheapest way from the entry on, and the entry that is next on it.
    on: Vec<(f64, u32)>,
    /// The cheapest way to the entry, and the entry before it.
    to: Vec<(f64, u32)>,
}

const NEVER: (f64, u32) = (f64::INFINITY, 0);

impl People {
    /// For each entry of the class the cheapest way through it, if that costs less than `most`: each way
    /// once, the cheapest first. A unit of size in an offer costs `prices[offer]`.
    pub fn ways(
        &self,
        class: &ClassRow,
        scratch: &mut Scratch,
        prices: &[f64],
        most: f64,
    ) -> Vec<Way> {
        let mut ways = Vec::new();
        for number in 0..class.chains() {
            let steps = self.chain(class, number);
            let base = self.base(class, number);
            if scratch.steps.len() < steps.len() {
                scratch.steps.resize_with(steps.len(), StepScratch::default);
            }
            let of_steps = &mut scratch.steps[..steps.len()];
            for (step, of_step) in steps.iter().zip(&mut *of_steps) {
                self.lay_out(class, step, of_step, prices);
            }
            self.link(steps, of_steps);
            onward(of_steps);
            backward(of_steps, base);
            collect(steps, of_steps, (number, most), &mut ways);
        }
        ways.sort_by(|a, b| (a.chain, &a.entries).cmp(&(b.chain, &b.entries)));
        ways.dedup_by(|a, b| a.chain == b.chain && a.entries == b.entries);
        ways.sort_by(|a, b| a.price.total_cmp(&b.price));
        ways
    }

    /// What a way costs of itself.
    pub fn cost(&self, class: &ClassRow, number: usize, entries: &[u32]) -> f64 {
        let steps = self.chain(class, number).iter().zip(entries);
        let own = steps.map(|(step, entry)| {
            let at = *entry as usize - step.entries().start;
            let place = self.runs(step).iter().cloned().flatten().nth(at).unwrap_or(0);
            let first = self.shelves.places(step.shelf).start;
            self.own(class, step, first + place as usize, *entry as usize)
        });
        self.base(class, number) + own.sum::<f64>()
    }

    /// Places and costs of a step's entries.
    fn lay_out(&self, class: &ClassRow, step: &Step, of_step: &mut StepScratch, prices: &[f64]) {
        let first = self.shelves.places(step.shelf).start;
        of_step.places.clear();
        of_step.places.extend(self.runs(step).iter().cloned().flatten());
        of_step.costs.clear();
        of_step.costs.extend(step.entries().zip(&of_step.places).map(|(entry, place)| {
            let price = prices[self.offer[entry] as usize];
            self.own(class, step, first + *place as usize, entry) + class.size * price
        }));
    }

    /// Which entries may follow which.
    fn link(&self, steps: &[Step], of_steps: &mut [StepScratch]) {
        for (position, step) in steps.iter().enumerate().take(steps.len() - 1) {
            let (now, later) = of_steps.split_at_mut(position + 1);
            let (now, later) = (&mut now[position], &later[0]);
            let link = self.shelves.link(step.link);
            now.is_limited = steps[position + 1].is_limited;
            let is_limited = now.is_limited;
            now.next.clear();
            now.next.extend(now.places.iter().map(|place| {
                let place = *place as usize;
                let first = later.places.partition_point(|p| *p < link.next[place]);
                let until = if is_limited {
                    later.places.partition_point(|p| *p < link.until[place])
                } else {
                    later.places.len()
                };
                (first as u32, until.max(first) as u32)
            }));
        }
    }
}

/// Prices the ways on, from the last step to the first.
fn onward(steps: &mut [StepScratch]) {
    for position in (0..steps.len()).rev() {
        let (now, later) = steps.split_at_mut(position + 1);
        let now = &mut now[position];
        now.on.clear();
        let Some(later) = later.first() else {
            now.on.extend(now.costs.iter().map(|cost| (*cost, 0)));
            continue;
        };
        // The cheapest from each entry to the last.
        let mut from: Vec<(f64, u32)> = vec![NEVER; later.on.len() + 1];
        for entry in (0..later.on.len()).rev() {
            let here = (later.on[entry].0, entry as u32);
            from[entry] = if here.0 <= from[entry + 1].0 { here } else { from[entry + 1] };
        }
        now.on.extend(now.costs.iter().zip(&now.next).map(|(cost, (first, until))| {
            let (first, until) = (*first as usize, *until as usize);
            let rest = if now.is_limited {
                cheapest((first..until).map(|entry| (later.on[entry].0, entry as u32)))
            } else {
                from[first]
            };
            (cost + rest.0, rest.1)
        }));
    }
}

/// Prices the ways to each entry, from the first step to the last.
fn backward(steps: &mut [StepScratch], base: f64) {
    for position in 0..steps.len() {
        let (earlier, now) = steps.split_at_mut(position);
        let now = &mut now[0];
        now.to.clear();
        let Some(earlier) = earlier.last() else {
            now.to.resize(now.costs.len(), (base, 0));
            continue;
        };
        now.to.resize(now.costs.len(), NEVER);
        for (entry, (first, until)) in earlier.next.iter().enumerate() {
            let cost = earlier.to[entry].0 + earlier.costs[entry];
            let (first, until) = (*first as usize, *until as usize);
            // Where the lag has no end, the cheapest so far goes on to whatever follows: below.
            let until = if earlier.is_limited { until } else { until.min(first + 1) };
            for to in &mut now.to[first..until] {
                if cost < to.0 {
                    *to = (cost, entry as u32);
                }
            }
        }
        if !earlier.is_limited {
            for entry in 1..now.to.len() {
                if now.to[entry - 1].0 < now.to[entry].0 {
                    now.to[entry] = now.to[entry - 1];
                }
            }
        }
    }
}

/// The ways through all entries of a chain that cost less than `most`.
fn collect(
    steps: &[Step],
    of_steps: &[StepScratch],
    (chain, most): (usize, f64),
    ways: &mut Vec<Way>,
) {
    for (position, of_step) in of_steps.iter().enumerate() {
        for at in 0..of_step.costs.len() {
            let price = of_step.to[at].0 + of_step.on[at].0;
            if price >= most || price == f64::INFINITY {
                continue;
            }
            let mut through = vec![0; steps.len()];
            through[position] = at as u32;
            for back in (0..position).rev() {
                through[back] = of_steps[back + 1].to[through[back + 1] as usize].1;
            }
            for on in position + 1..steps.len() {
                through[on] = of_steps[on - 1].on[through[on - 1] as usize].1;
            }
            let entries = (steps.iter().zip(through))
                .map(|(step, at)| step.entries().start as u32 + at)
                .collect();
            ways.push(Way { chain, entries, price });
        }
    }
}

fn cheapest(all: impl Iterator<Item = (f64, u32)>) -> (f64, u32) {
    all.fold(NEVER, |best, one| if one.0 < best.0 { one } else { best })
}
