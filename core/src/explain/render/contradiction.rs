//! What contradicts itself.

use super::{Block, Explain};
use crate::explain::contradiction::Contradictions;

impl Explain for Contradictions {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading("What of the programme contradicts itself".into())];
        if self.found.is_empty() {
            blocks.push(Block::Text("Nothing was found.".into()));
        }
        for one in &self.found {
            let code = one.code.as_ref().map_or(String::new(), |code| format!("{code}: "));
            blocks.push(Block::Text(format!("{code}These can't all hold; {}.", one.remedy)));
            let facts = one.facts.iter().map(|fact| {
                if fact.text.is_empty() {
                    fact.path.clone()
                } else {
                    format!("{}: {}", fact.path, fact.text)
                }
            });
            blocks.push(Block::List(facts.collect()));
        }
        if !self.complete {
            let text = "There may be more, once these are corrected.";
            blocks.push(Block::Text(text.into()));
        }
        blocks
    }
}
