//! What a run says, in names and dates, as plain data for Python's classes.

use serde::Serialize;
use slotwise::calendar::Span;
use slotwise::check::Violation;
use slotwise::model::{RuleKind, Term, When};
use slotwise::plan::LevelScore;
use slotwise::planner::Unplaced;
use slotwise::solver::progress::Phase;
use slotwise::solver::{LevelOutcome, Progress, Status};
use slotwise::{Outcome, Problem, Score};

use crate::plan::{self, PlanData};

/// An outcome. Values are in the units of the objective, not in millionths.
#[derive(Serialize)]
pub struct OutcomeData {
    status: Status,
    plan: PlanData,
    levels: Vec<LevelData>,
    unplaced: Vec<UnplacedData>,
    runtime: f64,
    version: String,
    programme_hash: String,
    options: String,
}

#[derive(Serialize)]
struct LevelData {
    name: String,
    value: f64,
    bound: f64,
    gap: f64,
    terms: Vec<TermData>,
    shares: Vec<ShareData>,
}

#[derive(Serialize)]
struct TermData {
    term: Term,
    amount: f64,
    value: f64,
}

#[derive(Serialize)]
struct ShareData {
    participant: String,
    value: f64,
}

#[derive(Serialize)]
struct UnplacedData {
    participant: String,
    reasons: Vec<ReasonData>,
}

#[derive(Serialize)]
struct ReasonData {
    rule: RuleKind,
    stage: Option<String>,
    text: String,
}

/// How a run goes on.
#[derive(Serialize)]
pub struct ProgressData {
    elapsed: f64,
    phase: &'static str,
    level: usize,
    levels: Vec<ProgressLevelData>,
}

#[derive(Serialize)]
struct ProgressLevelData {
    name: String,
    value: f64,
    bound: f64,
    gap: f64,
}

/// A plan's value at one level, without bounds.
#[derive(Serialize)]
pub struct ScoreData {
    name: String,
    value: f64,
    terms: Vec<TermData>,
    shares: Vec<ShareData>,
}

/// A broken rule.
#[derive(Serialize)]
pub struct ViolationData {
    rule: RuleKind,
    message: String,
    participants: Vec<String>,
    slots: Vec<String>,
    environment: Option<String>,
    stage: Option<String>,
    start: Option<When>,
    end: Option<When>,
}

/// An outcome in names, dates and the objective's units.
pub fn outcome(problem: &Problem, outcome: &Outcome) -> OutcomeData {
    OutcomeData {
        status: outcome.status,
        plan: plan::named(problem, &outcome.plan),
        levels: (outcome.levels.iter().zip(&outcome.score.levels))
            .map(|(level, score)| LevelData {
                name: level.name.clone(),
                value: units(level.value),
                bound: units(level.bound),
                gap: level.gap(),
                terms: terms(score),
                shares: shares(problem, score),
            })
            .collect(),
        unplaced: outcome.unplaced.iter().map(|u| unplaced(problem, u)).collect(),
        runtime: outcome.runtime.as_secs_f64(),
        version: outcome.provenance.version.clone(),
        programme_hash: outcome.provenance.programme_hash.clone(),
        options: outcome.provenance.options.clone(),
    }
}

/// How a run goes on, in the objective's units.
pub fn progress(progress: &Progress) -> ProgressData {
    let level = |level: &LevelOutcome| ProgressLevelData {
        name: level.name.clone(),
        value: units(level.value),
        bound: units(level.bound),
        gap: level.gap(),
    };
    ProgressData {
        elapsed: progress.elapsed.as_secs_f64(),
        phase: match progress.phase {
            Phase::Search => "search",
            Phase::IntegerProgram => "integer program",
            Phase::Done => "done",
        },
        level: progress.level,
        levels: progress.levels.iter().map(level).collect(),
    }
}

/// A plan's value at each level.
pub fn score(problem: &Problem, score: &Score) -> Vec<ScoreData> {
    (problem.programme.objective.levels.iter().zip(&score.levels))
        .map(|(level, score)| ScoreData {
            name: level.name.clone(),
            value: units(score.value),
            terms: terms(score),
            shares: shares(problem, score),
        })
        .collect()
}

/// A broken rule of a plan whose slots have the given ids.
pub fn violation(problem: &Problem, plan: &PlanData, violation: &Violation) -> ViolationData {
    let programme = &problem.programme;
    let known = |span: &Span| !span.is_empty() && span.end <= problem.horizon();
    let (start, end) = (violation.span.filter(known))
        .map(|span| plan::dates(problem, span))
        .map_or((None, None), |(start, end)| (Some(start), Some(end)));
    ViolationData {
        rule: violation.rule,
        message: violation.message.clone(),
        participants: (violation.participants.iter())
            .map(|participant| programme.participants[participant.index()].id.clone())
            .collect(),
        slots: (violation.slots.iter()).filter_map(|slot| plan.slot_id(*slot)).collect(),
        environment: violation.environment.map(|e| programme.environments[e.index()].id.clone()),
        stage: violation.stage.map(|stage| programme.stages[stage.index()].id.clone()),
        start,
        end,
    }
}

fn unplaced(problem: &Problem, unplaced: &Unplaced) -> UnplacedData {
    let stage_id = |stage: usize| problem.programme.stages[stage].id.clone();
    UnplacedData {
        participant: problem.programme.participants[unplaced.participant.index()].id.clone(),
        reasons: (unplaced.reasons.iter())
            .map(|reason| ReasonData {
                rule: reason.rule,
                stage: reason.stage.map(|stage| stage_id(stage.index())),
                text: reason.text.clone(),
            })
            .collect(),
    }
}

fn terms(level: &LevelScore) -> Vec<TermData> {
    (level.terms.iter())
        .map(|t| TermData { term: t.term, amount: t.amount as f64 / 1e3, value: units(t.value) })
        .collect()
}

fn shares(problem: &Problem, level: &LevelScore) -> Vec<ShareData> {
    (level.shares.iter())
        .map(|(participant, value)| ShareData {
            participant: problem.programme.participants[participant.index()].id.clone(),
            value: units(*value),
        })
        .collect()
}

fn units(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}
