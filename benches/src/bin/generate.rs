//! Writes a new benchmark instance, the same for the same size and seed on every machine.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use slotwise::format::write_programme;
use slotwise_benches::generate::generate;

/// Writes a new instance of the benchmark format.
#[derive(Parser)]
struct Arguments {
    /// Participants.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    participants: u32,
    /// Seed.
    #[arg(long)]
    seed: u64,
    /// As a programme of slotwise, instead of in the benchmark format.
    #[arg(long)]
    programme: bool,
    /// Where to write it; to the output if left out.
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let generated = generate(arguments.participants, arguments.seed);
    let name = format!("slots_n{}_g{}", arguments.participants, arguments.seed);
    let text = if arguments.programme {
        Ok(write_programme(&generated.instance.programme(&name)))
    } else {
        serde_json::to_string(&generated)
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let Some(out) = arguments.out else {
        println!("{text}");
        return ExitCode::SUCCESS;
    };
    match std::fs::write(&out, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", out.display());
            ExitCode::FAILURE
        }
    }
}
