//! The objective's levels, terms and weights.

use std::collections::HashMap;

use super::names::unique;
use super::numbers::amount;
use super::report::quoted;
use super::{Checked, Place};

impl Checked<'_> {
    pub(super) fn objective(&mut self) {
        let levels = &self.programme.objective.levels;
        let at = Place::top("objective");
        if levels.is_empty() {
            self.report.add(
                "SW-E0801",
                &at.field("levels"),
                "the objective has no level, so no plan is better than another",
                "give it at least one, or leave the objective out for the default one",
            );
        }
        let names = levels.iter().map(|level| level.name.as_str());
        unique(|place| at.item("levels", place), "name", names, &mut self.report);
        for (position, level) in levels.iter().enumerate() {
            let here = at.item("levels", position);
            if level.terms.is_empty() {
                self.report.add(
                    "SW-E0802",
                    &here.field("terms"),
                    format!("the level {} has no term", quoted(&level.name)),
                    "give it at least one, or take the level out",
                );
            }
            let mut first = HashMap::new();
            for (number, term) in level.terms.iter().enumerate() {
                let place = here.item("terms", number);
                amount(term.weight, "the weight", &place.field("weight"), &mut self.report);
                if let Some(before) = first.get(&term.term) {
                    self.report.clash(
                        "SW-E0803",
                        &place.field("term"),
                        &here.item("terms", *before).field("term"),
                        "the term is in this level twice",
                        "take one out, and add its weight to the other",
                    );
                } else {
                    first.insert(term.term, number);
                }
            }
            if !level.terms.is_empty() && level.terms.iter().all(|term| term.weight == 0.0) {
                self.report.add(
                    "SW-W0802",
                    &here.field("terms"),
                    format!("all weights of {} are 0, so it decides nothing", quoted(&level.name)),
                    "take the level out, or give a term a weight",
                );
            }
        }
    }
}
