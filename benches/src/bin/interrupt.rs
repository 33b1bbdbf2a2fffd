//! Ends runs at random moments, by token and by time limit, and prints how long each size took to
//! answer: worst and median. Exits with 1 if an answer took more than a second or was no answer.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use oorandom::Rand64;
use slotwise::check::check;
use slotwise::solver::CancelToken;
use slotwise::solver::progress::Phase;
use slotwise::{Outcome, Problem, SolveOptions, solve};
use slotwise_benches::generate::generate;

/// Ends runs at random moments and tells how long they then took to return.
#[derive(Parser)]
struct Arguments {
    /// Participants.
    #[arg(long, value_delimiter = ',', default_value = "20,60,200,1000,5000")]
    sizes: Vec<u32>,
    /// Runs of each kind at each size.
    #[arg(long, default_value_t = 10)]
    runs: u64,
    /// The latest moment, in seconds; moments are spread evenly on a logarithmic scale below it.
    #[arg(long, default_value_t = 30.0)]
    latest: f64,
    /// The earliest moment, in seconds.
    #[arg(long, default_value_t = 0.05)]
    earliest: f64,
    /// Threads to use.
    #[arg(long, default_value_t = 2)]
    threads: u32,
    /// Seed of the moments and of the instances.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How a run is ended.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Token,
    /// A token, in a run that has a time limit far off: it divides its time otherwise.
    TokenWithLimit,
    TimeLimit,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Token, Self::TokenWithLimit, Self::TimeLimit];

    fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::TokenWithLimit => "token, limit 60 s",
            Self::TimeLimit => "time limit",
        }
    }
}

/// What became of a run.
struct Answer {
    /// When it was ended, after its start.
    moment: f64,
    /// How long it then took.
    late: f64,
    phase: Phase,
    gap: f64,
    is_sound: bool,
    /// It was over before.
    was_done: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    println!("| participants | ended by | runs | median | worst | at | in phase | gap then |");
    println!("|---:|---|---:|---:|---:|---:|---|---:|");
    let mut is_good = true;
    for &size in &arguments.sizes {
        let instance = generate(size, arguments.seed).instance;
        let problem = match Problem::new(&instance.programme("interrupt")) {
            Ok(problem) => problem,
            Err(findings) => {
                eprintln!("{findings}");
                return ExitCode::FAILURE;
            }
        };
        for kind in Kind::ALL {
            let mut random = Rand64::new(u128::from(arguments.seed) + u128::from(size));
            let mut answers = Vec::new();
            for _ in 0..arguments.runs {
                let share = random.rand_float();
                let moment =
                    arguments.earliest * (arguments.latest / arguments.earliest).powf(share);
                match ended(&problem, kind, moment, arguments.threads) {
                    Ok(answer) => answers.push(answer),
                    Err(message) => {
                        eprintln!("{size} participants, {}: {message}", kind.name());
                        is_good = false;
                    }
                }
            }
            is_good &= answers.iter().all(|a| a.is_sound && a.late <= 1.0);
            print(size, kind, answers);
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs, and ends it at a moment.
fn ended(problem: &Problem, kind: Kind, moment: f64, threads: u32) -> Result<Answer, String> {
    let token = CancelToken::default();
    let phase = Arc::new(Mutex::new(Phase::Search));
    let heard = Arc::clone(&phase);
    let mut options = SolveOptions::default()
        .with_threads(threads)
        .with_cancel(token.clone())
        .with_progress(move |news| {
            if news.phase != Phase::Done {
                *heard.lock().unwrap_or_else(PoisonError::into_inner) = news.phase;
            }
        });
    let end = Duration::from_secs_f64(moment);
    options = match kind {
        Kind::Token => options,
        Kind::TokenWithLimit => options.with_time_limit(Duration::from_secs(60)),
        Kind::TimeLimit => options.with_time_limit(end),
    };
    let start = Instant::now();
    let outcome = thread::scope(|scope| {
        let run = scope.spawn(|| solve(problem, &options).map(|o| (o, start.elapsed())));
        if kind != Kind::TimeLimit {
            while start.elapsed() < end && !run.is_finished() {
                let left = end.saturating_sub(start.elapsed());
                thread::sleep(left.min(Duration::from_millis(20)));
            }
            token.cancel();
        }
        run.join()
    });
    let (outcome, took) =
        outcome.map_err(|_| "a panic".to_owned())?.map_err(|error| error.to_string())?;
    let late = took.as_secs_f64() - moment;
    let phase = *phase.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Answer {
        moment,
        late: late.max(0.0),
        phase,
        gap: outcome.gap(),
        is_sound: is_sound(problem, &outcome),
        was_done: late < 0.0,
    })
}

/// Whether there is a plan that keeps the rules, with a bound that is not above it.
fn is_sound(problem: &Problem, outcome: &Outcome) -> bool {
    check(problem, &outcome.plan).is_empty()
        && outcome.levels.iter().all(|level| level.bound <= level.value)
}

fn print(size: u32, kind: Kind, mut answers: Vec<Answer>) {
    answers.retain(|answer| !answer.was_done);
    answers.sort_by(|a, b| a.late.total_cmp(&b.late));
    let Some(worst) = answers.last() else {
        println!("| {size} | {} | 0 | | | | all were done before | |", kind.name());
        return;
    };
    let median = answers[answers.len() / 2].late;
    println!(
        "| {size} | {} | {} | {median:.3} s | {:.3} s | {:.2} s | {:?} | {:.1} % |",
        kind.name(),
        answers.len(),
        worst.late,
        worst.moment,
        worst.phase,
        100.0 * worst.gap,
    );
}
