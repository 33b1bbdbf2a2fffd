//! Releases: which version of which component an environment has, and which one slots need (rule
//! `release`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::When;

/// A component at a version.
///
/// Versions have up to three numbers, and may say more after a hyphen: `2`, `2.0`, `2.0.1`,
/// `2.0-rc.1`. What is left out is 0, so `2` and `2.0` are the same. They are ordered as
/// [Semantic Versioning](https://semver.org) says: `1.9` < `1.10` < `2.0-rc.1` < `2.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentVersion {
    /// The component.
    pub component: String,
    /// Its version.
    pub version: String,
}

/// A version that slots need where they run (document §6.1, §12, D-61).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredVersion {
    /// The component.
    pub component: String,
    /// The least version that will do.
    pub version: String,
    /// Whether a later one will not do.
    #[serde(default)]
    pub exactly: bool,
}

/// A version that a participant needs where it tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeededVersion {
    /// Which version.
    pub needs: RequiredVersion,
    /// In slots of this stage; of all if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// In this environment; everywhere if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
}

/// What an unavailability deploys: its environments have these versions once it is over (document
/// §6.4.1, D-63).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// The versions; each is deployed to those of the environments that have the component.
    pub versions: Vec<ComponentVersion>,
    /// By whom or under which reference it is allowed inside a freeze, if it is (D-64).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub despite_freeze: String,
}

/// A regression test that a version has passed (document T1, D-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regression {
    /// The component.
    pub component: String,
    /// The version.
    pub version: String,
    /// Where it was tested, such as Staging.
    pub environment: String,
    /// The first day or moment on which it counts as passed.
    pub passed: When,
}

/// Where a version has to have passed its regression test before an environment gets it (D-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proving {
    /// The environment, such as Staging.
    pub environment: String,
    /// What holds for deployments before that environment opens (I-09); somebody has to say if
    /// there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_open: Option<BeforeOpen>,
}

/// What holds before the environment opens in which versions are proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BeforeOpen {
    /// Deployments need no regression test; each is told as a warning.
    Allow,
    /// There are none.
    Forbid,
}

/// Days on which no version is deployed (document T4, T6; D-64).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// Stable name, unique among freezes.
    pub id: String,
    /// First day or moment.
    pub from: When,
    /// First day or moment after; for good if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// The environments; all of them if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Versions that were approved to be under test together (D-61).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionSet {
    /// Stable name, unique among sets.
    pub id: String,
    /// The versions. An environment matches if, of these components, it has each at this very
    /// version or does not have it at all.
    pub versions: Vec<ComponentVersion>,
}

/// A version as it is compared; `None` for what is no version.
pub fn parse_version(text: &str) -> Option<semver::Version> {
    let (numbers, rest) = match text.find(['-', '+']) {
        Some(end) => text.split_at(end),
        None => (text, ""),
    };
    let given = numbers.split('.').count();
    let padding = ".0".repeat(3_usize.checked_sub(given)?);
    semver::Version::parse(&format!("{numbers}{padding}{rest}")).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let ordered = ["0.9", "1", "1.0.1", "1.9", "1.10", "2.0-rc.1", "2.0-rc.2", "2.0", "10"];
        for pair in ordered.windows(2) {
            assert!(parse_version(pair[0]).unwrap() < parse_version(pair[1]).unwrap(), "{pair:?}");
        }
        assert_eq!(parse_version("2"), parse_version("2.0.0"));
        for wrong in ["", "v1", "1.2.3.4", "1..2", "1.x", "01.2", "1.2-", "99999999999999999999"] {
            assert_eq!(parse_version(wrong), None, "{wrong}");
        }
    }
}
