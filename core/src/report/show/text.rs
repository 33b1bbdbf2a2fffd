//! Pieces as plain text.

use super::super::text::{heading, line, paragraph, table};
use super::super::words::clean;
use super::Block;

/// Wraps and aligns.
pub fn render(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(text) if out.is_empty() => line(&mut out, &clean(text)),
            Block::Heading(text) => heading(&mut out, &clean(text)),
            Block::Text(text) => paragraph(&mut out, 0, &clean(text)),
            Block::List(items) => {
                for item in items {
                    paragraph(&mut out, 2, &format!("- {}", clean(item)));
                }
            }
            Block::Table { headings, numbers, rows } => {
                let names: Vec<&str> = headings.iter().map(String::as_str).collect();
                let mut table = table(&names, numbers);
                for row in rows {
                    table.add_row(row.iter().map(|cell| clean(cell)));
                }
                line(&mut out, &table.trim_fmt());
            }
        }
    }
    out
}
