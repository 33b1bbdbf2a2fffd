//! `mhhs`: plans the programme of the document, shows and checks the plan.

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use slotwise::Problem;
use slotwise::candidates::Candidates;
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
    let problem = Problem::new(&built.programme).map_err(|findings| findings.to_string())?;
    let candidates = Candidates::new(&problem);
    println!("{} classes, {} slots", candidates.classes.len(), candidates.slots.len());
    for (stage, range) in problem.programme.stages.iter().zip(&candidates.of_stage) {
        println!("  {} {}", stage.id, range.len());
    }
    for class in &candidates.classes {
        println!(
            "  {} {}",
            class.members.len(),
            problem.programme.participants[class.members[0].index()].id
        );
    }
    Ok(())
}
