//! An outcome as reports show it.

use super::Outcome;
use crate::calendar::Problem;
use crate::report::{LevelVerdict, UnplacedVerdict, Verdict};

impl Outcome {
    /// What reports show beside the plan. Warnings are those of the programme.
    pub fn verdict(&self, problem: &Problem) -> Verdict {
        let levels = (self.levels.iter().zip(&self.score.levels))
            .map(|(level, score)| LevelVerdict {
                name: level.name.clone(),
                value: level.value,
                bound: Some(level.bound),
                terms: score.terms.clone(),
            })
            .collect();
        let unplaced = (self.unplaced.iter())
            .map(|unplaced| UnplacedVerdict {
                participant: unplaced.participant,
                reasons: unplaced.reasons.iter().map(|reason| reason.text.clone()).collect(),
            })
            .collect();
        let provenance = [
            ("slotwise", &self.provenance.version),
            ("programme", &self.provenance.programme_hash),
            ("options", &self.provenance.options),
        ];
        Verdict {
            status: self.status.to_string(),
            levels,
            unplaced,
            violations: Vec::new(),
            warnings: problem.programme.validate().warnings().map(ToString::to_string).collect(),
            runtime: Some(self.runtime),
            provenance: provenance.map(|(name, value)| (name.into(), value.clone())).to_vec(),
        }
    }
}
