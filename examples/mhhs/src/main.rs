//! `mhhs`: plans the programme of the document, shows and checks the plan.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use slotwise::report::summary;
use slotwise::{Problem, SolveOptions, solve};
use slotwise_mhhs::args::{Args, HELP};
use slotwise_mhhs::assertions::{LARGEST_GAP, failures};
use slotwise_mhhs::data::Data;
use slotwise_mhhs::programme::build;
use slotwise_mhhs::tables::{environment_windows, tables};
use slotwise_mhhs::{files, show};

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
    let mut written = vec![files::write_programme(&args.out, &built.programme)?];
    if args.programme_only {
        println!("{}", written[0].display());
        return Ok(());
    }
    let problem = Problem::new(&built.programme).map_err(|findings| findings.to_string())?;
    let options = SolveOptions::default()
        .with_time_limit(Duration::from_secs(args.time_limit))
        .with_threads(args.threads)
        .with_gap(LARGEST_GAP);
    let outcome = solve(&problem, &options)?;

    let mut verdict = outcome.verdict(&problem);
    verdict.warnings.splice(0..0, built.gaps.iter().map(ToString::to_string));
    let windows = environment_windows(&built.programme.environments);
    let tables = tables(&data, &built.parameters, &windows);
    print!("{}", summary(&problem, &outcome.plan, &verdict));
    print!("{}", show::concurrency(&data, &tables));
    written.extend(files::write_plan(&args.out, &problem, &outcome, &verdict)?);
    println!();
    for file in &written {
        println!("{}", file.display());
    }

    if args.check {
        let failures = failures(&tables, &built.gaps, &problem, &outcome, &written);
        if !failures.is_empty() {
            return Err(failures.join("\nmhhs: ").into());
        }
        println!("checked: everything is as it should be");
    }
    Ok(())
}
