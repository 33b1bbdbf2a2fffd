//! How large a programme may be: counted before anything is laid out in memory.

use super::place::Place;
use super::report::Report;
use crate::model::{Programme, Rule, Starts};

/// Longest calendar, and so the longest of anything counted in working periods: 500 years of days
/// or 60 of working hours.
pub const MAX_PERIODS: usize = 200_000;
/// Largest size, capacity or number of participants.
pub const MAX_SIZE: i64 = 1_000_000;
/// Largest weight, penalty or cost.
pub const MAX_AMOUNT: f64 = 1e9;
/// Most participants.
pub const MAX_PARTICIPANTS: usize = 100_000;
/// Most environments.
pub const MAX_ENVIRONMENTS: usize = 1_000;
/// Most stages.
pub const MAX_STAGES: usize = 2_000;
/// Most slots given by hand.
pub const MAX_HAND_SLOTS: usize = 100_000;
/// Most windows of all environments.
pub const MAX_WINDOWS: usize = 10_000;
/// Most gates between stages.
pub const MAX_GATES: usize = 100;
/// Most resources.
pub const MAX_RESOURCES: usize = 1_000;
/// Most unavailabilities of the programme.
pub const MAX_UNAVAILABILITY: usize = 10_000;
/// Most entries of any other list of the programme.
pub const MAX_LIST: usize = 10_000;
/// Most entries of a list of one participant.
pub const MAX_OWN: usize = 1_000;
/// Most names, steps and dates in lists within lists, all together.
pub const MAX_DETAILS: usize = 2_000_000;
/// Most changeover times: environments × stages × stages.
pub const MAX_CHANGEOVERS: usize = 25_000_000;

/// Longest lead time, in days.
pub const MAX_LEAD: i64 = 1_000;

/// Most places that movable maintenance could take, all together.
pub const MAX_PLACES: usize = 20_000;

/// Most possible starts of all stages' slots.
pub const MAX_STARTS: u64 = 5_000_000;
/// Most slots that stages' policies offer inside windows, and that are given by hand.
pub const MAX_CANDIDATE_SLOTS: u64 = 500_000;
/// Most pairs of a participant and a slot of a stage on its routes.
pub const MAX_CANDIDATE_PAIRS: u64 = 1_000_000_000;

/// Tells every list that is too long. If there is one, nothing else is looked at.
pub fn check(programme: &Programme, report: &mut Report) {
    let mut lists = Lists { report, details: 0 };
    lists.top("phases", programme.phases.len(), MAX_LIST);
    lists.top("environments", programme.environments.len(), MAX_ENVIRONMENTS);
    lists.top("stages", programme.stages.len(), MAX_STAGES);
    lists.top("participants", programme.participants.len(), MAX_PARTICIPANTS);
    lists.top("slots", programme.slots.len(), MAX_HAND_SLOTS);
    lists.top("unavailability", programme.unavailability.len(), MAX_UNAVAILABILITY);
    lists.top("resources", programme.resources.len(), MAX_RESOURCES);
    lists.top("exclusive_groups", programme.exclusive_groups.len(), MAX_LIST);
    lists.top("rules", programme.rules.len(), MAX_LIST);
    lists.top("approved_versions", programme.approved_versions.len(), MAX_OWN);
    lists.top("regressions", programme.regressions.len(), MAX_LIST);
    lists.top("freezes", programme.freezes.len(), MAX_OWN);
    lists.top("gates", programme.gates.len(), MAX_GATES);
    lists.top("assumptions", programme.assumptions.len(), MAX_LIST);

    let request = programme.entry.as_ref().map_or(0, |entry| entry.request.len());
    lists.within(&Place::top("entry").field("request"), request, MAX_OWN);
    let calendar = Place::top("calendar");
    lists.within(&calendar.field("holidays"), programme.calendar.holidays.len(), MAX_LIST);
    lists.within(&calendar.field("working_weekdays"), programme.calendar.working_weekdays.len(), 7);
    let support = programme.calendar.support_weekdays.as_ref().map_or(0, Vec::len);
    lists.within(&calendar.field("support_weekdays"), support, 7);
    lists.within(
        &Place::top("objective").field("levels"),
        programme.objective.levels.len(),
        MAX_OWN,
    );
    for (position, level) in programme.objective.levels.iter().enumerate() {
        let objective = Place::top("objective");
        lists.within(
            &objective.item("levels", position).field("terms"),
            level.terms.len(),
            MAX_OWN,
        );
    }
    let windows: usize = programme.environments.iter().map(|e| e.windows.len()).sum();
    if windows > MAX_WINDOWS {
        lists.too_long(&Place::top("environments"), "windows in all", windows, MAX_WINDOWS);
    }
    for (position, environment) in programme.environments.iter().enumerate() {
        let at = Place::list("environments", position);
        lists.within(&at.field("components"), environment.components.len(), MAX_LIST);
        lists.within(&at.field("versions"), environment.versions.len(), MAX_OWN);
        let endpoints = environment.connectivity.as_ref().map_or(0, |gate| gate.endpoints.len());
        lists.within(&at.field("connectivity").field("endpoints"), endpoints, MAX_OWN);
        let between = &environment.changeover.between;
        lists.within(&at.field("changeover").field("between"), between.len(), MAX_LIST);
        for (number, window) in environment.windows.iter().enumerate() {
            let names = window.stages.len();
            lists.within(&at.item("windows", number).field("stages"), names, MAX_LIST);
        }
    }
    for (position, stage) in programme.stages.iter().enumerate() {
        let at = Place::list("stages", position);
        lists.within(&at.field("environments"), stage.environments.len(), MAX_ENVIRONMENTS);
        let starts = match &stage.slots.starts {
            Starts::On(moments) => moments.len(),
            Starts::Weekdays(days) => days.len(),
            Starts::Every { .. } | Starts::ByHand => 0,
        };
        lists.within(&at.field("slots").field("starts"), starts, MAX_PERIODS);
        lists.within(&at.field("versions"), stage.versions.len(), MAX_OWN);
        let request = stage.entry.as_ref().map_or(0, |entry| entry.request.len());
        lists.within(&at.field("entry").field("request"), request, MAX_OWN);
        lists.within(&at.field("takes"), stage.takes.len(), MAX_OWN);
        lists.within(&at.field("prerequisites"), stage.prerequisites.len(), MAX_OWN);
        for (number, prerequisite) in stage.prerequisites.iter().enumerate() {
            let names = prerequisite.any_of.len();
            lists.within(&at.item("prerequisites", number).field("any_of"), names, MAX_STAGES);
        }
    }
    for (position, participant) in programme.participants.iter().enumerate() {
        let at = Place::list("participants", position);
        let own = [
            ("roles", participant.roles.len()),
            ("routes", participant.routes.len()),
            ("ready", participant.ready.len()),
            ("unavailable", participant.unavailable.len()),
            ("preferences", participant.preferences.len()),
            ("pins", participant.pins.len()),
            ("completed", participant.completed.len()),
            ("request", participant.request.len()),
            ("connectivity", participant.connectivity.len()),
            ("production_certificates", participant.production_certificates.len()),
            ("data", participant.data.len()),
            ("versions", participant.versions.len()),
            ("relies_on", participant.relies_on.len()),
        ];
        for (field, length) in own {
            lists.within(&at.field(field), length, MAX_OWN);
        }
        if let Some(details) = &participant.details {
            let here = at.field("details");
            lists.within(&here.field("contacts"), details.contacts.len(), MAX_OWN);
            lists.within(&here.field("provides"), details.provides.len(), MAX_OWN);
        }
        for (number, connectivity) in participant.connectivity.iter().enumerate() {
            let endpoints = connectivity.endpoints.len();
            let here = at.item("connectivity", number);
            lists.within(&here.field("endpoints"), endpoints, MAX_OWN);
        }
        for (number, route) in participant.routes.iter().enumerate() {
            lists.within(&at.item("routes", number).field("steps"), route.steps.len(), MAX_OWN);
        }
    }
    for (position, set) in programme.approved_versions.iter().enumerate() {
        let at = Place::list("approved_versions", position);
        lists.within(&at.field("versions"), set.versions.len(), MAX_OWN);
    }
    for (position, freeze) in programme.freezes.iter().enumerate() {
        let at = Place::list("freezes", position);
        lists.within(&at.field("environments"), freeze.environments.len(), MAX_ENVIRONMENTS);
    }
    for (position, one) in programme.unavailability.iter().enumerate() {
        let at = Place::list("unavailability", position);
        let versions = one.deploys.as_ref().map_or(0, |deployment| deployment.versions.len());
        lists.within(&at.field("deploys").field("versions"), versions, MAX_OWN);
    }
    for (position, resource) in programme.resources.iter().enumerate() {
        let at = Place::list("resources", position);
        lists.within(&at.field("changes"), resource.changes.len(), MAX_OWN);
    }
    for (position, group) in programme.exclusive_groups.iter().enumerate() {
        let at = Place::list("exclusive_groups", position);
        lists.within(&at.field("stages"), group.stages.len(), MAX_STAGES);
    }
    for (position, gate) in programme.gates.iter().enumerate() {
        let at = Place::list("gates", position);
        lists.within(&at.field("participants"), gate.participants.len(), MAX_PARTICIPANTS);
    }
    for (position, rule) in programme.rules.iter().enumerate() {
        let at = Place::list("rules", position);
        let (name, company) = match rule {
            Rule::Together(company) => ("together", company),
            Rule::Apart(company) => ("apart", company),
        };
        let names = company.participants.len();
        lists.within(&at.field(name).field("participants"), names, MAX_PARTICIPANTS);
    }
    let details = lists.details;
    if details > MAX_DETAILS {
        let at = Place::top("programme");
        lists.too_long(&at, "entries in lists within lists", details, MAX_DETAILS);
    }
    let (environments, stages) = (programme.environments.len(), programme.stages.len());
    let changeovers = environments.saturating_mul(stages).saturating_mul(stages);
    if changeovers > MAX_CHANGEOVERS {
        let what = "environments × stages × stages";
        lists.too_long(&Place::top("stages"), what, changeovers, MAX_CHANGEOVERS);
    }
}

/// Tells a list by itself that is too long; whether it is not.
pub(super) fn check_list(at: &Place<'_>, length: usize, most: usize, report: &mut Report) -> bool {
    let fits = length <= most;
    if !fits {
        Lists { report, details: 0 }.too_long(at, "entries", length, most);
    }
    fits
}

struct Lists<'a> {
    report: &'a mut Report,
    details: usize,
}

impl Lists<'_> {
    fn top(&mut self, field: &'static str, length: usize, most: usize) {
        if length > most {
            self.too_long(&Place::top(field), field, length, most);
        }
    }

    fn within(&mut self, at: &Place<'_>, length: usize, most: usize) {
        self.details = self.details.saturating_add(length);
        if length > most {
            self.too_long(at, "entries", length, most);
        }
    }

    fn too_long(&mut self, at: &Place<'_>, what: &str, length: usize, most: usize) {
        let message = format!("there are {length} {what}, at most {most} are allowed");
        let remedy = "split the programme, or leave out what does not bear on the plan";
        self.report.add("SW-E0805", at, message, remedy);
    }
}
