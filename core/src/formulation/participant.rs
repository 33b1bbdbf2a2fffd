//! Rule `participant`: together, apart, and how many environments at one time. Blackouts, pins and
//! deadlines are in the candidates.

use std::collections::BTreeMap;

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::{Problem, RuleData};
use crate::candidates::{Candidates, Variant};
use crate::model::{EnvironmentId, RuleId, RuleKind, StageId};

/// Adds the rows of rules between participants, and of limits on concurrent environments.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    for (position, rule) in problem.rules.iter().enumerate() {
        let stages: Vec<StageId> = match rule.stage {
            Some(stage) => vec![stage],
            None => (0..problem.stages.len()).map(StageId::new).collect(),
        };
        for stage in stages {
            company(formulation, candidates, (RuleId::new(position), rule), stage);
        }
    }
    for class in 0..candidates.classes.len() {
        concurrency(formulation, problem, candidates, class);
    }
}

/// Together: for each slot of the stage, takes ≤ selected, and at most one is selected.
/// Apart: for each slot of the stage, the takes add up to at most 1.
fn company(
    formulation: &mut Formulation,
    candidates: &Candidates,
    (id, rule): (RuleId, &RuleData),
    stage: StageId,
) {
    let tag = RowTag::of(RuleKind::Participant).stage(stage);
    // By slot: by participant, its takes. Participants under a rule are classes of their own, and
    // slots that rules bear on are offers of their own.
    let mut takes: BTreeMap<usize, BTreeMap<usize, Vec<ColumnId>>> = BTreeMap::new();
    for participant in &rule.participants {
        let class = candidates.class_of[participant.index()];
        for line in formulation.flows[class].iter().flat_map(|flow| &flow.lines) {
            for (offer, column) in &line.takes {
                let offer = &formulation.offers[offer.0 as usize];
                if offer.stage == stage {
                    let of_slot = takes.entry(offer.slots[0]).or_default();
                    of_slot.entry(class).or_default().push(*column);
                }
            }
        }
    }
    let program = &mut formulation.program;
    if !rule.together {
        for (slot, of_slot) in takes.iter().filter(|(_, of_slot)| of_slot.len() > 1) {
            let terms = of_slot.values().flatten().map(|column| (*column, 1)).collect();
            program.at_most(terms, 1, tag.slot(*slot));
        }
        return;
    }
    let mut selected = Vec::new();
    for (slot, of_slot) in &takes {
        let column =
            program.add_integer(0, 1, ColumnTag::Selected { rule: id, slot: *slot as u32 });
        selected.push((column, 1));
        for (class, columns) in of_slot {
            let mut terms: Vec<_> = columns.iter().map(|column| (*column, 1)).collect();
            terms.push((column, -1));
            program.at_most(terms, 0, tag.slot(*slot).class(*class));
        }
    }
    program.at_most(selected, 1, tag);
}

/// At each start of what the class could take: present(environment) ≥ takes that run there, and
/// Σ present ≤ limit. Only for chains whose steps may overlap; such classes have one member.
fn concurrency(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
    place: usize,
) {
    let class = &candidates.classes[place];
    let limit = problem.participants[class.first().index()].max_concurrent_environments;
    let Some(limit) = limit.filter(|_| class.variants.iter().any(Variant::may_overlap)) else {
        return;
    };
    let mut takes = Vec::new();
    for line in formulation.flows[place].iter().flat_map(|flow| &flow.lines) {
        for (offer, column) in &line.takes {
            let offer = &formulation.offers[offer.0 as usize];
            takes.push((candidates.slots[offer.slots[0]].environment, offer.span, *column));
        }
    }
    let mut starts: Vec<u32> = takes.iter().map(|(_, span, _)| span.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let tag = RowTag::of(RuleKind::Participant).class(place);
    for period in starts {
        let mut running: BTreeMap<EnvironmentId, Vec<ColumnId>> = BTreeMap::new();
        for (environment, _, column) in takes.iter().filter(|(_, span, _)| span.holds(period)) {
            running.entry(*environment).or_default().push(*column);
        }
        if running.len() <= limit as usize {
            continue;
        }
        let mut present = Vec::new();
        for (environment, columns) in running {
            let tagged = ColumnTag::Present { class: place as u32, environment, period };
            let column = formulation.program.add_implied(0, 1, tagged);
            present.push((column, 1));
            for take in columns {
                let terms = vec![(take, 1), (column, -1)];
                formulation.program.at_most(terms, 0, tag.environment(environment).period(period));
            }
        }
        formulation.program.at_most(present, i64::from(limit), tag.period(period));
    }
}
