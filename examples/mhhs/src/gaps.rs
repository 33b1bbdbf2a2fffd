//! Where the document contradicts itself or leaves something open, found in its own data.
//!
//! A contradiction that nobody decided is an error; once it is decided, it is reported as a warning
//! under the same name, with the choice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use slotwise::report::concurrency::Difference;

use crate::data::{Data, Parameters, Provision, Ways};
use crate::tables::{printed_windows, tables};

/// A contradiction or an open question, by the name that the project gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub message: String,
    /// What was chosen, or what there is to choose.
    pub decision: Decision,
}

/// Whether somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing has to be decided.
    Noted,
    /// Decided.
    Chosen(String),
    /// Nobody decided: what to do.
    Open(String),
}

impl Gap {
    /// Whether nothing can be planned before it is decided.
    pub fn is_error(&self) -> bool {
        matches!(self.decision, Decision::Open(_))
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_error() { "error" } else { "warning" };
        write!(out, "{kind} {}: {}", self.id, self.message)?;
        match &self.decision {
            Decision::Noted => Ok(()),
            Decision::Chosen(choice) => write!(out, "; chosen: {choice}"),
            Decision::Open(advice) => write!(out, "; {advice}"),
        }
    }
}

/// Every contradiction and open question that shows in the data, by name.
pub fn gaps(data: &Data, parameters: &Parameters) -> Vec<Gap> {
    let mut found = Vec::new();
    found.extend(sit_b_end(data, parameters));
    found.extend(operational_end(data, parameters));
    found.extend(overlapping_rows(data, parameters));
    found.extend(opening_on_weekend(data));
    found.extend(two_ends(data));
    found.extend(last_day(data, parameters));
    found.extend(staging_after_sit_a(data, parameters));
    found.extend(staging_before_uit(data));
    found.extend(unknown_staging(data, parameters));
    found.extend(owners(data, parameters));
    found.extend(dcc_instances(data, parameters));
    found.extend(tokens(data, parameters));
    found.extend(not_central(data));
    found.push(uit(parameters));
    found.extend(sandbox_without_uit(data));
    found.push(parameters_needed(data));
    found.sort_by_key(|gap| gap.id);
    found
}

fn chosen_or<T: fmt::Display>(choice: Option<T>, advice: String) -> Decision {
    choice.map_or(Decision::Open(advice), |choice| Decision::Chosen(choice.to_string()))
}

fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// I-01: Table 3 ends SIT-B later than the tables that count environments.
fn sit_b_end(data: &Data, parameters: &Parameters) -> Option<Gap> {
    let stated = data.environment("SIT_B")?.required_to;
    let used: BTreeMap<NaiveDate, Vec<&str>> = (data.tables.values())
        .filter_map(|table| Some((table.end_of("SIT_B")?, table.number.as_str())))
        .fold(BTreeMap::new(), |mut ends, (end, table)| {
            ends.entry(end).or_default().push(table);
            ends
        });
    let (&other, numbers) = used.iter().find(|(end, _)| **end != stated)?;
    let numbers = numbers.join(" and ");
    Some(Gap {
        id: "I-01",
        message: format!(
            "SIT_B ends on {stated} in Table 3 and on {other} in Tables {numbers}, {} days apart",
            days(other, stated)
        ),
        decision: chosen_or(
            parameters.sit_b_end,
            format!("choose sit_b_end: {other} gives the counts of Tables {numbers}"),
        ),
    })
}

/// I-02: stages for which no end is stated, in an environment that has one.
fn operational_end(data: &Data, parameters: &Parameters) -> Option<Gap> {
    let stage = data.stages.iter().find(|s| s.phase.is_some() && s.latest_end.is_none())?;
    Some(Gap {
        id: "I-02",
        message: format!(
            "{} is a stage of {} in Table 1, and no note of Tables 4 and 5 says when it ends",
            stage.id, stage.environment
        ),
        decision: Decision::Chosen(parameters.operational_end.to_string()),
    })
}

/// I-03: rows of a printed table that speak about the same days.
fn overlapping_rows(data: &Data, parameters: &Parameters) -> Vec<Gap> {
    let as_printed = Parameters { table_6_row_1_end: None, ..parameters.clone() };
    let mut found = Vec::new();
    for table in tables(data, &as_printed, &printed_windows(data)) {
        for difference in &table.differences {
            let Difference::Overlap { from, .. } = difference else { continue };
            found.push(Gap {
                id: "I-03",
                message: format!("Table {}: {difference}", table.number),
                decision: chosen_or(
                    (parameters.table_6_row_1_end).map(|end| format!("row 1 ends on {end}")),
                    format!("choose table_6_row_1_end: {from} keeps the rows apart"),
                ),
            });
        }
    }
    found
}

/// I-04: an environment that opens on a weekend.
fn opening_on_weekend(data: &Data) -> Vec<Gap> {
    (printed_windows(data).into_iter())
        .filter(|window| matches!(window.from.weekday(), Weekday::Sat | Weekday::Sun))
        .map(|window| Gap {
            id: "I-04",
            message: format!(
                "{} opens on {}, a {}",
                window.name,
                window.from,
                window.from.format("%A")
            ),
            decision: window
                .weekdays()
                .next()
                .map_or(Decision::Noted, |day| Decision::Chosen(format!("work begins on {day}"))),
        })
        .collect()
}

/// I-05: an environment with two ends.
fn two_ends(data: &Data) -> Vec<Gap> {
    (data.environments.iter())
        .filter_map(|row| {
            let sandbox = row.sandbox_end?;
            Some(Gap {
                id: "I-05",
                message: format!(
                    "{} has two ends in Table 3, {} and, for Sandbox, {sandbox}",
                    row.id, row.required_to
                ),
                decision: Decision::Chosen(format!(
                    "Qualification stops on {}, Sandbox on {sandbox}",
                    row.required_to
                )),
            })
        })
        .collect()
}

/// I-06 and I-07: what Tables 4 to 6 say about the last day, and before the first row.
fn last_day(data: &Data, parameters: &Parameters) -> Vec<Gap> {
    let open: Vec<_> = (data.tables.values())
        .filter(|table| table.rows.last().is_some_and(|last| last.row.to.is_none()))
        .collect();
    let Some(table) = open.first() else { return Vec::new() };
    let last = table.rows.last().map(|last| last.row.from).unwrap_or_default();
    let included = if parameters.end_inclusive { "belongs" } else { "does not belong" };
    let numbers: Vec<&str> = open.iter().map(|table| table.number.as_str()).collect();
    vec![
        Gap {
            id: "I-06",
            message: format!(
                "Table {} counts 0 environments from {last} and ends Sandbox at the end of 2026",
                table.number
            ),
            decision: Decision::Chosen(format!("the day on which a window ends {included} to it")),
        },
        Gap {
            id: "I-07",
            message: format!(
                "Tables {} have no count before their first row and no end in their last",
                numbers.join(", ")
            ),
            decision: Decision::Chosen("0 before, open after".into()),
        },
    ]
}

/// I-09: what new code goes through opens after what it goes to.
fn staging_after_sit_a(data: &Data, parameters: &Parameters) -> Option<Gap> {
    let staging = data.environment("SIT_STAGING")?.required_from;
    let sit_a = data.environment("SIT_A")?.required_from;
    (sit_a < staging).then(|| Gap {
        id: "I-09",
        message: format!(
            "SIT_STAGING opens {} days after SIT_A: early code cannot pass it",
            days(sit_a, staging)
        ),
        decision: Decision::Chosen(format!(
            "Functional begins on {} at the earliest",
            parameters.functional_from
        )),
    })
}

/// I-10: Table 6 wants Staging long before UIT.
fn staging_before_uit(data: &Data) -> Option<Gap> {
    let staging = data.environment("SIT_STAGING")?.required_from;
    let uit = data.environment("UIT")?.required_from;
    let table = data.tables.get("UIT_ONLY")?;
    let wanted = table.rows.first()?.row.members.contains("SIT_STAGING");
    (wanted && staging < uit).then(|| Gap {
        id: "I-10",
        message: format!(
            "Table {} wants SIT_STAGING {} days before UIT and does not say what for",
            table.number,
            days(staging, uit)
        ),
        decision: Decision::Chosen("Table 6 is followed".into()),
    })
}

/// I-11: Tables 4 to 6 say yes to Staging, Table 8 leaves it open for every role.
fn unknown_staging(data: &Data, parameters: &Parameters) -> Option<Gap> {
    let unknown =
        (data.roles.iter()).filter(|role| role.sit_staging.provision == Provision::Unknown).count();
    let marked =
        (data.tables.values()).all(|table| table.columns.iter().any(|c| c == "SIT_STAGING"));
    (unknown > 0 && marked).then(|| Gap {
        id: "I-11",
        message: format!(
            "Tables 4 to 6 mark SIT_STAGING for every profile, Table 8 leaves it open for {unknown} of {} roles",
            data.roles.len()
        ),
        decision: Decision::Chosen(format!("taken as {:?}", parameters.unknown["SIT_STAGING"])),
    })
}

/// I-12: a central system with two owners.
fn owners(data: &Data, parameters: &Parameters) -> Vec<Gap> {
    (data.central_systems.iter())
        .filter_map(|system| {
            let printed = data.canonical(&data.role(&system.role)?.organisation);
            let other = data.canonical(&system.participant);
            (printed != other).then(|| Gap {
                id: "I-12",
                message: format!(
                    "{} belongs to {printed} in Table 8 and to {other} in Table 9",
                    system.role
                ),
                decision: chosen_or(
                    parameters.css_owner.as_ref(),
                    format!("choose css_owner: {printed} or {other}"),
                ),
            })
        })
        .collect()
}

/// I-13: DCC may have a single test instance, and is in more environments.
fn dcc_instances(data: &Data, parameters: &Parameters) -> Option<Gap> {
    let systems: BTreeSet<&str> = (data.central_systems.iter())
        .filter(|system| system.participant == "DCC")
        .map(|system| system.role.as_str())
        .collect();
    let used = (data.environments.iter())
        .filter(|environment| {
            (data.roles.iter())
                .filter(|role| systems.contains(role.role.as_str()))
                .filter_map(|role| role.cell(&environment.id))
                .any(|cell| cell.provision != Provision::Dash)
        })
        .count();
    let advice = format!("choose dcc_instances: {used} leave the environments independent");
    let decision = match parameters.dcc_instances {
        Some(instances) if instances >= used => Decision::Chosen(instances.to_string()),
        Some(instances) => Decision::Open(format!(
            "{instances} would have to be shared, which this example does not plan; {advice}"
        )),
        None => Decision::Open(advice),
    };
    (used > 0).then(|| Gap {
        id: "I-13",
        message: format!(
            "DCC may have one test instance only (§13.4); its systems are in {used} environments"
        ),
        decision,
    })
}

/// I-15, I-16, I-17: tokens of Table 8 without a rule or a legend.
fn tokens(data: &Data, parameters: &Parameters) -> Vec<Gap> {
    let mut by_provision: BTreeMap<Provision, BTreeMap<&str, usize>> = BTreeMap::new();
    for role in &data.roles {
        for cell in [&role.sit_staging, &role.sit_a, &role.sit_b, &role.uit] {
            let raw = by_provision.entry(cell.provision).or_default();
            *raw.entry(cell.raw.as_str()).or_default() += 1;
        }
    }
    let listed = |provisions: &[Provision]| -> String {
        (provisions.iter())
            .filter_map(|provision| by_provision.get(provision))
            .flatten()
            .map(|(raw, count)| format!("{raw:?} {count} times"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let undecided = (data.organisations.iter())
        .flat_map(|organisation| organisation.roles.iter().map(move |held| (organisation, held)))
        .filter(|(_, held)| {
            let selectable = |role: &crate::data::RoleRow| {
                role.sit_a.provision == Provision::Selected
                    || role.sit_b.provision == Provision::Selected
            };
            held.selected.is_none() && data.role(&held.role).is_some_and(selectable)
        })
        .map(|(organisation, held)| format!("{} as {}", organisation.id, held.role))
        .collect::<Vec<_>>();
    vec![
        Gap {
            id: "I-15",
            message: format!(
                "Table 8 prints {} without saying who is selected",
                listed(&[Provision::Selected])
            ),
            decision: if undecided.is_empty() {
                Decision::Chosen("for each participant in participant_roles.csv".into())
            } else {
                Decision::Open(format!("say whether these are selected: {}", undecided.join(", ")))
            },
        },
        Gap {
            id: "I-16",
            message: format!("Table 8 prints {} without a legend", listed(&[Provision::Dash])),
            decision: Decision::Chosen(format!("taken as {:?}", parameters.dash_in_table_8)),
        },
        Gap {
            id: "I-17",
            message: format!(
                "Table 8 leaves open: {}",
                listed(&[Provision::Unknown, Provision::TestCertificates])
            ),
            decision: Decision::Chosen(format!(
                "{:?} in SIT_A and SIT_B, {:?} in UIT; test certificates are taken as Yes",
                parameters.unknown["SIT_A"], parameters.unknown["UIT"]
            )),
        },
    ]
}

/// I-18: what Table 8 offers as a service is a central system, and yet not in Table 9.
fn not_central(data: &Data) -> Vec<Gap> {
    (data.roles.iter())
        .filter(|role| role.uit.provision == Provision::Service)
        .filter(|role| !data.central_systems.iter().any(|system| system.role == role.role))
        .map(|role| Gap {
            id: "I-18",
            message: format!(
                "{} is in Table 8, offered as a service, and not in Table 9",
                role.role
            ),
            decision: Decision::Noted,
        })
        .collect()
}

/// I-20: what may run side by side in UIT.
fn uit(parameters: &Parameters) -> Gap {
    Gap {
        id: "I-20",
        message: "nothing says whether Qualification and Sandbox may run at the same time in UIT, nor when Sandbox starts".into(),
        decision: chosen_or(
            parameters.uit_exclusivity.map(|exclusivity| {
                format!("{exclusivity:?}, Sandbox from {}", parameters.sandbox_from)
            }),
            "choose uit_exclusivity: one_phase lets them, one_stage does not".into(),
        ),
    }
}

/// I-23: Sandbox asked for by somebody whose profile has no UIT.
fn sandbox_without_uit(data: &Data) -> Vec<Gap> {
    (data.organisations.iter())
        .filter(|organisation| organisation.sandbox || organisation.ways != Ways::Sit)
        .filter(|organisation| {
            let profile = data.profile(&organisation.profile);
            !profile.is_some_and(|p| p.environments.iter().any(|e| e.environment == "UIT"))
        })
        .map(|organisation| Gap {
            id: "I-23",
            message: format!(
                "{} asks for a stage in UIT, which its profile {} does not have",
                organisation.id, organisation.profile
            ),
            decision: Decision::Open("make it SIT_AND_UIT".into()),
        })
        .collect()
}

/// I-26: how much the document does not give.
fn parameters_needed(data: &Data) -> Gap {
    Gap {
        id: "I-26",
        message: "no slot length, tranche size, capacity, changeover, set-up time, holiday list or list of participants is given".into(),
        decision: Decision::Chosen(format!(
            "{} assumptions, each with its reason",
            data.assumptions.0.len()
        )),
    }
}
