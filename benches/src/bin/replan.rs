//! Loses an environment for ten working days in mid-stage, again and again, and plans anew: how long until
//! the fewest moves are proven, how long in all. One line of JSON.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Parser;
use oorandom::Rand32;
use serde::Serialize;
use slotwise::model::{Target, Term, When};
use slotwise::replan::{Change, Outage, OutageEnd, ReplanOptions, replan};
use slotwise::{Plan, Problem, Programme, SolveOptions, solve};
use slotwise_benches::format::Instance;
use slotwise_benches::generate::generate;

/// Re-plans after random outages.
#[derive(Parser)]
struct Arguments {
    /// The programme of the document, with its 155 organisations.
    #[arg(long)]
    mhhs: bool,
    /// An instance of the benchmark format; one of `--participants` is generated if left out.
    #[arg(long)]
    file: Option<PathBuf>,
    /// Participants of a generated instance.
    #[arg(long, default_value_t = 155)]
    participants: u32,
    /// Seed of the instance and of the outages.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Outages.
    #[arg(long, default_value_t = 50)]
    outages: usize,
    /// Seconds for the plan before.
    #[arg(long, default_value_t = 30.0)]
    baseline: f64,
    /// Seconds for each re-plan at most.
    #[arg(long, default_value_t = 10.0)]
    time_limit: f64,
    /// Threads to use.
    #[arg(long, default_value_t = 2)]
    threads: u32,
    /// Tell each re-plan.
    #[arg(long)]
    verbose: bool,
}

/// What is printed.
#[derive(Serialize)]
struct Line {
    name: String,
    participants: usize,
    outages: usize,
    /// Re-plans whose levels up to the moves are proven.
    proven: usize,
    /// Seconds until then: of those not proven, all that they took.
    median_to_proof: f64,
    largest_to_proof: f64,
    /// Seconds until the re-plan was over.
    median: f64,
    largest: f64,
    /// Re-plans whose every level is proven.
    optimal: usize,
    median_moves: i64,
    largest_moves: i64,
}

struct Sample {
    to_proof: Option<f64>,
    seconds: f64,
    optimal: bool,
    moves: i64,
    bound: i64,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let seconds = |text: &str, value: f64| {
        Duration::try_from_secs_f64(value).map_err(|error| format!("--{text}: {error}"))
    };
    let programme = programme(arguments)?;
    let problem = Problem::new(&programme).map_err(|findings| findings.to_string())?;
    let options = SolveOptions::default()
        .with_threads(arguments.threads)
        .with_time_limit(seconds("baseline", arguments.baseline)?);
    let plan = solve(&problem, &options).map_err(|error| error.to_string())?.plan;
    let limit = seconds("time-limit", arguments.time_limit)?;
    let mut random = Rand32::new(arguments.seed);
    let mut samples = Vec::new();
    while samples.len() < arguments.outages {
        let (now, change) = outage(&problem, &plan, &mut random)?;
        samples.push(sample(&problem, &plan, now, change, limit, arguments)?);
        if arguments.verbose {
            let Sample { to_proof, seconds, optimal, moves, bound } = &samples[samples.len() - 1];
            eprintln!(
                "proof {to_proof:?} s, all {seconds:.2} s, optimal {optimal}, {moves} moves, {bound} at least"
            );
        }
    }
    let mut to_proof: Vec<f64> = samples.iter().map(|s| s.to_proof.unwrap_or(s.seconds)).collect();
    let mut all: Vec<f64> = samples.iter().map(|s| s.seconds).collect();
    let mut moves: Vec<i64> = samples.iter().map(|s| s.moves).collect();
    to_proof.sort_by(f64::total_cmp);
    all.sort_by(f64::total_cmp);
    moves.sort_unstable();
    let middle = samples.len() / 2;
    let line = Line {
        name: programme.name,
        participants: problem.participants.len(),
        outages: samples.len(),
        proven: samples.iter().filter(|s| s.to_proof.is_some()).count(),
        median_to_proof: to_proof[middle],
        largest_to_proof: to_proof[to_proof.len() - 1],
        median: all[middle],
        largest: all[all.len() - 1],
        optimal: samples.iter().filter(|s| s.optimal).count(),
        median_moves: moves[middle],
        largest_moves: moves[moves.len() - 1],
    };
    serde_json::to_string(&line).map_err(|error| error.to_string())
}

fn programme(arguments: &Arguments) -> Result<Programme, String> {
    if arguments.mhhs {
        let data = slotwise_mhhs::data::Data::load().map_err(|error| error.to_string())?;
        let built = slotwise_mhhs::programme::build(&data).map_err(|error| error.to_string())?;
        return Ok(built.programme);
    }
    let Some(file) = &arguments.file else {
        let name = format!("n={}, seed {}", arguments.participants, arguments.seed);
        return Ok(generate(arguments.participants, arguments.seed).instance.programme(&name));
    };
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let instance = Instance::from_json(&text).map_err(|error| error.to_string())?;
    Ok(instance.programme(&file.display().to_string()))
}

/// An environment is lost for ten working days from the middle of some slot with somebody in it, in the
/// middle third of all slots; the re-plan is made on its first day.
fn outage(problem: &Problem, plan: &Plan, random: &mut Rand32) -> Result<(When, Change), String> {
    let mut used: Vec<_> = (plan.assignments.iter())
        .flat_map(|assignment| &assignment.visits)
        .map(|visit| plan.slots[visit.slot as usize])
        .collect();
    used.sort_unstable_by_key(|slot| (slot.span, *slot));
    used.dedup();
    if used.is_empty() {
        return Err("nobody is placed".into());
    }
    let third = used.len() / 3;
    let slot = used[third + random.rand_range(0..used.len() as u32 - 2 * third as u32) as usize];
    let first = slot.span.start + slot.span.len() / 2;
    let after = (first + 10).min(problem.horizon());
    let (from, to) = problem.timeline.dates(slotwise::calendar::Span::new(first, after));
    let id = problem.programme.environments[slot.environment.index()].id.clone();
    let outage =
        Outage::new("bench", Target::Environment(id), from, OutageEnd::Known(to)).with_defect("1");
    Ok((from, Change::Outage(outage)))
}

fn sample(
    problem: &Problem,
    plan: &Plan,
    now: When,
    change: Change,
    limit: Duration,
    arguments: &Arguments,
) -> Result<Sample, String> {
    // The levels of the re-plan up to its moves.
    let objective = problem.programme.objective.of_moves();
    let moves = |term: Term| term == Term::Moves;
    let last = (objective.levels.iter())
        .position(|level| level.terms.iter().any(|t| moves(t.term)))
        .ok_or("no level of moves")?;
    let proven: Arc<Mutex<Option<f64>>> = Arc::default();
    let start = Instant::now();
    let hear = {
        let proven = Arc::clone(&proven);
        move |progress: &slotwise::solver::Progress| {
            let told = &progress.levels[..=last];
            let mut first = proven.lock().unwrap_or_else(PoisonError::into_inner);
            if told.iter().all(|level| level.bound >= level.value) {
                first.get_or_insert_with(|| start.elapsed().as_secs_f64());
            } else {
                *first = None;
            }
        }
    };
    let options = ReplanOptions::new(now).with_solve(
        SolveOptions::default()
            .with_threads(arguments.threads)
            .with_time_limit(limit)
            .with_progress(hear),
    );
    let found = replan(problem, plan, &[change], &options).map_err(|error| error.to_string())?;
    let to_proof = *proven.lock().unwrap_or_else(PoisonError::into_inner);
    let levels = &found.outcome.levels;
    let at_end = levels[..=last].iter().all(|level| level.bound >= level.value);
    Ok(Sample {
        to_proof: to_proof.filter(|_| at_end),
        seconds: start.elapsed().as_secs_f64(),
        optimal: levels.iter().all(|level| level.bound >= level.value),
        moves: levels[last].value / 1_000_000,
        bound: levels[last].bound / 1_000_000,
    })
}
