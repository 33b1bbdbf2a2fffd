//! Outages drawn at random: those of a sample depend on its number, its source and the seed alone.

use super::RiskOptions;
use super::model::{OutageModel, OutageSource};
use crate::calendar::{Problem, Span};
use crate::model::When;
use crate::replan::{Change, Outage, OutageEnd};
use crate::solver::Random;

/// Most outages of one source in one sample: a source is up again before it goes down.
const MOST: usize = 10_000;

/// An outage in one sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Which source, by place in the model.
    pub source: usize,
    /// When, in periods; it may reach beyond the calendar.
    pub span: Span,
}

/// Draws outages.
pub(super) struct Draw<'a> {
    problem: &'a Problem,
    model: &'a OutageModel,
    first: u32,
    horizon: u32,
    seed: u64,
}

impl<'a> Draw<'a> {
    pub fn new(
        problem: &'a Problem,
        model: &'a OutageModel,
        horizon: u32,
        options: &RiskOptions,
    ) -> Self {
        let first = options.from.map_or(0, |from| problem.timeline.first_from(from));
        Self { problem, model, first, horizon, seed: options.seed }
    }

    /// The sources.
    pub fn sources(&self) -> &'a [OutageSource] {
        &self.model.sources
    }

    /// The outages of a sample, by source and start.
    pub fn outages(&self, sample: usize) -> Vec<Drawn> {
        let mut drawn = Vec::new();
        for (place, source) in self.model.sources.iter().enumerate() {
            let stream = mixed(mixed(mixed(self.seed) ^ sample as u64) ^ place as u64);
            let mut random = Random::new(stream);
            let mut at = self.first;
            for _ in 0..MOST {
                // Exponential times between outages: one is as likely in every period that is up.
                let wait = (source.every * random.exponential()).floor();
                let left = f64::from(self.horizon.saturating_sub(at));
                let Some(length) = random.pick(&source.lengths) else { break };
                if wait >= left {
                    break;
                }
                let start = at + wait as u32;
                let end = start.saturating_add(length).min(self.horizon);
                drawn.push(Drawn { source: place, span: Span::new(start, end) });
                at = end;
            }
        }
        drawn
    }

    /// The same as changes of the programme, with when each begins, in that order: what lies in its
    /// calendar.
    pub fn changes(&self, mut outages: Vec<Drawn>) -> Vec<(When, Change)> {
        outages.retain(|one| one.span.start < self.problem.horizon());
        outages.sort_by_key(|one| (one.span.start, one.source));
        let change = |(number, one): (usize, &Drawn)| {
            let end = one.span.end.min(self.problem.horizon());
            let (from, to) = self.problem.timeline.dates(Span::new(one.span.start, end));
            let on = self.model.sources[one.source].on.clone();
            let id = format!("drawn outage {}", number + 1);
            (from, Change::Outage(Outage::new(id, on, from, OutageEnd::Known(to))))
        };
        outages.iter().enumerate().map(change).collect()
    }
}

/// Spreads numbers that are next to one another over all numbers (`SplitMix64`, Steele et al. 2014).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
