//! What validation finds.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The programme can't be planned as it is.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// One thing that is wrong, or odd, in a programme or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable code: `SW-E…` for errors, `SW-W…` for warnings. `docs/errors.md` lists them.
    pub code: String,
    /// Where: `participants[12].routes[0].steps[2].stage`.
    pub path: String,
    /// What is wrong, with the value.
    pub message: String,
    /// The other place, when two values clash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What to do about it.
    pub remedy: String,
}

impl Finding {
    /// A finding without a second place.
    pub fn new(
        code: impl Into<String>,
        path: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            path: path.into(),
            message: message.into(),
            other: None,
            remedy: remedy.into(),
        }
    }

    /// Names the place that it clashes with.
    pub fn with_other(mut self, path: impl Into<String>) -> Self {
        self.other = Some(path.into());
        self
    }

    /// By its code.
    pub fn severity(&self) -> Severity {
        if self.code.starts_with("SW-W") { Severity::Warning } else { Severity::Error }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}: {}", self.code, self.path, self.message)?;
        if let Some(other) = &self.other {
            write!(out, " (see {other})")?;
        }
        write!(out, "; {}", self.remedy)
    }
}

/// All findings about one thing, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The errors.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| finding.severity() == Severity::Error)
    }

    /// The warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| finding.severity() == Severity::Warning)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, finding) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(out)?;
            }
            write!(out, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
