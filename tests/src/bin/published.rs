//! Solves the published instances, and prints a Markdown table of what became of each beside what
//! was published (`docs/performance.md`, section "Published instances").

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use slotwise::candidates::Candidates;
use slotwise::{Problem, SolveOptions, solve};
use slotwise_tests::published::Family;
use slotwise_tests::published::family::Published;

/// Solves the published instances.
#[derive(Parser)]
struct Arguments {
    /// Files, or families (names of folders in `tests/data/instances`); everything if left out.
    names: Vec<String>,
    /// Stop each after so many seconds.
    #[arg(long, default_value_t = 60)]
    time_limit: u64,
    /// Threads to use.
    #[arg(long, default_value_t = 2)]
    threads: u32,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let limit = Duration::from_secs(arguments.time_limit);
    let options = SolveOptions::default().with_time_limit(limit).with_threads(arguments.threads);
    println!("| family | instance | slots | published | plan | bound | status | seconds |");
    println!("|---|---|---:|---:|---:|---:|---|---:|");
    let mut wrong = false;
    for family in Family::ALL {
        for published in family.published() {
            let names = &arguments.names;
            let is_named = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
            if is_named(family.name()) || is_named(&published.instance) {
                wrong |= !report(family, &published, &options);
            }
        }
    }
    if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints a row; false if it contradicts what was published.
fn report(family: Family, published: &Published, options: &SolveOptions) -> bool {
    let file = &published.instance;
    let known = match (published.lower_bound, published.best_known) {
        (Some(lower), Some(best)) if lower != best => format!("{lower} to {best}"),
        (_, Some(best)) => best.to_string(),
        _ => "none".into(),
    };
    let start = format!("| {} | `{file}` |", family.name());
    let programme = match family.read(file, &family.text(file)) {
        Ok(programme) => programme,
        Err(error) => {
            println!("{start} | {known} | | | {error} | |");
            return false;
        }
    };
    let problem = match Problem::new(&programme) {
        Ok(problem) => problem,
        Err(findings) => {
            let codes: Vec<&str> = findings.errors().map(|f| f.code.as_str()).collect();
            println!("{start} | {known} | | | refused: {} | |", codes.join(", "));
            return true;
        }
    };
    let slots = Candidates::new(&problem).slots.len();
    let outcome = match solve(&problem, options) {
        Ok(outcome) => outcome,
        Err(error) => {
            println!("{start} {slots} | {known} | | | {error} | |");
            return false;
        }
    };
    let level = &outcome.levels[outcome.levels.len() - 1];
    let (value, bound) = (level.value / 1_000_000, level.bound.div_euclid(1_000_000));
    let unplaced = outcome.unplaced.len();
    let status = match unplaced {
        0 => outcome.status.to_string(),
        _ => format!("{unplaced} not placed"),
    };
    let seconds = outcome.runtime.as_secs_f64();
    println!("{start} {slots} | {known} | {value} | {bound} | {status} | {seconds:.1} |");
    // Whoever is left out makes the level's value mean something else.
    let better = unplaced == 0 && published.lower_bound.is_some_and(|least| value < least as i64);
    let bounded_out = unplaced == 0 && published.best_known.is_some_and(|best| bound > best as i64);
    !better && !bounded_out
}
