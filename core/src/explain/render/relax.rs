//! What would have to change.

use super::{Block, Explain, headings};
use crate::explain::anew::{IfOthersMove, Possible};
use crate::explain::data::decisive;
use crate::explain::relax::Relaxations;

impl Explain for Relaxations {
    fn blocks(&self) -> Vec<Block> {
        let who = &self.participant;
        let mut blocks = vec![Block::Heading(format!("What would let {who} be placed"))];
        if let Some(remark) = &self.remark {
            blocks.push(Block::Text(format!("{remark}.")));
            return blocks;
        }
        if self.ways.is_empty() {
            blocks.push(Block::Text("Nothing that was tried is enough.".into()));
        } else {
            let rows = (self.ways.iter().enumerate())
                .map(|(place, way)| {
                    let worth = decisive(&way.levels).map_or("nothing".into(), |level| {
                        format!("{} {}", level.level, level.change.signed())
                    });
                    vec![
                        (place + 1).to_string(),
                        way.price.to_string(),
                        way.texts.join("; "),
                        worth,
                    ]
                })
                .collect();
            blocks.push(Block::Table {
                headings: headings(&["", "price", "what gives", "changes"]),
                numbers: vec![0, 1],
                rows,
            });
        }
        if !self.complete {
            let text = "There may be others: the search was cut short.";
            blocks.push(Block::Text(text.into()));
        }
        blocks
    }
}

impl Explain for IfOthersMove {
    fn blocks(&self) -> Vec<Block> {
        let who = &self.participant;
        let mut blocks = vec![Block::Heading(format!("Can {who} be placed if others move?"))];
        let text = match self.possible {
            Possible::Yes if self.moves.iter().all(|m| m.participant == *who) => {
                "Yes, and nobody else has to."
            }
            Possible::Yes => "Yes.",
            Possible::No => "No: there is no plan in which it is placed with all who are now.",
            Possible::Unknown => "No plan was found, but it is not proven that there is none.",
        };
        blocks.push(Block::Text(text.into()));
        if self.possible == Possible::Yes {
            blocks.push(super::score::level_changes(self.levels.iter()));
            blocks.extend(super::score::moves(&self.moves));
        }
        blocks
    }
}
