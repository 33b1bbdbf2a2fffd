//! From a downtime log to the changes that it tells of.

use super::{Change, Outage, OutageEnd, UnavailabilityMoved};
use crate::calendar::{Problem, Span};
use crate::model::{Downtime, DowntimeLog, Finding, Findings, When};

/// What happened to a programme by its downtime log, so that a re-plan plans again what was lost: an
/// [`Outage`] for what the programme does not have yet, and [`UnavailabilityMoved`] for what it has,
/// but came at other times. In the order in which it began.
///
/// Times are those of the working periods touched. What touches none, what has no actual times, what
/// came as planned, and movable maintenance, which is where a plan puts it, is left out. `expected` says
/// by when what is still going on is expected to be over.
///
/// # Errors
/// What [`DowntimeLog::validate`] finds, if any is an error; that something is still going on without
/// `expected`, or has gone on for longer (`SW-E3410`).
pub fn log_changes(
    problem: &Problem,
    log: &DowntimeLog,
    expected: Option<When>,
) -> Result<Vec<Change>, Findings> {
    let timeline = &problem.timeline;
    let mut findings = log.validate(&problem.programme);
    if findings.has_errors() {
        return Err(findings);
    }
    let mut changes: Vec<(Span, &str, Change)> = Vec::new();
    for (place, entry) in log.entries.iter().enumerate() {
        let Some(actual) = entry.actual else { continue };
        let still = expected
            .filter(|to| to.seconds(timeline.zone()) > actual.from.seconds(timeline.zone()));
        let Some(to) = actual.to.or(still) else {
            let message = format!("{:?} is still going on, and nothing says until when", entry.id);
            let path = format!("entries[{place}].actual.to");
            let remedy = "say by when it is expected to be over";
            findings.0.push(Finding::new("SW-E3410", path, message, remedy));
            continue;
        };
        let span = timeline.touched(actual.from, to);
        if !span.is_empty() {
            let change = change(problem, entry, span, actual.to.is_some());
            changes.extend(change.map(|change| (span, entry.id.as_str(), change)));
        }
    }
    if findings.has_errors() {
        return Err(findings);
    }
    changes.sort_by_key(|(span, id, _)| (*span, *id));
    Ok(changes.into_iter().map(|(_, _, change)| change).collect())
}

/// What an entry changes, if anything.
fn change(problem: &Problem, entry: &Downtime, span: Span, over: bool) -> Option<Change> {
    let (from, to) = problem.timeline.dates(span);
    let end = if over { OutageEnd::Known(to) } else { OutageEnd::Estimated(to) };
    let known = problem.programme.unavailability.iter().find(|one| one.id == entry.id);
    match known {
        Some(one) if one.movable.is_some() => None,
        Some(one) => (problem.timeline.touched(one.from, one.to) != span).then(|| {
            Change::UnavailabilityMoved(UnavailabilityMoved {
                unavailability: entry.id.clone(),
                from: Some(from),
                end,
            })
        }),
        None => {
            let mut outage = Outage::new(&entry.id, entry.on.clone(), from, end);
            outage.kind = entry.kind;
            outage.cause = entry.cause;
            outage.reason.clone_from(&entry.reason);
            outage.defect.clone_from(&entry.defect);
            if outage.reason.is_empty() {
                outage.reason.clone_from(&entry.root_cause);
            }
            Some(Change::Outage(outage))
        }
    }
}
