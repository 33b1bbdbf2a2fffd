//! A score, and what lies between two.

use super::{Block, Explain, headings};
use crate::explain::data::{Amount, LevelChange, Move};
use crate::explain::score::{LevelExplanation, Part, ScoreDifference, ScoreExplanation, Whose};
use crate::report::words;

/// Parts shown of one term.
const FEW: usize = 6;

impl Explain for ScoreExplanation {
    fn blocks(&self) -> Vec<Block> {
        let rows = self.levels.iter().flat_map(rows).collect();
        vec![
            Block::Heading("Score, most important level first; less is better".into()),
            Block::Table {
                headings: headings(&[
                    "level", "value", "term", "counted", "weight", "adds", "whose",
                ]),
                numbers: vec![1, 3, 4, 5],
                rows,
            },
        ]
    }
}

fn rows(level: &LevelExplanation) -> Vec<Vec<String>> {
    (level.terms.iter().enumerate())
        .map(|(place, term)| {
            let first = |text: String| if place == 0 { text } else { String::new() };
            vec![
                first(level.level.clone()),
                first(level.value.to_string()),
                words::term(term.term).into(),
                term.amount.to_string(),
                term.weight.to_string(),
                term.value.to_string(),
                parts(&term.parts, |value| value.to_string()),
            ]
        })
        .collect()
}

/// The largest parts first.
fn parts(parts: &[Part], value: impl Fn(Amount) -> String) -> String {
    let mut sorted: Vec<&Part> = parts.iter().collect();
    sorted.sort_by_key(|part| (std::cmp::Reverse(part.value.0.abs()), &part.of));
    let texts: Vec<String> = (sorted.iter().take(FEW))
        .map(|part| {
            let (Whose::Participant(name) | Whose::Environment(name)) = &part.of;
            format!("{name} {}", value(part.value))
        })
        .collect();
    match sorted.len().saturating_sub(FEW) {
        0 => texts.join(", "),
        more => {
            let rest: Amount = sorted[FEW..].iter().map(|part| part.value).sum();
            format!("{}, {more} more {}", texts.join(", "), value(rest))
        }
    }
}

impl Explain for ScoreDifference {
    fn blocks(&self) -> Vec<Block> {
        let decisive = self.levels.iter().find(|level| !level.change.change.is_zero());
        let verdict = match decisive {
            None => "The two plans are worth the same at every level.".into(),
            Some(level) => {
                let change = &level.change;
                let word = if change.change.0 < 0 { "better" } else { "worse" };
                format!(
                    "The second plan is {word}: {} is {} instead of {}.",
                    change.level, change.after, change.before
                )
            }
        };
        let mut blocks = vec![Block::Heading("From one plan to the other".into())];
        blocks.push(Block::Text(verdict));
        blocks.push(level_changes(self.levels.iter().map(|level| &level.change)));
        let differing: Vec<Vec<String>> = (self.levels.iter())
            .flat_map(|level| level.terms.iter().map(move |term| (level, term)))
            .map(|(level, term)| {
                vec![
                    level.change.level.clone(),
                    words::term(term.term).into(),
                    term.change.signed(),
                    parts(&term.parts, Amount::signed),
                ]
            })
            .collect();
        if !differing.is_empty() {
            blocks.push(Block::Heading("Through whom".into()));
            blocks.push(Block::Table {
                headings: headings(&["level", "term", "change", "whose"]),
                numbers: vec![2],
                rows: differing,
            });
        }
        blocks.extend(moves(&self.moves));
        blocks
    }
}

/// A table of changes by level.
pub fn level_changes<'a>(levels: impl Iterator<Item = &'a LevelChange>) -> Block {
    Block::Table {
        headings: headings(&["level", "before", "after", "change"]),
        numbers: vec![1, 2, 3],
        rows: levels
            .map(|level| {
                vec![
                    level.level.clone(),
                    level.before.to_string(),
                    level.after.to_string(),
                    level.change.signed(),
                ]
            })
            .collect(),
    }
}

/// Who moves, if anybody does.
pub fn moves(moves: &[Move]) -> Vec<Block> {
    if moves.is_empty() {
        return Vec::new();
    }
    let place = |slot: &Option<crate::explain::SlotName>| {
        slot.as_ref().map_or("not placed".into(), |s| format!("{}, {}", s.environment, s.dates))
    };
    let rows = (moves.iter())
        .map(|m| vec![m.participant.clone(), m.stage.clone(), place(&m.from), place(&m.to)])
        .collect();
    vec![
        Block::Heading("Who moves".into()),
        Block::Table {
            headings: headings(&["participant", "stage", "from", "to"]),
            numbers: vec![],
            rows,
        },
    ]
}
