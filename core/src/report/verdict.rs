//! What is known about a plan beside the plan.

use std::collections::BTreeMap;
use std::time::Duration;

use super::PlanView;
use super::words::millionths;
use crate::calendar::Problem;
use crate::model::ParticipantId;
use crate::plan::{Plan, Score, TermScore};

/// What is known about a plan beside the plan. Everything may be left empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How much is known, in a word: `optimal`, `feasible`.
    pub status: String,
    /// The levels of the objective, most important first.
    pub levels: Vec<LevelVerdict>,
    /// Why those are not placed that are not.
    pub unplaced: Vec<UnplacedVerdict>,
    /// Rules that the plan breaks, in words.
    pub violations: Vec<String>,
    /// What somebody should look at, in words.
    pub warnings: Vec<String>,
    /// How long the planner took. Shown in text only: pictures of the same plan are the same.
    pub runtime: Option<Duration>,
    /// Where the plan came from: names and values.
    pub provenance: Vec<(String, String)>,
}

/// A level of the objective.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelVerdict {
    /// Its name.
    pub name: String,
    /// The plan's value, in millionths.
    pub value: i64,
    /// No plan that is as good in the levels before has less, in millionths; `None` if unknown.
    pub bound: Option<i64>,
    /// What the value is made of.
    pub terms: Vec<TermScore>,
}

/// Why a participant is not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnplacedVerdict {
    /// Who.
    pub participant: ParticipantId,
    /// Why, in words.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// What a plan tells by itself: its value at each level, no bounds, no reasons.
    ///
    /// A plan that names what the problem does not have has no value.
    pub fn of(problem: &Problem, plan: &Plan) -> Self {
        if PlanView::new(problem, plan).left_out > 0 {
            return Self::default();
        }
        let names = problem.programme.objective.levels.iter().map(|level| level.name.clone());
        let levels = (names.zip(Score::of(problem, plan).levels))
            .map(|(name, level)| LevelVerdict {
                name,
                value: level.value,
                bound: None,
                terms: level.terms,
            })
            .collect();
        Self { levels, ..Self::default() }
    }

    /// The level with the largest relative gap, and that gap; `None` if no level has a bound.
    pub fn gap(&self) -> Option<(&LevelVerdict, f64)> {
        (self.levels.iter())
            .filter_map(|level| Some((level, level.gap()?)))
            .reduce(|worst, next| if next.1 > worst.1 { next } else { worst })
    }

    /// Those that are not placed, together where the reasons are the same, by their first ids.
    pub fn unplaced_by_reasons(&self, view: &PlanView) -> Vec<(Vec<ParticipantId>, &[String])> {
        let mut groups: Vec<(Vec<ParticipantId>, &[String])> = Vec::new();
        let mut place: BTreeMap<&[String], usize> = BTreeMap::new();
        for participant in view.unplaced() {
            let reasons = self.reasons(participant);
            let group = *place.entry(reasons).or_insert(groups.len());
            match groups.get_mut(group) {
                Some((members, _)) => members.push(participant),
                None => groups.push((vec![participant], reasons)),
            }
        }
        groups
    }

    /// Why a participant is not placed; empty if nothing is known.
    pub fn reasons(&self, participant: ParticipantId) -> &[String] {
        (self.unplaced.iter())
            .find(|unplaced| unplaced.participant == participant)
            .map_or(&[], |unplaced| &unplaced.reasons)
    }
}

impl LevelVerdict {
    /// `(value - bound) / value`; 0 where they meet; `None` if there is no bound.
    pub fn gap(&self) -> Option<f64> {
        let bound = self.bound?;
        Some(if bound >= self.value {
            0.0
        } else {
            (self.value - bound) as f64 / self.value.abs() as f64
        })
    }

    /// The value in the objective's own units, such as `12.5`.
    pub fn value_text(&self) -> String {
        millionths(self.value)
    }

    /// The bound in the objective's own units, or a dash.
    pub fn bound_text(&self) -> String {
        self.bound.map_or_else(|| "–".into(), millionths)
    }

    /// `proven`, the gap in percent, or a dash.
    pub fn gap_text(&self) -> String {
        match self.gap() {
            None => "–".into(),
            Some(gap) if gap > 0.0 => percent(gap),
            Some(_) => "proven".into(),
        }
    }
}

/// A share in percent, such as `0.83 %`.
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "∞".into();
    }
    let percent = share * 100.0;
    if percent == 0.0 || percent >= 10.0 {
        format!("{percent:.0} %")
    } else {
        format!("{percent:.2} %")
    }
}
