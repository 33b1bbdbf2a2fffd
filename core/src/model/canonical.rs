//! One order for the lists of a programme, so that the order of the input changes nothing.

use super::{Programme, Rule, Starts};

impl Programme {
    /// The same programme with its lists sorted: things by id, facts without one by their text.
    ///
    /// An objective that says nothing of movable maintenance gets levels for it, if there is any.
    /// Steps of a route and levels of the objective keep their order, which means something.
    pub fn canonical(&self) -> Self {
        let mut programme = self.clone();
        let weekdays = [
            Some(&mut programme.calendar.working_weekdays),
            programme.calendar.support_weekdays.as_mut(),
        ];
        for days in weekdays.into_iter().flatten() {
            days.sort_by_key(|day| day.0.num_days_from_monday());
        }
        programme.calendar.holidays.sort_by_key(|holiday| holiday.date);
        programme.phases.sort_by(|a, b| a.id.cmp(&b.id));
        programme.environments.sort_by(|a, b| a.id.cmp(&b.id));
        for environment in &mut programme.environments {
            for window in &mut environment.windows {
                window.stages.sort();
            }
            environment.windows.sort_by_cached_key(text);
            environment.changeover.between.sort_by_cached_key(text);
            environment.components.sort();
            environment.versions.sort();
            if let Some(gate) = &mut environment.connectivity {
                gate.endpoints.sort();
            }
        }
        programme.stages.sort_by(|a, b| a.id.cmp(&b.id));
        for stage in &mut programme.stages {
            stage.environments.sort_by_cached_key(text);
            for prerequisite in &mut stage.prerequisites {
                prerequisite.any_of.sort();
            }
            stage.prerequisites.sort_by_cached_key(text);
            stage.versions.sort();
            if let Some(entry) = &mut stage.entry {
                entry.request.sort();
            }
            stage.takes.sort_by_cached_key(text);
            match &mut stage.slots.starts {
                Starts::Weekdays(days) => days.sort_by_key(|day| day.0.num_days_from_monday()),
                Starts::On(moments) => moments.sort_by_cached_key(text),
                Starts::Every { .. } | Starts::ByHand => {}
            }
        }
        programme.participants.sort_by(|a, b| a.id.cmp(&b.id));
        for participant in &mut programme.participants {
            participant.roles.sort();
            participant.routes.sort_by(|a, b| a.id.cmp(&b.id));
            participant.ready.sort_by_cached_key(text);
            participant.unavailable.sort_by_cached_key(text);
            participant.preferences.sort_by_cached_key(text);
            participant.pins.sort_by_cached_key(text);
            participant.completed.sort_by_cached_key(text);
            participant.request.sort();
            for connectivity in &mut participant.connectivity {
                connectivity.endpoints.sort_by_cached_key(text);
            }
            participant.connectivity.sort_by_cached_key(text);
            participant.production_certificates.sort();
            participant.data.sort_by_cached_key(text);
            participant.versions.sort_by_cached_key(text);
            participant.relies_on.sort_by_cached_key(text);
            if let Some(details) = &mut participant.details {
                details.contacts.sort();
                details.provides.sort_by_cached_key(text);
            }
        }
        if let Some(entry) = &mut programme.entry {
            entry.request.sort();
        }
        programme.unavailability.sort_by(|a, b| a.id.cmp(&b.id));
        for unavailability in &mut programme.unavailability {
            if let Some(deployment) = &mut unavailability.deploys {
                deployment.versions.sort();
            }
        }
        programme.approved_versions.sort_by(|a, b| a.id.cmp(&b.id));
        for set in &mut programme.approved_versions {
            set.versions.sort();
        }
        programme.regressions.sort_by_cached_key(text);
        programme.freezes.sort_by(|a, b| a.id.cmp(&b.id));
        for freeze in &mut programme.freezes {
            freeze.environments.sort();
        }
        programme.slots.sort_by(|a, b| a.id.cmp(&b.id));
        programme.resources.sort_by(|a, b| a.id.cmp(&b.id));
        for resource in &mut programme.resources {
            resource.changes.sort_by_cached_key(text);
        }
        programme.exclusive_groups.sort_by(|a, b| a.id.cmp(&b.id));
        for group in &mut programme.exclusive_groups {
            group.stages.sort();
        }
        for rule in &mut programme.rules {
            match rule {
                Rule::Together(company) | Rule::Apart(company) => company.participants.sort(),
            }
        }
        programme.rules.sort_by_cached_key(text);
        let movable = programme.unavailability.iter().any(|one| one.movable.is_some());
        if movable && !programme.objective.places_maintenance() {
            programme.objective.levels.extend(super::Objective::of_maintenance());
        }
        programme.gates.sort_by(|a, b| a.id.cmp(&b.id));
        for gate in &mut programme.gates {
            gate.participants.sort();
        }
        for level in &mut programme.objective.levels {
            level.terms.sort_by_key(|term| term.term);
        }
        programme
    }
}

fn text(fact: &impl serde::Serialize) -> String {
    serde_json::to_string(fact).unwrap_or_default()
}
