//! What the program was asked for.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, ValueExt};

/// How to call the program.
pub const HELP: &str = "\
Plans the MHHS test programme.

Usage: mhhs [--out FOLDER] [--check] [--programme-only] [--time-limit SECONDS] [--threads N]

  --out FOLDER           where the files go (default: out/mhhs)
  --check                assert the results, and fail with a message if any is not as it should be
  --programme-only       write programme.json and stop
  --time-limit SECONDS   stop with the best plan so far (default: 60)
  --threads N            threads to use (default: 2)
";

/// The options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    /// Where the files go.
    pub out: PathBuf,
    /// Whether to assert the results.
    pub check: bool,
    /// Whether to stop after the programme.
    pub programme_only: bool,
    /// Seconds.
    pub time_limit: u64,
    /// Threads.
    pub threads: u32,
    /// Whether to say how to call the program and stop.
    pub help: bool,
}

impl Args {
    /// Reads the command line.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut args = Self {
            out: PathBuf::from("out/mhhs"),
            check: false,
            programme_only: false,
            time_limit: 60,
            threads: 2,
            help: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("out") => args.out = parser.value()?.into(),
                Long("check") => args.check = true,
                Long("programme-only") => args.programme_only = true,
                Long("time-limit") => args.time_limit = parser.value()?.parse()?,
                Long("threads") => args.threads = parser.value()?.parse()?,
                Long("help") | Short('h') => args.help = true,
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(args)
    }
}
