//! Tables 8 and 9: which role is in which environment, and the central systems.

use serde::{Deserialize, Deserializer};

/// A role's row of Table 8.
#[derive(Clone, Debug, Deserialize)]
pub struct RoleRow {
    /// Canonical name.
    pub role: String,
    /// As printed.
    pub name: String,
    /// The organisation printed.
    pub organisation: String,
    /// In SIT Staging.
    #[serde(rename = "SIT_STAGING")]
    pub sit_staging: Token,
    /// In SIT A.
    #[serde(rename = "SIT_A")]
    pub sit_a: Token,
    /// In SIT B.
    #[serde(rename = "SIT_B")]
    pub sit_b: Token,
    /// In UIT.
    #[serde(rename = "UIT")]
    pub uit: Token,
}

impl RoleRow {
    /// Its cell for an environment.
    pub fn cell(&self, environment: &str) -> Option<&Token> {
        match environment {
            "SIT_STAGING" => Some(&self.sit_staging),
            "SIT_A" => Some(&self.sit_a),
            "SIT_B" => Some(&self.sit_b),
            "UIT" => Some(&self.uit),
            _ => None,
        }
    }
}

/// A cell of Table 8: what is printed, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As printed.
    pub raw: String,
    /// As read.
    pub provision: Provision,
}

/// How a cell of Table 8 is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provision {
    /// `Y`.
    Yes,
    /// `Y (selected)`: those selected (I-15).
    Selected,
    /// `Y (service)`: offered to others.
    Service,
    /// `Y (test certs?)`.
    TestCertificates,
    /// `TBD` or `tba`: not known, which is not no (I-17).
    Unknown,
    /// `-`: without a legend (I-16).
    Dash,
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(from)?;
        let provision = match raw.as_str() {
            "Y" => Provision::Yes,
            "Y (selected)" => Provision::Selected,
            "Y (service)" => Provision::Service,
            "Y (test certs?)" => Provision::TestCertificates,
            "-" => Provision::Dash,
            "TBD" | "tba" | "TBC" | "tbc" => Provision::Unknown,
            _ => return Err(serde::de::Error::custom(format!("{raw:?} is not in Table 8"))),
        };
        Ok(Self { raw, provision })
    }
}

/// Whether something is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// It is not.
    No,
    /// The document does not say.
    Unknown,
    /// It is.
    Yes,
}

impl Token {
    /// Whether somebody who holds the role is in the environment; `dash` is how `-` is read.
    pub fn need(&self, selected: bool, dash: Need) -> Need {
        match self.provision {
            Provision::Yes | Provision::Service | Provision::TestCertificates => Need::Yes,
            Provision::Selected if selected => Need::Yes,
            Provision::Selected => Need::No,
            Provision::Unknown => Need::Unknown,
            Provision::Dash => dash,
        }
    }
}

/// A system of Table 9.
#[derive(Clone, Debug, Deserialize)]
pub struct CentralSystem {
    /// Who has it, under its canonical name.
    pub participant: String,
    /// Which role it is.
    pub role: String,
    /// As printed.
    pub as_printed: String,
}
