//! Everything that can go wrong, other than a programme that can't all be placed: that is an answer.

use thiserror::Error;

use crate::model::Findings;

/// An error of the library.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The programme has errors; all findings, warnings included.
    #[error("the programme can't be planned:\n{0}")]
    Invalid(Findings),
    /// A file or text can't be read.
    #[error("{0}")]
    Unreadable(Findings),
    /// A file can't be opened or written.
    #[error("SW-E0003 {path}: {message}; check the path and its permissions")]
    File {
        /// The file.
        path: String,
        /// What the operating system said.
        message: String,
    },
    /// The integer-program solver failed: not for want of a plan, but in itself.
    #[error("SW-E0901 solver: {0}; report it with the programme, or try another option")]
    Solver(String),
    /// A plan that the planner made did not pass the checker: a defect of the library.
    #[error(
        "SW-E0902 check: the planner's own plan breaks a rule: {0}; report it with the programme"
    )]
    Rejected(String),
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Self {
        Self::Invalid(findings)
    }
}
