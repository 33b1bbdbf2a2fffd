//! What the demo leaves behind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use slotwise::format::{write_outcome, write_plan_csv};
use slotwise::report::{GanttOptions, Verdict, gantt_html, gantt_svg};
use slotwise::{Outcome, Problem, Programme};

/// Writes the programme.
///
/// # Errors
/// That a file can't be written.
pub fn write_programme(folder: &Path, programme: &Programme) -> io::Result<PathBuf> {
    write(folder, "programme.json", &slotwise::format::write_programme(programme))
}

/// Writes the plan, and its pictures.
///
/// # Errors
/// That a file can't be written.
pub fn write_plan(
    folder: &Path,
    problem: &Problem,
    outcome: &Outcome,
    verdict: &Verdict,
) -> io::Result<Vec<PathBuf>> {
    let options = GanttOptions::default().with_verdict(verdict);
    let plan = &outcome.plan;
    [
        ("plan.json", write_outcome(problem, outcome)),
        ("plan.csv", write_plan_csv(problem, plan)),
        ("plan.html", gantt_html(problem, plan, &options)),
        ("plan.svg", gantt_svg(problem, plan, &options)),
    ]
    .iter()
    .map(|(name, text)| write(folder, name, text))
    .collect()
}

fn write(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
    fs::create_dir_all(folder).map_err(named)?;
    let path = folder.join(name);
    fs::write(&path, text).map_err(named)?;
    Ok(path)
}
