//! Risk as text and tables.

use super::{DaySpread, NumberSpread, Risk};
use crate::report::dates;
use crate::report::show::{Block, Show, headings};
use crate::report::verdict::percent;

/// Participants told: those who are late most often first.
const FEW: usize = 12;

impl Show for Risk {
    fn blocks(&self) -> Vec<Block> {
        let done = match self.response {
            "pushed" => "the plan is pushed along",
            _ => "each outage is answered by a re-plan on the day on which it begins",
        };
        let mut blocks = vec![
            Block::Heading(format!("Risk of {}", self.programme)),
            Block::Text(format!(
                "{} futures drawn (seed {}); in each, {done}. Days are the last ones; P80 is the day \
                 or number that 80 % of the futures do not exceed.",
                self.samples, self.seed
            )),
        ];
        if self.interrupted {
            blocks.push(Block::Text("Stopped before all of them were drawn.".into()));
        }
        let names = ["", "planned", "P50", "P80", "P95"];
        blocks.push(Block::Table {
            headings: headings(&names),
            numbers: vec![],
            rows: vec![
                row("finish".into(), cells(&self.finish)),
                row("periods late".into(), numbers(&self.lateness)),
            ],
        });
        if self.overruns > 0.0 {
            blocks.push(Block::Text(format!(
                "{} of the futures end after the calendar.",
                percent(self.overruns)
            )));
        }
        blocks.push(Block::Heading("Milestones".into()));
        blocks.push(Block::Table {
            headings: headings(&["last day of", "planned", "P50", "P80", "P95"]),
            numbers: vec![],
            rows: (self.milestones.iter())
                .map(|one| row(format!("{} {}", one.kind, one.id), cells(&one.finish)))
                .collect(),
        });
        if !self.environments.is_empty() {
            blocks.push(Block::Heading("Environments that matter most".into()));
            blocks.push(Block::Text(
                "Means over futures in which it alone fails; times in working periods.".into(),
            ));
            blocks.push(Block::Table {
                headings: headings(&[
                    "environment",
                    "outages",
                    "down",
                    "finish later",
                    "periods late",
                ]),
                numbers: vec![1, 2, 3, 4],
                rows: (self.environments.iter())
                    .map(|one| {
                        let cell = |number: f64| format!("{number:.2}");
                        let means = [one.outages, one.down, one.finish, one.lateness];
                        row(one.environment.clone(), means.map(cell))
                    })
                    .collect(),
            });
        }
        let mut people: Vec<_> = self.participants.iter().collect();
        people.sort_by(|a, b| b.late.total_cmp(&a.late).then(b.lateness.p95.cmp(&a.lateness.p95)));
        let more = people.len().saturating_sub(FEW);
        blocks.push(Block::Heading("Participants".into()));
        blocks.push(Block::Table {
            headings: headings(&[
                "participant",
                "planned",
                "P50",
                "P80",
                "P95",
                "late",
                "periods late, P95",
            ]),
            numbers: vec![5, 6],
            rows: (people.into_iter().take(FEW))
                .map(|one| {
                    let late = [percent(one.late), one.lateness.p95.to_string()];
                    [row(one.participant.clone(), cells(&one.finish)), late.to_vec()].concat()
                })
                .collect(),
        });
        if more > 0 {
            blocks.push(Block::Text(format!("And {more} more, late no more often.")));
        }
        blocks
    }
}

fn row(name: String, cells: [String; 4]) -> Vec<String> {
    std::iter::once(name).chain(cells).collect()
}

fn cells(days: &DaySpread) -> [String; 4] {
    [days.planned, days.p50, days.p80, days.p95]
        .map(|day| day.map_or_else(|| "not placed".into(), dates::day))
}

fn numbers(of: &NumberSpread) -> [String; 4] {
    [of.planned, of.p50, of.p80, of.p95].map(|number| number.to_string())
}
