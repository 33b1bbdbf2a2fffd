//! The families of instances: where their files are, and what was published of them.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use slotwise::Programme;

use super::{
    Malformed, flexible_jobshop, generalized_assignment, jobshop, rcpsp, test_scheduling,
    weighted_tardiness,
};

/// A family of instances that a programme says without loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Job shop.
    JobShop,
    /// Flexible job shop.
    FlexibleJobShop,
    /// Weighted tardiness on one machine.
    WeightedTardiness,
    /// Test scheduling.
    TestScheduling,
    /// Projects with shared resources.
    Rcpsp,
    /// Generalised assignment.
    GeneralizedAssignment,
}

/// What was published of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Published {
    /// The file.
    pub instance: String,
    /// No plan has less.
    pub lower_bound: Option<u64>,
    /// The best plan known.
    pub best_known: Option<u64>,
    /// `yes` if that is optimal; empty if nothing was published.
    pub optimal: String,
}

impl Published {
    /// The published optimum.
    pub fn optimum(&self) -> Option<u64> {
        self.best_known.filter(|_| self.optimal == "yes")
    }
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::JobShop,
        Self::FlexibleJobShop,
        Self::WeightedTardiness,
        Self::TestScheduling,
        Self::Rcpsp,
        Self::GeneralizedAssignment,
    ];

    /// The name of its folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::JobShop => "jobshop",
            Self::FlexibleJobShop => "flexible-jobshop",
            Self::WeightedTardiness => "weighted-tardiness",
            Self::TestScheduling => "test-scheduling",
            Self::Rcpsp => "rcpsp",
            Self::GeneralizedAssignment => "generalized-assignment",
        }
    }

    /// Reads an instance as a programme, whose last level of the objective is the instance's.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(self, name: &str, text: &str) -> Result<Programme, Malformed> {
        Ok(match self {
            Self::JobShop => jobshop::read(text)?.programme(name),
            Self::FlexibleJobShop => flexible_jobshop::read(text)?.programme(name),
            Self::WeightedTardiness => weighted_tardiness::read(text)?.programme(name),
            Self::TestScheduling => test_scheduling::read(text)?.programme(name),
            Self::Rcpsp => rcpsp::read(text)?.programme(name),
            Self::GeneralizedAssignment => generalized_assignment::read(text)?.programme(name),
        })
    }

    /// Where its files are.
    pub fn folder(self) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/instances").join(self.name())
    }

    /// The text of one of its files.
    ///
    /// # Panics
    /// If it is not there.
    pub fn text(self, file: &str) -> String {
        let path = self.folder().join(file);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// What was published of its files.
    ///
    /// # Panics
    /// If the file that says it can't be read.
    pub fn published(self) -> Vec<Published> {
        let path = self.folder().join("bounds.csv");
        let rows = csv::Reader::from_path(&path)
            .and_then(|mut reader| reader.deserialize().collect::<Result<_, _>>());
        rows.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }
}
