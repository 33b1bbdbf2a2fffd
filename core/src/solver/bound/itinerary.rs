//! The cheapest itinerary of a class at given prices: a dynamic program from the last step to the first.

use std::ops::Range;

use super::people::{ClassRow, Own, People, Step};

/// Working memory of the dynamic program.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// By step, the last first, and place on its shelf: the cheapest way on from there or later; from
    /// exactly there, if the lag to the step has an end. After the last place there is none.
    least: Vec<f64>,
    /// By step, the last first: where it begins.
    begins: Vec<usize>,
    /// The chain of the cheapest itinerary.
    chain: u32,
    /// The places that it takes, among those of all shelves.
    pub places: Vec<usize>,
    /// And the entries, if they were asked for.
    pub taken: Vec<u32>,
}

impl People {
    /// The cheapest way of one of the class, and in `scratch.places` what it takes: nothing if it is
    /// left out. A unit of size at a place costs `prices[place]`; for entry `e`, what the class pays
    /// for its size becomes `charge(e, that)`.
    pub fn cheapest(
        &self,
        class: &ClassRow,
        scratch: &mut Scratch,
        prices: &[f64],
        charge: impl Fn(usize, f64) -> f64,
    ) -> f64 {
        scratch.places.clear();
        let mut best = class.missing;
        for (number, chain) in (class.chains.start as u32..).zip(&self.chains[class.chains.clone()])
        {
            let steps = self.steps_of(chain);
            let least = chain.base + self.price_chain(class, steps, scratch, prices, &charge);
            if least < best {
                best = least;
                scratch.chain = number;
                self.follow(steps, scratch);
            }
        }
        best
    }

    /// Leaves in `scratch.taken` the entries at the places taken.
    pub fn find_entries(&self, scratch: &mut Scratch) {
        scratch.taken.clear();
        let Some(chain) = self.chains.get(scratch.chain as usize) else { return };
        for (step, place) in self.steps_of(chain).iter().zip(&scratch.places) {
            let place = (place - self.shelves.places(step.shelf).start) as u32;
            let mut entry = step.entries().start as u32;
            for run in self.runs(step) {
                if place < run.end {
                    entry += place - run.start;
                    break;
                }
                entry += run.end - run.start;
            }
            scratch.taken.push(entry);
        }
    }

    /// Fills the tables of a chain; gives what its cheapest entries cost.
    fn price_chain(
        &self,
        class: &ClassRow,
        steps: &[Step],
        scratch: &mut Scratch,
        prices: &[f64],
        charge: &impl Fn(usize, f64) -> f64,
    ) -> f64 {
        let Scratch { least, begins, .. } = scratch;
        begins.clear();
        let mut begin = 0;
        let mut later: Option<(&Step, usize)> = None;
        for step in steps.iter().rev() {
            let shelf = self.shelves.places(step.shelf);
            let end = begin + shelf.len() + 1;
            if least.len() < end {
                least.resize(end, 0.0);
            }
            let (done, here) = least.split_at_mut(begin);
            let table = Table {
                least: &mut here[..=shelf.len()],
                runs: self.runs(step),
                entries: step.entries(),
                is_limited: step.is_limited,
            };
            let prices = &prices[shelf.clone()];
            let ends = &self.shelves.ends[shelf.clone()];
            let size = class.size;
            match later {
                // The usual ones, in loops of their own.
                None if step.own == Own::End => {
                    table.fill((prices, ends), |_, entry, price, end| {
                        class.end.at(end) + charge(entry, size * price)
                    });
                }
                Some((later, first)) if step.own == Own::Nothing && !later.is_limited => {
                    let next = &self.shelves.link(step.link).next[..];
                    let done = &done[first..];
                    table.fill((prices, next), |_, entry, price, next| {
                        charge(entry, size * price) + done[next as usize]
                    });
                }
                _ => {
                    let rest = |place: usize| {
                        let Some((later, first)) = later else { return 0.0 };
                        let link = self.shelves.link(step.link);
                        let next = first + link.next[place] as usize;
                        if !later.is_limited {
                            return done[next];
                        }
                        let range = &done[next..first + link.until[place] as usize];
                        range.iter().copied().fold(f64::INFINITY, f64::min)
                    };
                    table.fill((prices, ends), |place, entry, price, _| {
                        let own = self.own(class, step, shelf.start + place, entry);
                        own + charge(entry, size * price) + rest(place)
                    });
                }
            }
            begins.push(begin);
            later = Some((step, begin));
            begin = end;
        }
        later.map_or(0.0, |(_, first)| least[first])
    }

    /// Leaves in `scratch.places` the places of a chain whose tables are filled.
    fn follow(&self, steps: &[Step], scratch: &mut Scratch) {
        let Scratch { least, begins, places, .. } = scratch;
        places.clear();
        let mut before: Option<(&Step, usize)> = None;
        for (step, begin) in steps.iter().zip(begins.iter().rev()) {
            let shelf = self.shelves.places(step.shelf);
            let from =
                before.map_or(0, |(step, place)| self.shelves.link(step.link).next[place] as usize);
            let place = if let Some((before, place)) = before.filter(|_| step.is_limited) {
                let until = self.shelves.link(before.link).until[place] as usize;
                let price = |place: &usize| least[begin + place];
                (from..until).min_by(|a, b| price(a).total_cmp(&price(b))).unwrap_or(from)
            } else {
                // The last place from which on nothing is cheaper is the cheapest itself.
                let least = &least[begin + from..begin + shelf.len()];
                let lowest = least.first().copied().unwrap_or(f64::INFINITY);
                from + least.partition_point(|price| *price <= lowest).max(1) - 1
            };
            places.push(shelf.start + place);
            before = Some((step, place));
        }
    }
}

/// A step's part of the dynamic program.
struct Table<'t> {
    least: &'t mut [f64],
    runs: &'t [Range<u32>],
    entries: Range<usize>,
    is_limited: bool,
}

impl Table<'_> {
    /// By place: the cheapest way on from there or a later place; from exactly there if the step is
    /// limited. An entry costs `cost` of its place, itself, and what two lists say of its place.
    fn fill<T: Copy>(
        self,
        (prices, facts): (&[f64], &[T]),
        cost: impl Fn(usize, usize, f64, T) -> f64,
    ) {
        let mut cheapest = f64::INFINITY;
        let mut filled = self.least.len();
        let mut after = self.entries.end;
        for run in self.runs.iter().rev() {
            let places = run.start as usize..run.end as usize;
            let first = after - places.len();
            self.least[places.end..filled].fill(cheapest);
            let least = &mut self.least[places.clone()];
            // Two passes, so that the first can work on several at once.
            let told = prices[places.clone()].iter().zip(&facts[places.clone()]);
            let entries = places.clone().zip(first..after);
            for ((least, (price, fact)), (place, entry)) in least.iter_mut().zip(told).zip(entries)
            {
                *least = cost(place, entry, *price, *fact);
            }
            if !self.is_limited {
                for least in least.iter_mut().rev() {
                    cheapest = if *least < cheapest { *least } else { cheapest };
                    *least = cheapest;
                }
            }
            (filled, after) = (places.start, first);
        }
        self.least[..filled].fill(cheapest);
    }
}
