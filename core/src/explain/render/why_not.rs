//! Why somebody is not in a slot.

use super::score::{level_changes, moves};
use super::{Block, Explain};
use crate::explain::data::decisive;
use crate::explain::why_not::{WhyNot, WhyNotAnswer};

impl Explain for WhyNot {
    fn blocks(&self) -> Vec<Block> {
        let (who, slot) = (&self.participant, &self.slot);
        let state = if self.open { "" } else { " (not open)" };
        let mut blocks = vec![Block::Heading(format!("Why not {who} in {slot}{state}?"))];
        match &self.answer {
            WhyNotAnswer::Placed => blocks.push(Block::Text(format!("{who} is in it."))),
            WhyNotAnswer::Breaks(rules) => {
                blocks.push(Block::Text("Everybody else staying where they are, it breaks".into()));
                let lines = rules.iter().map(|rule| format!("{}: {}", rule.rule, rule.text));
                blocks.push(Block::List(lines.collect()));
                let names = self.in_the_way();
                if !names.is_empty() {
                    let names = crate::explain::names::list(&names, 12);
                    let text = format!("One or more of these would have to move: {names}.");
                    blocks.push(Block::Text(text));
                }
            }
            WhyNotAnswer::NoWayOn(conflict) => {
                let text = "The slot itself breaks nothing, but with it no route finds a place for \
                            its other stages:";
                blocks.push(Block::Text(text.into()));
                blocks.extend(super::conflict::facts(conflict));
            }
            WhyNotAnswer::Costs { levels, moves: moved, proven } => {
                let price = match decisive(levels) {
                    None => "It can be there, and the plan would be worth the same.".into(),
                    Some(level) => {
                        let word = if level.change.0 < 0 { "better" } else { "worse" };
                        format!(
                            "It can be there, and the plan would be {word}: {} {}.",
                            level.level,
                            level.change.signed()
                        )
                    }
                };
                blocks.push(Block::Text(price));
                if !proven {
                    blocks.push(Block::Text(
                        "A cheaper way may exist: the search was cut short.".into(),
                    ));
                }
                blocks.push(level_changes(levels.iter()));
                blocks.extend(moves(moved));
            }
            WhyNotAnswer::Unknown => {
                blocks.push(Block::Text("The search was cut short before it found out.".into()));
            }
        }
        blocks
    }
}
