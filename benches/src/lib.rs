//! Benchmark instances and what the programs that run them share.

pub mod format;
pub mod generate;
pub mod memory;
pub mod watch;
