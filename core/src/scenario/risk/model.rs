//! How often what fails, and for how long.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Problem;
use crate::model::validate::{Speller, quoted};
use crate::model::{DowntimeLog, Finding, Findings, Programme, Target, UnavailabilityKind, When};

/// Most sources of one model.
pub const MAX_SOURCES: usize = 10_000;

/// How often what fails, and for how long. Sources fail independently of one another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageModel {
    /// What fails.
    pub sources: Vec<OutageSource>,
}

/// Something that fails now and then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageSource {
    /// What.
    pub on: Target,
    /// Working periods from the end of an outage to the start of the next, on average: times between
    /// are exponential.
    pub every: f64,
    /// How long outages are, in working periods: each of these as likely as the others.
    pub lengths: Vec<u32>,
}

impl OutageSource {
    /// It fails every so many working periods, for so long.
    pub fn new(on: Target, every: f64, lengths: impl IntoIterator<Item = u32>) -> Self {
        Self { on, every, lengths: lengths.into_iter().collect() }
    }
}

impl OutageModel {
    /// What a downtime log of this programme's calendar teaches: each thing that had incidents, or
    /// maintenance at short notice, has them as often again and as long again. `until` is the first
    /// day that the log knows nothing of; the calendar's end if `None`. Outages that touch no working
    /// period, and those still going on, are left out.
    pub fn of_log(problem: &Problem, log: &DowntimeLog, until: Option<When>) -> Self {
        let timeline = &problem.timeline;
        let known = until.map_or(problem.horizon(), |until| timeline.first_from(until));
        // By what is down, in the order of text.
        let mut lengths: BTreeMap<String, (Target, Vec<u32>)> = BTreeMap::new();
        for entry in &log.entries {
            let Some(actual) = entry.actual else { continue };
            let Some(to) = actual.to else { continue };
            if entry.kind == UnavailabilityKind::Planned {
                continue;
            }
            let span = timeline.touched(actual.from, to);
            if !span.is_empty() && span.start < known {
                let key = serde_json::to_string(&entry.on).unwrap_or_default();
                let known = lengths.entry(key).or_insert_with(|| (entry.on.clone(), Vec::new()));
                known.1.push(span.len());
            }
        }
        let sources = (lengths.into_values())
            .map(|(on, mut lengths)| {
                lengths.sort_unstable();
                let down: u32 = lengths.iter().sum();
                let up = f64::from(known.saturating_sub(down).max(1));
                OutageSource { on, every: up / lengths.len() as f64, lengths }
            })
            .collect();
        Self { sources }
    }

    /// Everything that is wrong with the model.
    pub fn validate(&self, programme: &Programme) -> Findings {
        let mut findings = Vec::new();
        let mut speller = Speller::default();
        if self.sources.len() > MAX_SOURCES {
            let message = format!("there are {} sources", self.sources.len());
            let remedy = format!("give at most {MAX_SOURCES}");
            findings.push(Finding::new("SW-E0805", "sources", message, remedy));
            return Findings(findings);
        }
        for (place, source) in self.sources.iter().enumerate() {
            let at = |field: &str| format!("sources[{place}].{field}");
            if !(source.every.is_finite() && source.every > 0.0 && source.every <= 1e9) {
                findings.push(Finding::new(
                    "SW-E4203",
                    at("every"),
                    format!("it fails every {} working periods", source.every),
                    "write a number above 0, at most a billion",
                ));
            }
            if source.lengths.is_empty() || source.lengths.contains(&0) {
                findings.push(Finding::new(
                    "SW-E4203",
                    at("lengths"),
                    "an outage has no length",
                    "write at least one number of working periods, each at least 1",
                ));
            }
            let known: Vec<&str> = match &source.on {
                Target::Environment(_) => {
                    programme.environments.iter().map(|one| one.id.as_str()).collect()
                }
                Target::Component(_) => (programme.environments.iter())
                    .flat_map(|one| one.components.iter().map(String::as_str))
                    .collect(),
                Target::Resource(_) => {
                    programme.resources.iter().map(|one| one.id.as_str()).collect()
                }
                Target::Participant(_) => {
                    programme.participants.iter().map(|one| one.id.as_str()).collect()
                }
                Target::Everywhere => continue,
            };
            let (Target::Environment(id)
            | Target::Component(id)
            | Target::Resource(id)
            | Target::Participant(id)) = &source.on
            else {
                continue;
            };
            if !known.contains(&id.as_str()) {
                let kind = match &source.on {
                    Target::Environment(_) => "environment",
                    Target::Component(_) => "component",
                    Target::Resource(_) => "resource",
                    _ => "participant",
                };
                findings.push(Finding::new(
                    "SW-E0101",
                    at("on"),
                    format!("there is no {kind} {}", quoted(id)),
                    speller.remedy(id, kind, known.iter().copied()),
                ));
            }
        }
        Findings(findings)
    }
}
