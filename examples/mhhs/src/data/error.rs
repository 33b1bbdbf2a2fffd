//! What can be wrong with the files.

use std::fmt;

use thiserror::Error;

/// A file and everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}: {}", problems.join("; "))]
pub struct DataError {
    /// The file.
    pub file: String,
    /// What is wrong, each in a sentence.
    pub problems: Vec<String>,
}

impl DataError {
    /// One thing wrong with a file.
    pub fn new(file: &str, problem: impl fmt::Display) -> Self {
        Self { file: file.to_owned(), problems: vec![format!("{problem}")] }
    }
}
