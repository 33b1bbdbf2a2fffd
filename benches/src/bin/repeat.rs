//! Plans one generated instance ten times under a work limit, on one thread and on two, and with its
//! participants, stages and environments in the opposite order; fails if plans differ by a byte.

use std::process::ExitCode;

use clap::Parser;
use slotwise::{Problem, Programme, SolveOptions, solve};
use slotwise_benches::generate::generate;

/// Checks that plans repeat.
#[derive(Parser)]
struct Arguments {
    /// Participants of the instance.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    participants: u32,
    /// Seed of the instance.
    #[arg(long, default_value_t = 11)]
    seed: u64,
    /// The work limit of each run.
    #[arg(long, default_value_t = 40_000)]
    work_limit: u64,
    /// Runs.
    #[arg(long, default_value_t = 10)]
    runs: u32,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match repeat(&arguments) {
        Ok(objective) => {
            println!("{} runs gave the same plan, of {objective}", arguments.runs);
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn repeat(arguments: &Arguments) -> Result<i64, String> {
    let given = generate(arguments.participants, arguments.seed).instance.programme("repeat");
    let mut reversed = given.clone();
    reversed.participants.reverse();
    reversed.stages.reverse();
    reversed.environments.reverse();
    let mut first: Option<(String, i64)> = None;
    for run in 0..arguments.runs {
        let programme = if run % 4 < 2 { &given } else { &reversed };
        let (plan, value) = plan(programme, 1 + run % 2, arguments.work_limit)?;
        match &first {
            None => first = Some((plan, value)),
            Some((before, _)) if *before == plan => {}
            Some((_, before)) => {
                return Err(format!("run {run} gave a plan of {value}, others of {before}"));
            }
        }
    }
    Ok(first.map_or(0, |(_, value)| value))
}

/// The plan's bytes, with the value of its first level.
fn plan(programme: &Programme, threads: u32, work: u64) -> Result<(String, i64), String> {
    let problem = Problem::new(programme).map_err(|e| e.to_string())?;
    let options = SolveOptions::default().with_threads(threads).with_work_limit(work);
    let outcome = solve(&problem, &options).map_err(|e| e.to_string())?;
    let plan = serde_json::to_string(&outcome.plan).map_err(|e| e.to_string())?;
    Ok((plan, outcome.levels[0].value))
}
