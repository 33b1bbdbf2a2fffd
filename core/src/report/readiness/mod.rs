//! The readiness report: what is asked of each participant before each stage, by when it must be
//! true, and what is late as of a day (document §6.1.1, §12; D-46, D-47, D-69).

mod rows;
mod show;

use chrono::NaiveDate;
use serde::Serialize;

use crate::calendar::{CriterionKind, Problem};
use crate::model::{Lead, When};
use crate::plan::Plan;

/// As of when a readiness report is, and how long ahead things have to be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadinessOptions {
    /// The day: what is dated on it or before counts as true.
    pub as_of: NaiveDate,
    /// How long before a slot starts everything has to be true; at its start if `None`.
    pub lead: Option<Lead>,
}

/// What is asked before stages are started, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadinessReport {
    /// Zone of the moments.
    pub zone: String,
    /// The day as of which it is.
    pub as_of: NaiveDate,
    /// How long before a slot starts everything has to be true, if not at its start.
    pub lead: Option<Lead>,
    /// Sums by stage.
    pub stages: Vec<StageReadiness>,
    /// By stage, start (those without one last), participant, and as listed for it.
    pub rows: Vec<ReadinessRow>,
}

/// How far the participants of a stage are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StageReadiness {
    /// Id of the stage.
    pub stage: String,
    /// Participants of whom anything is asked.
    pub participants: usize,
    /// Of these, those for whom all of it is met.
    pub ready: usize,
    /// Criteria met.
    pub met: usize,
    /// Criteria that are dated in time.
    pub expected: usize,
    /// Criteria that nobody has dated, for which there is still time.
    pub open: usize,
    /// Criteria that are late.
    pub late: usize,
}

/// One criterion of a participant for a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadinessRow {
    /// Id of the stage.
    pub stage: String,
    /// Id of the participant.
    pub participant: String,
    /// Id of the environment: of its slot, else of the one that the criterion is about, if it is
    /// about one.
    pub environment: Option<String>,
    /// When its slot starts, if it has one.
    pub starts: Option<When>,
    /// What kind of criterion it is.
    pub kind: ReadinessKind,
    /// What has to be true.
    pub what: String,
    /// How far it is.
    pub state: ReadinessState,
    /// Since when, or from when on, it is true, if somebody has dated it.
    pub expected: Option<When>,
    /// By when it must be true: the start of the slot minus the report's lead; of an environment's
    /// set-up, the day on which it opens.
    pub by: Option<When>,
    /// How long it takes, if that is known.
    pub takes: Option<Lead>,
    /// The last day on which it can be asked for, or begun, if it takes so long.
    pub begin_by: Option<NaiveDate>,
    /// Working days from `expected` to `by`; negative if it comes too late.
    pub slack: Option<i64>,
}

/// Kinds of criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessKind {
    /// A date of the participant's own.
    Own,
    /// An element of Connectivity Proving, or an endpoint (D-40).
    Connectivity,
    /// An officer for certificates (D-41).
    Officer,
    /// Its environment manager (D-38).
    EnvironmentManager,
    /// Something that its request carries (D-36).
    Request,
    /// That it was told ahead (D-34).
    Notice,
    /// Test data (D-37).
    TestData,
    /// A stage that has to be complete before (D-23).
    Prerequisite,
    /// A version that has to be deployed (D-61).
    Version,
    /// The environment's set-up (D-06).
    SetUp,
    /// The approval of an optional environment (D-13).
    Approval,
}

/// How far a criterion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessState {
    /// True as of the day.
    Met,
    /// Dated later, but in time; or there is no slot to be in time for.
    Expected,
    /// Nobody has dated it, and there is still time.
    Open,
    /// It comes after it must be true; or nobody has dated it, and it is too late to begin, or must
    /// be true by now.
    Late,
}

impl ReadinessOptions {
    /// As of a day, with everything true at the start of each slot.
    pub fn new(as_of: NaiveDate) -> Self {
        Self { as_of, lead: None }
    }

    /// Everything has to be true so long before a slot starts. A negative time counts as none.
    pub fn with_lead(mut self, lead: Lead) -> Self {
        self.lead = Some(lead).filter(|lead| lead.count() > 0);
        self
    }
}

impl From<CriterionKind> for ReadinessKind {
    fn from(kind: CriterionKind) -> Self {
        match kind {
            CriterionKind::Own => Self::Own,
            CriterionKind::Connectivity => Self::Connectivity,
            CriterionKind::Officer => Self::Officer,
            CriterionKind::EnvironmentManager => Self::EnvironmentManager,
            CriterionKind::Request => Self::Request,
            CriterionKind::Notice => Self::Notice,
            CriterionKind::TestData => Self::TestData,
        }
    }
}

/// What is asked of each participant before each stage, as of a day. For those who are placed it is
/// about their slots; without a plan, and for those who are not placed, about every stage on their
/// routes in every environment that it may run in, with nothing to be in time for. What they have
/// completed is left out.
///
/// A date that is past counts as true: when it turns out not to be, the programme is to say so.
pub fn readiness(
    problem: &Problem,
    plan: Option<&Plan>,
    options: &ReadinessOptions,
) -> ReadinessReport {
    let rows = rows::rows(problem, plan, options);
    ReadinessReport {
        zone: problem.programme.calendar.zone.clone(),
        as_of: options.as_of,
        lead: options.lead,
        stages: rows::sums(&rows),
        rows,
    }
}
