//! From a document to a plan.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;

use super::document::PlanDocument;
use super::resolve::{Resolver, SlotFacts};
use crate::calendar::Problem;
use crate::error::Error;
use crate::format::envelope::FormatVersion;
use crate::format::json;
use crate::model::validate::Place;
use crate::model::{Findings, ParticipantId};
use crate::plan::Plan;
use crate::planner::programme_hash;

/// A plan read from a file.
///
/// It may break any rule: [`check`](crate::check::check) judges it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPlan {
    /// The plan, in the problem's indices, in the order of plans that the planner makes.
    pub plan: Plan,
    /// What is odd about the file.
    pub warnings: Findings,
    /// Of CSV: what each row is about, in the order of the file.
    pub rows: Vec<RowOf>,
}

/// What a row of a CSV file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowOf {
    /// Its line in the file; the first has the names of the columns.
    pub line: usize,
    /// The slot, by its place in the plan.
    pub slot: u32,
    /// Who is in it; `None` for a slot with nobody.
    pub participant: Option<ParticipantId>,
}

/// A plan of a test programme, as slotwise writes and reads it. A field that is not named here is an
/// error.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "slotwise plan, format 1")]
struct PlanFile {
    #[expect(dead_code, reason = "read for its value alone")]
    format_version: FormatVersion,
    /// The plan.
    plan: PlanDocument,
}

/// Reads a plan from JSON: `{"format_version": 1, "plan": {"slots": […]}}`, as [`write_plan`]
/// writes it, or as people do: see [`PlanDocument`].
///
/// [`write_plan`]: super::write_plan
///
/// # Errors
/// [`Error::Unreadable`] with everything that keeps the document from being a plan of this problem:
/// form, unknown names, dates outside the calendar, participants in slots of stages that none of
/// their routes has.
pub fn read_plan(problem: &Problem, text: &str) -> Result<ReadPlan, Error> {
    PlanDocument::from_json(text)?.resolve(problem)
}

/// Reads a plan from a JSON file.
///
/// # Errors
/// [`Error::File`] if the file can't be read, else as [`read_plan`].
pub fn read_plan_file(problem: &Problem, path: impl AsRef<Path>) -> Result<ReadPlan, Error> {
    read_plan(problem, &json::read_file(path.as_ref())?)
}

/// The JSON Schema of a plan file: `docs/schema/plan.schema.json`.
pub fn plan_schema() -> String {
    json::write(&schema_for!(PlanFile))
}

impl PlanDocument {
    /// The document in a JSON text, whatever programme it is of.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if it has not the form of one.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        json::read::<PlanFile>(text, "plan").map(|file| file.plan)
    }

    /// The plan in indices of a problem.
    ///
    /// # Errors
    /// As [`read_plan`].
    pub fn resolve(&self, problem: &Problem) -> Result<ReadPlan, Error> {
        let mut resolver = Resolver::new(problem);
        for (number, entry) in self.slots.iter().enumerate() {
            let at = Place::list("slots", number);
            let slot = resolver.slot(
                &at,
                SlotFacts {
                    id: entry.id.as_deref(),
                    stage: &entry.stage,
                    environment: &entry.environment,
                    from: entry.from,
                    to: entry.to,
                },
            );
            let slot = slot.map(|slot| resolver.open(slot, &at));
            for (place, id) in entry.participants.iter().enumerate() {
                resolver.visit(&at.item("participants", place), id, slot);
            }
        }
        for (number, entry) in self.maintenance.iter().enumerate() {
            let at = Place::list("maintenance", number);
            resolver.maintenance(&at, &entry.id, entry.from, entry.to);
        }
        for (number, entry) in self.assignments.iter().enumerate() {
            let at = Place::list("assignments", number);
            let (who, route) = (at.field("participant"), at.field("route"));
            resolver.route(&who, &entry.participant, &route, &entry.route);
        }
        for (number, entry) in self.unplaced.iter().enumerate() {
            let at = Place::list("unplaced", number);
            resolver.unplaced(&at.field("participant"), &entry.participant);
        }
        if let Some(provenance) = &self.provenance {
            let hash = programme_hash(problem);
            if provenance.programme_hash != hash {
                let at = Place::top("provenance");
                resolver.other_programme(&at.field("programme_hash"));
            }
        }
        resolver.finish()
    }
}
