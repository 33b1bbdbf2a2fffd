//! Scenarios, and scenarios built on others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compare::MAX_SCENARIOS;
use crate::model::validate::{Speller, quoted};
use crate::model::{Finding, Findings, Programme};
use crate::replan::{Change, apply};

/// The name of the plan that scenarios are compared with.
pub const BASELINE: &str = "baseline";

/// What might happen to a programme, under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name, unique in its list.
    pub name: String,
    /// The scenario of the same list that it is built on: its changes come first. The programme as it
    /// is if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// What happens, in order.
    #[serde(default)]
    pub changes: Vec<Change>,
}

impl Scenario {
    /// Changes of the programme as it is.
    pub fn new(name: impl Into<String>, changes: impl IntoIterator<Item = Change>) -> Self {
        Self { name: name.into(), base: None, changes: changes.into_iter().collect() }
    }

    /// Builds it on another one.
    pub fn with_base(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }
}

/// Scenarios in their places.
pub(super) struct Tree {
    /// Places, each after the one it is built on, else as given.
    pub order: Vec<usize>,
    /// By place: the place of the one that it is built on.
    pub base: Vec<Option<usize>>,
    /// By place: all changes of the programme, those of the ones below first.
    pub changes: Vec<Vec<Change>>,
}

impl Tree {
    /// Finds who is built on whom, and applies all changes once.
    ///
    /// # Errors
    /// Everything that stands against the scenarios, with the path to the value:
    /// `scenarios[2].changes[0].outage.id`.
    pub fn new(programme: &Programme, scenarios: &[Scenario]) -> Result<Self, Findings> {
        let mut findings = Vec::new();
        if scenarios.len() > MAX_SCENARIOS {
            return Err(Findings(vec![Finding::new(
                "SW-E0805",
                "scenarios",
                format!("there are {} scenarios, more than {MAX_SCENARIOS}", scenarios.len()),
                "compare them in several lists, or sweep them",
            )]));
        }
        let base = bases(scenarios, &mut findings);
        let order = order(scenarios, &base, &mut findings);
        if !findings.is_empty() {
            return Err(Findings(findings));
        }
        let mut changes: Vec<Vec<Change>> = vec![Vec::new(); scenarios.len()];
        let mut after: Vec<Option<Programme>> = vec![None; scenarios.len()];
        for place in &order {
            let below = base[*place].map(|base| after[base].as_ref());
            // What is built on something refused is not judged.
            let Some(below) = below.unwrap_or(Some(programme)) else { continue };
            match apply(below, &scenarios[*place].changes) {
                Ok(changed) => after[*place] = Some(changed),
                Err(found) => findings.extend(found.0.into_iter().map(|mut one| {
                    one.path = format!("scenarios[{place}].{}", one.path);
                    one
                })),
            }
            let below = base[*place].map_or_else(Vec::new, |base| changes[base].clone());
            changes[*place] = [below, scenarios[*place].changes.clone()].concat();
        }
        if findings.is_empty() {
            Ok(Self { order, base, changes })
        } else {
            Err(Findings(findings))
        }
    }
}

/// The places of the scenarios that others are built on.
fn bases(scenarios: &[Scenario], findings: &mut Vec<Finding>) -> Vec<Option<usize>> {
    let mut speller = Speller::default();
    let mut base = Vec::with_capacity(scenarios.len());
    for (place, scenario) in scenarios.iter().enumerate() {
        let at = |field: &str| format!("scenarios[{place}].{field}");
        if scenario.name.is_empty() {
            findings.push(Finding::new("SW-E0103", at("name"), "the name is empty", "give one"));
        }
        let same = scenarios[..place].iter().position(|other| other.name == scenario.name);
        if same.is_some() || scenario.name == BASELINE {
            let message = format!("there is a scenario {} already", quoted(&scenario.name));
            let found = Finding::new("SW-E0102", at("name"), message, "give each its own name");
            findings.push(match same {
                Some(same) => found.with_other(format!("scenarios[{same}].name")),
                None => found,
            });
        }
        base.push(scenario.base.as_ref().and_then(|name| {
            let found = scenarios.iter().position(|other| other.name == *name);
            if found.is_none() {
                let known = scenarios.iter().map(|other| other.name.as_str());
                findings.push(Finding::new(
                    "SW-E0101",
                    at("base"),
                    format!("there is no scenario {}", quoted(name)),
                    speller.remedy(name, "scenario", known),
                ));
            }
            found
        }));
    }
    base
}

/// Places, each after the one it is built on.
fn order(
    scenarios: &[Scenario],
    base: &[Option<usize>],
    findings: &mut Vec<Finding>,
) -> Vec<usize> {
    let mut done = vec![false; base.len()];
    let mut order = Vec::with_capacity(base.len());
    for first in 0..base.len() {
        let mut below = Vec::new();
        let mut at = Some(first);
        while let Some(place) = at.filter(|place| !done[*place]) {
            if below.contains(&place) {
                findings.push(Finding::new(
                    "SW-E4201",
                    format!("scenarios[{place}].base"),
                    format!("{} is built on itself", quoted(&scenarios[place].name)),
                    "let one of the circle be built on the programme as it is",
                ));
                break;
            }
            below.push(place);
            at = base[place];
        }
        for place in below.into_iter().rev() {
            done[place] = true;
            order.push(place);
        }
    }
    order
}
