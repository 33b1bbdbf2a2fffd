//! Environments: names, windows as written, counts.

use std::collections::HashMap;

use super::names::{repeated, unique};
use super::numbers::{Count, amount};
use super::report::quoted;
use super::{Checked, Place};
use crate::model::Environment;

impl Checked<'_> {
    pub(super) fn environments(&mut self) {
        let environments = &self.programme.environments;
        unique(
            |place| Place::list("environments", place),
            "id",
            environments.iter().map(|e| e.id.as_str()),
            &mut self.report,
        );
        let mut used = vec![false; environments.len()];
        for eligible in self.programme.stages.iter().flat_map(|stage| &stage.environments) {
            if let Some(place) = self.names.environments.get(&eligible.environment) {
                used[place] = true;
            }
        }
        for (position, environment) in environments.iter().enumerate() {
            let at = Place::list("environments", position);
            self.environment(&at, environment);
            if !used[position] && self.names.environments.get(&environment.id) == Some(position) {
                self.report.add(
                    "SW-W0304",
                    &at,
                    format!("no stage may run in {}", quoted(&environment.id)),
                    "list it among a stage's environments, or take it out",
                );
            }
        }
    }

    fn environment(&mut self, at: &Place<'_>, environment: &Environment) {
        if environment.windows.is_empty() {
            self.report.add(
                "SW-W0309",
                &at.field("windows"),
                format!("{} has no window, so it is never open", quoted(&environment.id)),
                "give it a window, or take it out",
            );
        }
        for (position, window) in environment.windows.iter().enumerate() {
            let here = at.item("windows", position);
            self.clock.check_span(window.from, window.to, &here, &mut self.report);
            for (number, stage) in window.stages.iter().enumerate() {
                let place = here.item("stages", number);
                self.names.stages.find(stage, &place, &mut self.report, &mut self.speller);
            }
            let names = window.stages.iter().map(String::as_str);
            repeated(|place| here.item("stages", place), names, &mut self.report);
        }
        let components = environment.components.iter().map(String::as_str);
        for (position, component) in components.clone().enumerate() {
            if component.trim().is_empty() {
                let here = at.item("components", position);
                self.report.add("SW-E0103", &here, "the component is empty", "give it a name");
            }
        }
        repeated(|place| at.item("components", place), components, &mut self.report);
        if let Some(most) = environment.max_participants {
            Count::sizes("SW-E0303", "the most participants at one time", 1).check(
                most,
                &at.field("max_participants"),
                &mut self.report,
            );
        }
        if let Some(optional) = &environment.optional {
            amount(
                optional.cost,
                "the cost",
                &at.field("optional").field("cost"),
                &mut self.report,
            );
        }
        self.changeover(&at.field("changeover"), environment);
    }

    fn changeover(&mut self, at: &Place<'_>, environment: &Environment) {
        let count = Count::periods("SW-E0302", "the changeover", 0);
        count.check(environment.changeover.periods, &at.field("periods"), &mut self.report);
        let mut first: HashMap<(&str, &str), usize> = HashMap::new();
        for (position, between) in environment.changeover.between.iter().enumerate() {
            let here = at.item("between", position);
            count.check(between.periods, &here.field("periods"), &mut self.report);
            for (field, stage) in [("from", &between.from), ("to", &between.to)] {
                let place = here.field(field);
                self.names.stages.find(stage, &place, &mut self.report, &mut self.speller);
            }
            if between.from == between.to {
                self.report.add(
                    "SW-W0307",
                    &here,
                    format!("a changeover from {} to itself", quoted(&between.from)),
                    "take it out: there is none between slots of one stage",
                );
            }
            let pair = (between.from.as_str(), between.to.as_str());
            if let Some(before) = first.get(&pair) {
                self.report.clash(
                    "SW-E0304",
                    &here,
                    &at.item("between", *before),
                    format!(
                        "the changeover from {} to {} is given twice",
                        quoted(pair.0),
                        quoted(pair.1)
                    ),
                    "take one out",
                );
            } else {
                first.insert(pair, position);
            }
        }
    }
}
