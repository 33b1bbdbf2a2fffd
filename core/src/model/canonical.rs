//! One order for the lists of a programme, so that the order of the input changes nothing.

use super::{Programme, Rule};

impl Programme {
    /// The same programme with its lists sorted: things by id, facts without one by their text.
    ///
    /// Steps of a route and levels of the objective keep their order, which means something.
    pub fn canonical(&self) -> Self {
        let mut programme = self.clone();
        programme.calendar.holidays.sort_by_key(|holiday| holiday.date);
        programme.phases.sort_by(|a, b| a.id.cmp(&b.id));
        programme.environments.sort_by(|a, b| a.id.cmp(&b.id));
        for environment in &mut programme.environments {
            environment.windows.sort_by_key(text);
            environment.components.sort();
        }
        programme.stages.sort_by(|a, b| a.id.cmp(&b.id));
        programme.participants.sort_by(|a, b| a.id.cmp(&b.id));
        for participant in &mut programme.participants {
            participant.roles.sort();
            participant.routes.sort_by(|a, b| a.id.cmp(&b.id));
            participant.ready.sort_by_key(text);
            participant.unavailable.sort_by_key(text);
            participant.preferences.sort_by_key(text);
            participant.pins.sort_by_key(text);
            participant.completed.sort_by_key(text);
        }
        programme.slots.sort_by(|a, b| a.id.cmp(&b.id));
        programme.unavailability.sort_by(|a, b| a.id.cmp(&b.id));
        programme.exclusive_groups.sort_by(|a, b| a.id.cmp(&b.id));
        for rule in &mut programme.rules {
            match rule {
                Rule::Together(company) | Rule::Apart(company) => company.participants.sort(),
            }
        }
        programme.rules.sort_by_key(text);
        for level in &mut programme.objective.levels {
            level.terms.sort_by_key(|term| term.term);
        }
        programme
    }
}

fn text(fact: &impl serde::Serialize) -> String {
    serde_json::to_string(fact).unwrap_or_default()
}
