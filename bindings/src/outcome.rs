//! What a run says, in names and dates: as Python's classes have it, and as reports show it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use slotwise::format::PlanDocument;
use slotwise::format::plan::{LevelEntry, ProvenanceEntry, ReasonEntry, TermEntry, UnplacedEntry};
use slotwise::model::ParticipantId;
use slotwise::plan::TermScore;
use slotwise::report::{LevelVerdict, UnplacedVerdict, Verdict};
use slotwise::solver::progress::Phase;
use slotwise::solver::{LevelOutcome, Progress, Status};
use slotwise::{Outcome, Plan, Problem, check};

/// What is known about a plan that a run made, in the words of plan files.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeData {
    status: Status,
    levels: Vec<LevelEntry>,
    unplaced: Vec<UnplacedEntry>,
    provenance: Option<ProvenanceEntry>,
    /// Seconds.
    runtime: f64,
}

impl OutcomeData {
    pub fn of(problem: &Problem, outcome: &Outcome) -> Self {
        let document = PlanDocument::of(problem, outcome);
        Self {
            status: outcome.status,
            levels: document.levels,
            unplaced: document.unplaced,
            provenance: document.provenance,
            runtime: outcome.runtime.as_secs_f64(),
        }
    }

    /// The plan's file, with what is known about it.
    pub fn document(self, problem: &Problem, plan: &Plan) -> PlanDocument {
        PlanDocument {
            status: Some(self.status),
            levels: self.levels,
            unplaced: self.unplaced,
            provenance: self.provenance,
            ..PlanDocument::new(problem, plan)
        }
    }

    /// As reports show it.
    fn verdict(&self, problem: &Problem) -> Verdict {
        let provenance = self.provenance.iter().flat_map(|from| {
            let told = [
                ("slotwise", &from.version),
                ("programme", &from.programme_hash),
                ("options", &from.options),
            ];
            told.map(|(name, value)| (name.to_owned(), value.clone()))
        });
        Verdict {
            status: self.status.to_string(),
            levels: self.levels.iter().map(level_verdict).collect(),
            unplaced: (self.unplaced.iter())
                .filter_map(|one| unplaced_verdict(problem, one))
                .collect(),
            runtime: Duration::try_from_secs_f64(self.runtime).ok(),
            provenance: provenance.collect(),
            ..Verdict::default()
        }
    }
}

/// What reports show beside a plan: what a run said about it, or what the plan tells by itself and
/// the rules that it breaks.
pub fn verdict(problem: &Problem, plan: &Plan, outcome: Option<&OutcomeData>) -> Verdict {
    let mut verdict = match outcome {
        Some(outcome) => outcome.verdict(problem),
        None => Verdict::of(problem, plan),
    };
    verdict.violations = check::check(problem, plan).iter().map(ToString::to_string).collect();
    verdict.warnings = problem.programme.validate().warnings().map(ToString::to_string).collect();
    verdict
}

fn level_verdict(level: &LevelEntry) -> LevelVerdict {
    let term = |term: &TermEntry| TermScore {
        term: term.term,
        amount: thousandths(term.amount),
        value: millionths(term.value),
    };
    LevelVerdict {
        name: level.name.clone(),
        value: millionths(level.value),
        bound: level.bound.map(millionths),
        terms: level.terms.iter().map(term).collect(),
    }
}

fn unplaced_verdict(problem: &Problem, unplaced: &UnplacedEntry) -> Option<UnplacedVerdict> {
    let participants = &problem.programme.participants;
    let place = participants.binary_search_by_key(&&unplaced.participant, |p| &p.id).ok()?;
    let text = |reason: &ReasonEntry| reason.text.clone();
    Some(UnplacedVerdict {
        participant: ParticipantId::new(place),
        reasons: unplaced.reasons.iter().map(text).collect(),
    })
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
            Phase::Prices => "prices",
            Phase::IntegerProgram => "integer program",
            Phase::Done => "done",
        },
        level: progress.level,
        levels: progress.levels.iter().map(level).collect(),
    }
}

fn units(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

fn millionths(units: f64) -> i64 {
    (units * 1e6).round() as i64
}

fn thousandths(units: f64) -> i64 {
    (units * 1e3).round() as i64
}
