//! New instances of the benchmark format, of the kind of those in `benches/instances`.
//!
//! The distributions were read off the published instances (seeds 1 to 3, 20 to 5,000
//! participants). Stages, their durations, pools, windows, horizon, step and costs are the same in
//! all of them. By participant count `n` and seed:
//!
//! | what | how |
//! |---|---|
//! | environments of each pool | 1 up to `n` = 200, 3 up to 1,000, 5 above (where published: 200, 1,000, 5,000) |
//! | maintenance | first 20 to 80 days into the window, each next start 60 to 80 days on, 1 to 3 days long |
//! | route | 40 % through pools A and B, of which 60 % also the sandbox; 60 % qualification and sandbox |
//! | release | first day 0 (40 for qualification); 25 % (32 %) of them 1 to 60 (150) days later |
//! | due | 220 to 460 days after release |
//! | weight | 1 (60 %), 2 (20 %), 5 (20 %) |
//! | blackouts | 0, 1 or 2, of 5, 10 or 15 days, anywhere in the horizon |
//! | capacity | by pool: the least, at 4 or more, with which the demand is at most 82 % of the days open |
//!
//! The published numbers came from another random generator, so seed 1 here is not seed 1 there.

use std::collections::BTreeMap;

use oorandom::Rand64;
use serde::Serialize;

use crate::format::{Costs, EnvironmentLine, Instance, ParticipantLine, StageLine};

const HORIZON: u64 = 500;
const STEP: i64 = 5;
/// Id, duration, pool.
const STAGES: [(&str, u64, &str); 7] = [
    ("CIT", 10, "A"),
    ("FUN", 15, "A"),
    ("MIG", 10, "B"),
    ("NFT", 10, "B"),
    ("OPS", 5, "B"),
    ("QUAL", 15, "U"),
    ("SBX", 10, "U"),
];
const POOLS: [(&str, [u64; 2]); 3] = [("A", [0, 275]), ("B", [60, 400]), ("U", [100, 500])];
const COSTS: Costs = Costs { late: 3.0, completion: 0.02, slot: 1.0, unplaced: 2000.0 };
const SIT: [&str; 5] = ["CIT", "FUN", "MIG", "NFT", "OPS"];
const LEAST_CAPACITY: u64 = 4;
const LARGEST_LOAD: f64 = 0.82;

/// A new instance, and how it was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Generated {
    /// Participants.
    pub n: u32,
    /// Seed.
    pub seed: u64,
    /// The instance.
    #[serde(flatten)]
    pub instance: Instance,
    /// By pool: what all its participants take of what its slots could take, in days.
    pub load: BTreeMap<&'static str, f64>,
}

/// The instance of so many participants and a seed: the same on every machine.
pub fn generate(participants: u32, seed: u64) -> Generated {
    let mut draw = Draw(Rand64::new(u128::from(seed)));
    let each = match participants {
        0..=200 => 1,
        201..=1000 => 3,
        _ => 5,
    };
    let environments: Vec<EnvironmentLine> = (POOLS.iter())
        .flat_map(|pool| (1..=each).map(move |number| (pool, number)))
        .map(|((pool, window), number)| EnvironmentLine {
            id: format!("{pool}{number}"),
            pool: (*pool).to_owned(),
            window: *window,
            maintenance: maintenance(&mut draw, *window),
        })
        .collect();
    let participants_drawn: Vec<ParticipantLine> =
        (0..u64::from(participants)).map(|id| participant(&mut draw, id)).collect();
    let mut load = BTreeMap::new();
    let mut capacities = BTreeMap::new();
    for (pool, _) in POOLS {
        let demand: u64 = (participants_drawn.iter().flat_map(|p| &p.route))
            .filter_map(|id| STAGES.iter().find(|(stage, _, at)| stage == id && *at == pool))
            .map(|(_, duration, _)| duration)
            .sum();
        let days: u64 =
            environments.iter().filter(|e| e.pool == pool).map(EnvironmentLine::days_open).sum();
        let needed = (demand as f64 / (LARGEST_LOAD * days as f64)).ceil() as u64;
        let capacity = needed.max(LEAST_CAPACITY);
        let share = demand as f64 / (capacity * days) as f64;
        load.insert(pool, (share * 1000.0).round() / 1000.0);
        capacities.insert(pool, capacity as i64);
    }
    let stages = STAGES
        .map(|(id, duration, pool)| StageLine {
            id: id.to_owned(),
            duration: duration as i64,
            pool: pool.to_owned(),
            capacity: capacities[pool],
        })
        .to_vec();
    let instance = Instance {
        horizon: HORIZON,
        step: STEP,
        stages,
        environments,
        participants: participants_drawn,
        costs: COSTS,
    };
    Generated { n: participants, seed, instance, load }
}

impl EnvironmentLine {
    /// Days of the window without maintenance.
    fn days_open(&self) -> u64 {
        let [from, to] = self.window;
        to - from - self.maintenance.iter().map(|[from, to]| to - from).sum::<u64>()
    }
}

fn maintenance(draw: &mut Draw, [from, to]: [u64; 2]) -> Vec<[u64; 2]> {
    let mut spans = Vec::new();
    let mut start = from + draw.within(20, 80);
    loop {
        let end = start + draw.within(1, 3);
        if end > to {
            return spans;
        }
        spans.push([start, end]);
        start += draw.within(60, 80);
    }
}

fn participant(draw: &mut Draw, id: u64) -> ParticipantLine {
    let is_sit = draw.chance(0.4);
    let mut route: Vec<&str> = if is_sit { SIT.to_vec() } else { vec!["QUAL"] };
    if !is_sit || draw.chance(0.6) {
        route.push("SBX");
    }
    let (first, delayed, delay) = if is_sit { (0, 0.25, 60) } else { (40, 0.32, 150) };
    let release = if draw.chance(delayed) { first + draw.within(1, delay) } else { first };
    let weight = match draw.within(1, 5) {
        1..=3 => 1.0,
        4 => 2.0,
        _ => 5.0,
    };
    let due = release + draw.within(220, 460);
    let mut blackouts: Vec<[u64; 2]> = (0..draw.within(0, 2))
        .map(|_| {
            let start = draw.within(0, HORIZON - 16);
            [start, start + 5 * draw.within(1, 3)]
        })
        .collect();
    blackouts.sort_unstable();
    ParticipantLine {
        id,
        route: route.into_iter().map(str::to_owned).collect(),
        release,
        due,
        weight,
        blackouts,
    }
}

/// Random numbers that are the same on every machine.
struct Draw(Rand64);

impl Draw {
    /// A whole number from `least` to `most`, both included.
    fn within(&mut self, least: u64, most: u64) -> u64 {
        self.0.rand_range(least..most + 1)
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.0.rand_float() < probability
    }
}
