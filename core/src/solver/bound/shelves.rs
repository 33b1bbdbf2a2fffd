//! What classes choose from, laid out once for all of them: which offers of a stage there are in some
//! environments, and which of them may follow which.
//!
//! A class's own entries are runs of places on such shelves. So the memory that a price iteration
//! passes through is some dozen bytes for a step of a class, not some dozen for each of its entries.

use std::collections::BTreeMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use crate::calendar::Problem;
use crate::candidates::Candidates;
use crate::formulation::{Offer, OfferId};
use crate::model::StageId;

/// All shelves, one after another, and the links between them.
#[derive(Debug, Default)]
pub struct Shelves {
    /// By place: the offer.
    pub offers: Vec<u32>,
    /// By place: when its slots end.
    pub ends: Vec<f64>,
    /// By shelf: its places. The offers are in order of their starts.
    places: Vec<Range<usize>>,
    links: Vec<Link>,
}

/// Which places on one shelf may follow those on another, both counted from the shelf's first.
#[derive(Debug)]
pub struct Link {
    /// By place: the first that may follow.
    pub next: Vec<u32>,
    /// By place: the first from there on that may not. Empty if the lag has no end.
    pub until: Vec<u32>,
}

impl Shelves {
    /// The places of a shelf.
    pub fn places(&self, shelf: u32) -> Range<usize> {
        self.places[shelf as usize].clone()
    }

    /// A link.
    pub fn link(&self, link: u32) -> &Link {
        &self.links[link as usize]
    }
}

/// Shelves while they are filled.
pub struct Builder<'a> {
    offers: &'a [Offer],
    /// By offer: the environments of its slots.
    environments: Vec<FixedBitSet>,
    /// By stage: its offers, by start.
    of_stage: BTreeMap<StageId, Vec<OfferId>>,
    known: BTreeMap<(StageId, FixedBitSet), u32>,
    linked: BTreeMap<LinkKey, u32>,
    pub shelves: Shelves,
}

/// The shelf before, the shelf after, the least lag between them and the most.
type LinkKey = (u32, u32, i32, Option<i32>);

impl<'a> Builder<'a> {
    /// No shelves yet.
    pub fn new(problem: &Problem, candidates: &Candidates, offers: &'a [Offer]) -> Self {
        let mut of_stage: BTreeMap<StageId, Vec<OfferId>> = BTreeMap::new();
        let mut environments = Vec::with_capacity(offers.len());
        for (place, offer) in offers.iter().enumerate() {
            of_stage.entry(offer.stage).or_default().push(OfferId(place as u32));
            let mut here = FixedBitSet::with_capacity(problem.environments.len());
            for slot in &offer.slots {
                here.insert(candidates.slots[*slot].environment.index());
            }
            environments.push(here);
        }
        for list in of_stage.values_mut() {
            list.sort_unstable_by_key(|offer| (offers[offer.0 as usize].span, *offer));
        }
        Self {
            offers,
            environments,
            of_stage,
            known: BTreeMap::new(),
            linked: BTreeMap::new(),
            shelves: Shelves::default(),
        }
    }

    /// The shelf on which offers of a stage are: with all others in the same environments.
    pub fn shelf(&mut self, stage: StageId, of_step: &[OfferId]) -> u32 {
        let mut here = FixedBitSet::new();
        for offer in of_step {
            here.union_with(&self.environments[offer.0 as usize]);
        }
        let number = self.known.len() as u32;
        *self.known.entry((stage, here)).or_insert_with_key(|(stage, here)| {
            let Shelves { offers, ends, places, .. } = &mut self.shelves;
            let first = offers.len();
            for offer in self.of_stage.get(stage).into_iter().flatten() {
                if self.environments[offer.0 as usize].is_subset(here) {
                    offers.push(offer.0);
                    ends.push(f64::from(self.offers[offer.0 as usize].span.end));
                }
            }
            places.push(first..offers.len());
            number
        })
    }

    /// Adds the runs of places on a shelf at which offers are that are in its order.
    pub fn runs(&self, shelf: u32, of_step: &[OfferId], runs: &mut Vec<Range<u32>>) {
        let places = self.shelves.places(shelf);
        let first = runs.len();
        let mut wanted = of_step.iter().map(|offer| offer.0).peekable();
        for (place, offer) in (0..).zip(&self.shelves.offers[places]) {
            if wanted.next_if_eq(offer).is_none() {
                continue;
            }
            match runs[first..].last_mut() {
                Some(run) if run.end == place => run.end += 1,
                _ => runs.push(place..place + 1),
            }
        }
    }

    /// The link from one shelf to another with lags from the end of the one to the start of the other.
    pub fn link(&mut self, from: u32, to: u32, least: i32, most: Option<i32>) -> u32 {
        let number = self.linked.len() as u32;
        *self.linked.entry((from, to, least, most)).or_insert_with(|| {
            let Shelves { offers, places, links, .. } = &mut self.shelves;
            let later = &offers[places[to as usize].clone()];
            let span = |offer: &u32| self.offers[*offer as usize].span;
            let mut link = Link { next: Vec::new(), until: Vec::new() };
            for offer in &offers[places[from as usize].clone()] {
                let end = i64::from(span(offer).end);
                let start = |other: &u32| i64::from(span(other).start);
                let next = later.partition_point(|o| start(o) < end + i64::from(least));
                link.next.push(next as u32);
                if let Some(most) = most {
                    let until = later.partition_point(|o| start(o) <= end + i64::from(most));
                    link.until.push(until.max(next) as u32);
                }
            }
            links.push(link);
            number
        })
    }
}
