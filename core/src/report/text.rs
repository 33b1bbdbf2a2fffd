//! A plan as plain text for a terminal.

use std::fmt::Write;

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

use super::utilisation::Utilisation;
use super::words::{self, clean, count, share, shorten};
use super::{LevelVerdict, PlanView, Verdict};
use crate::calendar::Problem;
use crate::model::ParticipantId;
use crate::plan::Plan;

/// Longest name in a column.
const NAME: usize = 36;

/// What a plan is worth, who is not placed and why, how much of the environments it uses, warnings
/// and assumptions, in plain text of at most about 110 columns.
pub fn summary(problem: &Problem, plan: &Plan, verdict: &Verdict) -> String {
    let view = PlanView::new(problem, plan);
    let utilisation = Utilisation::of(&view);
    let mut out = String::new();
    line(&mut out, &clean(&problem.programme.name));
    line(&mut out, &status_line(&view, verdict));
    let (from, to) = problem.timeline.days();
    let unit = words::period(problem.timeline.resolution());
    let to = to.pred_opt().unwrap_or(to).max(from);
    line(
        &mut out,
        &format!(
            "{}, {} ({})",
            super::dates::days(from, to),
            count(problem.horizon(), &format!("working {unit}")),
            clean(&problem.programme.calendar.zone)
        ),
    );

    if !verdict.violations.is_empty() {
        heading(&mut out, &format!("Broken rules ({})", verdict.violations.len()));
        list(&mut out, &verdict.violations);
    }
    if !verdict.levels.is_empty() {
        heading(&mut out, "Objective, most important level first; less is better");
        levels(&mut out, &verdict.levels);
    }
    heading(&mut out, &format!("Environments, in working {unit}s"));
    environments(&mut out, &view, &utilisation);
    heading(&mut out, "Stages");
    stages(&mut out, &view, &utilisation);
    unplaced(&mut out, &view, verdict);
    if !verdict.warnings.is_empty() {
        heading(&mut out, &format!("Warnings ({})", verdict.warnings.len()));
        list(&mut out, &verdict.warnings);
    }
    if !problem.programme.assumptions.is_empty() {
        heading(&mut out, &format!("Assumptions ({})", problem.programme.assumptions.len()));
        for assumption in &problem.programme.assumptions {
            let (name, value) = (clean(&assumption.name), clean(&assumption.value));
            line(&mut out, &format!("  {name}: {value}"));
            if !assumption.reason.is_empty() {
                paragraph(&mut out, 6, &clean(&assumption.reason));
            }
        }
    }
    if !verdict.provenance.is_empty() {
        heading(&mut out, "Made by");
        for (name, value) in &verdict.provenance {
            line(&mut out, &format!("  {}: {}", clean(name), clean(value)));
        }
    }
    out
}

/// Status, gap, how many are placed, how many slots.
pub(super) fn status_line(view: &PlanView, verdict: &Verdict) -> String {
    let mut parts = Vec::new();
    if !verdict.violations.is_empty() {
        parts.push(format!("INVALID: {}", count(verdict.violations.len() as u64, "broken rule")));
    }
    if !verdict.status.is_empty() {
        parts.push(clean(&verdict.status));
    }
    match verdict.gap() {
        Some((level, gap)) if gap > 0.0 => {
            parts.push(format!("gap {} ({})", super::verdict::percent(gap), clean(&level.name)));
        }
        _ => {}
    }
    let (placed, all) = (view.placed(), view.participants.len());
    parts.push(format!("{placed} of {} placed", count(all as u64, "participant")));
    if placed < all {
        parts.push(format!("{} not placed", all - placed));
    }
    parts.push(count(view.slots.len() as u64, "slot"));
    if view.left_out > 0 {
        parts.push(format!("{} left out: not in this programme", view.left_out));
    }
    if let Some(runtime) = verdict.runtime {
        parts.push(format!("{:.1} s", runtime.as_secs_f64()));
    }
    parts.join(" · ")
}

fn levels(out: &mut String, levels: &[LevelVerdict]) {
    let mut table = table(&["", "level", "value", "bound", "gap", "made of"], &[2, 3, 4]);
    for (position, level) in levels.iter().enumerate() {
        table.add_row([
            format!("{}", position + 1),
            name(&level.name),
            level.value_text(),
            level.bound_text(),
            level.gap_text(),
            made_of(level),
        ]);
    }
    line(out, &table.trim_fmt());
}

/// The terms of a level, with their weights where they are not 1.
pub(super) fn made_of(level: &LevelVerdict) -> String {
    (level.terms.iter())
        .map(|term| {
            let amount = words::thousandths(term.amount);
            // value = amount × weight, both in thousandths.
            match term.value.checked_div(term.amount) {
                Some(weight) if weight != 1000 => {
                    format!("{} {amount} × {}", words::term(term.term), words::thousandths(weight))
                }
                _ => format!("{} {amount}", words::term(term.term)),
            }
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn environments(out: &mut String, view: &PlanView, utilisation: &Utilisation) {
    let headings =
        ["environment", "open", "used", "lost", "idle", "in use", "slots", "filled", "peak"];
    let mut table = table(&headings, &[1, 2, 3, 4, 5, 6, 7, 8]);
    for usage in &utilisation.environments {
        table.add_row([
            name(view.environment_name(usage.environment)),
            usage.open.to_string(),
            usage.used.to_string(),
            usage.lost.to_string(),
            usage.idle.to_string(),
            share(u64::from(usage.used), u64::from(usage.open)),
            usage.slots.to_string(),
            share(usage.taken, usage.offered),
            usage.peak.to_string(),
        ]);
    }
    line(out, &table.trim_fmt());
}

fn stages(out: &mut String, view: &PlanView, utilisation: &Utilisation) {
    let headings = ["stage", "slots", "empty", "participants", "places", "taken", "filled"];
    let mut table = table(&headings, &[1, 2, 3, 4, 5, 6]);
    for usage in &utilisation.stages {
        table.add_row([
            name(view.stage_name(usage.stage)),
            usage.slots.to_string(),
            usage.empty.to_string(),
            usage.participants.to_string(),
            usage.offered.to_string(),
            usage.taken.to_string(),
            share(usage.taken, usage.offered),
        ]);
    }
    line(out, &table.trim_fmt());
}

fn unplaced(out: &mut String, view: &PlanView, verdict: &Verdict) {
    let groups = verdict.unplaced_by_reasons(view);
    if groups.is_empty() {
        return;
    }
    heading(out, &format!("Not placed ({})", view.unplaced().count()));
    for (participants, reasons) in groups {
        paragraph(out, 2, &ids(view, &participants));
        for reason in reasons {
            paragraph(out, 6, &clean(reason));
        }
    }
}

/// Ids in one line.
pub(super) fn ids(view: &PlanView, participants: &[ParticipantId]) -> String {
    let ids: Vec<_> = participants.iter().map(|p| clean(view.participant_id(*p))).collect();
    ids.join(", ")
}

pub(crate) fn table(headings: &[&str], numbers: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_header(headings);
    for &position in numbers {
        if let Some(column) = table.column_mut(position) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn name(text: &str) -> String {
    shorten(&clean(text), NAME)
}

pub(crate) fn heading(out: &mut String, text: &str) {
    line(out, "");
    line(out, text);
}

fn list(out: &mut String, texts: &[String]) {
    for text in texts {
        paragraph(out, 2, &clean(text));
    }
}

/// Wraps at 100 columns.
pub(crate) fn paragraph(out: &mut String, indent: usize, text: &str) {
    let mut current = String::new();
    for word in text.split_whitespace() {
        let long = current.chars().count() + word.chars().count() + 1 > 100 - indent;
        if long && !current.is_empty() {
            line(out, &format!("{:indent$}{current}", ""));
            current = format!("  {word}");
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
    }
    line(out, &format!("{:indent$}{current}", ""));
}

pub(crate) fn line(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{text}");
}
