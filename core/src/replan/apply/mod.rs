//! Applies changes to a programme: all of them, or none with what stands against it.

mod dates;
mod outages;
mod people;
mod whole;

use chrono_tz::Tz;

use super::change::Change;
use crate::model::validate::{Names, Place, Report, Speller, quoted};
use crate::model::{Finding, Findings, Programme};

/// Most changes of one list.
pub const MAX_CHANGES: usize = 1_000;

/// The programme after the changes, one after another.
///
/// # Errors
/// Everything that the old programme is invalid for, if it is; else everything that stands against the
/// changes, with its code and the path to the value in the list (`changes[3].outage.on.environment`):
/// names that are not there, what is there already, and what would be wrong with the programme then
/// (`SW-E4002`, with the place in the programme beside). A list that is refused changes nothing.
pub fn apply(programme: &Programme, changes: &[Change]) -> Result<Programme, Findings> {
    let before = programme.validate();
    if before.has_errors() {
        return Err(before);
    }
    let mut applier = Applier {
        // Validated.
        zone: programme.calendar.zone.parse().unwrap_or(Tz::UTC),
        programme: programme.clone(),
        report: Report::default(),
        speller: Speller::default(),
    };
    if changes.len() > MAX_CHANGES {
        applier.report.add(
            "SW-E0805",
            &Place::top("changes"),
            format!("there are {} changes, more than {MAX_CHANGES}", changes.len()),
            "apply them in several parts",
        );
        return Err(applier.report.into_findings());
    }
    for (number, change) in changes.iter().enumerate() {
        let at = Place::list("changes", number);
        applier.apply(&at.field(change.kind()), change);
    }
    let findings = applier.report.into_findings();
    if findings.has_errors() {
        return Err(findings);
    }
    let after = applier.programme.validate();
    if after.has_errors() {
        return Err(blamed(programme, changes, &after));
    }
    Ok(applier.programme)
}

/// A programme on its way.
struct Applier {
    programme: Programme,
    zone: Tz,
    report: Report,
    speller: Speller,
}

impl Applier {
    fn apply(&mut self, at: &Place<'_>, change: &Change) {
        match change {
            Change::Outage(outage) => self.outage(at, outage),
            Change::UnavailabilityMoved(moved) => self.unavailability_moved(at, moved),
            Change::ReleaseMoved(moved) => self.release_moved(at, moved),
            Change::StageMoved(moved) => self.stage_moved(at, moved),
            Change::SlotMoved(moved) => self.slot_moved(at, moved),
            Change::WindowMoved(moved) => self.window_moved(at, moved),
            Change::ReadinessMoved(moved) => self.readiness_moved(at, moved),
            Change::CapacityChanged(changed) => self.capacity_changed(at, changed),
            Change::ParticipantJoined(participant) => self.joined(at, participant),
            Change::ParticipantLeft(left) => self.left(at, left),
            Change::RouteChanged(changed) => {
                if let Some(place) = self.participant(at, &changed.participant) {
                    self.programme.participants[place].routes.clone_from(&changed.routes);
                }
            }
            Change::SizeChanged(changed) => {
                if let Some(place) = self.participant(at, &changed.participant) {
                    self.programme.participants[place].size = changed.size;
                }
            }
            Change::ReadyChanged(changed) => self.ready_changed(at, changed),
            Change::DueChanged(changed) => {
                if let Some(place) = self.participant(at, &changed.participant) {
                    self.programme.participants[place].due = changed.due;
                }
            }
            Change::Pinned(pinned) => self.pinned(at, pinned),
            Change::Unpinned(unpinned) => self.unpinned(at, unpinned),
            Change::EnvironmentApproved(approved) => self.approved(at, approved),
            Change::ProgrammeMoved(moved) => self.programme_moved(at, moved),
        }
    }

    /// Where a participant stands; a finding if nowhere.
    fn participant(&mut self, at: &Place<'_>, id: &str) -> Option<usize> {
        let names = Names::new(&self.programme);
        names.participants.find(id, &at.field("participant"), &mut self.report, &mut self.speller)
    }

    /// Where an environment stands; a finding if nowhere.
    fn environment(&mut self, at: &Place<'_>, id: &str) -> Option<usize> {
        let names = Names::new(&self.programme);
        names.environments.find(id, &at.field("environment"), &mut self.report, &mut self.speller)
    }

    /// Where a stage stands; a finding if nowhere.
    fn stage(&mut self, at: &Place<'_>, id: &str) -> Option<usize> {
        let names = Names::new(&self.programme);
        names.stages.find(id, &at.field("stage"), &mut self.report, &mut self.speller)
    }

    /// Where a slot given by hand stands; a finding if nowhere.
    fn slot(&mut self, at: &Place<'_>, id: &str) -> Option<usize> {
        let names = Names::new(&self.programme);
        names.slots.find(id, &at.field("slot"), &mut self.report, &mut self.speller)
    }

    /// Where an unavailability stands; a finding if nowhere.
    fn unavailability(&mut self, at: &Place<'_>, id: &str) -> Option<usize> {
        let all = &self.programme.unavailability;
        let place = all.iter().position(|one| one.id == id);
        if place.is_none() {
            let known = all.iter().map(|one| one.id.as_str());
            let remedy = self.speller.remedy(id, "unavailability", known);
            let message = format!("there is no unavailability {}", quoted(id));
            self.report.add("SW-E0101", at, message, remedy);
        }
        place
    }

    /// Something that is told of is not there, though it has no name to look for.
    fn nothing(&mut self, at: &Place<'_>, message: String, remedy: impl Into<String>) {
        self.report.add("SW-E4003", at, message, remedy);
    }
}

/// What would be wrong with the programme, told of the first change after which it is.
fn blamed(programme: &Programme, changes: &[Change], after: &Findings) -> Findings {
    let broken = |count: usize| {
        let mut applier = Applier {
            zone: programme.calendar.zone.parse().unwrap_or(Tz::UTC),
            programme: programme.clone(),
            report: Report::default(),
            speller: Speller::default(),
        };
        for (number, change) in changes[..count].iter().enumerate() {
            applier.apply(&Place::list("changes", number), change);
        }
        applier.programme.validate()
    };
    // Errors mostly stay once they are there; if a later change mends one, another that is told of
    // is as true.
    let (mut sound, mut wrong) = (0, changes.len());
    let mut findings = after.clone();
    while wrong - sound > 1 {
        let middle = usize::midpoint(sound, wrong);
        let found = broken(middle);
        if found.has_errors() {
            (wrong, findings) = (middle, found);
        } else {
            sound = middle;
        }
    }
    let at = Place::list("changes", wrong - 1);
    let path = at.field(changes[wrong - 1].kind()).to_string();
    let told = findings.errors().map(|error| {
        let message = format!("the programme would be wrong: {} {}", error.code, error.message);
        Finding::new("SW-E4002", path.clone(), message, error.remedy.clone())
            .with_other(error.path.clone())
    });
    Findings(told.collect())
}
