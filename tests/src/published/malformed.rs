//! What is wrong with a file.

use std::error::Error;
use std::fmt;

/// A file that is not in its family's format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The line, counted from 1; the one after the last where the file ends too early.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl Malformed {
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.message)
    }
}

impl Error for Malformed {}
