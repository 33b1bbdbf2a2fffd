//! Ids: where each stands, and whether it stands there once.

use std::collections::HashMap;

use super::place::Place;
use super::report::{Report, quoted};
use super::spelling::Speller;
use crate::model::{Programme, Target};

/// Where each id stands in its list, as far as ids are not empty; the first place of those that
/// stand there twice.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Of phases.
    pub phases: Known<'a>,
    /// Of environments.
    pub environments: Known<'a>,
    /// Of stages.
    pub stages: Known<'a>,
    /// Of participants.
    pub participants: Known<'a>,
    /// Of slots given by hand.
    pub slots: Known<'a>,
    /// Of resources.
    pub resources: Known<'a>,
    /// Of components, by the first environment that has them.
    pub components: Known<'a>,
}

/// Ids of one kind.
#[derive(Debug, Default)]
pub struct Known<'a> {
    kind: &'static str,
    places: HashMap<&'a str, usize>,
    /// In the order of the programme, so that suggestions do not depend on hashing.
    ids: Vec<&'a str>,
}

impl<'a> Known<'a> {
    fn new(kind: &'static str, ids: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut known = Self { kind, ..Self::default() };
        for (place, id) in ids.filter(|(_, id)| !id.is_empty()) {
            known.places.entry(id).or_insert_with(|| {
                known.ids.push(id);
                place
            });
        }
        known
    }

    /// Where the id stands.
    pub fn get(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Where the id stands; a finding if it stands nowhere.
    pub fn find(
        &self,
        id: &str,
        at: &Place<'_>,
        report: &mut Report,
        speller: &mut Speller,
    ) -> Option<usize> {
        let place = self.get(id);
        if place.is_none() {
            let message = format!("there is no {} {}", self.kind, quoted(id));
            let remedy = speller.remedy(id, self.kind, self.ids.iter().copied());
            report.add("SW-E0101", at, message, remedy);
        }
        place
    }
}

impl<'a> Names<'a> {
    /// All names of a programme.
    pub fn new(programme: &'a Programme) -> Self {
        fn ids<T>(list: &[T], id: fn(&T) -> &String) -> impl Iterator<Item = (usize, &str)> {
            list.iter().enumerate().map(move |(place, item)| (place, id(item).as_str()))
        }
        let components = (programme.environments.iter().enumerate())
            .flat_map(|(place, e)| e.components.iter().map(move |c| (place, c.as_str())));
        Self {
            phases: Known::new("phase", ids(&programme.phases, |p| &p.id)),
            environments: Known::new("environment", ids(&programme.environments, |e| &e.id)),
            stages: Known::new("stage", ids(&programme.stages, |s| &s.id)),
            participants: Known::new("participant", ids(&programme.participants, |p| &p.id)),
            slots: Known::new("slot given by hand", ids(&programme.slots, |s| &s.id)),
            resources: Known::new("resource", ids(&programme.resources, |r| &r.id)),
            components: Known::new("component", components),
        }
    }

    /// The names that a target of this kind may have, and the one it has.
    pub fn target<'t>(&self, on: &'t Target) -> Option<(&Known<'a>, &'static str, &'t str)> {
        match on {
            Target::Environment(id) => Some((&self.environments, "environment", id)),
            Target::Component(id) => Some((&self.components, "component", id)),
            Target::Resource(id) => Some((&self.resources, "resource", id)),
            Target::Participant(id) => Some((&self.participants, "participant", id)),
            Target::Everywhere => None,
        }
    }
}

/// Empty ids, ids with white space around them, and ids that stand twice in one list.
pub fn unique<'a>(
    place: impl Fn(usize) -> Place<'a>,
    field: &'static str,
    ids: impl Iterator<Item = &'a str>,
    report: &mut Report,
) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (position, id) in ids.enumerate() {
        let here = place(position);
        let at = here.field(field);
        if id.trim().is_empty() {
            report.add("SW-E0103", &at, format!("the {field} is empty"), "give it a name");
            continue;
        }
        if id.trim() != id || id.chars().any(char::is_control) {
            report.add(
                "SW-W0101",
                &at,
                format!("{} has white space around it, or control characters in it", quoted(id)),
                "take them out: others that name it must write them too",
            );
        }
        if let Some(before) = first.get(id) {
            report.clash(
                "SW-E0102",
                &at,
                &place(*before).field(field),
                format!("{} is there twice", quoted(id)),
                "give each its own name, or take one out",
            );
        } else {
            first.insert(id, position);
        }
    }
}

/// Names that stand twice in a list in which the second says nothing.
pub fn repeated<'a>(
    place: impl Fn(usize) -> Place<'a>,
    names: impl Iterator<Item = &'a str>,
    report: &mut Report,
) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (position, name) in names.enumerate() {
        if let Some(before) = first.get(name) {
            report.clash(
                "SW-W0102",
                &place(position),
                &place(*before),
                format!("{} is listed twice", quoted(name)),
                "take one out",
            );
        } else {
            first.insert(name, position);
        }
    }
}
