//! Environments: where slots run.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ComponentVersion, ConnectivityGate, Proving, SetUp, When, Workdays};

/// A test environment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Stable name, unique among environments.
    pub id: String,
    /// Name for people; the id if left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// When it is open (rule `window`).
    pub windows: Vec<Window>,
    /// Which slots may run in it at the same time (rule `exclusive`).
    #[serde(default)]
    pub exclusivity: Exclusivity,
    /// Working periods between slots of different stages that exclude each other (rule `exclusive`).
    #[serde(default, skip_serializing_if = "Changeover::is_none")]
    pub changeover: Changeover,
    /// The most that participants in it at one time may add up to, in sizes (rule `capacity`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_participants: Option<i64>,
    /// Ids of the components that it runs; an unavailability of one is one of the environment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// Set if the environment is there only once approved (rule `approval`, document §6.2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optional: Option<Optional>,
    /// Set if whoever is in it has to have proven its connection to it (rule `readiness`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connectivity: Option<ConnectivityGate>,
    /// Versions that it has of its components when the calendar begins (rule `release`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<ComponentVersion>,
    /// Set if versions have to be proven elsewhere before they are deployed to it (D-19).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proving: Option<Proving>,
    /// How long it takes to set it up before its first window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_up: Option<SetUp>,
}

/// A span in which an environment is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day or moment.
    pub from: When,
    /// First day or moment after.
    pub to: When,
    /// The stages that it is for; all of them if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// Where the dates come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Which slots may run at the same time in one environment.
///
/// Slots of one stage overlap only if, besides, [`Stage::overlap`](super::Stage::overlap) says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Exclusivity {
    /// One slot at a time.
    OneSlot,
    /// Slots of one stage at a time.
    #[default]
    OneStage,
    /// Slots of one phase at a time (document §12).
    OnePhase,
    /// Any slots.
    Shared,
}

/// Working periods that an environment needs between slots of different stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changeover {
    /// Between any two different stages.
    #[serde(default)]
    pub periods: i64,
    /// Between two given stages, instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<ChangeoverBetween>,
}

/// The changeover from one stage to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeoverBetween {
    /// The stage that ends.
    pub from: String,
    /// The stage that starts.
    pub to: String,
    /// Working periods.
    pub periods: i64,
}

impl Changeover {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What an environment that is not there yet costs, and whether it was approved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Optional {
    /// Counted once if any slot runs in it (term `environment_cost`); at most three decimals.
    pub cost: f64,
    /// Whether it may be used.
    #[serde(default)]
    pub approved: bool,
    /// By whom, or under which reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approval: String,
}

impl Environment {
    /// The first day of its first window, for whatever stage.
    pub fn opens(&self) -> Option<NaiveDate> {
        self.windows.iter().map(|window| window.from.date()).min()
    }

    /// Its windows that are open to a stage: those that name it, else those that name none.
    pub fn windows_for<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = &'a Window> {
        let named = move |window: &Window| window.stages.iter().any(|named| named == stage);
        let any = self.windows.iter().any(named);
        self.windows.iter().filter(
            move |window| {
                if any { named(window) } else { window.stages.is_empty() }
            },
        )
    }

    /// The last day on which its set-up may begin so that it is over before it opens (D-06); `None`
    /// if it needs none, or has no window.
    pub fn set_up_by(&self, workdays: &Workdays) -> Option<NaiveDate> {
        workdays.latest_start(self.opens()?, self.set_up?.lead)
    }

    /// An environment that is open in `[from, to)`, for one stage at a time.
    pub fn new(id: impl Into<String>, from: impl Into<When>, to: impl Into<When>) -> Self {
        Self {
            id: id.into(),
            name: String::new(),
            windows: vec![Window::new(from, to)],
            exclusivity: Exclusivity::default(),
            changeover: Changeover::default(),
            max_participants: None,
            components: Vec::new(),
            optional: None,
            connectivity: None,
            versions: Vec::new(),
            proving: None,
            set_up: None,
        }
    }
}

impl Window {
    /// Open in `[from, to)` for every stage.
    pub fn new(from: impl Into<When>, to: impl Into<When>) -> Self {
        Self { from: from.into(), to: to.into(), stages: Vec::new(), source: String::new() }
    }
}
