//! The release schedule: which version of which component each environment has when, and which
//! deployment brought it (document §6.1.1; D-65, D-69).

use chrono::NaiveDate;
use serde::Serialize;

use super::show::{Block, Show, headings};
use super::{dates, words};
use crate::calendar::{Held, Problem};
use crate::model::{Environment, When};

/// Versions by environment, component and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionTable {
    /// Zone of the moments.
    pub zone: String,
    /// By environment, component, then time; those of one component follow one another without a
    /// gap, over the whole calendar.
    pub rows: Vec<VersionRow>,
}

/// What an environment has of one component for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionRow {
    /// Id of the environment.
    pub environment: String,
    /// The component.
    pub component: String,
    /// Its version as written; `None` if the programme does not say.
    pub version: Option<String>,
    /// From when on: the end of the deployment, or the calendar's first day.
    pub from: When,
    /// The end of the next deployment, or the first day after the calendar.
    pub to: When,
    /// Id of the deployment that brought it (an unavailability); `None` for what the environment
    /// began with.
    pub deployment: Option<String>,
}

impl VersionTable {
    /// The version matrix of a day: what each environment has of each component at its start.
    pub fn on(&self, day: NaiveDate) -> Vec<&VersionRow> {
        let zone = self.zone.parse().unwrap_or(chrono_tz::UTC);
        let at = When::Day(day).seconds(zone);
        let holds = |row: &&VersionRow| row.from.seconds(zone) <= at && at < row.to.seconds(zone);
        self.rows.iter().filter(holds).collect()
    }
}

/// Which version of which component each environment has when. A version that holds in no working
/// period, such as one that is replaced within a weekend, is left out.
pub fn versions(problem: &Problem) -> VersionTable {
    let mut rows = Vec::new();
    for (environment, data) in problem.programme.environments.iter().zip(&problem.environments) {
        for (place, held) in data.versions.iter().enumerate() {
            let next = data.versions.get(place + 1);
            let next = next.filter(|next| next.component == held.component);
            rows.push(row(problem, environment, held, next));
        }
    }
    rows.sort_by(|a, b| (&a.environment, &a.component).cmp(&(&b.environment, &b.component)));
    VersionTable { zone: problem.programme.calendar.zone.clone(), rows }
}

fn row(
    problem: &Problem,
    environment: &Environment,
    held: &Held,
    next: Option<&Held>,
) -> VersionRow {
    let (first, after) = problem.timeline.days();
    let deployment = |held: &Held| Some(&problem.programme.unavailability[held.by?.index()]);
    let over = |held: &Held| deployment(held).map(|u| u.to);
    let begin = |held: &Held| {
        let zone = problem.timeline.zone();
        over(held).filter(|to| to.seconds(zone) > When::Day(first).seconds(zone))
    };
    VersionRow {
        environment: environment.id.clone(),
        component: held.component.clone(),
        version: held.version.as_ref().map(|(text, _)| text.clone()),
        from: begin(held).unwrap_or(When::Day(first)),
        to: next.and_then(over).unwrap_or(When::Day(after)),
        deployment: deployment(held).map(|u| u.id.clone()),
    }
}

impl Show for VersionTable {
    fn blocks(&self) -> Vec<Block> {
        let title = Block::Heading("Versions by environment over time".into());
        if self.rows.is_empty() {
            return vec![title, Block::Text("No environment says which components it has.".into())];
        }
        let zone = self.zone.parse().unwrap_or(chrono_tz::UTC);
        let rows = (self.rows.iter())
            .map(|row| {
                vec![
                    row.environment.clone(),
                    row.component.clone(),
                    row.version.clone().unwrap_or_else(|| "not said".into()),
                    dates::between(zone, row.from, row.to),
                    row.deployment.clone().unwrap_or_default(),
                ]
            })
            .collect();
        let names = ["environment", "component", "version", "when", "deployment"];
        let deployments = self.rows.iter().filter(|row| row.deployment.is_some()).count();
        vec![
            title,
            Block::Table { headings: headings(&names), numbers: Vec::new(), rows },
            Block::Text(format!(
                "{}. A version holds from the end of its deployment to the end of the next one.",
                words::count(deployments as u64, "deployed version")
            )),
        ]
    }
}
