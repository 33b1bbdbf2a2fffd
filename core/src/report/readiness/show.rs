//! The readiness report as text and HTML: what is not yet true, and sums.

use super::{ReadinessReport, ReadinessRow, ReadinessState};
use crate::model::When;
use crate::report::dates;
use crate::report::show::{Block, Show, headings};

impl Show for ReadinessReport {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::Heading(format!("Readiness as of {}", dates::day(self.as_of))),
            Block::Text(match self.lead {
                Some(lead) => format!("What must be true {lead} before a slot starts."),
                None => "What must be true when a slot starts.".into(),
            }),
        ];
        if self.rows.is_empty() {
            blocks.push(Block::Text("Nothing is asked of anybody.".into()));
            return blocks;
        }
        blocks.push(self.sums());
        let states = [
            (ReadinessState::Late, "Late"),
            (ReadinessState::Open, "Open: nobody has dated it"),
            (ReadinessState::Expected, "Expected in time"),
        ];
        for (state, title) in states {
            let rows: Vec<&ReadinessRow> =
                self.rows.iter().filter(|row| row.state == state).collect();
            if !rows.is_empty() {
                blocks.push(Block::Heading(format!("{title} ({})", rows.len())));
                blocks.push(self.table(&rows));
            }
        }
        let met = self.rows.iter().filter(|row| row.state == ReadinessState::Met).count();
        blocks.push(Block::Text(format!("{met} of {} criteria are met.", self.rows.len())));
        blocks
    }
}

impl ReadinessReport {
    fn sums(&self) -> Block {
        let names = ["stage", "participants", "ready", "met", "expected", "open", "late"];
        let rows = (self.stages.iter())
            .map(|sum| {
                let numbers =
                    [sum.participants, sum.ready, sum.met, sum.expected, sum.open, sum.late];
                let numbers = numbers.iter().map(ToString::to_string);
                std::iter::once(sum.stage.clone()).chain(numbers).collect()
            })
            .collect();
        Block::Table { headings: headings(&names), numbers: vec![1, 2, 3, 4, 5, 6], rows }
    }

    fn table(&self, rows: &[&ReadinessRow]) -> Block {
        let zone = self.zone.parse().unwrap_or(chrono_tz::UTC);
        let when = |when: Option<When>| when.map_or(String::new(), |when| dates::at(zone, when));
        let names = [
            "stage",
            "participant",
            "in",
            "starts",
            "what",
            "by",
            "begin by",
            "expected",
            "days to spare",
        ];
        let rows: Vec<Vec<String>> = (rows.iter())
            .map(|row| {
                vec![
                    row.stage.clone(),
                    row.participant.clone(),
                    row.environment.clone().unwrap_or_default(),
                    when(row.starts),
                    row.what.clone(),
                    when(row.by),
                    row.begin_by.map(dates::day).unwrap_or_default(),
                    when(row.expected),
                    row.slack.map(|days| days.to_string()).unwrap_or_default(),
                ]
            })
            .collect();
        // Columns in which nothing stands are left out.
        let filled = |place: &usize| rows.iter().any(|row| !row[*place].is_empty());
        let kept: Vec<usize> = (0..names.len()).filter(filled).collect();
        Block::Table {
            headings: kept.iter().map(|place| names[*place].to_owned()).collect(),
            numbers: kept.iter().position(|place| *place == 8).into_iter().collect(),
            rows: (rows.iter())
                .map(|row| kept.iter().map(|place| row[*place].clone()).collect())
                .collect(),
        }
    }
}
