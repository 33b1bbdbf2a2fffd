//! Who takes part: an assumed list, made by `data/make_participants.py`.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{DataError, rows};

const PARTICIPANTS: &str = "participants.csv";
const ROLES: &str = "participant_roles.csv";

/// A test participant.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Stable name.
    pub id: String,
    /// For people.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How it takes part (§9.3).
    pub profile: String,
    /// How it qualifies.
    pub ways: Ways,
    /// Whether it asks for E2E Sandbox.
    pub sandbox: bool,
    /// How much it counts.
    pub weight: f64,
    /// First day on which it can be in any environment.
    pub ready: Option<NaiveDate>,
    /// When it should be complete.
    pub due: Option<NaiveDate>,
    /// When it cannot test, and why.
    pub blackout: Option<(NaiveDate, NaiveDate, String)>,
    /// What it holds.
    pub roles: Vec<RoleHeld>,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Kind {
    /// Core Systems Provider (§9.3.1).
    #[serde(rename = "core")]
    Core,
    /// Provider of registration systems (§5.3: St Clements, C&C).
    #[serde(rename = "smrs provider")]
    SmrsProvider,
    /// Supplier.
    #[serde(rename = "supplier")]
    Supplier,
    /// Metering and data services.
    #[serde(rename = "service provider")]
    ServiceProvider,
    /// Data collector, data aggregator, meter operator.
    #[serde(rename = "agent")]
    Agent,
    /// Network operator.
    #[serde(rename = "(I)DNO")]
    Network,
}

/// How an organisation qualifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ways {
    /// By SIT.
    Sit,
    /// By Qualification.
    Qualification,
    /// By either, whichever fits.
    SitOrQualification,
}

/// A role that an organisation holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleHeld {
    /// The role of Table 8.
    pub role: String,
    /// Whether it is selected where the table says "Y (selected)" (I-15); `None` if nobody said.
    pub selected: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    organisation: String,
    kind: Kind,
    profile: String,
    ways: Ways,
    sandbox: String,
    weight: f64,
    ready: Option<NaiveDate>,
    due: Option<NaiveDate>,
    blackout_from: Option<NaiveDate>,
    blackout_to: Option<NaiveDate>,
    blackout_reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    participant: String,
    role: String,
    selected: Option<String>,
}

pub(super) fn read(participants: &str, roles: &str) -> Result<Vec<Organisation>, DataError> {
    let mut organisations = Vec::new();
    for row in rows::<Row>(PARTICIPANTS, participants)? {
        let blackout = match (row.blackout_from, row.blackout_to) {
            (Some(from), Some(to)) => Some((from, to, row.blackout_reason)),
            (None, None) => None,
            _ => return Err(DataError::new(PARTICIPANTS, format!("{}: half a blackout", row.id))),
        };
        organisations.push(Organisation {
            sandbox: yes_or_no(PARTICIPANTS, &row.sandbox)?,
            id: row.id,
            name: row.organisation,
            kind: row.kind,
            profile: row.profile,
            ways: row.ways,
            weight: row.weight,
            ready: row.ready,
            due: row.due,
            blackout,
            roles: Vec::new(),
        });
    }
    for held in rows::<Held>(ROLES, roles)? {
        let organisation = (organisations.iter_mut().find(|o| o.id == held.participant))
            .ok_or_else(|| DataError::new(ROLES, format!("nobody is {}", held.participant)))?;
        let selected = held.selected.map(|text| yes_or_no(ROLES, &text)).transpose()?;
        organisation.roles.push(RoleHeld { role: held.role, selected });
    }
    Ok(organisations)
}

fn yes_or_no(file: &str, text: &str) -> Result<bool, DataError> {
    match text {
        "Y" => Ok(true),
        "N" => Ok(false),
        _ => Err(DataError::new(file, format!("{text:?} is not Y or N"))),
    }
}
