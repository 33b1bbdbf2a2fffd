//! The files of `data/`, read and cross-checked.

mod assumptions;
mod document;
mod error;
mod people;
mod roles;

use std::collections::BTreeMap;

pub use assumptions::{
    Assumptions, Entry, Maintenance, Parameters, Roster, Span, StageParameters, Tristate,
};
pub use document::{
    EnvironmentRow, Printed, PrintedTable, Profile, ProfileEnvironment, StageRow, printed_date,
};
pub use error::DataError;
pub use people::{Kind, Organisation, RoleHeld, Ways};
pub use roles::{CentralSystem, Need, Provision, RoleRow, Token};

use serde::de::DeserializeOwned;
use slotwise::model::Holiday;

/// Everything that the files say.
#[derive(Clone, Debug)]
pub struct Data {
    /// Tables 1 and 3: the environments.
    pub environments: Vec<EnvironmentRow>,
    /// Table 1: the stages.
    pub stages: Vec<StageRow>,
    /// §9.3: what each kind of participation must keep running.
    pub profiles: Vec<Profile>,
    /// Tables 4, 5 and 6 as printed, by profile.
    pub tables: BTreeMap<String, PrintedTable>,
    /// Table 8: which role is in which environment.
    pub roles: Vec<RoleRow>,
    /// Table 9: the central systems.
    pub central_systems: Vec<CentralSystem>,
    /// Other names: alias to canonical.
    pub aliases: BTreeMap<String, String>,
    /// Bank holidays of England and Wales, 2023 to 2026.
    pub bank_holidays: Vec<Holiday>,
    /// Who takes part (assumed).
    pub organisations: Vec<Organisation>,
    /// What the document does not give.
    pub assumptions: Assumptions,
}

impl Data {
    /// Reads the files that the program was built with.
    ///
    /// # Errors
    /// The file and what is wrong with it.
    pub fn load() -> Result<Self, DataError> {
        let profiles: Vec<Profile> =
            json("profiles.json", include_str!("../../data/profiles.json"))?;
        let printed = [
            ("4", "table4.csv", include_str!("../../data/table4.csv")),
            ("5", "table5.csv", include_str!("../../data/table5.csv")),
            ("6", "table6.csv", include_str!("../../data/table6.csv")),
        ];
        let mut tables = BTreeMap::new();
        for (number, file, text) in printed {
            let profile = (profiles.iter().find(|profile| profile.table == number))
                .ok_or_else(|| DataError::new(file, "no profile has this table"))?;
            tables.insert(profile.id.clone(), PrintedTable::read(file, number, text)?);
        }
        let aliases: Vec<Alias> = rows("aliases.csv", include_str!("../../data/aliases.csv"))?;
        Ok(Self {
            environments: json("environments.json", include_str!("../../data/environments.json"))?,
            stages: json("stages.json", include_str!("../../data/stages.json"))?,
            profiles,
            tables,
            roles: rows("table8.csv", include_str!("../../data/table8.csv"))?,
            central_systems: rows("table9.csv", include_str!("../../data/table9.csv"))?,
            aliases: aliases.into_iter().map(|row| (row.alias, row.canonical)).collect(),
            bank_holidays: rows("bank_holidays.csv", include_str!("../../data/bank_holidays.csv"))?,
            organisations: people::read(
                include_str!("../../data/participants.csv"),
                include_str!("../../data/participant_roles.csv"),
            )?,
            assumptions: Assumptions::read(include_str!("../../data/assumptions.json"))?,
        })
    }

    /// The name that the data uses for a name of the document.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.aliases.get(name).map_or(name, String::as_str)
    }

    /// Table 8's row of a role.
    pub fn role(&self, id: &str) -> Option<&RoleRow> {
        self.roles.iter().find(|role| role.role == id)
    }

    /// An environment's row.
    pub fn environment(&self, id: &str) -> Option<&EnvironmentRow> {
        self.environments.iter().find(|environment| environment.id == id)
    }

    /// A stage's row.
    pub fn stage(&self, id: &str) -> Option<&StageRow> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// A profile.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }
}

#[derive(serde::Deserialize)]
struct Alias {
    canonical: String,
    alias: String,
}

fn json<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, DataError> {
    serde_json::from_str(text).map_err(|error| DataError::new(file, error))
}

fn rows<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, DataError> {
    (csv::Reader::from_reader(text.as_bytes()).deserialize())
        .collect::<Result<_, _>>()
        .map_err(|error| DataError::new(file, error))
}
