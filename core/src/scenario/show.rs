//! A comparison as text and tables.

use super::compare::Comparison;
use super::row::ScenarioRow;
use crate::report::dates;
use crate::report::show::{Block, Show};
use crate::report::verdict::percent;
use crate::report::words::millionths;

impl Show for Comparison {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::Heading(format!("Scenarios of {}", self.programme)),
            Block::Text("Values of levels: less is better. Moves: against the baseline.".into()),
        ];
        let told = self.told();
        let figures = ["moves", "not placed", "late", "finish", "gap", "seconds"];
        let mut names = vec!["scenario".to_owned()];
        // Levels may have the same names as other figures.
        names.extend(told.iter().map(|level| {
            if figures.contains(level) { format!("score {level}") } else { (*level).to_owned() }
        }));
        let first = names.len();
        names.extend(figures.map(str::to_owned));
        let rows = self.rows.iter().map(|row| cells(row, &told)).collect();
        blocks.push(Block::Table {
            headings: names,
            numbers: (1..first + 3).chain([first + 4, first + 5]).collect(),
            rows,
        });
        let same: Vec<&str> =
            self.levels().into_iter().filter(|level| !told.contains(level)).collect();
        if !same.is_empty() {
            blocks.push(Block::Text(format!("0 in all of them: {}.", same.join(", "))));
        }
        if self.interrupted {
            blocks.push(Block::Text("Stopped before all of them were planned.".into()));
        }
        let what: Vec<String> = (self.rows.iter().skip(1))
            .map(|row| {
                let on = row.base.as_ref().map(|base| format!("{base}, and then "));
                let changes = match row.changes.as_slice() {
                    [] => "no change".to_owned(),
                    changes => changes.join("; "),
                };
                format!("{}: {}{changes}", row.scenario, on.unwrap_or_default())
            })
            .collect();
        if !what.is_empty() {
            blocks.push(Block::Heading("What happens".into()));
            blocks.push(Block::List(what));
        }
        blocks
    }
}

fn cells(row: &ScenarioRow, told: &[&str]) -> Vec<String> {
    let value = |level: &&str| row.value(level).map_or_else(|| "–".into(), millionths);
    let mut cells = vec![row.scenario.clone()];
    cells.extend(told.iter().map(value));
    cells.extend([
        (row.moves.moved + row.moves.added + row.moves.dropped).to_string(),
        row.unplaced.len().to_string(),
        row.late.to_string(),
        row.finish.map_or_else(|| "–".into(), dates::day),
        match row.gap {
            None => "–".into(),
            Some(gap) if gap > 0.0 => percent(gap),
            Some(_) => "proven".into(),
        },
        format!("{:.2}", row.seconds),
    ]);
    cells
}

impl Comparison {
    /// Names of the levels, in order: re-plans have some that their baseline has not.
    pub(super) fn levels(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for row in &self.rows {
            let mut at = 0;
            for level in &row.levels {
                if let Some(place) = names.iter().position(|name| *name == level.level) {
                    at = place + 1;
                } else {
                    names.insert(at, &level.level);
                    at += 1;
                }
            }
        }
        names
    }

    /// Levels that are not 0 everywhere.
    pub(super) fn told(&self) -> Vec<&str> {
        let used = |level: &&str| self.rows.iter().any(|row| row.value(level).unwrap_or(0) != 0);
        self.levels().into_iter().filter(used).collect()
    }
}
