//! The best slots for somebody.

use super::{Block, Explain};
use crate::explain::recommend::Recommendation;

impl Explain for Recommendation {
    fn blocks(&self) -> Vec<Block> {
        let (who, stage) = (&self.participant, &self.stage);
        let mut blocks = vec![Block::Heading(format!("Best slots of {stage} for {who}"))];
        let Some(first) = self.slots.first() else {
            let text = "There is none, everybody else staying where they are.";
            blocks.push(Block::Text(text.into()));
            return blocks;
        };
        // Levels at which all are the same as the plan say nothing.
        let told: Vec<usize> = (0..first.levels.len())
            .filter(|level| self.slots.iter().any(|s| !s.levels[*level].change.is_zero()))
            .collect();
        let mut headings = super::headings(&["", "environment", "dates", "open"]);
        headings.extend(told.iter().map(|level| first.levels[*level].level.clone()));
        let rows = (self.slots.iter().enumerate())
            .map(|(place, one)| {
                let mut row = vec![
                    (place + 1).to_string(),
                    one.slot.environment.clone(),
                    one.slot.dates.clone(),
                    if one.open { "yes" } else { "no" }.into(),
                ];
                row.extend(told.iter().map(|level| one.levels[*level].change.signed()));
                row
            })
            .collect();
        let numbers = std::iter::once(0).chain(4..4 + told.len()).collect();
        blocks.push(Block::Table { headings, numbers, rows });
        if !self.proven {
            let text = "Better ones may exist: the search was cut short.";
            blocks.push(Block::Text(text.into()));
        }
        blocks
    }
}
