//! The checker for people: judges a plan that somebody made in a spreadsheet.
//!
//! ```
//! use chrono::NaiveDate;
//! use slotwise::judge::judge;
//! use slotwise::model::{Calendar, Environment, Participant, Stage};
//! use slotwise::{Problem, Programme};
//!
//! let day = |day| NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
//! let mut programme = Programme::new("one", Calendar::days("Europe/London", day(8), day(13)));
//! programme.environments.push(Environment::new("UIT", day(8), day(13)));
//! programme.stages.push(Stage::new("Qualification", 2, ["UIT"]));
//! programme.participants.push(Participant::new("Acme", ["Qualification"]));
//! let problem = Problem::new(&programme).unwrap();
//!
//! let csv = "Participant,Stage,Environment,From,To\nAcme,Qualification,UIT,2024-07-10,2024-07-13\n";
//! let judgement = judge(&problem, csv, None).unwrap();
//! assert_eq!(judgement.violations[0].rows, [2]); // three days instead of two
//! ```

use serde::Serialize;

use crate::calendar::Problem;
use crate::check::{Violation, check};
use crate::error::Error;
use crate::explain::{Amount, Block, Explain, ScoreExplanation, score};
use crate::format::{ReadPlan, RowOf, read_plan_csv};
use crate::model::{Finding, RuleKind};
use crate::plan::Score;
use crate::solver::LevelOutcome;

/// What there is to say about a plan that people made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// What is wrong with the file, or odd about it: unknown names with the nearest spelling, dates.
    /// If any of it is an error, the rest can't be judged.
    pub findings: Vec<Finding>,
    /// Whether the file could be read as a plan of the programme.
    pub readable: bool,
    /// How many rules it breaks, by rule, each with the rows of the file that it is about.
    pub violations: Vec<JudgedViolation>,
    /// What it would be worth.
    pub levels: Vec<JudgedLevel>,
    /// Its score, taken apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreExplanation>,
    /// Ids of those that it does not place.
    pub unplaced: Vec<String>,
}

/// A rule that the plan breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgedViolation {
    /// The rule.
    pub rule: RuleKind,
    /// How.
    pub text: String,
    /// Rows of the file that it is about; the first row has the names of the columns.
    pub rows: Vec<usize>,
}

/// What the plan would be worth at a level of the objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgedLevel {
    /// The level.
    pub level: String,
    /// The plan's value; less is better.
    pub value: Amount,
    /// No plan that keeps the rules, and is as good in the levels before, has less; `None` where
    /// that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Amount>,
    /// Value less bound: how far the plan is from the best that there may be. Below 0 only if it
    /// breaks rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_bound: Option<Amount>,
}

impl Judgement {
    /// Whether the plan could be read and keeps every rule.
    pub fn is_sound(&self) -> bool {
        self.readable && self.violations.is_empty()
    }
}

/// Judges a plan in CSV: see [`read_plan_csv`] for its columns. `known` is what a run proved of each
/// level, such as [`Outcome::levels`](crate::Outcome::levels).
///
/// # Errors
/// None but what can't be told by rows: see [`read_plan_csv`].
pub fn judge(
    problem: &Problem,
    csv: &str,
    known: Option<&[LevelOutcome]>,
) -> Result<Judgement, Error> {
    match read_plan_csv(problem, csv) {
        Ok(read) => Ok(judge_plan(problem, &read, known)),
        Err(Error::Unreadable(findings)) => Ok(Judgement {
            findings: findings.0,
            readable: false,
            violations: Vec::new(),
            levels: Vec::new(),
            score: None,
            unplaced: Vec::new(),
        }),
        Err(error) => Err(error),
    }
}

/// Judges a plan that was read from a file.
pub fn judge_plan(problem: &Problem, read: &ReadPlan, known: Option<&[LevelOutcome]>) -> Judgement {
    let violations = (check(problem, &read.plan).into_iter())
        .map(|violation| JudgedViolation {
            rule: violation.rule,
            rows: rows(&read.rows, &violation),
            text: violation.message,
        })
        .collect();
    let mut placed = vec![false; problem.participants.len()];
    for assignment in &read.plan.assignments {
        placed[assignment.participant.index()] = true;
    }
    let people = problem.programme.participants.iter().zip(placed);
    Judgement {
        findings: read.warnings.0.clone(),
        readable: true,
        violations,
        levels: levels(problem, &Score::of(problem, &read.plan), known),
        score: Some(score(problem, &read.plan)),
        unplaced: people.filter(|(_, placed)| !placed).map(|(p, _)| p.id.clone()).collect(),
    }
}

/// Lines of the rows about the violation's slots and participants; about its participants alone if
/// it names no slot.
fn rows(rows: &[RowOf], violation: &Violation) -> Vec<usize> {
    let of = |row: &&RowOf| {
        let slot = violation.slots.is_empty() || violation.slots.contains(&row.slot);
        let who = violation.participants.is_empty()
            || row.participant.is_some_and(|id| violation.participants.contains(&id));
        slot && who && !(violation.slots.is_empty() && violation.participants.is_empty())
    };
    rows.iter().filter(of).map(|row| row.line).collect()
}

fn levels(problem: &Problem, score: &Score, known: Option<&[LevelOutcome]>) -> Vec<JudgedLevel> {
    // A bound holds for plans that are as good in all levels before.
    let mut comparable = true;
    (problem.programme.objective.levels.iter().zip(&score.levels).enumerate())
        .map(|(place, (level, score))| {
            let known = known.and_then(|known| known.get(place));
            let bound = known.filter(|_| comparable).map(|known| Amount(known.bound));
            comparable &= known.is_some_and(|known| known.value == score.value);
            let value = Amount(score.value);
            JudgedLevel {
                level: level.name.clone(),
                value,
                bound,
                from_bound: bound.map(|bound| value - bound),
            }
        })
        .collect()
}

impl Explain for Judgement {
    fn blocks(&self) -> Vec<Block> {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let mut blocks = vec![Block::Heading("The plan, judged".into())];
        let errors = self.findings.iter().filter(|f| f.code.starts_with("SW-E")).count();
        blocks.push(Block::Text(if !self.readable {
            format!("It can't be judged: {errors} mistake{} in the file.", plural(errors))
        } else if self.violations.is_empty() {
            "It keeps every rule.".into()
        } else {
            let count = self.violations.len();
            format!("It breaks rules in {count} place{}.", plural(count))
        }));
        if !self.findings.is_empty() {
            let lines = self.findings.iter().map(|f| match f.path.split_once('.') {
                Some((line, column)) if line.starts_with("line[") => {
                    let row = line.trim_start_matches("line[").trim_end_matches(']');
                    format!("row {row}, {column}: {}; {} ({})", f.message, f.remedy, f.code)
                }
                _ => f.to_string(),
            });
            blocks.push(Block::List(lines.collect()));
        }
        if !self.violations.is_empty() {
            let rows = (self.violations.iter())
                .map(|v| {
                    let rows: Vec<String> = v.rows.iter().map(ToString::to_string).collect();
                    vec![v.rule.to_string(), rows.join(", "), v.text.clone()]
                })
                .collect();
            let headings = ["rule", "rows", "how"].map(str::to_owned).to_vec();
            blocks.push(Block::Table { headings, numbers: vec![], rows });
        }
        if !self.levels.is_empty() {
            let dash =
                |value: Option<Amount>| value.map_or("–".into(), |value| value.to_string());
            let rows = (self.levels.iter())
                .map(|l| {
                    vec![l.level.clone(), l.value.to_string(), dash(l.bound), dash(l.from_bound)]
                })
                .collect();
            let heading = if self.violations.is_empty() {
                "What it is worth; less is better"
            } else {
                "What it would be worth if rules did not matter; less is better"
            };
            blocks.push(Block::Heading(heading.into()));
            blocks.push(Block::Table {
                headings: ["level", "value", "proven least", "above it"]
                    .map(str::to_owned)
                    .to_vec(),
                numbers: vec![1, 2, 3],
                rows,
            });
        }
        if self.readable && !self.unplaced.is_empty() {
            blocks.push(Block::Text(format!("Not placed: {}.", self.unplaced.join(", "))));
        }
        blocks
    }
}
