//! The levels of the objective over the columns. [`Score`](crate::plan::Score) says what they count.

use super::{ColumnId, ColumnTag, Formulation, Linear, RowTag, changeovers, loads};
use crate::calendar::{LevelData, ParticipantData, PlaceData, Problem};
use crate::candidates::{Candidates, Variant};
use crate::model::{EnvironmentId, Term};

/// Adds a linear function per level, in millionths, and the columns and rows it needs.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    let counts = |term| problem.levels.iter().any(|level| level.weight(term) != 0);
    let changes = if counts(Term::Changeovers) {
        changeovers::add(formulation, problem, candidates)
    } else {
        Vec::new()
    };
    let used = if counts(Term::EnvironmentCost) {
        add_used(formulation, problem, candidates)
    } else {
        Vec::new()
    };
    let makespan = counts(Term::Makespan).then(|| add_makespan(formulation, problem, candidates));
    let lacks = if counts(Term::UnderTarget) {
        loads::lacks(formulation, problem, candidates)
    } else {
        Vec::new()
    };
    let largest = counts(Term::Balance).then(|| loads::largest(formulation, problem, candidates));
    for level in &problem.levels {
        let mut linear = Linear::default();
        for (column, cost) in &used {
            linear.terms.push((*column, cost * level.weight(Term::EnvironmentCost)));
        }
        let slot = 1000 * level.weight(Term::SlotsOpened);
        linear.terms.extend(formulation.open.iter().map(|column| (*column, slot)));
        let change = 1000 * level.weight(Term::Changeovers);
        linear.terms.extend(changes.iter().map(|column| (*column, change)));
        let period = 1000 * level.weight(Term::Makespan);
        linear.terms.extend(makespan.iter().map(|column| (*column, period)));
        for (one, columns) in problem.maintenance.iter().zip(&formulation.places) {
            linear.terms.extend(one.places.iter().zip(columns).map(|(place, column)| {
                let cost = (level.terms.iter())
                    .map(|t| t.weight * 1000 * i64::from(maintenance_count(place, t.term)));
                (*column, cost.sum())
            }));
        }
        let lack = 1000 * level.weight(Term::UnderTarget);
        linear.terms.extend(lacks.iter().map(|column| (*column, lack)));
        let load = 1000 * level.weight(Term::Balance);
        linear.terms.extend(largest.iter().map(|column| (*column, load)));
        for class in 0..candidates.classes.len() {
            add_class(formulation, problem, candidates, (class, level), &mut linear);
        }
        linear.terms.retain(|(_, coefficient)| *coefficient != 0);
        formulation.program.levels.push(linear);
    }
}

/// What a place of movable maintenance counts in a term.
fn maintenance_count(place: &PlaceData, term: Term) -> u32 {
    match term {
        Term::MaintenanceLost => place.lost,
        Term::MaintenanceOutside => place.outside,
        Term::MaintenanceWait => place.wait,
        _ => 0,
    }
}

/// What the members of a class contribute.
fn add_class(
    formulation: &Formulation,
    problem: &Problem,
    candidates: &Candidates,
    (place, level): (usize, &LevelData),
    linear: &mut Linear,
) {
    let class = &candidates.classes[place];
    let data = &problem.participants[class.first().index()];
    let optional = data.weight * level.weight(Term::UnplacedOptional);
    let missing =
        data.weight * level.weight(Term::UnplacedMandatory) + optional * data.most_optional();
    let moves = |count: &dyn Fn(Term) -> i64| -> i64 {
        Term::MOVES.iter().map(|term| level.weight(*term) * count(*term)).sum()
    };
    let gone = moves(&|term| data.all_gone(term));
    linear.terms.push((formulation.unplaced[place], missing + gone));
    for flow in &formulation.flows[place] {
        let variant = &class.variants[flow.variant];
        let choice = i64::from(variant.skipped) * optional
            + variant.penalty * level.weight(Term::Preferences)
            + moves(&|term| gone_without(data, variant, term));
        linear.terms.push((flow.choose, choice));
        let last = flow.lines.len() - 1;
        for (position, line) in flow.lines.iter().enumerate() {
            for (offer, column) in &line.takes {
                let offer = &formulation.offers[offer.0 as usize];
                let mut cost = level.weight(Term::Preferences)
                    * preference(data, &candidates.slots[offer.slots[0]]);
                let at = &candidates.slots[offer.slots[0]];
                cost +=
                    moves(&|term| data.elsewhere(term, at.stage, at.environment, at.span.start));
                if position == last {
                    let end = offer.span.end;
                    let late = data.due.map_or(0, |due| end.saturating_sub(due));
                    cost += data.weight
                        * (i64::from(late) * level.weight(Term::Lateness)
                            + i64::from(end) * level.weight(Term::Completion));
                }
                linear.terms.push((*column, cost));
            }
        }
    }
}

/// What a participant that takes a variant leaves of the stages that it was in before, in thousandths
/// of a term of moves.
pub fn gone_without(data: &ParticipantData, variant: &Variant, term: Term) -> i64 {
    (data.baseline.homes.iter())
        .filter(|home| variant.steps.iter().all(|step| step.stage != home.stage))
        .map(|home| data.gone(term, home.stage))
        .sum()
}

/// The penalty of a slot for a participant, in thousandths.
pub fn preference(data: &ParticipantData, slot: &crate::candidates::SlotCandidate) -> i64 {
    (data.preferences.iter())
        .filter(|p| {
            p.stage.is_none_or(|stage| stage == slot.stage)
                && p.environment.is_none_or(|environment| environment == slot.environment)
                && p.starts.holds(slot.span.start)
        })
        .map(|p| p.penalty)
        .sum()
}

/// Environments with a cost: used ≥ open for each slot in it. Returns columns and costs.
fn add_used(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> Vec<(ColumnId, i64)> {
    let mut used = Vec::new();
    for (position, data) in problem.environments.iter().enumerate().filter(|(_, e)| e.cost != 0) {
        let environment = EnvironmentId::new(position);
        let column = formulation.program.add_integer(0, 1, ColumnTag::Used { environment });
        used.push((column, data.cost));
        for (place, slot) in candidates.slots.iter().enumerate() {
            if slot.environment == environment {
                let terms = vec![(formulation.open[place], 1), (column, -1)];
                let tag = RowTag::definition().environment(environment).slot(place);
                formulation.program.at_most(terms, 0, tag);
            }
        }
    }
    used
}

/// Makespan ≥ end·open for each slot, and ≥ Σ end·take over what each lone participant's last
/// steps could take, which is stronger.
fn add_makespan(
    formulation: &mut Formulation,
    problem: &Problem,
    candidates: &Candidates,
) -> ColumnId {
    let horizon = i64::from(problem.horizon());
    let makespan = formulation.program.add_implied(0, horizon, ColumnTag::Makespan);
    for (place, slot) in candidates.slots.iter().enumerate() {
        let terms = vec![(makespan, 1), (formulation.open[place], -i64::from(slot.span.end))];
        formulation.program.at_least(terms, 0, RowTag::definition().slot(place));
    }
    for (place, class) in candidates.classes.iter().enumerate() {
        if class.count() > 1 {
            continue;
        }
        let mut terms = vec![(makespan, 1)];
        for line in formulation.flows[place].iter().filter_map(|flow| flow.lines.last()) {
            terms.extend(line.takes.iter().map(|(offer, column)| {
                (*column, -i64::from(formulation.offers[offer.0 as usize].span.end))
            }));
        }
        formulation.program.at_least(terms, 0, RowTag::definition().class(place));
    }
    makespan
}
