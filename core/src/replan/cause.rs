//! Why each visit moved: the changes that made its old place impossible, or the move that took its
//! place, back to a change.

use std::collections::VecDeque;

use super::worlds::Worlds;
use super::{Change, legal};
use crate::calendar::Problem;
use crate::check::check;
use crate::model::{Programme, RuleKind};
use crate::plan::diff::{Because, DiffKind, PlanDiff, SlotPlace, Through};
use crate::plan::{Assignment, Plan, PlanSlot, Visit};

/// A visit of the difference that is no more just what it was.
struct Node {
    /// Place among the participants of the difference, and among its visits.
    at: (usize, usize),
    who: String,
    stage: String,
    from: SlotPlace,
    to: Option<SlotPlace>,
    /// Whether it only ends at another time.
    kept: bool,
}

/// Why a node is what it is.
#[derive(Clone)]
enum Reason {
    /// These changes made the old place impossible, by this rule; none, if it was before.
    Struck(Vec<usize>, Option<RuleKind>),
    /// This node's move took its place, by this rule.
    Displaced(usize, RuleKind),
}

/// Fills in the causes of a re-plan's difference.
///
/// `programme` is the one before the changes, `after` the problem after them, with its new plan.
pub(super) fn fill(
    diff: &mut PlanDiff,
    programme: &Programme,
    changes: &[Change],
    (after, plan): (&Problem, &Plan),
) {
    let nodes = nodes(diff);
    let mut worlds = Worlds::new(programme, changes);
    let mut reasons: Vec<Option<Reason>> =
        nodes.iter().map(|node| struck(node, after, &mut worlds)).collect();
    // What each of the others finds in its way, asked once.
    let blockers: Vec<Vec<(usize, RuleKind)>> = (0..nodes.len())
        .map(|number| {
            if reasons[number].is_some() {
                Vec::new()
            } else {
                blockers(&nodes, number, after, plan)
            }
        })
        .collect();
    let mut queue: VecDeque<usize> = (0..nodes.len()).filter(|n| reasons[*n].is_some()).collect();
    while let Some(by) = queue.pop_front() {
        for number in 0..nodes.len() {
            if reasons[number].is_none()
                && let Some((_, rule)) = blockers[number].iter().find(|(other, _)| *other == by)
            {
                reasons[number] = Some(Reason::Displaced(by, *rule));
                queue.push_back(number);
            }
        }
    }
    for (number, node) in nodes.iter().enumerate() {
        let because = told(&nodes, &reasons, number, changes);
        diff.participants[node.at.0].visits[node.at.1].because = Some(because);
    }
    for slot in &mut diff.slots {
        let place = slot.from.as_ref();
        let member = diff.participants.iter().flat_map(|one| &one.visits).find(|visit| {
            visit.because.is_some() && place.is_some() && visit.from.as_ref() == place
        });
        slot.because = member.and_then(|visit| visit.because.clone());
    }
}

/// Visits that moved, were dropped, or end at another time.
fn nodes(diff: &PlanDiff) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (one, participant) in diff.participants.iter().enumerate() {
        for (place, visit) in participant.visits.iter().enumerate() {
            let Some(from) = &visit.from else { continue };
            let kept = visit.kind == DiffKind::Kept;
            if kept && visit.to.as_ref().is_some_and(|to| to.to == from.to) {
                continue;
            }
            nodes.push(Node {
                at: (one, place),
                who: participant.participant.clone(),
                stage: visit.stage.clone(),
                from: from.clone(),
                to: visit.to.clone(),
                kept,
            });
        }
    }
    nodes
}

/// The changes that made an old place impossible, or let it end at another time.
fn struck(node: &Node, after: &Problem, worlds: &mut Worlds<'_>) -> Option<Reason> {
    let as_it_was = |problem: &Problem| match legal::place(problem, &node.who, &node.from) {
        Ok(slot) => !node.kept || problem.timeline.dates(slot.span).1 == node.from.to,
        Err(_) => false,
    };
    if as_it_was(after) {
        return None;
    }
    let rule = legal::place(after, &node.who, &node.from).err();
    // In a programme of hours or with a baseline alike, names and dates are all that is looked at.
    Some(Reason::Struck(worlds.least(&as_it_was).unwrap_or_default(), rule))
}

/// The nodes whose moves would have to be undone, or more of them, for a participant to be back in its
/// old place, with the rule that says so.
fn blockers(nodes: &[Node], number: usize, after: &Problem, plan: &Plan) -> Vec<(usize, RuleKind)> {
    let node = &nodes[number];
    let Some((trial, home)) = back(nodes, node, after, plan) else { return Vec::new() };
    let mut found: Vec<(usize, RuleKind)> = Vec::new();
    let mut add = |other: usize, rule: RuleKind| {
        if other != number && found.iter().all(|(known, _)| *known != other) {
            found.push((other, rule));
        }
    };
    let name = |place: usize| after.programme.participants[place].id.as_str();
    for violation in check(after, &trial) {
        // Who is in the slots that stand against it, and whom the checker names.
        for place in &violation.slots {
            let Some(slot) = trial.slots.get(*place as usize) else { continue };
            let (from, _) = after.timeline.dates(slot.span);
            let environment = &after.programme.environments[slot.environment.index()].id;
            let there = |to: &SlotPlace| to.from == from && to.environment == *environment;
            for (other, candidate) in nodes.iter().enumerate() {
                if candidate.to.as_ref().is_some_and(there)
                    && (*place != home || candidate.who != node.who)
                {
                    add(other, violation.rule);
                }
            }
        }
        for participant in &violation.participants {
            let who = name(participant.index());
            for (other, candidate) in nodes.iter().enumerate() {
                if candidate.who == who {
                    add(other, violation.rule);
                }
            }
        }
    }
    found
}

/// The new plan with a participant back in its old place for one stage, or, if it is not placed any
/// more, for all; and the place of that slot.
fn back(nodes: &[Node], node: &Node, after: &Problem, plan: &Plan) -> Option<(Plan, u32)> {
    let participant = legal::participant(after, &node.who)?;
    let mut trial = plan.clone();
    let home = open(&mut trial, after, &node.who, &node.from)?;
    let stage = trial.slots[home as usize].stage;
    let data = &after.participants[participant.index()];
    if let Some(assignment) =
        trial.assignments.iter_mut().find(|assignment| assignment.participant == participant)
    {
        let steps = &data.routes[assignment.route as usize].steps;
        let step = steps.iter().position(|step| step.stage == stage)? as u32;
        assignment.visits.retain(|visit| visit.step != step);
        assignment.visits.push(Visit { step, slot: home });
        assignment.visits.sort_unstable_by_key(|visit| visit.step);
        return Some((trial, home));
    }
    let route = (data.baseline.route)
        .filter(|route| (*route as usize) < data.routes.len())
        .unwrap_or_default();
    let steps = &data.routes.get(route as usize)?.steps;
    let mut visits = Vec::new();
    for other in nodes.iter().filter(|other| other.who == node.who) {
        let Some(slot) = open(&mut trial, after, &node.who, &other.from) else { continue };
        let stage = trial.slots[slot as usize].stage;
        let step = steps.iter().position(|step| step.stage == stage);
        visits.extend(step.map(|step| Visit { step: step as u32, slot }));
    }
    visits.sort_unstable_by_key(|visit| visit.step);
    trial.assignments.push(Assignment { participant, route, visits });
    Some((trial, home))
}

/// Opens an old place in a plan, if it is not open there.
fn open(plan: &mut Plan, problem: &Problem, who: &str, place: &SlotPlace) -> Option<u32> {
    let found = legal::place(problem, who, place).ok()?;
    let slot = PlanSlot {
        stage: found.stage,
        environment: found.environment,
        span: found.span,
        by_hand: found.by_hand,
    };
    let known = plan.slots.iter().position(|known| *known == slot);
    Some(known.unwrap_or_else(|| {
        plan.slots.push(slot);
        plan.slots.len() - 1
    }) as u32)
}

fn told(nodes: &[Node], reasons: &[Option<Reason>], number: usize, changes: &[Change]) -> Because {
    let mut through = Vec::new();
    let mut first_rule = None;
    let mut at = number;
    loop {
        match &reasons[at] {
            None => {
                return Because {
                    changes: Vec::new(),
                    rule: None,
                    through,
                    text: "its old place is still possible; the rest of the objective moved it"
                        .to_owned(),
                };
            }
            Some(Reason::Displaced(by, rule)) => {
                first_rule.get_or_insert(*rule);
                let node = &nodes[*by];
                through.push(Through { participant: node.who.clone(), stage: node.stage.clone() });
                at = *by;
            }
            Some(Reason::Struck(roots, rule)) => {
                let mut text = match roots.as_slice() {
                    [] => "its old place broke a rule before".to_owned(),
                    roots => {
                        let roots: Vec<_> =
                            roots.iter().map(|root| changes[*root].to_string()).collect();
                        roots.join("; ")
                    }
                };
                let steps: Vec<_> = (through.iter())
                    .map(|step| format!("{} ({})", step.participant, step.stage))
                    .collect();
                if !steps.is_empty() {
                    text = format!("made way for {}: {text}", steps.join(", for "));
                }
                let rule = first_rule.or(*rule);
                return Because { changes: roots.clone(), rule, through, text };
            }
        }
    }
}
