//! Tables 4, 5 and 6 as text: what the windows give beside what is printed.

use std::fmt::Write;

use comfy_table::{CellAlignment, LineStyle, Table as Grid, TableStyle};

use crate::data::Data;
use crate::tables::Table;

/// The tables row by row, each with its sum and how it differs from the document.
pub fn concurrency(data: &Data, tables: &[Table]) -> String {
    let mut out = String::new();
    for table in tables {
        let profile = data.profile(&table.profile).map_or("", |profile| profile.name.as_str());
        let _ = writeln!(out, "\nTable {}: concurrent environments, {profile}", table.number);
        let _ = writeln!(out, "{}", grid(data, table));
        let _ = writeln!(out, "{} environment-days", table.environment_days());
        if table.differences.is_empty() {
            let _ = writeln!(out, "equal to the document, {} rows", table.printed.len());
        }
        for difference in &table.differences {
            let _ = writeln!(out, "differs from the document: {difference}");
        }
    }
    out
}

fn grid(data: &Data, table: &Table) -> String {
    let columns = data.tables.get(&table.profile).map_or(&[][..], |printed| &printed.columns[..]);
    let mut grid = Grid::new();
    grid.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    let mut header = vec!["from".to_owned(), "to".into(), "days".into(), "count".into()];
    header.extend(columns.iter().cloned());
    header.push("printed".into());
    grid.set_header(header);
    for position in [2, 3] {
        if let Some(column) = grid.column_mut(position) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for row in &table.computed {
        let printed = table.printed.iter().find(|printed| printed.from == row.from);
        let mut cells = vec![
            row.from.to_string(),
            row.to.map_or_else(|| "open".into(), |to| to.to_string()),
            row.days().map_or_else(|| "–".into(), |days| days.to_string()),
            row.count().to_string(),
        ];
        let mark = |name: &String| if row.members.contains(name) { "Y" } else { "N" };
        cells.extend(columns.iter().map(|name| mark(name).to_owned()));
        cells.push(printed.map_or_else(|| "no row".into(), |printed| printed.count.to_string()));
        grid.add_row(cells);
    }
    grid.trim_fmt()
}
