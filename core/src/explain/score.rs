//! What a plan is worth and why: each level, each term, each participant's share; and what lies
//! between two plans.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::data::{Amount, LevelChange, Move};
use super::names;
use crate::calendar::Problem;
use crate::model::{ParticipantId, Term};
use crate::plan::score::{environment_amounts, own_amount};
use crate::plan::{Assignment, Plan, Score};

/// A plan's score, taken apart. At each level the terms add up to the value, and in each term the
/// parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreExplanation {
    /// The levels of the objective, most important first.
    pub levels: Vec<LevelExplanation>,
}

/// One level of the objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelExplanation {
    /// Its name.
    pub level: String,
    /// Its value; less is better.
    pub value: Amount,
    /// What the value is made of.
    pub terms: Vec<TermExplanation>,
}

/// One term of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermExplanation {
    /// The term.
    pub term: Term,
    /// What is counted.
    pub amount: Amount,
    /// Its weight in the level.
    pub weight: Amount,
    /// Amount times weight.
    pub value: Amount,
    /// Whose it is: those with anything, participants by id, then environments by id.
    pub parts: Vec<Part>,
}

/// What somebody, or something, contributes to a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Whose.
    pub of: Whose,
    /// How much, weight included.
    pub value: Amount,
}

/// Who, or what, contributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// A participant.
    Participant(String),
    /// An environment: its cost, its slots, its changeovers; the latest end, where that is.
    Environment(String),
}

/// What lies between two plans of one problem. At each level the terms add up to the change, and in
/// each term the parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreDifference {
    /// The level that decides which plan is better: the first that differs. `None` if the plans are
    /// worth the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// The levels of the objective, most important first.
    pub levels: Vec<LevelDifference>,
    /// Who is elsewhere.
    pub moves: Vec<Move>,
}

/// What lies between two plans at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelDifference {
    /// Values before and after.
    #[serde(flatten)]
    pub change: LevelChange,
    /// The terms that differ in any part.
    pub terms: Vec<TermDifference>,
}

/// What lies between two plans in one term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermDifference {
    /// The term.
    pub term: Term,
    /// What its value grew by.
    pub change: Amount,
    /// Whose it is: those that differ.
    pub parts: Vec<Part>,
}

/// Takes a plan's score apart. The plan's indices must be the problem's.
pub fn score(problem: &Problem, plan: &Plan) -> ScoreExplanation {
    let score = Score::of(problem, plan);
    let mut assigned: Vec<Option<&Assignment>> = vec![None; problem.participants.len()];
    for assignment in &plan.assignments {
        assigned[assignment.participant.index()] = Some(assignment);
    }
    let parts = |term: Term, weight: i64| -> Vec<Part> {
        if let Some(amounts) = environment_amounts(problem, plan, term) {
            let of = |id| Whose::Environment(names::environment(problem, id).into());
            let parts = amounts.into_iter().map(|(id, amount)| (of(id), amount * weight));
            return parts.map(|(of, value)| Part { of, value: Amount(value) }).collect();
        }
        (assigned.iter().enumerate())
            .map(|(position, assignment)| {
                let own = own_amount(&problem.participants[position], plan, *assignment, term);
                (ParticipantId::new(position), own * weight)
            })
            .filter(|(_, value)| *value != 0)
            .map(|(id, value)| Part {
                of: Whose::Participant(names::participant(problem, id).into()),
                value: Amount(value),
            })
            .collect()
    };
    let levels = problem.levels.iter().zip(&problem.programme.objective.levels).zip(score.levels);
    ScoreExplanation {
        levels: levels
            .map(|((data, level), score)| LevelExplanation {
                level: level.name.clone(),
                value: Amount(score.value),
                terms: (score.terms.iter().zip(&data.terms))
                    .map(|(term, data)| TermExplanation {
                        term: term.term,
                        amount: Amount::thousandths(term.amount),
                        weight: Amount::thousandths(data.weight),
                        value: Amount(term.value),
                        parts: parts(term.term, data.weight)
                            .into_iter()
                            .filter(|part| !part.value.is_zero())
                            .collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// What the second plan is worth more or less than the first, and through whom. The plans' indices
/// must be the problem's.
pub fn score_difference(problem: &Problem, before: &Plan, after: &Plan) -> ScoreDifference {
    let (old, new) = (score(problem, before), score(problem, after));
    let levels: Vec<LevelDifference> = (old.levels.iter().zip(&new.levels))
        .map(|(old, new)| LevelDifference {
            change: LevelChange {
                level: new.level.clone(),
                before: old.value,
                after: new.value,
                change: new.value - old.value,
            },
            terms: (old.terms.iter().zip(&new.terms))
                .map(|(old, new)| TermDifference {
                    term: new.term,
                    change: new.value - old.value,
                    parts: part_differences(&old.parts, &new.parts),
                })
                .filter(|term| !term.parts.is_empty())
                .collect(),
        })
        .collect();
    ScoreDifference {
        decided_by: (levels.iter())
            .find(|level| !level.change.change.is_zero())
            .map(|level| level.change.level.clone()),
        levels,
        moves: names::moves(problem, before, after),
    }
}

fn part_differences(old: &[Part], new: &[Part]) -> Vec<Part> {
    let mut changes: BTreeMap<&Whose, Amount> = BTreeMap::new();
    for part in new {
        *changes.entry(&part.of).or_default() += part.value;
    }
    for part in old {
        *changes.entry(&part.of).or_default() += -part.value;
    }
    (changes.into_iter())
        .filter(|(_, value)| !value.is_zero())
        .map(|(of, value)| Part { of: of.clone(), value })
        .collect()
}
