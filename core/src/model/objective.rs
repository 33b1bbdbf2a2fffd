//! What makes one plan better than another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ordered levels, most important first: a level counts only between plans that are equal in all
/// levels before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// The levels.
    pub levels: Vec<Level>,
}

/// A weighted sum of terms, to be made as small as possible.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name for people.
    pub name: String,
    /// The terms, each at most once.
    pub terms: Vec<WeightedTerm>,
}

/// A term and its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightedTerm {
    /// The term.
    pub term: Term,
    /// Its weight; at least 0, at most three decimals.
    #[serde(default = "one")]
    pub weight: f64,
}

/// What is counted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Weights of the participants that are not placed.
    UnplacedMandatory,
    /// Weight × optional stages that a participant goes without: those of the route taken, or, if
    /// it is not placed, of its route with the most.
    UnplacedOptional,
    /// Weight × working periods by which a placed participant's completion passes its due date.
    Lateness,
    /// Costs of the optional environments in which any slot is open.
    EnvironmentCost,
    /// Open slots, those given by hand included.
    SlotsOpened,
    /// How often environments change from one stage to another: in each that runs one slot or one
    /// stage at a time, the open slots that start next after one of a different stage.
    Changeovers,
    /// Weight × completion: working periods from the calendar's first to the end of the last slot
    /// of the route, of each placed participant.
    Completion,
    /// The latest end of any open slot, in working periods from the calendar's first.
    Makespan,
    /// What open slots lack to their stage's [target](super::Stage::target), in sizes: a slot
    /// with few in it is hardly worth opening.
    UnderTarget,
    /// The largest load of any environment: sizes of all visits to its slots. The smaller it is, the
    /// more evenly environments are used.
    Balance,
    /// Penalties of routes taken and of preferences that a slot taken matches.
    Preferences,
    /// Of a re-plan: weight × visits that had begun, or lay in the frozen time, and are not where they
    /// were.
    Frozen,
    /// Of a re-plan: weight × working periods by which the earlier of old and new start of a visit that
    /// is not where it was falls short of the notice.
    ShortNotice,
    /// Of a re-plan: weight × visits that are not where they were: that start at another time or are in
    /// another environment, or are no more.
    Moves,
    /// Test time lost to movable maintenance: working periods in which an environment that it is on
    /// is open and not unavailable anyway.
    MaintenanceLost,
    /// Days of movable maintenance, for each environment that it is on, outside its fixed planned
    /// unavailability.
    MaintenanceOutside,
    /// Days from the first place that movable maintenance could take to the one it takes.
    MaintenanceWait,
}

impl Term {
    /// What a re-plan counts of moves, most important first.
    pub const MOVES: [Self; 3] = [Self::Frozen, Self::ShortNotice, Self::Moves];

    /// Every term, in the order of their declaration.
    pub const ALL: [Self; 17] = [
        Self::UnplacedMandatory,
        Self::UnplacedOptional,
        Self::Lateness,
        Self::EnvironmentCost,
        Self::SlotsOpened,
        Self::Changeovers,
        Self::Completion,
        Self::Makespan,
        Self::UnderTarget,
        Self::Balance,
        Self::Preferences,
        Self::Frozen,
        Self::ShortNotice,
        Self::Moves,
        Self::MaintenanceLost,
        Self::MaintenanceOutside,
        Self::MaintenanceWait,
    ];
}

fn one() -> f64 {
    1.0
}

impl Level {
    /// A level of the given terms with their weights.
    pub fn new(name: impl Into<String>, terms: impl IntoIterator<Item = (Term, f64)>) -> Self {
        let terms = terms.into_iter().map(|(term, weight)| WeightedTerm { term, weight }).collect();
        Self { name: name.into(), terms }
    }
}

impl Objective {
    /// What movable maintenance is put by, most important first: test time lost, days outside planned
    /// unavailability, early. These levels follow an objective that says nothing of it.
    pub fn of_maintenance() -> Vec<Level> {
        vec![
            Level::new("test time lost", [(Term::MaintenanceLost, 1.0)]),
            Level::new("outside planned unavailability", [(Term::MaintenanceOutside, 1.0)]),
            Level::new("early maintenance", [(Term::MaintenanceWait, 1.0)]),
        ]
    }

    /// The objective of a re-plan: what has begun stays before anything else; once all are placed who
    /// can be, what is at short notice stays, then what can; then the other levels. As it is, if it
    /// names any of these terms.
    #[must_use]
    pub fn of_moves(&self) -> Self {
        let is_move = |t: &WeightedTerm| Term::MOVES.contains(&t.term);
        let is_unplaced =
            |t: &WeightedTerm| matches!(t.term, Term::UnplacedMandatory | Term::UnplacedOptional);
        if self.levels.iter().any(|level| level.terms.iter().any(is_move)) {
            return self.clone();
        }
        let placing = self.levels.iter().take_while(|level| level.terms.iter().all(is_unplaced));
        let placing = placing.count();
        let name = |name: &str| {
            let taken = |name: &str| self.levels.iter().any(|level| level.name == name);
            let mut own = name.to_owned();
            while taken(&own) {
                own += " of the re-plan";
            }
            own
        };
        let mut levels = vec![Level::new(name("frozen"), [(Term::Frozen, 1.0)])];
        levels.extend_from_slice(&self.levels[..placing]);
        // Where placing is one price among others, repairing is not to leave anybody out for it.
        let places = |t: &WeightedTerm| t.term == Term::UnplacedMandatory && t.weight > 0.0;
        if placing == 0 && self.levels.iter().any(|level| level.terms.iter().any(places)) {
            levels.push(Level::new(name("unplaced"), [(Term::UnplacedMandatory, 1.0)]));
        }
        levels.push(Level::new(name("short notice"), [(Term::ShortNotice, 1.0)]));
        levels.push(Level::new(name("moves"), [(Term::Moves, 1.0)]));
        levels.extend_from_slice(&self.levels[placing..]);
        Self { levels }
    }

    /// Whether any level says where movable maintenance is put.
    pub fn places_maintenance(&self) -> bool {
        let about = |term| {
            matches!(term, Term::MaintenanceLost | Term::MaintenanceOutside | Term::MaintenanceWait)
        };
        self.levels.iter().flat_map(|level| &level.terms).any(|term| about(term.term))
    }
}

impl Default for Objective {
    /// Everybody placed; optional stages; on time; little used; early; as preferred.
    fn default() -> Self {
        Self {
            levels: vec![
                Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
                Level::new("optional", [(Term::UnplacedOptional, 1.0)]),
                Level::new("lateness", [(Term::Lateness, 1.0)]),
                Level::new(
                    "effort",
                    [
                        (Term::EnvironmentCost, 1.0),
                        (Term::SlotsOpened, 1.0),
                        (Term::Changeovers, 1.0),
                    ],
                ),
                Level::new("completion", [(Term::Completion, 1.0)]),
                Level::new("preferences", [(Term::Preferences, 1.0)]),
            ],
        }
    }
}
