//! The downtime report as text and HTML.

use super::{DowntimeReport, EnvironmentDowntime};
use crate::model::{UnavailabilityKind, When};
use crate::report::show::{Block, Show, headings};
use crate::report::{dates, words};

impl Show for DowntimeReport {
    fn blocks(&self) -> Vec<Block> {
        let last = self.to.pred_opt().unwrap_or(self.to).max(self.from);
        let mut blocks =
            vec![Block::Heading(format!("Downtime, {}", dates::days(self.from, last)))];
        if self.entries.is_empty() {
            blocks.push(Block::Text("The log has none.".into()));
            return blocks;
        }
        blocks.push(Block::Text(
            "Hours of the clock, planned and actual; times lost in working periods in which an \
             environment is open."
                .into(),
        ));
        for (title, table) in [
            ("By month", self.months()),
            ("By kind", self.kinds()),
            ("By environment", self.environments()),
            ("Entries", self.entries()),
        ] {
            blocks.push(Block::Heading(title.into()));
            blocks.push(table);
        }
        blocks
    }
}

impl DowntimeReport {
    fn months(&self) -> Block {
        let names =
            ["month", "entries", "planned h", "actual h", "root causes", "participants hit"];
        let rows = (self.months.iter())
            .map(|sum| {
                let causes = sum.root_causes.iter();
                let causes =
                    causes.map(|cause| format!("{} ({} h)", cause.what, number(cause.hours)));
                vec![
                    sum.month.format("%b %Y").to_string(),
                    sum.entries.to_string(),
                    number(sum.planned_hours),
                    number(sum.actual_hours),
                    causes.collect::<Vec<_>>().join(", "),
                    sum.participants.join(", "),
                ]
            })
            .collect();
        Block::Table { headings: headings(&names), numbers: vec![1, 2, 3], rows }
    }

    fn kinds(&self) -> Block {
        let rows = (self.kinds.iter())
            .map(|sum| {
                vec![
                    words::kind(sum.kind).to_owned(),
                    sum.entries.to_string(),
                    number(sum.planned_hours),
                    number(sum.actual_hours),
                ]
            })
            .collect();
        let names = ["kind", "entries", "planned h", "actual h"];
        Block::Table { headings: headings(&names), numbers: vec![1, 2, 3], rows }
    }

    fn environments(&self) -> Block {
        let names = [
            "environment",
            "kind",
            "entries",
            "planned h",
            "actual h",
            "open",
            "lost",
            "available",
        ];
        let kind = |kind: Option<UnavailabilityKind>| kind.map_or("all", words::kind).to_owned();
        let available = |sum: &EnvironmentDowntime| match sum.availability() {
            Some(share) => format!("{:.1} %", share * 100.0),
            None => "–".into(),
        };
        let rows = (self.environments.iter())
            .map(|sum| {
                vec![
                    sum.environment.clone(),
                    kind(sum.kind),
                    sum.entries.to_string(),
                    number(sum.planned_hours),
                    number(sum.actual_hours),
                    sum.open.to_string(),
                    sum.lost.to_string(),
                    available(sum),
                ]
            })
            .collect();
        Block::Table { headings: headings(&names), numbers: vec![2, 3, 4, 5, 6, 7], rows }
    }

    fn entries(&self) -> Block {
        let names = [
            "entry",
            "on",
            "kind",
            "planned",
            "actual",
            "planned h",
            "actual h",
            "root cause",
            "defect",
            "participants hit",
        ];
        let zone = self.zone.parse().unwrap_or(chrono_tz::UTC);
        let span = |from: Option<When>, to: Option<When>| match (from, to) {
            (Some(from), Some(to)) => dates::between(zone, from, to),
            (Some(from), None) => format!("since {}", dates::at(zone, from)),
            _ => String::new(),
        };
        let rows = (self.entries.iter())
            .map(|row| {
                vec![
                    row.id.clone(),
                    row.on.clone(),
                    words::kind(row.kind).to_owned(),
                    span(row.planned_from, row.planned_to),
                    span(row.actual_from, row.actual_to),
                    number(row.planned_hours),
                    number(row.actual_hours),
                    row.root_cause.clone(),
                    row.defect.clone(),
                    row.participants.join(", "),
                ]
            })
            .collect();
        Block::Table { headings: headings(&names), numbers: vec![5, 6], rows }
    }
}

/// Hours, to a tenth.
fn number(hours: f64) -> String {
    let text = format!("{hours:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
