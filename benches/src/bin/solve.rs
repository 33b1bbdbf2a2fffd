//! Plans one benchmark instance, prints one line of JSON about the run, and writes the plan.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use serde::Serialize;
use slotwise::Problem;
use slotwise::candidates::Candidates;
use slotwise::solver::improve::{SearchBudget, search};
use slotwise_benches::format::{Instance, PlanFile, in_units};
use slotwise_benches::memory::peak_mib;

/// Plans one benchmark instance.
#[derive(Parser)]
struct Arguments {
    /// An instance of the benchmark format.
    file: PathBuf,
    /// Stop after so many seconds.
    #[arg(long, default_value_t = 60.0)]
    time_limit: f64,
    /// Threads to use.
    #[arg(long, default_value_t = 2)]
    threads: u32,
    /// Seed of the search.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Only search, so many steps, without a bound.
    #[arg(long)]
    search_only: Option<u64>,
    /// Print each better plan's moment and value to the error stream.
    #[arg(long)]
    trace: bool,
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
    bound: Option<f64>,
    gap: Option<f64>,
    seconds: f64,
    seconds_to_first: Option<f64>,
    seconds_to_5_percent: Option<f64>,
    seconds_to_1_percent: Option<f64>,
    peak_mib: Option<f64>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let start = Instant::now();
    let name = name(&arguments.file);
    let text = std::fs::read_to_string(&arguments.file).map_err(|e| format!("{name}: {e}"))?;
    let instance = Instance::from_json(&text).map_err(|e| format!("{name}: {e}"))?;
    let problem = Problem::new(&instance.programme(&name)).map_err(|e| format!("{name}: {e}"))?;
    let limit = Duration::try_from_secs_f64(arguments.time_limit)
        .map_err(|e| format!("--time-limit: {e}"))?;
    let steps = arguments.search_only.unwrap_or(u64::MAX);
    let candidates = Candidates::new(&problem);
    let budget = SearchBudget {
        steps,
        deadline: Some(start + limit),
        seed: arguments.seed,
        ..SearchBudget::default()
    };
    let mut first = None;
    let mut value = 0;
    let plan = search(&problem, &candidates, None, &budget, &mut |_, score| {
        let now = start.elapsed().as_secs_f64();
        first.get_or_insert(now);
        value = score.levels[0].value;
        if arguments.trace {
            eprintln!("{now:8.2} s {:12.3}", in_units(value));
        }
    });
    if let Some(out) = &arguments.out {
        let text =
            serde_json::to_string(&PlanFile::new(&problem, &plan)).map_err(|e| e.to_string())?;
        std::fs::write(out, text).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    let line = Line {
        name,
        status: "feasible".into(),
        objective: in_units(value),
        bound: None,
        gap: None,
        seconds: start.elapsed().as_secs_f64(),
        seconds_to_first: first,
        seconds_to_5_percent: None,
        seconds_to_1_percent: None,
        peak_mib: peak_mib(),
    };
    println!("{}", serde_json::to_string(&line).map_err(|e| e.to_string())?);
    Ok(())
}

fn name(file: &Path) -> String {
    file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
