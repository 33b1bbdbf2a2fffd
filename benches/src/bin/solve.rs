//! Plans one benchmark instance, prints one line of JSON about the run, and writes the plan.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Parser;
use serde::Serialize;
use slotwise::{Problem, SolveOptions, solve};
use slotwise_benches::format::{Instance, PlanFile, in_units};
use slotwise_benches::memory::peak_mib;
use slotwise_benches::watch::Watch;

/// Plans one benchmark instance.
#[derive(Parser)]
struct Arguments {
    /// An instance of the benchmark format.
    file: PathBuf,
    /// Stop after so many seconds, counted from the program's start.
    #[arg(long, default_value_t = 60.0)]
    time_limit: f64,
    /// Stop after so much work: the same limit gives the same plan on every machine.
    #[arg(long)]
    work_limit: Option<u64>,
    /// A relative gap that is good enough; 0 asks for proof.
    #[arg(long, default_value_t = 0.0)]
    gap: f64,
    /// Threads to use.
    #[arg(long, default_value_t = 2)]
    threads: u32,
    /// Seed of the search.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to write each progress event as a line of JSON: seconds, phase, objective, bound.
    #[arg(long)]
    trace: Option<PathBuf>,
    /// Where to write the plan.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What is printed.
#[derive(Serialize)]
struct Line {
    name: String,
    status: String,
    objective: f64,
    bound: f64,
    gap: f64,
    seconds: f64,
    seconds_to_first: Option<f64>,
    seconds_to_5_percent: Option<f64>,
    seconds_to_1_percent: Option<f64>,
    peak_mib: Option<f64>,
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
    let start = Instant::now();
    let name = name(&arguments.file);
    let limit = Duration::try_from_secs_f64(arguments.time_limit)
        .map_err(|e| format!("--time-limit: {e}"))?;
    if !arguments.gap.is_finite() || arguments.gap < 0.0 {
        return Err(format!("--gap: {} is not a number of at least 0", arguments.gap));
    }
    let at = |e: &dyn std::fmt::Display| format!("{}: {e}", arguments.file.display());
    let text = std::fs::read_to_string(&arguments.file).map_err(|e| at(&e))?;
    let instance = Instance::from_json(&text).map_err(|e| at(&e))?;
    let problem = Problem::new(&instance.programme(&name)).map_err(|e| at(&e))?;

    let watch =
        Watch::new(start, arguments.trace.as_deref()).map_err(|e| format!("--trace: {e}"))?;
    let watch = Arc::new(Mutex::new(watch));
    let listener = Arc::clone(&watch);
    let mut options = SolveOptions::default()
        .with_time_limit(limit.saturating_sub(start.elapsed()))
        .with_gap(arguments.gap)
        .with_threads(arguments.threads)
        .with_seed(arguments.seed)
        .with_progress(move |progress| {
            listener.lock().unwrap_or_else(PoisonError::into_inner).hear(progress);
        });
    if let Some(work) = arguments.work_limit {
        options = options.with_work_limit(work);
    }
    let outcome = solve(&problem, &options).map_err(|e| at(&e))?;
    let level = &outcome.levels[0];
    let reached = (watch.lock().unwrap_or_else(PoisonError::into_inner).finish(level))
        .map_err(|e| format!("--trace: {e}"))?;
    let seconds = start.elapsed().as_secs_f64();
    if let Some(out) = &arguments.out {
        let plan = PlanFile::new(&problem, &outcome.plan);
        let text = serde_json::to_string(&plan).map_err(|e| e.to_string())?;
        std::fs::write(out, text).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    let line = Line {
        name,
        status: outcome.status.to_string(),
        objective: in_units(level.value),
        bound: in_units(level.bound),
        gap: outcome.gap(),
        seconds,
        seconds_to_first: reached.first,
        seconds_to_5_percent: reached.five_percent,
        seconds_to_1_percent: reached.one_percent,
        peak_mib: peak_mib(),
    };
    serde_json::to_string(&line).map_err(|e| e.to_string())
}

fn name(file: &Path) -> String {
    file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
