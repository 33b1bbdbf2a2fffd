//! Where a run of the volume algorithm was, kept to go on from there with more limits.

use super::counts::Counts;
use super::prefixes::Prefixes;
use super::volume::{Pace, Volume};

/// Prices and the fractional plan. Rounded prices are as good to go on from, and any prices prove a
/// bound.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    centre: Vec<f64>,
    open: Vec<f64>,
    load: Vec<f64>,
    slots: Vec<f64>,
    counts: Counts,
    prefixes: Prefixes,
    chunks: Vec<KeptChunk>,
}

#[derive(Clone, Debug)]
struct KeptChunk {
    fees: Vec<f32>,
    shares: Vec<f32>,
    tolls: Vec<f32>,
    walks: Vec<f32>,
}

impl Volume<'_, '_> {
    /// The best prices, and the fractional plan.
    pub(super) fn keep(&self) -> Kept {
        let short = |prices: &[f64]| prices.iter().map(|price| *price as f32).collect();
        let chunks = self.chunks.iter().map(|chunk| KeptChunk {
            fees: short(&chunk.centre),
            shares: chunk.shares.clone(),
            tolls: short(&chunk.toll_centre),
            walks: chunk.walks.clone(),
        });
        Kept {
            centre: self.centre.clone(),
            open: self.open.clone(),
            load: self.load.clone(),
            slots: self.slots.clone(),
            counts: self.counts.clone(),
            prefixes: self.prefixes.clone(),
            chunks: chunks.collect(),
        }
    }

    /// Goes back to where a run on the same market was, to start anew from there.
    pub(super) fn go_back(&mut self, kept: &Kept, pace: Pace, newest: f64) {
        self.centre.clone_from(&kept.centre);
        self.open.clone_from(&kept.open);
        self.load.clone_from(&kept.load);
        self.slots.clone_from(&kept.slots);
        self.counts.clone_from(&kept.counts);
        self.counts.recentre();
        self.prefixes.clone_from(&kept.prefixes);
        self.prefixes.recentre();
        self.offered.fees.fill(0.0);
        for (chunk, kept) in self.chunks.iter_mut().zip(&kept.chunks) {
            let long = |prices: &mut [f64], kept: &[f32]| {
                prices.iter_mut().zip(kept).for_each(|(price, kept)| *price = f64::from(*kept));
            };
            long(&mut chunk.centre, &kept.fees);
            long(&mut chunk.toll_centre, &kept.tolls);
            chunk.tolls.copy_from_slice(&chunk.toll_centre);
            chunk.shares.copy_from_slice(&kept.shares);
            chunk.walks.copy_from_slice(&kept.walks);
            chunk.recentre(&self.market.people.offer, &mut self.offered.fees);
            let offers = &self.walks.offer[chunk.first_toll..];
            for (toll, offer) in chunk.tolls.iter().zip(offers) {
                self.offered.fees[*offer as usize] += toll;
            }
        }
        self.restart(pace, newest);
    }
}
