//! Which version of which component an environment has in which periods, and when it lacks one that
//! is needed.

use super::resolve::Context;
use super::{Held, Lack, RequiredData, Span, StageData, strikes};
use crate::model::release::parse_version;
use crate::model::{
    ComponentVersion, Environment, EnvironmentId, Participant, RequiredVersion, StageId,
    UnavailabilityId,
};

impl Context<'_> {
    /// What an environment has of each of its components, one version after another, over the whole
    /// calendar.
    pub(super) fn held(&self, environment: &Environment) -> Vec<Held> {
        let zone = self.timeline.zone();
        let mut deployments: Vec<_> = (self.programme.unavailability.iter().enumerate())
            .filter(|(_, u)| strikes(u, environment))
            .filter_map(|(place, u)| {
                let deployment = u.deploys.as_ref()?;
                Some((u.to, deployment, UnavailabilityId::new(place)))
            })
            .collect();
        // Stable: of two that end together, the later in the programme's order counts.
        deployments.sort_by_key(|(to, ..)| to.seconds(zone));
        let mut held = Vec::new();
        for component in &environment.components {
            let of = |versions: &[ComponentVersion]| {
                let named = versions.iter().find(|v| v.component == *component)?;
                Some((named.version.clone(), parse_version(&named.version)?))
            };
            let mut changes = vec![(0, of(&environment.versions), None)];
            for (to, deployment, by) in &deployments {
                if let Some(version) = of(&deployment.versions) {
                    changes.push((self.timeline.first_from(*to), Some(version), Some(*by)));
                }
            }
            let ends: Vec<u32> = changes.iter().skip(1).map(|(from, ..)| *from).collect();
            let ends = ends.into_iter().chain([self.timeline.len()]);
            for ((from, version, by), to) in changes.into_iter().zip(ends) {
                let span = Span::new(from, to);
                if !span.is_empty() {
                    held.push(Held { component: component.clone(), span, version, by });
                }
            }
        }
        held
    }

    /// Versions as they are compared.
    pub(super) fn required(versions: &[RequiredVersion]) -> Vec<RequiredData> {
        versions.iter().filter_map(RequiredData::new).collect()
    }

    /// Versions of each approved set.
    pub(super) fn approved(&self) -> Vec<Vec<(String, semver::Version)>> {
        (self.programme.approved_versions.iter())
            .map(|set| {
                (set.versions.iter())
                    .filter_map(|v| Some((v.component.clone(), parse_version(&v.version)?)))
                    .collect()
            })
            .collect()
    }

    /// Where and when slots of a stage would lack a version, or an approved set.
    pub(super) fn stage_lacks(
        &self,
        stage: &StageData,
        environments: &[Vec<Held>],
        approved: &[Vec<(String, semver::Version)>],
    ) -> Vec<Lack> {
        let mut lacks = Vec::new();
        for (place, held) in environments.iter().enumerate() {
            if stage.durations[place].is_none() {
                continue;
            }
            let environment = EnvironmentId::new(place);
            for required in &stage.versions {
                self.lacking(environment, held, required, None, &mut lacks);
            }
            if stage.approved_versions {
                self.unapproved(environment, held, approved, &mut lacks);
            }
        }
        lacks
    }

    /// Where and when a participant would lack a version.
    pub(super) fn own_lacks(
        &self,
        participant: &Participant,
        environments: &[Vec<Held>],
    ) -> Vec<Lack> {
        let mut lacks = Vec::new();
        for needed in &participant.versions {
            let stage = needed.stage.as_ref().map(|id| self.names.stage(id));
            for required in Self::required(std::slice::from_ref(&needed.needs)) {
                for (place, held) in environments.iter().enumerate() {
                    let id = &self.programme.environments[place].id;
                    if needed.environment.as_ref().is_none_or(|own| own == id) {
                        let environment = EnvironmentId::new(place);
                        self.lacking(environment, held, &required, stage, &mut lacks);
                    }
                }
            }
        }
        lacks
    }

    fn lacking(
        &self,
        environment: EnvironmentId,
        held: &[Held],
        required: &RequiredData,
        stage: Option<StageId>,
        lacks: &mut Vec<Lack>,
    ) {
        let of: Vec<&Held> = held.iter().filter(|h| h.component == required.component).collect();
        let mut lack = |span: Span, found: &str, earliest: Option<u32>| {
            let earliest = earliest.map_or_else(
                || "no later version is planned".to_owned(),
                |period| format!("earliest {}", self.timeline.day(period)),
            );
            let text = format!("{required}, found {found}; {earliest}");
            lacks.push(Lack { environment, stage, span, text });
        };
        if of.is_empty() {
            lack(Span::new(0, self.timeline.len()), "none", None);
        }
        for (place, one) in of.iter().enumerate().filter(|(_, one)| !required.is_met_by(one)) {
            let later = of[place..].iter().find(|later| required.is_met_by(later));
            lack(one.span, one.text(), later.map(|later| later.span.start));
        }
    }

    fn unapproved(
        &self,
        environment: EnvironmentId,
        held: &[Held],
        approved: &[Vec<(String, semver::Version)>],
        lacks: &mut Vec<Lack>,
    ) {
        let mut changes: Vec<u32> = held.iter().map(|h| h.span.start).chain([0]).collect();
        changes.sort_unstable();
        changes.dedup();
        let ends: Vec<u32> = changes.iter().skip(1).copied().collect();
        let spans: Vec<Span> = (changes.iter().zip(ends.into_iter().chain([self.timeline.len()])))
            .map(|(from, to)| Span::new(*from, to))
            .collect();
        let matches = |span: &Span| {
            let has = |component: &String| {
                held.iter().find(|h| h.component == *component && h.span.holds(span.start))
            };
            approved.iter().any(|set| {
                set.iter().all(|(component, version)| {
                    has(component)
                        .is_none_or(|h| h.version.as_ref().is_some_and(|(_, v)| v == version))
                })
            })
        };
        for (place, span) in spans.iter().enumerate().filter(|(_, span)| !matches(span)) {
            let now = held.iter().filter(|h| h.span.holds(span.start));
            let now: Vec<String> = now.map(|h| format!("{} {}", h.component, h.text())).collect();
            let earliest = match spans[place..].iter().find(|span| matches(span)) {
                Some(later) => format!("earliest {}", self.timeline.day(later.start)),
                None => "none comes later".to_owned(),
            };
            let text = format!("no approved set of versions, found {}; {earliest}", now.join(", "));
            lacks.push(Lack { environment, stage: None, span: *span, text });
        }
    }
}

impl Held {
    /// The version as it is written.
    pub fn text(&self) -> &str {
        self.version.as_ref().map_or("none", |(text, _)| text)
    }
}

impl RequiredData {
    /// The version as it is compared; `None` for what is no version.
    pub fn new(required: &RequiredVersion) -> Option<Self> {
        Some(Self {
            component: required.component.clone(),
            text: required.version.clone(),
            version: parse_version(&required.version)?,
            exactly: required.exactly,
        })
    }

    /// Whether a version will do.
    pub fn is_met_by(&self, held: &Held) -> bool {
        held.version.as_ref().is_some_and(|(_, version)| {
            if self.exactly { *version == self.version } else { *version >= self.version }
        })
    }
}

impl std::fmt::Display for RequiredData {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let exactly = if self.exactly { "exactly " } else { "" };
        write!(out, "{} required {exactly}{}", self.component, self.text)
    }
}
