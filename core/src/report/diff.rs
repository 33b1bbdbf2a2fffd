//! Differences between two plans, as text and tables.

use chrono_tz::Tz;

use super::dates;
use super::show::{Block, Show, headings};
use super::words::count;
use crate::model::When;
use crate::plan::diff::{DiffKind, PlanDiff, SlotPlace};

impl Show for PlanDiff {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading("From one plan to the other".into())];
        if self.is_empty() {
            blocks.push(Block::Text("The two plans are the same.".into()));
            return blocks;
        }
        let moves = self.moves();
        let visits = |number: usize| count(number as u64, "visit");
        blocks.push(Block::Text(format!(
            "{} moved, {} added, {} dropped. Days are working days, later if above 0.",
            visits(moves.moved),
            moves.added,
            moves.dropped
        )));
        let caused = self.participants.iter().flat_map(|one| &one.visits);
        let caused = caused.clone().any(|visit| visit.because.is_some());
        let mut names = vec!["participant", "stage", "what", "from", "to", "days"];
        names.extend(caused.then_some("because"));
        let visits: Vec<Vec<String>> = (self.participants.iter())
            .flat_map(|one| one.visits.iter().map(move |visit| (one, visit)))
            .map(|(one, visit)| {
                let mut cells = vec![
                    one.participant.clone(),
                    visit.stage.clone(),
                    kind(visit.kind).into(),
                    place(visit.from.as_ref()),
                    place(visit.to.as_ref()),
                    days(visit.days),
                ];
                let because = visit.because.as_ref().map_or("", |because| because.text.as_str());
                cells.extend(caused.then(|| because.to_owned()));
                cells
            })
            .collect();
        if !visits.is_empty() {
            blocks.push(Block::Heading("Participants".into()));
            blocks.push(Block::Table {
                headings: headings(&names),
                numbers: vec![5],
                rows: visits,
            });
        }
        if !self.slots.is_empty() {
            blocks.push(Block::Heading("Slots".into()));
            blocks.push(Block::Table {
                headings: headings(&["stage", "what", "from", "to", "days"]),
                numbers: vec![4],
                rows: (self.slots.iter())
                    .map(|slot| {
                        let known = slot.from.as_ref().or(slot.to.as_ref());
                        vec![
                            known.map_or(String::new(), |slot| slot.stage.clone()),
                            kind(slot.kind).into(),
                            place(slot.from.as_ref()),
                            place(slot.to.as_ref()),
                            days(slot.days),
                        ]
                    })
                    .collect(),
            });
        }
        if !self.maintenance.is_empty() {
            let at =
                |when: Option<When>| when.map_or_else(|| "–".into(), |at| dates::at(Tz::UTC, at));
            blocks.push(Block::Heading("Maintenance".into()));
            blocks.push(Block::Table {
                headings: headings(&["maintenance", "what", "from", "to", "days"]),
                numbers: vec![4],
                rows: (self.maintenance.iter())
                    .map(|one| {
                        vec![
                            one.unavailability.clone(),
                            kind(one.kind).into(),
                            at(one.from),
                            at(one.to),
                            days(one.days),
                        ]
                    })
                    .collect(),
            });
        }
        blocks
    }
}

fn kind(kind: DiffKind) -> &'static str {
    match kind {
        DiffKind::Kept => "kept",
        DiffKind::Moved => "moved",
        DiffKind::Added => "added",
        DiffKind::Dropped => "dropped",
    }
}

fn place(place: Option<&SlotPlace>) -> String {
    let Some(place) = place else { return "–".into() };
    // Moments carry the offset of the programme's zone.
    let dates = match (place.from, place.to) {
        (When::Day(_), When::Day(_)) => dates::between(Tz::UTC, place.from, place.to),
        (from, to) => format!("{from} – {to}"),
    };
    format!("{}, {dates}", place.environment)
}

fn days(days: Option<i64>) -> String {
    days.map_or(String::new(), |days| format!("{days:+}"))
}
