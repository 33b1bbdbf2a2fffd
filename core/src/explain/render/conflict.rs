//! Facts that exclude each other.

use super::{Block, Explain};
use crate::explain::conflict::Conflict;
use crate::explain::facts::Fact;

/// Slots of the plan listed of each stage; more are counted.
const FEW: usize = 4;

impl Explain for Conflict {
    fn blocks(&self) -> Vec<Block> {
        let at = self.at.as_ref().map_or(String::new(), |at| format!(" with {at}"));
        let mut blocks =
            vec![Block::Heading(format!("Why is {} not placed{at}?", self.participant))];
        blocks.extend(facts(self));
        blocks
    }
}

/// The facts, without a heading.
pub fn facts(conflict: &Conflict) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(remark) = &conflict.remark {
        blocks.push(Block::Text(format!("{remark}.")));
    }
    if conflict.facts.is_empty() {
        return blocks;
    }
    let others = if conflict.others_move {
        "wherever the others are moved"
    } else {
        "everybody else staying where they are"
    };
    let together = match conflict.facts.len() {
        1 => format!("This alone leaves no place, {others}:"),
        _ if conflict.minimal => format!(
            "These together leave no place, {others}; it could be placed if any one of them were \
             not so:"
        ),
        _ => {
            format!("These together leave no place, {others}; perhaps not all of them are needed:")
        }
    };
    blocks.push(Block::Text(together));
    let (slots, others): (Vec<&Fact>, Vec<&Fact>) =
        conflict.facts.iter().partition(|fact| fact.path.starts_with("plan.slots"));
    let mut lines: Vec<String> =
        others.iter().map(|fact| format!("{}: {}", fact.rule, fact.text)).collect();
    let mut stages: Vec<Option<&String>> = slots.iter().map(|fact| fact.stage.as_ref()).collect();
    stages.dedup();
    for stage in stages {
        let of: Vec<&&Fact> = slots.iter().filter(|fact| fact.stage.as_ref() == stage).collect();
        lines.extend(of.iter().take(FEW).map(|fact| format!("plan: {}", fact.text)));
        if let Some(more) = of.len().checked_sub(FEW).filter(|more| *more > 0) {
            let name = stage.map_or("", String::as_str);
            let slots = if more == 1 { "slot" } else { "slots" };
            lines.push(format!(
                "plan: {more} more {slots} of {name}, as full or as much in the way"
            ));
        }
    }
    blocks.push(Block::List(lines));
    blocks
}
