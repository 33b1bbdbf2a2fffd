//! Rules between participants, and exclusive groups.

use std::collections::HashMap;

use super::names::{repeated, unique};
use super::report::quoted;
use super::{Checked, Place};
use crate::model::{Company, Rule};

impl Checked<'_> {
    pub(super) fn groups(&mut self) {
        let groups = &self.programme.exclusive_groups;
        unique(
            |place| Place::list("exclusive_groups", place),
            "id",
            groups.iter().map(|g| g.id.as_str()),
            &mut self.report,
        );
        for (position, group) in groups.iter().enumerate() {
            let at = Place::list("exclusive_groups", position);
            if group.stages.is_empty() {
                self.report.add(
                    "SW-E0705",
                    &at.field("stages"),
                    format!("the group {} has no stage", quoted(&group.id)),
                    "list the stages of which one runs at a time",
                );
            }
            for (number, stage) in group.stages.iter().enumerate() {
                let here = at.item("stages", number);
                self.names.stages.find(stage, &here, &mut self.report, &mut self.speller);
            }
            let names = group.stages.iter().map(String::as_str);
            repeated(|place| at.item("stages", place), names, &mut self.report);
        }
    }

    pub(super) fn rules(&mut self) {
        for (position, rule) in self.programme.rules.iter().enumerate() {
            let (name, company) = parts(rule);
            let at = Place::list("rules", position);
            let at = at.field(name);
            for (number, id) in company.participants.iter().enumerate() {
                let here = at.item("participants", number);
                self.names.participants.find(id, &here, &mut self.report, &mut self.speller);
            }
            let names = company.participants.iter().map(String::as_str);
            repeated(|place| at.item("participants", place), names, &mut self.report);
            let mut distinct: Vec<&String> = company.participants.iter().collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < 2 {
                self.report.add(
                    "SW-E0702",
                    &at.field("participants"),
                    format!("the rule names {} participants", distinct.len()),
                    "name at least two, or take the rule out",
                );
            }
            if let Some(stage) = &company.stage {
                let here = at.field("stage");
                self.names.stages.find(stage, &here, &mut self.report, &mut self.speller);
            }
        }
        self.contradictions();
    }

    /// Two who are to be together and apart: at most one of them can be placed.
    fn contradictions(&mut self) {
        let rules = &self.programme.rules;
        let mut together: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, rule) in rules.iter().enumerate() {
            if let Rule::Together(company) = rule {
                let mut names: Vec<&str> =
                    company.participants.iter().map(String::as_str).collect();
                names.sort_unstable();
                names.dedup();
                for name in names {
                    together.entry(name).or_default().push(position);
                }
            }
        }
        for (position, rule) in rules.iter().enumerate() {
            let Rule::Apart(company) = rule else { continue };
            let mut seen: HashMap<usize, &str> = HashMap::new();
            let mut told = None;
            for name in &company.participants {
                for other in together.get(name.as_str()).into_iter().flatten() {
                    let first = *seen.entry(*other).or_insert(name);
                    let stages = (&company.stage, &parts(&rules[*other]).1.stage);
                    let same_stage =
                        matches!(stages, (None, _) | (_, None)) || stages.0 == stages.1;
                    if first != name && same_stage && told.is_none() {
                        told = Some((first, name.as_str(), *other));
                    }
                }
            }
            if let Some((first, second, other)) = told {
                self.report.clash(
                    "SW-W0704",
                    &Place::list("rules", position).field("apart"),
                    &Place::list("rules", other).field("together"),
                    format!(
                        "{} and {} are to be together and apart, so at most one of them can be \
                         in such a stage",
                        quoted(first),
                        quoted(second)
                    ),
                    "take one of the rules out, or limit them to different stages",
                );
            }
        }
    }
}

fn parts(rule: &Rule) -> (&'static str, &Company) {
    match rule {
        Rule::Together(company) => ("together", company),
        Rule::Apart(company) => ("apart", company),
    }
}
