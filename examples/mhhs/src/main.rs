//! `mhhs`: plans the programme of the document, shows and checks the plan.

use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use slotwise::{Problem, SolveOptions, solve};
use slotwise_mhhs::args::{Args, HELP};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::build;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mhhs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let args = Args::read(lexopt::Parser::from_env())?;
    if args.help {
        print!("{HELP}");
        return Ok(());
    }
    let data = Data::load()?;
    let built = build(&data)?;
    fs::create_dir_all(&args.out)?;
    let text = serde_json::to_string_pretty(&built.programme)?;
    fs::write(args.out.join("programme.json"), text + "\n")?;
    for gap in &built.gaps {
        println!("{gap}");
    }
    if args.programme_only {
        return Ok(());
    }
    let problem = Problem::new(&built.programme).map_err(|findings| findings.to_string())?;
    let options = SolveOptions::default()
        .with_time_limit(Duration::from_secs(args.time_limit))
        .with_threads(args.threads);
    let outcome = solve(&problem, &options)?;
    println!("{} in {:.1} s", outcome.status, outcome.runtime.as_secs_f64());
    for level in &outcome.levels {
        println!(
            "  {}: {} bound {} gap {:.2} %",
            level.name,
            level.value,
            level.bound,
            level.gap() * 100.0
        );
    }
    for unplaced in &outcome.unplaced {
        println!(
            "  not placed: {}",
            problem.programme.participants[unplaced.participant.index()].id
        );
        for reason in &unplaced.reasons {
            println!("    {}: {}", reason.rule, reason.text);
        }
    }
    Ok(())
}
