//! Releases: versions as written, components that are there, regression before deployment, freezes.

use super::names::{repeated, unique};
use super::report::quoted;
use super::{Checked, Place};
use crate::model::release::parse_version;
use crate::model::{
    BeforeOpen, ComponentVersion, Deployment, Environment, Freeze, Participant, RequiredVersion,
    Stage, Target, Unavailability, When,
};

impl Checked<'_> {
    pub(super) fn releases(&mut self) {
        let programme = self.programme;
        for (position, environment) in programme.environments.iter().enumerate() {
            let at = Place::list("environments", position);
            for (place, given) in environment.versions.iter().enumerate() {
                let here = at.item("versions", place);
                self.component_version(&here, given);
                self.has(&here, environment, &given.component);
            }
            self.once(&at, &environment.versions);
            if let Some(proving) = &environment.proving {
                let here = at.field("proving");
                let here = here.field("environment");
                let name = &proving.environment;
                self.names.environments.find(name, &here, &mut self.report, &mut self.speller);
            }
        }
        for (position, stage) in programme.stages.iter().enumerate() {
            self.stage_versions(&Place::list("stages", position), stage);
        }
        unique(
            |place| Place::list("approved_versions", place),
            "id",
            programme.approved_versions.iter().map(|set| set.id.as_str()),
            &mut self.report,
        );
        for (position, set) in programme.approved_versions.iter().enumerate() {
            let at = Place::list("approved_versions", position);
            for (place, given) in set.versions.iter().enumerate() {
                self.component_version(&at.item("versions", place), given);
            }
            self.once(&at, &set.versions);
        }
        for (position, regression) in programme.regressions.iter().enumerate() {
            let at = Place::list("regressions", position);
            let here = at.field("component");
            let name = &regression.component;
            self.names.components.find(name, &here, &mut self.report, &mut self.speller);
            self.version(&at.field("version"), &regression.version);
            let here = at.field("environment");
            let name = &regression.environment;
            self.names.environments.find(name, &here, &mut self.report, &mut self.speller);
            self.clock.check(regression.passed, &at.field("passed"), &mut self.report);
        }
        self.freezes();
        for (position, unavailability) in programme.unavailability.iter().enumerate() {
            if let Some(deployment) = &unavailability.deploys {
                let at = Place::list("unavailability", position);
                self.deployment(&at, unavailability, deployment);
            }
        }
    }

    fn stage_versions(&mut self, at: &Place<'_>, stage: &Stage) {
        for (place, required) in stage.versions.iter().enumerate() {
            self.required(&at.item("versions", place), required);
        }
        let names = stage.versions.iter().map(|required| required.component.as_str());
        repeated(|place| at.item("versions", place), names, &mut self.report);
        if stage.approved_versions && self.programme.approved_versions.is_empty() {
            self.report.clash(
                "SW-E3206",
                &at.field("approved_versions"),
                &Place::top("approved_versions"),
                format!("{} needs approved versions, but none are listed", quoted(&stage.id)),
                "list the sets of versions that were approved together, or let the stage do without",
            );
        }
    }

    fn freezes(&mut self) {
        let freezes = &self.programme.freezes;
        unique(
            |place| Place::list("freezes", place),
            "id",
            freezes.iter().map(|freeze| freeze.id.as_str()),
            &mut self.report,
        );
        for (position, freeze) in freezes.iter().enumerate() {
            let at = Place::list("freezes", position);
            match freeze.to {
                Some(to) => {
                    self.clock.check_span(freeze.from, to, &at, &mut self.report);
                }
                None => {
                    self.clock.check(freeze.from, &at.field("from"), &mut self.report);
                }
            }
            for (place, id) in freeze.environments.iter().enumerate() {
                let here = at.item("environments", place);
                self.names.environments.find(id, &here, &mut self.report, &mut self.speller);
            }
        }
    }

    /// Versions that a participant needs.
    pub(super) fn needed_versions(&mut self, at: &Place<'_>, participant: &Participant) {
        for (place, needed) in participant.versions.iter().enumerate() {
            let here = at.item("versions", place);
            self.required(&here.field("needs"), &needed.needs);
            self.place(&here, needed.stage.as_ref(), needed.environment.as_ref());
            self.on_no_route(&here, participant, needed.stage.as_deref());
        }
    }

    fn required(&mut self, at: &Place<'_>, required: &RequiredVersion) {
        let here = at.field("component");
        let name = &required.component;
        self.names.components.find(name, &here, &mut self.report, &mut self.speller);
        self.version(&at.field("version"), &required.version);
    }

    fn component_version(&mut self, at: &Place<'_>, given: &ComponentVersion) {
        let here = at.field("component");
        let name = &given.component;
        self.names.components.find(name, &here, &mut self.report, &mut self.speller);
        self.version(&at.field("version"), &given.version);
    }

    fn version(&mut self, at: &Place<'_>, version: &str) {
        if parse_version(version).is_none() {
            self.report.add(
                "SW-E3201",
                at,
                format!("{} is no version", quoted(version)),
                "write up to three numbers, such as 2.0 or 2.0.1-rc.1",
            );
        }
    }

    fn has(&mut self, at: &Place<'_>, environment: &Environment, component: &str) {
        let known = self.names.components.get(component).is_some();
        if known && environment.components.iter().all(|own| own != component) {
            self.report.add(
                "SW-E3202",
                &at.field("component"),
                format!("{} does not have {}", quoted(&environment.id), quoted(component)),
                "list it among the environment's components, or take it out here",
            );
        }
    }

    /// One component at two versions.
    fn once(&mut self, at: &Place<'_>, versions: &[ComponentVersion]) {
        for (place, given) in versions.iter().enumerate() {
            let before = versions[..place].iter().position(|v| v.component == given.component);
            if let Some(before) = before {
                self.report.clash(
                    "SW-E3207",
                    &at.item("versions", place),
                    &at.item("versions", before),
                    format!("the version of {} is there twice", quoted(&given.component)),
                    "take one out",
                );
            }
        }
    }

    fn deployment(&mut self, at: &Place<'_>, one: &Unavailability, deployment: &Deployment) {
        let here = at.field("deploys");
        for (place, given) in deployment.versions.iter().enumerate() {
            self.component_version(&here.item("versions", place), given);
        }
        self.once(&here, &deployment.versions);
        if let Target::Participant(id) = &one.on {
            self.report.clash(
                "SW-E3209",
                &here,
                &at.field("on"),
                format!("it deploys to {}, a participant", quoted(id)),
                "deploy to an environment, or to all that have a component",
            );
            return;
        }
        let programme = self.programme;
        let struck = |e: &Environment| match &one.on {
            Target::Environment(id) => *id == e.id,
            Target::Component(id) => e.components.contains(id),
            Target::Everywhere => true,
            Target::Participant(_) | Target::Resource(_) => false,
        };
        if let Target::Environment(id) = &one.on
            && let Some(place) = self.names.environments.get(id)
        {
            for (number, given) in deployment.versions.iter().enumerate() {
                self.has(
                    &here.item("versions", number),
                    &programme.environments[place],
                    &given.component,
                );
            }
        }
        if !self.clock.is_span(one.from, one.to) {
            return;
        }
        for environment in programme.environments.iter().filter(|e| struck(e)) {
            self.frozen(at, one, deployment, environment);
            for (number, given) in deployment.versions.iter().enumerate() {
                if environment.components.contains(&given.component) {
                    self.proven(&here.item("versions", number), one, given, environment);
                }
            }
        }
    }

    /// Whether the version has passed its regression test before (D-19, I-09).
    fn proven(
        &mut self,
        at: &Place<'_>,
        one: &Unavailability,
        given: &ComponentVersion,
        environment: &Environment,
    ) {
        let Some(proving) = &environment.proving else { return };
        let Some(place) = self.names.environments.get(&proving.environment) else { return };
        let wanted = parse_version(&given.version);
        let passed = self.programme.regressions.iter().any(|regression| {
            regression.component == given.component
                && regression.environment == proving.environment
                && parse_version(&regression.version) == wanted
                && self.clock.accepts(regression.passed)
                && !self.clock.is_before(one.from, regression.passed)
        });
        if passed || wanted.is_none() {
            return;
        }
        let what = format!("{} {}", given.component, given.version);
        let (into, there) = (quoted(&environment.id), quoted(&proving.environment));
        let opens = self.programme.environments[place].opens().map(When::Day);
        let early = opens.filter(|opens| self.clock.is_before(one.from, *opens));
        let own = self.names.environments.get(&environment.id).unwrap_or(0);
        let other = Place::list("environments", own);
        let other = other.field("proving");
        match (early, proving.before_open) {
            (Some(opens), None) => self.report.clash(
                "SW-E3204",
                at,
                &other,
                format!(
                    "{what} goes into {into} on {}, before {there} opens on {opens} to prove it",
                    one.from
                ),
                "say what holds before it opens: `before_open` is `allow` or `forbid`",
            ),
            (Some(opens), Some(BeforeOpen::Allow)) => self.report.clash(
                "SW-W3204",
                at,
                &other,
                format!(
                    "{what} goes into {into} on {} unproven, since {there} opens only on {opens}",
                    one.from
                ),
                "it is allowed by `before_open`",
            ),
            _ => self.report.clash(
                "SW-E3203",
                at,
                &other,
                format!(
                    "{what} goes into {into} on {}, but has not passed its regression test in \
                     {there} by then",
                    one.from
                ),
                "add the test it has passed to `regressions`, or deploy it later",
            ),
        }
    }

    /// Whether a freeze forbids it (D-64).
    fn frozen(
        &mut self,
        at: &Place<'_>,
        one: &Unavailability,
        deployment: &Deployment,
        environment: &Environment,
    ) {
        let binds = |freeze: &Freeze| {
            let here =
                freeze.environments.is_empty() || freeze.environments.contains(&environment.id);
            here && self.clock.accepts(freeze.from)
                && self.clock.is_before(freeze.from, one.to)
                && freeze
                    .to
                    .is_none_or(|to| self.clock.accepts(to) && self.clock.is_before(one.from, to))
        };
        let Some(place) = self.programme.freezes.iter().position(binds) else { return };
        let freeze = &self.programme.freezes[place];
        let named = !deployment.despite_freeze.trim().is_empty();
        let end = freeze.to.map_or_else(|| "on".to_owned(), |to| format!("to {to}"));
        let mut message = format!(
            "{} deploys to {} on {}, within the freeze {} from {} {end}",
            quoted(&one.id),
            quoted(&environment.id),
            one.from,
            quoted(&freeze.id),
            freeze.from,
        );
        let (code, remedy) = if named {
            message = format!("{message}, allowed by {}", quoted(&deployment.despite_freeze));
            ("SW-W3205", "it counts as it is")
        } else {
            ("SW-E3205", "deploy it outside, or say by whom it is allowed (`despite_freeze`)")
        };
        let other = Place::list("freezes", place);
        self.report.clash(code, &at.field("deploys"), &other, message, remedy);
    }
}
