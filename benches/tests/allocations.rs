//! Price iterations allocate nothing. In a program of its own, since the counting allocator is the whole
//! program's.

use std::alloc::System;

use slotwise::candidates::Candidates;
use slotwise::plan::Score;
use slotwise::solver::bound::{Market, Pace, Side, Volume};
use slotwise::{Plan, Problem};
use slotwise_benches::generate::generate;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Steps in which working memory grows to what is needed.
const WARM_UP: u64 = 600;
const STEPS: u64 = 100;

/// Allocations, also those that replace another, in steps after the first ones.
fn count(volume: &mut Volume<'_, '_>, value: f64) -> usize {
    volume.set_pace(Pace::STEADY);
    volume.run(WARM_UP, value, &|| false, &mut |_| {});
    volume.set_pace(Pace::STEADY);
    let region = Region::new(ALLOCATOR);
    let done = volume.run(STEPS, value, &|| false, &mut |_| {});
    let change = region.change();
    assert_eq!(done, STEPS);
    change.allocations + change.reallocations
}

#[test]
fn price_iterations_allocate_nothing() {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    // The smaller has all its classes in one chunk, the larger has several.
    for participants in [60, 200] {
        let instance = generate(participants, 11).instance;
        let problem = Problem::new(&instance.programme("allocations")).expect("a valid programme");
        let candidates = Candidates::new(&problem);
        let market = Market::new(&problem, &candidates, &[]);
        let value = Score::of(&problem, &Plan::default()).levels[0].value as f64;
        alone.install(|| {
            let mut volume = Volume::new(&market, false);
            assert_eq!(count(&mut volume, value), 0, "one price for all, {participants}");
            let mut volume = volume.with_fees();
            assert_eq!(count(&mut volume, value), 0, "prices for each class, {participants}");
            assert!(volume.walk(100_000) && volume.count(10, 3) > 0);
            assert_eq!(count(&mut volume, value), 0, "walks and count rows, {participants}");
            let (prefix, open) = volume.prefixes()[0];
            volume.limit(prefix, Side::AtMost(open as u32), 1e6);
            assert_eq!(count(&mut volume, value), 0, "a limited prefix, {participants}");
        });
    }
}
