//! Participants that can't be told apart become one class with a count.

use std::collections::BTreeMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::variant::variants;
use super::{SlotCandidate, Variant, participant_refusal};
use crate::calendar::{CountedData, HomeData, ParticipantData, PreferenceData, Problem};
use crate::model::{ParticipantId, StageId, Term};

/// Participants that no rule and no term of the objective tells apart.
#[derive(Clone, Debug)]
pub struct Class {
    /// Who, by id.
    pub members: Vec<ParticipantId>,
    /// The ways to place one of them; empty if there is none.
    pub variants: Vec<Variant>,
    /// For each stage of any variant, the slots that they may be in.
    pub allowed: Vec<Offerable>,
}

/// Slots of a stage that a class may be in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offerable {
    /// The stage.
    pub stage: StageId,
    /// Places among the stage's slots.
    pub set: FixedBitSet,
}

impl Class {
    /// Somebody of it: all facts that count are the same for all.
    pub fn first(&self) -> ParticipantId {
        self.members[0]
    }

    /// How many they are.
    pub fn count(&self) -> u32 {
        self.members.len() as u32
    }
}

/// What tells participants apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Set for those who are never merged.
    own: Option<u32>,
    size: u32,
    weight: i64,
    due: Option<u32>,
    deadline: Option<u32>,
    most_optional: i64,
    variants: Vec<Variant>,
    allowed: Vec<Offerable>,
    preferences: Vec<PreferenceData>,
    /// Stages with places kept for re-tests that it takes for one.
    retests: Vec<StageId>,
    /// What it is to each gate.
    gates: Vec<CountedData>,
    /// Where it was before.
    homes: Vec<HomeData>,
    /// What a move counts.
    move_weight: i64,
}

/// Sorts participants into classes, and tells each participant's.
pub fn merge(
    problem: &Problem,
    slots: &[SlotCandidate],
    of_stage: &[Range<usize>],
) -> (Vec<Class>, Vec<usize>) {
    let counts = |term| problem.levels.iter().any(|level| level.weight(term) != 0);
    let lateness = counts(Term::Lateness);
    let preferences = counts(Term::Preferences);
    let optional = counts(Term::UnplacedOptional);
    let mut keeps = vec![false; problem.stages.len()];
    for slot in slots.iter().filter(|slot| slot.reserved > 0) {
        keeps[slot.stage.index()] = true;
    }
    let moves = Term::MOVES.into_iter().any(counts);
    let mut bound = vec![false; problem.participants.len()];
    for rule in &problem.rules {
        for participant in &rule.participants {
            bound[participant.index()] = true;
        }
    }
    for (position, participant) in problem.participants.iter().enumerate() {
        for follow in &participant.follows {
            bound[position] = true;
            bound[follow.participant.index()] = true;
        }
    }
    let mut classes: BTreeMap<Key, Vec<ParticipantId>> = BTreeMap::new();
    for (position, participant) in problem.participants.iter().enumerate() {
        let variants = variants(problem, participant);
        let allowed = allowed(participant, &variants, slots, of_stage);
        // Chains with steps that may overlap are not exchangeable step by step.
        let alone = bound[position] || variants.iter().any(Variant::may_overlap);
        let key = Key {
            own: alone.then_some(position as u32),
            size: participant.size,
            weight: participant.weight,
            due: participant.due.filter(|_| lateness),
            deadline: participant.deadline,
            most_optional: if optional { participant.most_optional() } else { 0 },
            variants,
            allowed,
            retests: (participant.retests.iter().copied())
                .filter(|stage| keeps[stage.index()])
                .collect(),
            gates: problem.gates.iter().map(|gate| gate.counted[position]).collect(),
            move_weight: if moves { participant.baseline.weight } else { 0 },
            homes: if moves { participant.baseline.homes.clone() } else { Vec::new() },
            preferences: if preferences { preference_key(participant) } else { Vec::new() },
        };
        classes.entry(key).or_default().push(ParticipantId::new(position));
    }
    let mut classes: Vec<Class> = (classes.into_iter())
        .map(|(key, members)| Class { members, variants: key.variants, allowed: key.allowed })
        .collect();
    classes.sort_unstable_by_key(Class::first);
    let mut class_of = vec![0; problem.participants.len()];
    for (position, class) in classes.iter().enumerate() {
        for member in &class.members {
            class_of[member.index()] = position;
        }
    }
    (classes, class_of)
}

fn preference_key(participant: &ParticipantData) -> Vec<PreferenceData> {
    let mut key = participant.preferences.clone();
    key.sort_unstable();
    key
}

fn allowed(
    participant: &ParticipantData,
    variants: &[Variant],
    slots: &[SlotCandidate],
    of_stage: &[Range<usize>],
) -> Vec<Offerable> {
    let mut stages: Vec<StageId> =
        variants.iter().flat_map(|v| v.steps.iter().map(|step| step.stage)).collect();
    stages.sort_unstable();
    stages.dedup();
    (stages.into_iter())
        .map(|stage| {
            let range = of_stage[stage.index()].clone();
            let mut set = FixedBitSet::with_capacity(range.len());
            for (place, slot) in slots[range].iter().enumerate() {
                set.set(place, participant_refusal(participant, slot).is_none());
            }
            Offerable { stage, set }
        })
        .collect()
}
