//! Bad input: each mistake is told with code and path, nothing panics, nothing is half-built.

mod hostile;
mod listed;
mod mutations;

use slotwise::format::read_programme;
use slotwise::{Problem, Programme};

/// What a text comes to: what keeps it from being read, or from being a problem; else warnings.
///
/// What validation says and whether there is a problem are made to agree.
fn told(text: &str) -> String {
    match read_programme(text) {
        Err(error) => error.to_string(),
        Ok(programme) => found(&programme),
    }
}

/// What validation finds; whether it and [`Problem::new`] agree.
fn found(programme: &Programme) -> String {
    let findings = programme.validate();
    match Problem::new(programme) {
        Err(refused) => assert_eq!(refused, findings),
        Ok(_) => assert!(!findings.has_errors(), "{findings}"),
    }
    findings.to_string()
}
