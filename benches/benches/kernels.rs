//! The planner's kernels, by participants: `cargo bench --locked -p slotwise-benches`.
//!
//! Elements are participants for a price iteration, insertions for a construction, and steps for the
//! search; so a kernel that grows linearly shows the same throughput at every size.

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use slotwise::candidates::Candidates;
use slotwise::plan::Score;
use slotwise::solver::bound::{Market, Pace, Volume};
use slotwise::solver::improve::{SearchBudget, search};
use slotwise::{Plan, Problem};
use slotwise_benches::generate::generate;

const SIZES: [u32; 3] = [200, 1000, 5000];
const SEED: u64 = 11;

/// Orders in which a first plan is built when there is nothing to start from.
const ORDERS: u64 = 4;

fn problem(participants: u32) -> Problem {
    let instance = generate(participants, SEED).instance;
    Problem::new(&instance.programme("kernels")).expect("generated instances are valid")
}

/// One thread, so that the time is the work's.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(work)
}

fn price_iteration(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("price_iteration");
    group.sample_size(20).measurement_time(Duration::from_secs(8));
    for size in SIZES {
        let problem = problem(size);
        let candidates = Candidates::new(&problem);
        let market = Market::new(&problem, &candidates, &[]);
        let empty = Score::of(&problem, &Plan::default()).levels[0].value as f64;
        let mut volume = Volume::new(&market, false);
        group.throughput(Throughput::Elements(u64::from(size)));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter_custom(|iterations| {
                alone(|| {
                    let start = Instant::now();
                    let mut done = 0;
                    while done < iterations {
                        // A pace that is over would end the run early.
                        volume.set_pace(Pace::STEADY);
                        done += volume.run(iterations - done, empty, &|| false, &mut |_| {});
                    }
                    start.elapsed()
                })
            });
        });
    }
    group.finish();
}

/// A search of so many steps from a plan, or from nothing.
fn searched(problem: &Problem, candidates: &Candidates, start: Option<&Plan>, steps: u64) -> Plan {
    let budget = SearchBudget { steps, ..SearchBudget::default() };
    search(problem, candidates, start, &budget, &mut |_: &Plan, _: &Score| {})
}

fn insertion(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("insertion");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for size in SIZES {
        let problem = problem(size);
        let candidates = Candidates::new(&problem);
        group.throughput(Throughput::Elements(ORDERS * u64::from(size)));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| searched(&problem, &candidates, None, 0));
        });
    }
    group.finish();
}

fn search_step(criterion: &mut Criterion) {
    const STEPS: u64 = 2_000;
    let mut group = criterion.benchmark_group("search_step");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for size in SIZES {
        let problem = problem(size);
        let candidates = Candidates::new(&problem);
        let start = searched(&problem, &candidates, None, 0);
        group.throughput(Throughput::Elements(STEPS));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| searched(&problem, &candidates, Some(&start), STEPS));
        });
    }
    group.finish();
}

criterion_group!(kernels, price_iteration, insertion, search_step);
criterion_main!(kernels);
