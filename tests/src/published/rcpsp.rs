//! Resource-constrained projects (`rcpsp/ORIGIN.md`): jobs with one mode each, resources that are
//! there again after use.

use std::ops::RangeInclusive;

use super::project::{Job, Project};
use super::{LONGEST, MOST, Malformed};

/// Most of a resource.
const MUCH: u64 = 1_000_000;
/// Most jobs: each has a stage of its own.
const JOBS: u64 = 1_000;

/// Reads an instance. Source and sink, which take no time, are left out.
///
/// # Errors
/// What is wrong with the first thing that is.
pub fn read(text: &str) -> Result<Project, Malformed> {
    let file = Sections { lines: text.lines().collect() };
    let count = file.labelled("jobs (incl. supersource/sink )", 2..=JOBS)?;
    let kinds = file.labelled("- renewable", 1..=MOST.min(100))? as usize;
    file.labelled("- nonrenewable", 0..=0)?;
    let successors = file.rows("PRECEDENCE RELATIONS:", 1, count as usize)?;
    let requests = file.rows("REQUESTS/DURATIONS:", 2, count as usize)?;
    let (line, capacities) = file.rows("RESOURCEAVAILABILITIES:", 1, 1)?.remove(0);
    exactly(line, &capacities, kinds, "capacities")?;

    let mut project = Project { capacities, jobs: vec![Job::default(); count as usize] };
    for (place, (line, numbers)) in requests.into_iter().enumerate() {
        exactly(line, &numbers, 3 + kinds, "a job, its mode, its duration and its needs")?;
        let is_end = place == 0 || place + 1 == count as usize;
        let durations = if is_end { 0..=0 } else { 1..=LONGEST.min(1_000) };
        within(line, numbers[0], place as u64 + 1..=place as u64 + 1, "the job's number")?;
        within(line, numbers[1], 1..=1, "the one mode")?;
        within(line, numbers[2], durations, "a duration")?;
        for (need, capacity) in numbers[3..].iter().zip(&project.capacities) {
            within(line, *need, 0..=*capacity, "a need that the capacity covers")?;
        }
        project.jobs[place].duration = numbers[2];
        project.jobs[place].needs = numbers[3..].to_vec();
    }
    for (place, (line, numbers)) in successors.into_iter().enumerate() {
        let least = numbers.len().min(3);
        exactly(line, &numbers[..least], 3, "a job, its modes and its successors")?;
        within(line, numbers[0], place as u64 + 1..=place as u64 + 1, "the job's number")?;
        exactly(
            line,
            &numbers[3..],
            usize::try_from(numbers[2]).unwrap_or(usize::MAX),
            "successors",
        )?;
        for successor in &numbers[3..] {
            within(line, *successor, place as u64 + 2..=count, "a later job")?;
            if place > 0 {
                project.jobs[*successor as usize - 1].after.push(place - 1);
            }
        }
    }
    project.jobs.pop();
    project.jobs.remove(0);
    for job in &mut project.jobs {
        job.after.sort_unstable();
        job.after.dedup();
    }
    Ok(project)
}

/// The lines of a file in sections.
struct Sections<'a> {
    lines: Vec<&'a str>,
}

impl Sections<'_> {
    /// The number after a label and a colon.
    fn labelled(&self, label: &str, range: RangeInclusive<u64>) -> Result<u64, Malformed> {
        let at = self.find(label)?;
        let (_, after) = self.lines[at].split_once(':').unwrap_or_default();
        let word = after.split_whitespace().next().unwrap_or_default();
        let number = number(at + 1, word)?;
        within(at + 1, number, range, label)?;
        Ok(number)
    }

    /// So many rows of numbers, after a title and `skipped` lines, each with its line.
    fn rows(
        &self,
        title: &str,
        skipped: usize,
        count: usize,
    ) -> Result<Vec<(usize, Vec<u64>)>, Malformed> {
        let first = self.find(title)? + 1 + skipped;
        (first..first + count)
            .map(|at| {
                let Some(line) = self.lines.get(at) else {
                    let message = format!("the file ends within {title:?}");
                    return Err(Malformed::new(self.lines.len() + 1, message));
                };
                let numbers = line.split_whitespace().map(|word| number(at + 1, word));
                Ok((at + 1, numbers.collect::<Result<_, _>>()?))
            })
            .collect()
    }

    fn find(&self, label: &str) -> Result<usize, Malformed> {
        let found = self.lines.iter().position(|line| line.trim_start().starts_with(label));
        let missing = || Malformed::new(self.lines.len() + 1, format!("there is no {label:?}"));
        found.ok_or_else(missing)
    }
}

fn number(line: usize, word: &str) -> Result<u64, Malformed> {
    let number = word.parse().ok().filter(|number| *number <= MUCH);
    number
        .ok_or_else(|| Malformed::new(line, format!("{word:?} is not a number of at most {MUCH}")))
}

fn within(
    line: usize,
    number: u64,
    range: RangeInclusive<u64>,
    what: &str,
) -> Result<(), Malformed> {
    if range.contains(&number) {
        return Ok(());
    }
    let (least, most) = (range.start(), range.end());
    Err(Malformed::new(line, format!("{number} is not {what}, {least} to {most}")))
}

fn exactly(line: usize, numbers: &[u64], count: usize, what: &str) -> Result<(), Malformed> {
    if numbers.len() == count {
        return Ok(());
    }
    let found = numbers.len();
    Err(Malformed::new(line, format!("{found} numbers where {count} should be: {what}")))
}
